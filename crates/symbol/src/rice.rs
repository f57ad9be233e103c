//! Rice codes.

use core::marker::PhantomData;

use constriction_core::Unsigned;

use crate::{
    Bits, Codebook, DecoderCodebook, EncoderCodebook, IntegerCodeError, Lookahead, RunCode, SymbolCodeError, TakeBits,
};

/// A Rice code: the high bits in unary, the low bits as they are.
///
/// Numbers with a quotient of more than [`RunCode::MAX_ZEROS`] have no code word. `n div 2^k + 1 + k` bits for the
/// number `n`.
///
/// The code word of `n`, with the parameter `k`, is `n div 2^k` in unary (that many zeros and a one) and the lowest `k`
/// bits of `n`, most significant one first: `n div 2^k + 1 + k` bits. This is the Golomb code with the divisor `2^k`.
///
/// Numbers with a quotient of more than [`RunCode::MAX_ZEROS`] have no code word.
///
/// # References
/// - Rice, "Some practical universal noiseless coding techniques", JPL Publication 79-22, 1979
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rice<N> {
    /// Less than `N::BITS`.
    low_bits: u32,
    symbol: PhantomData<N>,
}

impl<N: Unsigned> Rice<N> {
    /// The code with that many low bits, from 0 to one less than the symbols have.
    ///
    /// # Errors
    /// If there are more.
    pub fn new(low_bits: u32) -> Result<Self, IntegerCodeError> {
        if low_bits >= N::BITS {
            return Err(IntegerCodeError::TooManyLowBits { low_bits, symbol_bits: N::BITS });
        }
        Ok(Self { low_bits, symbol: PhantomData })
    }

    /// The number of low bits.
    #[must_use]
    pub fn low_bits(&self) -> u32 {
        self.low_bits
    }
}

impl<N> Codebook for Rice<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for Rice<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let n = symbol.to_u64();
        let zeros = n >> self.low_bits;
        (zeros <= RunCode::MAX_ZEROS).then(|| RunCode::new(zeros).with(Bits::msb_first(n, self.low_bits)))
    }
}

impl<N: Unsigned> DecoderCodebook for Rice<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let mut look = Lookahead::new(bits);
        let high = look.zeros(RunCode::MAX_ZEROS.min(N::MAX.to_u64() >> self.low_bits))?;
        let low = look.bits(self.low_bits)?.to_msb_first();
        look.finish();
        Ok(N::from_low(high << self.low_bits | low))
    }
}
