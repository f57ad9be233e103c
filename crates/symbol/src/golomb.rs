//! Golomb codes.

use constriction_core::Unsigned;

use crate::{
    Bits, Codebook, DecoderCodebook, EncoderCodebook, IntegerCodeError, Lookahead, RunCode, SymbolCodeError, TakeBits,
};

/// A Golomb code: the quotient by some divisor in unary, the remainder in truncated binary.
///
/// Numbers with a quotient of more than [`RunCode::MAX_ZEROS`] have no code word. Where the divisor is a power of two,
/// [`Rice`](crate::Rice) gives the same code words without a division.
///
/// The code word of `n`, with the divisor `m`, is the quotient `n div m` in unary (that many zeros and a one) and the
/// remainder `r = n mod m` in truncated binary, most significant bit first: with `b = ceil(log2(m))` and
/// `c = 2^b - m`, the remainder is `b - 1` bits if `r < c`, and otherwise `r + c` in `b` bits. That makes
/// `n div m + 1 + b - [r < c]` bits. Best for a geometric distribution whose `m`-th power of the ratio is near 1/2.
///
/// Numbers with a quotient of more than [`RunCode::MAX_ZEROS`] have no code word.
///
/// # References
/// - Golomb, "Run-length encodings", IEEE Transactions on Information Theory 12 (3), 1966,
///   <https://doi.org/10.1109/TIT.1966.1053907>
/// - Gallager, van Voorhis, "Optimal source codes for geometrically distributed integer alphabets", IEEE Transactions
///   on Information Theory 21 (2), 1975, <https://doi.org/10.1109/TIT.1975.1055357>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Golomb<N> {
    divisor: N,
    /// `ceil(log2(divisor))`.
    bits: u32,
    /// The number of remainders that take one bit less.
    short: u64,
}

impl<N: Unsigned> Golomb<N> {
    /// The code with this divisor.
    ///
    /// # Errors
    /// If the divisor is 0.
    pub fn new(divisor: N) -> Result<Self, IntegerCodeError> {
        let m = divisor.to_u64();
        let bits = u64::BITS - m.checked_sub(1).ok_or(IntegerCodeError::ZeroDivisor)?.leading_zeros();
        // At 64 bits, the power of two is 0 modulo 2^64.
        let short = 1u64.checked_shl(bits).unwrap_or(0).wrapping_sub(m);
        Ok(Self { divisor, bits, short })
    }

    /// The divisor.
    #[must_use]
    pub fn divisor(&self) -> N {
        self.divisor
    }
}

impl<N> Codebook for Golomb<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for Golomb<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let (n, m) = (symbol.to_u64(), self.divisor.to_u64());
        let (zeros, remainder) = (n / m, n % m);
        if zeros > RunCode::MAX_ZEROS {
            return None;
        }
        let remainder = if remainder < self.short {
            Bits::msb_first(remainder, self.bits - 1)
        } else {
            Bits::msb_first(remainder.wrapping_add(self.short), self.bits)
        };
        Some(RunCode::new(zeros).with(remainder))
    }
}

impl<N: Unsigned> DecoderCodebook for Golomb<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let m = self.divisor.to_u64();
        let mut look = Lookahead::new(bits);
        let zeros = look.zeros(RunCode::MAX_ZEROS.min(N::MAX.to_u64() / m))?;
        let remainder = match self.bits.checked_sub(1) {
            None => 0,
            Some(count) => match look.bits(count)?.to_msb_first() {
                short if short < self.short => short,
                long => (long << 1 | u64::from(look.bit()?)).wrapping_sub(self.short),
            },
        };
        let n = (zeros * m).checked_add(remainder).filter(|&n| n <= N::MAX.to_u64());
        let n = n.ok_or(SymbolCodeError::InvalidCodeword)?;
        look.finish();
        Ok(N::from_low(n))
    }
}
