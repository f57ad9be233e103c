//! Exponential Golomb codes.

use core::marker::PhantomData;

use constriction_core::Unsigned;

use crate::{
    Bits, Codebook, DecoderCodebook, EncoderCodebook, IntegerCodeError, Lookahead, RunCode, SymbolCodeError, TakeBits,
};

/// An exponential Golomb code: `1`, `010`, `011`, `00100`, … for 0, 1, 2, 3, … in order 0.
///
/// Every number has a code word, of `2 floor(log2(n div 2^k + 1)) + 1 + k` bits for the number `n` in order `k`.
///
/// The code word of `n`, of order `k`, with `v = n div 2^k + 1` and `b = floor(log2(v))`, is `b` zeros, the `b + 1`
/// bits of `v`, and the lowest `k` bits of `n`, all most significant one first: `2 b + 1 + k` bits. With `k = 0`, the
/// largest value of a type with `B` bits is `B` zeros, a one, and `B` zeros.
///
/// # References
/// - Teuhola, "A compression method for clustered bit-vectors", Information Processing Letters 7 (6), 1978,
///   <https://doi.org/10.1016/0020-0190(78)90024-8>
/// - ITU-T H.264, section 9.1: order 0 is `ue(v)` there
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ExpGolomb<N> {
    /// Less than `N::BITS`.
    order: u32,
    symbol: PhantomData<N>,
}

impl<N> ExpGolomb<N> {
    /// The code of order 0.
    #[must_use]
    pub fn new() -> Self {
        Self { order: 0, symbol: PhantomData }
    }

    /// The order.
    #[must_use]
    pub fn order(&self) -> u32 {
        self.order
    }
}

impl<N: Unsigned> ExpGolomb<N> {
    /// The code of some order, which is the number of low bits that are written as they are: from 0 to one less than
    /// the symbols have.
    ///
    /// # Errors
    /// If the order is higher.
    pub fn with_order(order: u32) -> Result<Self, IntegerCodeError> {
        if order >= N::BITS {
            return Err(IntegerCodeError::TooManyLowBits { low_bits: order, symbol_bits: N::BITS });
        }
        Ok(Self { order, symbol: PhantomData })
    }
}

impl<N> Codebook for ExpGolomb<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for ExpGolomb<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        // v and the low bits are those of n + 2^k, whose first bit is the one after the zeros.
        let (number, is_larger) = symbol.to_u64().overflowing_add(1 << self.order);
        let len = if is_larger { u64::BITS } else { number.ilog2() };
        Some(RunCode::new((len - self.order).into()).with(Bits::msb_first(number, len)))
    }
}

impl<N: Unsigned> DecoderCodebook for ExpGolomb<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let mut look = Lookahead::new(bits);
        let b = look.zeros(u64::from(N::BITS - self.order))? as u32;
        let len = b + self.order;
        let rest = look.bits(len)?.to_msb_first();
        // n = 2^len + rest - 2^k, where the first power can be one more than the largest number.
        if len == N::BITS && rest >> self.order != 0 {
            return Err(SymbolCodeError::InvalidCodeword);
        }
        look.finish();
        Ok(N::from_low(1u64.checked_shl(len).unwrap_or(0).wrapping_add(rest).wrapping_sub(1 << self.order)))
    }
}
