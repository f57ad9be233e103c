//! One row of probabilities, quantised as in 0.5.0.

use alloc::vec;
use alloc::vec::Vec;

use constriction_core::{Interval, Unsigned};

use super::rows::{self, BLOCK, SummedRow};
use crate::quantize::{Scaling, check_count};
use crate::{Float, ProbabilityError};

/// The most sums that are kept without an allocation, which would take longer than to sum.
const FEW: usize = 4;

/// One of the [`Rows`](super::Rows), for a few symbols: the sum of its probabilities is all that it costs to make it.
///
/// The row can be borrowed (`&[f32]`, `&[f64]`) or owned (a vector, an `Arc`).
///
/// ```
/// use constriction_models::dynamic::{LazyRow, Table};
///
/// let row = LazyRow::new([0.1f32, 0.7, 0.2], 24)?;
/// assert_eq!(row.interval(1), Table::fast_compatible(&[0.1f32, 0.7, 0.2], 24)?.interval(1));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LazyRow<F, B> {
    probs: B,
    /// The sum of the probabilities before every one whose index is a multiple of `BLOCK`, of rows that have few of these.
    few_starts: [F; FEW],
    /// The same of other rows.
    starts: Vec<F>,
    scaling: Scaling<F>,
    precision: u32,
}

impl<F: Float, B: AsRef<[F]>> LazyRow<F, B> {
    /// Checks and sums probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative or not finite, their sum is not a normal positive number, their number is 0 or more
    /// than `2^precision`, or the precision is not 1 to 32 bits.
    pub fn new(probs: B, precision: u32) -> Result<Self, ProbabilityError> {
        let row = probs.as_ref();
        check_count(row.len(), precision)?;
        let blocks = row.len().div_ceil(BLOCK);
        let (mut few_starts, mut starts) = ([F::ZERO; FEW], Vec::new());
        let (sum, signs) = match few_starts.get_mut(..blocks) {
            Some(few) => rows::sum_one(row, few),
            None => {
                starts = vec![F::ZERO; blocks];
                rows::sum_one(row, &mut starts)
            }
        };
        let scaling = rows::scaling(row, sum, signs.leading_zeros() == 0, precision)?;
        Ok(Self { probs, few_starts, starts, scaling, precision })
    }

    /// The probabilities as they were given.
    #[inline]
    pub fn probs(&self) -> &[F] {
        self.probs.as_ref()
    }

    /// The precision in bits.
    pub fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn summed(&self) -> SummedRow<'_, F> {
        let probs = self.probs.as_ref();
        let Self { few_starts, starts, scaling, precision, .. } = self;
        let starts = few_starts.get(..probs.len().div_ceil(BLOCK)).unwrap_or(starts);
        SummedRow { probs, width: probs.len(), starts, scaling, precision: *precision }
    }

    /// The interval of a symbol, or `None` if there is no such symbol or it is impossible.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        self.summed().interval(symbol)
    }

    /// The symbol whose interval contains the quantile, and that interval.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.summed().symbol_at(quantile)
    }
}
