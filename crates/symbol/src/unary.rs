//! The unary code.

use core::marker::PhantomData;

use constriction_core::Unsigned;

use crate::{Bits, Codebook, DecoderCodebook, EncoderCodebook, Lookahead, RunCode, SymbolCodeError, TakeBits};

/// The unary code: `1`, `01`, `001`, … for 0, 1, 2, …
///
/// Numbers above [`RunCode::MAX_ZEROS`] have no code word. `n + 1` bits for the number `n`.
///
/// The code word of `n` is `n` zeros and a one: `n + 1` bits. Best for `P(n) = 2^-(n + 1)`. Numbers up to
/// [`RunCode::MAX_ZEROS`] have a code word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unary<N> {
    symbol: PhantomData<N>,
}

impl<N> Unary<N> {
    /// The code.
    #[must_use]
    pub fn new() -> Self {
        Self { symbol: PhantomData }
    }
}

impl<N> Codebook for Unary<N> {
    type Symbol = N;
}

impl<N: Unsigned> EncoderCodebook for Unary<N> {
    #[inline]
    fn codeword(&self, symbol: &N) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let zeros = symbol.to_u64();
        (zeros <= RunCode::MAX_ZEROS).then(|| RunCode::new(zeros))
    }
}

impl<N: Unsigned> DecoderCodebook for Unary<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<N, SymbolCodeError<R::Error>> {
        let mut look = Lookahead::new(bits);
        let zeros = look.zeros(RunCode::MAX_ZEROS.min(N::MAX.to_u64()))?;
        look.finish();
        Ok(N::from_low(zeros))
    }
}
