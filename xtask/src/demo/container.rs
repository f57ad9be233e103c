//! Compressed data: one byte that tells how it was made, a header, and the coder's words.
//!
//! Whoever has these bytes needs nothing else to get the message back. They may come from a stranger: whatever they
//! are, [`decompress`] returns an error or some message of a bounded size.

use constriction::stream::{Decode, Encode};

use super::Error;
use super::coder::{Coder, Ideal, PutError, TakeError};

/// A message, and how its symbols are modelled.
pub(super) trait Codec: Sized + PartialEq {
    /// The model's name in the table.
    const NAME: &'static str;
    /// Its share of the byte that tells how data was compressed.
    const TAG: u8;
    /// What a decoder must know before the first symbol.
    type Header;

    /// The number of symbols.
    fn len(&self) -> usize;

    /// What a decoder must know of this message before the first symbol.
    fn header(&self) -> Self::Header;

    /// Appends a header.
    fn write_header(header: &Self::Header, output: &mut Vec<u8>);

    /// Takes a header off `input`, of a message with up to `max_len` symbols.
    fn read_header(input: &mut Input<'_>, max_len: usize) -> Result<Self::Header, Error>;

    /// Encodes all symbols.
    fn encode<E: Encode<Error = PutError>>(&self, header: &Self::Header, encoder: &mut E) -> Result<(), Error>;

    /// Decodes all symbols.
    fn decode<D: Decode<Error = TakeError>>(header: &Self::Header, decoder: &mut D) -> Result<Self, Error>;
}

/// Compresses a message.
pub(super) fn compress<C: Coder, M: Codec>(message: &M) -> Result<Vec<u8>, Error> {
    let header = message.header();
    let mut output = vec![C::TAG | M::TAG];
    M::write_header(&header, &mut output);
    let mut encoder = C::Encoder::default();
    message.encode(&header, &mut encoder)?;
    output.extend(C::into_words(encoder).into_iter().flat_map(u32::to_le_bytes));
    Ok(output)
}

/// Makes the message again from what [`compress`] returned, provided that it has at most `max_len` symbols.
pub(super) fn decompress<C: Coder, M: Codec>(bytes: &[u8], max_len: usize) -> Result<M, Error> {
    let mut input = Input(bytes);
    if input.byte()? != C::TAG | M::TAG {
        return Err(Error::Header("other method"));
    }
    let header = M::read_header(&mut input, max_len)?;
    let (words, rest) = input.0.as_chunks();
    if !rest.is_empty() {
        return Err(Error::Header("part of a word"));
    }
    let mut decoder = C::decoder(words.iter().map(|&word| u32::from_le_bytes(word)).collect())?;
    let message = M::decode(&header, &mut decoder)?;
    if C::is_done(&decoder) { Ok(message) } else { Err(Error::Corrupt) }
}

/// The number of bytes before the words.
pub(super) fn header_len<M: Codec>(message: &M) -> usize {
    let mut output = Vec::new();
    M::write_header(&message.header(), &mut output);
    1 + output.len()
}

/// The bits that an ideal coder would need for the symbols.
pub(super) fn ideal_bits<M: Codec>(message: &M) -> Result<f64, Error> {
    let mut ideal = Ideal::default();
    message.encode(&message.header(), &mut ideal)?;
    Ok(ideal.bits)
}

/// The bytes that are still to be read.
pub(super) struct Input<'a>(&'a [u8]);

impl Input<'_> {
    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8, Error> {
        let (&byte, rest) = self.0.split_first().ok_or(Error::Header("end of data"))?;
        self.0 = rest;
        Ok(byte)
    }

    /// The next number that [`put_number`] has written, if it is at most `max`.
    pub(super) fn number(&mut self, max: usize) -> Result<usize, Error> {
        let mut number = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let number = usize::try_from(number).ok().filter(|&number| number <= max);
                return number.ok_or(Error::Header("number too large"));
            }
        }
        Err(Error::Header("number too long"))
    }
}

/// Appends a number below `2^35`, seven bits to a byte, the low ones first; the top bit says that there are more.
pub(super) fn put_number(mut number: usize, output: &mut Vec<u8>) {
    while number >= 0x80 {
        output.push(number as u8 | 0x80);
        number >>= 7;
    }
    output.push(number as u8);
}
