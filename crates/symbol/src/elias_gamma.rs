//! The Elias gamma code.

use core::marker::PhantomData;

use constriction_core::Unsigned;

use crate::{Bits, Codebook, DecoderCodebook, EncoderCodebook, Lookahead, RunCode, SymbolCodeError, TakeBits};

/// Elias's gamma code of the positive integers: `1`, `010`, `011`, `00100`, … for 1, 2, 3, 4, …
///
/// Zero has no code word. `2 floor(log2(n)) + 1` bits for the number `n`.
///
/// The code word of `n >= 1`, with `b = floor(log2(n))`, is `b` zeros and the `b + 1` bits of `n`, most significant one
/// first: `2 b + 1` bits. Best for `P(n)` near `1 / (2 n^2)`. Zero has no code word; [`ExpGolomb`](crate::ExpGolomb) of
/// order 0 is this code with all numbers shifted by one.
///
/// # References
/// - Elias, "Universal codeword sets and representations of the integers", IEEE Transactions on Information Theory 21
///   (2), 1975, <https://doi.org/10.1109/TIT.1975.1055349>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EliasGamma<N> {
    symbol: PhantomData<N>,
}

impl<N> EliasGamma<N> {
    /// The code.
    #[must_use]
    pub fn new() -> Self {
        Self { symbol: PhantomData }
    }
}

impl<N> Codebook for EliasGamma<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for EliasGamma<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let b = symbol.bit_length().checked_sub(1)?; // floor(log2(n))
        Some(RunCode::new(b.into()).with(Bits::msb_first(symbol.to_u64(), b)))
    }
}

impl<N: Unsigned> DecoderCodebook for EliasGamma<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let mut look = Lookahead::new(bits);
        let b = look.zeros(u64::from(N::BITS - 1))? as u32;
        let rest = look.bits(b)?.to_msb_first();
        look.finish();
        Ok(N::from_low(1 << b | rest))
    }
}
