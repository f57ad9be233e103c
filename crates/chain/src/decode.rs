//! Decodes: from compressed data to remainders.

use constriction_bits::{PeekWords, WriteWords};
use constriction_core::{Corrupt, FailedSymbol, Format, Interval, TakeInterval};

use crate::{ChainCoder, ChainDecodeError};

impl<F, C, R, const PRECISION: u32> TakeInterval for ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    C: PeekWords<F::Word>,
    R: WriteWords<F::Word>,
{
    type Error = ChainDecodeError<R::Error>;
    const MIN_PRECISION: u32 = PRECISION;
    const MAX_PRECISION: u32 = PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        Self::check_precision(precision);
        let (filled, _) = self.heads.filled(|| self.compressed.peek_word(0)).ok_or(ChainDecodeError::OutOfData)?;
        Ok((filled & ((1 << PRECISION) - 1)) as u32)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        Self::check_precision(precision);
        let next = || self.compressed.peek_word(0);
        let (filled, takes_word) = self.heads.filled(next).ok_or(ChainDecodeError::OutOfData)?;
        let (heads, word) = self.heads.decode(filled, quantile, interval);
        if let Some(word) = word {
            self.remainders.write_word(word).map_err(ChainDecodeError::Sink)?;
        }
        if takes_word {
            self.compressed.drop_words(1);
        }
        self.heads = heads;
        Ok(())
    }

    /// Keeps the heads in registers, as encoding does.
    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        Self::check_precision(precision);
        let (mut heads, mut taken) = (self.heads, 0);
        let mut step = || {
            let next = heads.filled(|| self.compressed.peek_word(taken));
            let (filled, takes_word) = next.ok_or(ChainDecodeError::OutOfData)?;
            let quantile = (filled & ((1 << PRECISION) - 1)) as u32;
            let (next, word) = heads.decode(filled, quantile, find(quantile).ok_or(Corrupt)?);
            if let Some(word) = word {
                self.remainders.write_word(word).map_err(ChainDecodeError::Sink)?;
            }
            heads = next;
            taken += usize::from(takes_word);
            Ok(())
        };
        let result = (0..count).try_for_each(|index| step().map_err(|error| FailedSymbol { index, error }));
        self.heads = heads;
        self.compressed.drop_words(taken);
        result
    }
}

impl<F: Format, C: PeekWords<F::Word>, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// Whether there may be no symbol left to decode: `false` only if one more can certainly be decoded, provided that
    /// its model owns all quantiles and the remainders can be written.
    pub fn maybe_exhausted(&self) -> bool {
        self.heads.filled(|| self.compressed.peek_word(0)).is_none()
    }
}
