//! One row of probabilities or logits.

use constriction_core::Interval;
use constriction_kernels::weights::Element;

use crate::ProbabilityError;
use crate::quantize::RowSums;

/// [`IntegerCategorical`](crate::IntegerCategorical) whose precision is a value.
///
/// ```
/// use constriction_models::{Cdf, dynamic::IntegerRow};
///
/// let row = IntegerRow::from_probs([0.1f32, 0.7, 0.2], 24)?;
/// assert_eq!(row.interval(1), Cdf::<24>::integer(&[0.1f32, 0.7, 0.2])?.get(1));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntegerRow<E: Element, B> {
    row: B,
    sums: RowSums<E>,
}

impl<E: Element, B: AsRef<[E]>> IntegerRow<E, B> {
    /// Checks and sums probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative or not finite, all are zero, their number is 0 or more than `2^precision`, or the
    /// precision is not 1 to 32 bits.
    pub fn from_probs(row: B, precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self { sums: RowSums::from_probs(row.as_ref(), precision)?, row })
    }

    /// Checks and sums the exponentials of logits: logarithms of probabilities, to which any number can be added.
    ///
    /// # Errors
    /// If a logit is NaN or infinity, all are minus infinity, their number is 0 or more than `2^precision`, or the
    /// precision is not 1 to 32 bits.
    pub fn from_logits(row: B, precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self { sums: RowSums::from_logits(row.as_ref(), precision)?, row })
    }

    /// The numbers as they were given.
    pub fn numbers(&self) -> &[E] {
        self.row.as_ref()
    }

    /// The interval of a symbol, or `None` if there is no such symbol.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        self.sums.interval(self.row.as_ref(), symbol)
    }

    /// The symbol whose interval contains the quantile, and that interval.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.sums.symbol_at(self.row.as_ref(), quantile)
    }

    /// Whether the number of a symbol is that of no probability at all: zero, or as a logit minus infinity. The symbol
    /// can be coded nevertheless.
    pub fn has_zero_mass(&self, symbol: usize) -> bool {
        self.numbers().get(symbol).is_some_and(|&number| self.sums.is_zero(number))
    }

    /// The table with the same intervals, for many symbols.
    #[cfg(feature = "alloc")]
    pub fn to_table(&self) -> super::Table {
        super::Table::of_integers(self.numbers(), &self.sums)
    }

    /// The left ends of all symbols.
    pub(crate) fn lefts(&self) -> impl Iterator<Item = u64> {
        self.sums.lefts(self.row.as_ref())
    }
}
