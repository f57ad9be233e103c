//! The Elias delta code.

use core::marker::PhantomData;

use constriction_core::Unsigned;

use crate::{Bits, Codebook, DecoderCodebook, EncoderCodebook, Lookahead, RunCode, SymbolCodeError, TakeBits};

/// Elias's delta code of the positive integers: `1`, `0100`, `0101`, `01100`, … for 1, 2, 3, 4, …
///
/// Zero has no code word. `b + 2 floor(log2(b + 1)) + 1` bits for the number `n` with `b = floor(log2(n))`.
///
/// The code word of `n >= 1`, with `b = floor(log2(n))`, is the gamma code word of `b + 1` and the lowest `b` bits of
/// `n`, most significant one first: `b + 2 floor(log2(b + 1)) + 1` bits. Asymptotically optimal: the length divided by
/// `log2(n)` goes to 1. Zero has no code word.
///
/// # References
/// - Elias, "Universal codeword sets and representations of the integers", IEEE Transactions on Information Theory 21
///   (2), 1975, <https://doi.org/10.1109/TIT.1975.1055349>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EliasDelta<N> {
    symbol: PhantomData<N>,
}

impl<N> EliasDelta<N> {
    /// The code.
    #[must_use]
    pub fn new() -> Self {
        Self { symbol: PhantomData }
    }
}

impl<N> Codebook for EliasDelta<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for EliasDelta<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let length = symbol.bit_length(); // b + 1
        let b = length.checked_sub(1)?;
        let a = length.ilog2();
        let gamma = RunCode::new(a.into()).with(Bits::msb_first(length.into(), a));
        Some(gamma.with(Bits::msb_first(symbol.to_u64(), b)))
    }
}

impl<N: Unsigned> DecoderCodebook for EliasDelta<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let mut look = Lookahead::new(bits);
        let a = look.zeros(u64::from(N::BITS.ilog2()))? as u32;
        let length = (1 << a) | look.bits(a)?.to_msb_first() as u32;
        if length > N::BITS {
            return Err(SymbolCodeError::InvalidCodeword);
        }
        let rest = look.bits(length - 1)?.to_msb_first();
        look.finish();
        Ok(N::from_low(1 << (length - 1) | rest))
    }
}
