//! Changes the precision in the middle of a message.

use core::convert::Infallible;

use constriction_bits::{PeekWords, WriteWords};
use constriction_core::{Format, Unsigned};

use crate::{ChainCoder, ChainHeads, PrecisionError, Unchanged};

/// A precision can be changed between any two symbols. Coming from the other side, it must be changed back at the same
/// place; that restores what was there before.
impl<F: Format, C, R: WriteWords<F::Word>, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// The coder with a precision that is not lower.
    ///
    /// # Errors
    /// If the sink does not take a remainder. The coder is in the error, as it was.
    pub fn increase_precision<const NEW: u32>(self) -> Result<ChainCoder<F, C, R, NEW>, Unchanged<Self, R::Error>> {
        const { assert!(NEW >= PRECISION, "the new precision must not be lower") };
        self.shrink_to()
    }

    fn shrink_to<const NEW: u32>(mut self) -> Result<ChainCoder<F, C, R, NEW>, Unchanged<Self, R::Error>> {
        let (heads, word) = self.heads.with_precision::<NEW>().shrink();
        if let Some(Err(error)) = word.map(|word| self.remainders.write_word(word)) {
            return Err(Unchanged { coder: self, error: PrecisionError::Sink(error) });
        }
        Ok(ChainCoder { compressed: self.compressed, remainders: self.remainders, heads })
    }
}

impl<F: Format, C, R: PeekWords<F::Word>, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// The coder with a precision that is not higher.
    ///
    /// # Errors
    /// If that takes one more remainder and no remainder is left. The error contains the unchanged coder.
    pub fn decrease_precision<const NEW: u32>(self) -> Result<ChainCoder<F, C, R, NEW>, Unchanged<Self, Infallible>> {
        const { assert!(NEW <= PRECISION, "the new precision must not be higher") };
        self.refill_to().map_err(|coder| Unchanged { coder, error: PrecisionError::OutOfRemainders })
    }

    fn refill_to<const NEW: u32>(mut self) -> Result<ChainCoder<F, C, R, NEW>, Self> {
        let mut heads = self.heads.with_precision::<NEW>();
        if (heads.remainders >> ChainHeads::<F, NEW>::MIN_BITS) == F::State::ZERO {
            let Some(word) = self.remainders.peek_word(0) else { return Err(self) };
            heads.remainders = ChainHeads::<F, NEW>::append(heads.remainders, word);
            self.remainders.drop_words(1);
        }
        Ok(ChainCoder { compressed: self.compressed, remainders: self.remainders, heads })
    }
}

impl<F, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION>
where
    F: Format,
    R: WriteWords<F::Word> + PeekWords<F::Word>,
{
    /// The coder with another precision.
    ///
    /// # Errors
    /// If a lower precision takes one more remainder and no remainder is left, or if the sink does not accept the remainder
    /// of a higher precision. The error contains the unchanged coder.
    #[expect(clippy::type_complexity, reason = "two traits of the storage have an error")]
    pub fn change_precision<const NEW: u32>(
        self,
    ) -> Result<ChainCoder<F, C, R, NEW>, Unchanged<Self, <R as WriteWords<F::Word>>::Error>> {
        if NEW > PRECISION {
            self.shrink_to()
        } else {
            self.refill_to().map_err(|coder| Unchanged { coder, error: PrecisionError::OutOfRemainders })
        }
    }
}

impl<F: Format, const PRECISION: u32> ChainHeads<F, PRECISION> {
    /// The same numbers at another precision, for which the head of the remainders may be too small or too large.
    fn with_precision<const NEW: u32>(self) -> ChainHeads<F, NEW> {
        ChainHeads { compressed: self.compressed, remainders: self.remainders }
    }
}
