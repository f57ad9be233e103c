//! A distribution that is used for one symbol.

use alloc::vec::Vec;

use constriction_core::Interval;

use crate::{Float, ProbabilityError, cumulative};

/// A perfectly quantised distribution over the symbols `0..n`, for one symbol: a [`Table`](super::Table) without the
/// index, which takes longer to make than to do without.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PerfectRow {
    /// As in [`ends`].
    ends: Vec<u32>,
}

impl PerfectRow {
    /// Quantises probabilities with the smallest divergence, as [`Cdf::perfect`](crate::Cdf::perfect) does.
    ///
    /// # Errors
    /// As [`Cdf::perfect`](crate::Cdf::perfect), or if the precision is not 1 to 32 bits.
    pub fn new<F: Float>(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        Ok(Self { ends: cumulative::perfect(probs, precision)? })
    }

    /// The symbol's interval, or `None` if there is no such symbol.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        cumulative::interval(&self.ends, symbol)
    }

    /// The symbol whose interval contains the quantile, and that interval.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        cumulative::find(&self.ends, quantile)
    }
}
