//! A table of probabilities, one for each symbol.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use constriction_core::Interval;

use crate::lazy_index::LazyIndex;
use crate::quantize::RowSums;
use crate::{Element, Float, ProbabilityError, cumulative};

/// A distribution over the symbols `0..n` with any probabilities, out of `2^precision`; see
/// [`Categorical`](crate::Categorical).
///
/// ```
/// use constriction_models::dynamic::Table;
///
/// let table = Table::perfect(&[0.1f64, 0.7, 0.2], 24)?;
/// let interval = table.interval(1).unwrap();
/// assert_eq!(table.symbol_at(interval.left), Some((1, interval)));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// As in [`ends`], from 0 to at most `2^precision`. At least two entries.
    ends: Vec<u32>,
    index: LazyIndex,
    precision: u32,
}

impl Table {
    fn new(ends: Vec<u32>, precision: u32) -> Self {
        Self { ends, index: LazyIndex::default(), precision }
    }

    /// The table of probabilities, quantised by one multiplication each, as by [`Cdf::fast`](crate::Cdf::fast).
    ///
    /// # Errors
    /// As [`Cdf::fast`](crate::Cdf::fast), or if the precision is not 1 to 32 bits.
    pub fn fast<F: Float>(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::fast(probs, precision)?, precision))
    }

    /// The table of probabilities by sums of integers, as by [`Cdf::integer`](crate::Cdf::integer).
    ///
    /// # Errors
    /// As [`Cdf::integer`](crate::Cdf::integer), or if the precision is not 1 to 32 bits.
    pub fn integer<E: Element>(probs: &[E], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::of_integers(probs, &RowSums::from_probs(probs, precision)?))
    }

    /// The table of the exponentials of logits by sums of integers, as by
    /// [`Cdf::from_logits`](crate::Cdf::from_logits).
    ///
    /// # Errors
    /// As [`Cdf::from_logits`](crate::Cdf::from_logits), or if the precision is not 1 to 32 bits.
    pub fn from_logits<E: Element>(logits: &[E], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::of_integers(logits, &RowSums::from_logits(logits, precision)?))
    }

    /// The table of a row whose sums are known.
    pub(crate) fn of_integers<E: Element>(row: &[E], sums: &RowSums<E>) -> Self {
        let precision = sums.precision(row.len());
        Self::new(cumulative::integer(row, sums, precision), precision)
    }

    /// The table of probabilities, quantised as in 0.5.0, as by [`Cdf::fast_compatible`](crate::Cdf::fast_compatible).
    ///
    /// # Errors
    /// As [`Cdf::fast`](crate::Cdf::fast), or if the precision is not 1 to 31 bits.
    pub fn fast_compatible<F: Float>(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::fast_compatible(probs, None, precision)?, precision))
    }

    /// The table of probabilities with the smallest divergence from them, as by [`Cdf::perfect`](crate::Cdf::perfect).
    ///
    /// # Errors
    /// As [`Cdf::perfect`](crate::Cdf::perfect), or if the precision is not 1 to 32 bits.
    pub fn perfect<F: Float>(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::perfect(probs, precision)?, precision))
    }

    /// [`perfect`](Self::perfect), which `watch` can stop: it is asked every few milliseconds, as millions of symbols take
    /// seconds.
    ///
    /// # Errors
    /// As [`perfect`](Self::perfect), or [`ProbabilityError::Interrupted`].
    pub fn perfect_watched<F: Float>(
        probs: &[F],
        precision: u32,
        watch: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::perfect_watched(probs, precision, watch)?, precision))
    }

    /// The table of integer frequencies with the smallest divergence from them, as by
    /// [`Cdf::from_frequencies`](crate::Cdf::from_frequencies).
    ///
    /// # Errors
    /// As [`Cdf::from_frequencies`](crate::Cdf::from_frequencies), or if the precision is not 1 to 32 bits.
    pub fn from_frequencies(frequencies: &[u32], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::from_frequencies(frequencies, precision)?, precision))
    }

    /// The table of fixed-point probabilities that sum to `2^precision`, as by
    /// [`Cdf::from_weights`](crate::Cdf::from_weights).
    ///
    /// # Errors
    /// As [`Cdf::from_weights`](crate::Cdf::from_weights), or if the precision is not 1 to 32 bits.
    pub fn from_weights(weights: &[u32], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::from_weights(weights, precision)?, precision))
    }

    /// The table of fixed-point probabilities that may leave quantiles without a symbol, as by
    /// [`Cdf::from_partial_weights`](crate::Cdf::from_partial_weights).
    ///
    /// # Errors
    /// As [`Cdf::from_partial_weights`](crate::Cdf::from_partial_weights), or if the precision is not 1 to 31 bits.
    pub fn from_partial_weights(weights: &[u32], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self::new(cumulative::from_partial_weights(weights, precision)?, precision))
    }

    /// The table of cumulative fixed-point probabilities, `[0, …, total]`, as by
    /// [`Cdf::from_cumulative`](crate::Cdf::from_cumulative).
    ///
    /// # Errors
    /// As [`Cdf::from_cumulative`](crate::Cdf::from_cumulative), or if the precision is not 1 to 32 bits.
    pub fn from_cumulative(cumulative: &[u32], precision: u32) -> Result<Self, ProbabilityError> {
        cumulative::check_cumulative(cumulative, precision)?;
        Ok(Self::new(cumulative.to_vec(), precision))
    }

    /// The number of symbols.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a table is never empty")]
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The precision in bits.
    #[inline]
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The left ends of all symbols, and the end of the last one: one more than there are symbols. Where that is
    /// `2^32`, it is 0.
    #[inline]
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The left ends of all symbols, and the end of the last one, which can be `2^32`.
    pub fn cumulative(&self) -> impl Iterator<Item = u64> + '_ {
        let last = self.ends.len() - 1;
        let end = move |(index, &end): (usize, &u32)| if index == last && end == 0 { 1 << 32 } else { end.into() };
        self.ends.iter().enumerate().map(end)
    }

    /// The symbol's interval, or `None` if there is no such symbol or it is impossible.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        cumulative::interval(&self.ends, symbol)
    }

    /// The symbol whose interval contains the quantile, and that interval; `None` if it has no symbol.
    // As in `QuantileIndex`.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.index.symbol_at(&self.ends, self.precision, quantile)
    }
}
