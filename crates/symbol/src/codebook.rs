//! The traits of codes.

use crate::{Bits, SymbolCodeError, TakeBits};

/// A map from symbols to code words, none of which begins another one.
pub trait Codebook {
    /// The type of the symbols.
    type Symbol;
}

/// A code that can tell the code word of a symbol.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a code to encode with",
    note = "a symbol comes first, and then its code: `encode_symbol(symbol, &code)`",
    note = "codes of the numbers `0..n` take `usize`; `ByteSymbols` makes one for bytes"
)]
pub trait EncoderCodebook: Codebook {
    /// The symbol's code word in parts, or `None` if the symbol has no code word.
    ///
    /// From the front, the parts are the code word from its first bit to its last, which is the order of a queue. A stack
    /// takes the parts from the back.
    fn codeword(&self, symbol: &Self::Symbol) -> Option<impl DoubleEndedIterator<Item = Bits>>;

    /// The number of bits of the symbol's code word, or `None` if the symbol has no code word.
    fn code_len(&self, symbol: &Self::Symbol) -> Option<u64> {
        Some(self.codeword(symbol)?.map(|bits| u64::from(bits.len())).sum())
    }
}

/// A code that can tell which symbol's code word comes next.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a code to decode with",
    note = "to decode, `CanonicalHuffman` has `HuffmanTable`, and `EncoderHuffmanTree` has `DecoderHuffmanTree`"
)]
pub trait DecoderCodebook: Codebook {
    /// Takes one code word, first bit first, and returns its symbol.
    ///
    /// [`Lookahead`](crate::Lookahead) helps to do so and to take nothing on failure.
    ///
    /// # Errors
    /// If there is no code word or it is not complete. Then nothing was taken, but for a code word of more than 64 bits
    /// that fails after its first 64 bits: that one has been taken in part, as a source does not take back words.
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<Self::Symbol, SymbolCodeError<R::Error>>;
}

impl<C: Codebook + ?Sized> Codebook for &C {
    type Symbol = C::Symbol;
}

impl<C: EncoderCodebook + ?Sized> EncoderCodebook for &C {
    #[inline]
    fn codeword(&self, symbol: &Self::Symbol) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        (**self).codeword(symbol)
    }
    fn code_len(&self, symbol: &Self::Symbol) -> Option<u64> {
        (**self).code_len(symbol)
    }
}

impl<C: DecoderCodebook + ?Sized> DecoderCodebook for &C {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<Self::Symbol, SymbolCodeError<R::Error>> {
        (**self).decode_from(bits)
    }
}
