//! Bytes, each by itself: the model is how often each of the 256 values occurs.

use constriction::stream::model::DefaultContiguousCategoricalEntropyModel as Categorical;
use constriction::stream::{Decode, Encode, Order};

use super::Error;
use super::coder::{PutError, TakeError};
use super::container::{Codec, Input, put_number};

/// Bytes with what they stand for.
///
/// Its header has one bit for each of the 256 values, whether it occurs, and then the counts of those that do. They sum
/// to the number of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) Vec<u8>);

impl Codec for Bytes {
    const NAME: &'static str = "order 0";
    const TAG: u8 = 1;
    type Header = [u32; 256];

    fn len(&self) -> usize {
        self.0.len()
    }

    fn header(&self) -> [u32; 256] {
        let mut counts = [0; 256];
        for &byte in &self.0 {
            counts[usize::from(byte)] += 1;
        }
        counts
    }

    fn write_header(counts: &[u32; 256], output: &mut Vec<u8>) {
        let (bits, _) = counts.as_chunks::<8>();
        output.extend(bits.iter().map(|eight| eight.iter().rev().fold(0, |bits, &n| bits << 1 | u8::from(n > 0))));
        counts.iter().filter(|&&n| n > 0).for_each(|&n| put_number(n as usize, output));
    }

    fn read_header(input: &mut Input<'_>, max_len: usize) -> Result<[u32; 256], Error> {
        let mut bits = [0; 32];
        for eight in &mut bits {
            *eight = input.byte()?;
        }
        let mut counts = [0; 256];
        let mut left = max_len;
        for (value, count) in counts.iter_mut().enumerate() {
            if bits[value / 8] >> (value % 8) & 1 == 1 {
                let number = input.number(left)?;
                left -= number;
                *count = u32::try_from(number).map_err(|_| Error::Header("number too large"))?;
            }
        }
        Ok(counts)
    }

    fn encode<E: Encode<Error = PutError>>(&self, counts: &[u32; 256], encoder: &mut E) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(()); // All counts are 0, of which no model can be made.
        }
        let model = Categorical::from_frequencies(counts)?;
        let symbols = self.0.iter().map(|&byte| usize::from(byte));
        match E::ORDER {
            Order::Forward => encoder.encode_iid_symbols(symbols, model)?,
            Order::Reverse => encoder.encode_iid_symbols_reverse(symbols, model)?,
        }
        Ok(())
    }

    fn decode<D: Decode<Error = TakeError>>(counts: &[u32; 256], decoder: &mut D) -> Result<Self, Error> {
        let len = counts.iter().map(|&n| n as usize).sum();
        if len == 0 {
            return Ok(Self(Vec::new()));
        }
        let model = Categorical::from_frequencies(counts)?;
        let symbols = decoder.decode_iid_symbols(len, model);
        // The model has 256 symbols.
        Ok(Self(symbols.map(|symbol| symbol.map(|symbol| symbol as u8)).collect::<Result<_, _>>()?))
    }
}
