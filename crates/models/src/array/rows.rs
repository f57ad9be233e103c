//! Rows of probabilities.

use core::convert::Infallible;
use core::ops::RangeInclusive;

use constriction_core::{Interval, Order, PutInterval};

use super::integer_rows::check_rows;
use super::{ArrayError, ModelArray, loops};
use crate::dynamic::{DynModel, PerfectRow, Rows};
use crate::{Float, ProbabilityError, RowError};

impl<F: Float> ModelArray for Rows<'_, F> {
    type Error = Infallible;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(Rows::len(self))
    }

    #[inline]
    fn precision(&self) -> u32 {
        Rows::precision(self)
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, Infallible> {
        Ok(RowModel { intervals: RowOf { rows: self, row: place }, probs: self.row(place) })
    }

    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<Infallible, C::Error>> {
        if C::IS_SERIAL && self.is_small() {
            loops::put_directly(self, coder, start, symbols, order)
        } else {
            loops::put_blocks(self, coder, start, symbols, order)
        }
    }
}

/// Rows of probabilities that are quantised perfectly, each when its symbol is coded.
///
/// The bits are those of [`Cdf::perfect`](crate::Cdf::perfect). That takes much longer than what
/// [`Rows`] does, and saves a little of the compressed data.
///
/// ```
/// use constriction_models::array::{ModelArray, PerfectRows};
/// use constriction_models::Categorical;
///
/// let rows = PerfectRows::new(&[0.1f32, 0.7, 0.2, 0.5, 0.25, 0.25], 3, 24)?;
/// let second = Categorical::<24>::perfect(&[0.5f32, 0.25, 0.25])?;
/// assert_eq!(rows.interval(1, 2)?, second.cdf().get(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PerfectRows<'a, F> {
    probs: &'a [F],
    /// Not zero.
    width: usize,
    precision: u32,
}

impl<'a, F: Float> PerfectRows<'a, F> {
    /// Rows of `width` probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If the width is zero, or the last row is shorter than the others. What else can be wrong with a row is an error
    /// when its symbol is coded.
    pub fn new(probs: &'a [F], width: usize, precision: u32) -> Result<Self, RowError> {
        check_rows(probs.len(), width)?;
        Ok(Self { probs, width, precision })
    }
}

impl<F: Float> ModelArray for PerfectRows<'_, F> {
    type Error = ProbabilityError;

    #[inline]
    fn len(&self) -> Option<usize> {
        Some(self.probs.len() / self.width)
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.precision
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, ProbabilityError> {
        let probs = &self.probs[place * self.width..(place + 1) * self.width];
        Ok(RowModel { intervals: PerfectRow::new(probs, self.precision)?, probs })
    }
}

/// A model that has the intervals of the symbols `0..n`.
trait Intervals {
    fn interval(&self, symbol: usize) -> Option<Interval>;
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)>;
}

impl Intervals for PerfectRow {
    #[inline]
    fn interval(&self, symbol: usize) -> Option<Interval> {
        self.interval(symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.symbol_at(quantile)
    }
}

/// One row of many.
struct RowOf<'a, F> {
    rows: &'a Rows<'a, F>,
    row: usize,
}

impl<F: Float> Intervals for RowOf<'_, F> {
    #[inline]
    fn interval(&self, symbol: usize) -> Option<Interval> {
        self.rows.interval(self.row, symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.rows.symbol_at(self.row, quantile)
    }
}

/// The model of a row, with the probabilities that it was made from.
struct RowModel<'a, F, I> {
    intervals: I,
    probs: &'a [F],
}

impl<F: Float, I: Intervals> DynModel for RowModel<'_, F, I> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.intervals.interval(usize::try_from(symbol).ok()?)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.intervals.symbol_at(quantile)?;
        Some((symbol as i32, interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=i32::try_from(self.probs.len() - 1).unwrap_or(i32::MAX)
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        usize::try_from(symbol).ok().and_then(|symbol| self.probs.get(symbol)).is_some_and(|&p| p == F::ZERO)
    }
}
