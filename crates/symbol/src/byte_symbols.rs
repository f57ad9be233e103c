//! Codes of bytes.

use crate::{Bits, Codebook, DecoderCodebook, EncoderCodebook, SymbolCodeError, TakeBits};

/// A code of the numbers `0..n` as a code of bytes, so that `&[u8]` can be encoded with it.
///
/// ```
/// use constriction_symbol::huffman::CanonicalHuffman;
/// use constriction_symbol::{ByteSymbols, DefaultQueueEncoder, ReadBitStream, WriteBitStream};
///
/// let mut counts = [0u32; 256];
/// let text = b"how much wood would a woodchuck chuck";
/// text.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
/// let code = CanonicalHuffman::from_weights(&counts, 11)?;
///
/// let mut encoder = DefaultQueueEncoder::new();
/// encoder.encode_iid_symbols(text, ByteSymbols(&code))?;
/// let mut decoder = encoder.into_decoder();
/// let decoded = decoder.decode_iid_symbols(text.len(), ByteSymbols(code.to_decoder()));
/// assert_eq!(decoded.collect::<Result<Vec<u8>, _>>()?, text);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ByteSymbols<C>(pub C);

impl<C: Codebook<Symbol = usize>> Codebook for ByteSymbols<C> {
    type Symbol = u8;
}

/// The numbers of all bytes, since a code word can borrow its symbol.
static NUMBERS: [usize; 256] = {
    let mut numbers = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        numbers[byte] = byte;
        byte += 1;
    }
    numbers
};

impl<C: EncoderCodebook<Symbol = usize>> EncoderCodebook for ByteSymbols<C> {
    #[inline]
    fn codeword(&self, &byte: &u8) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        self.0.codeword(&NUMBERS[usize::from(byte)])
    }
    #[inline]
    fn code_len(&self, &byte: &u8) -> Option<u64> {
        self.0.code_len(&usize::from(byte))
    }
}

impl<C: DecoderCodebook<Symbol = usize>> DecoderCodebook for ByteSymbols<C> {
    /// # Errors
    /// As the code of the numbers, or if the number is above 255.
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<u8, SymbolCodeError<R::Error>> {
        let mut held = Held { source: bits, used: 0 };
        let number = self.0.decode_from(&mut held)?;
        let byte = u8::try_from(number).map_err(|_| SymbolCodeError::InvalidCodeword)?;
        held.source.skip_bits(held.used);
        Ok(byte)
    }
}

/// Bits that are taken from their source when the symbol is known to be a byte.
struct Held<'a, R> {
    source: &'a mut R,
    /// The number of bits that the code has taken and the source still has, at most 64.
    used: u32,
}

impl<R: TakeBits> TakeBits for Held<'_, R> {
    type Error = R::Error;

    #[inline]
    fn peek_bits(&mut self, count: u32) -> Result<Bits, R::Error> {
        let wanted = self.used + count.min(Bits::MAX_LEN);
        if wanted > Bits::MAX_LEN {
            // A longer code word cannot be seen as a whole.
            self.source.skip_bits(self.used);
            self.used = 0;
            return self.source.peek_bits(count);
        }
        Ok(self.source.peek_bits(wanted)?.skip(self.used))
    }

    #[inline]
    fn skip_bits(&mut self, count: u32) {
        self.used += count;
    }
}
