//! The models of `constriction-models`, as models of integers.

use core::ops::RangeInclusive;

use constriction_core::Interval;
use constriction_models::Distribution;
use constriction_models::Float;
use constriction_models::dynamic::{Bernoulli, PerfectRow, Quantized, Rows, Table, Uniform};

use crate::{Error, Models, RunModel};

/// Models that are made one by one.
pub(crate) struct Made<F>(pub(crate) F);

impl<M: RunModel, F: Fn(usize) -> Result<M, Error>> Models for Made<F> {
    #[inline]
    fn model(&self, place: usize) -> Result<impl RunModel, Error> {
        (self.0)(place)
    }
}

impl<D: Distribution> RunModel for Quantized<D, i32> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.interval(symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.symbol_at(quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        let support = self.support();
        support.min()..=support.max()
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        let support = self.support();
        let below = if symbol <= support.min() { 0.0 } else { self.inner().cdf(f64::from(symbol) - 0.5) };
        let up_to = if symbol >= support.max() { 1.0 } else { self.inner().cdf(f64::from(symbol) + 0.5) };
        up_to <= below
    }
}

impl RunModel for Uniform {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.interval(usize::try_from(symbol).ok()?)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.symbol_at(quantile).map(numbered)
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=last(self.size() as usize)
    }

    fn has_zero_mass(&self, _symbol: i32) -> bool {
        false
    }
}

/// Two symbols, and the probability that they were made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Coin {
    pub(crate) model: Bernoulli,
    pub(crate) p: f64,
}

impl RunModel for Coin {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        // Without a branch that depends on the symbol.
        (0..=1).contains(&symbol).then(|| self.model.interval(symbol == 1))
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (symbol, interval) = self.model.symbol_at(quantile);
        Some((i32::from(symbol), interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=1
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        self.p == f64::from(1 - symbol)
    }
}

/// A table whose first symbol is not 0.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shifted {
    pub(crate) table: Table,
    pub(crate) offset: i32,
    /// Which symbols the probabilities gave nothing to; empty where nobody asks.
    pub(crate) zeros: Box<[bool]>,
}

impl RunModel for Shifted {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        let index = i64::from(symbol) - i64::from(self.offset);
        self.table.interval(usize::try_from(index).ok()?)
    }

    // As in `QuantileIndex` of constriction-models.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (index, interval) = self.table.symbol_at(quantile)?;
        Some((self.offset.wrapping_add(index as i32), interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.offset..=self.offset.wrapping_add(last(self.table.len()))
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        let index = i64::from(symbol) - i64::from(self.offset);
        usize::try_from(index).ok().and_then(|index| self.zeros.get(index)).is_some_and(|&zero| zero)
    }
}

/// A table that was made for one symbol, with the probabilities that it was made from.
pub(crate) struct OneRow<'a, F> {
    pub(crate) table: PerfectRow,
    pub(crate) probs: &'a [F],
}

impl<F: Float> RunModel for OneRow<'_, F> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.table.interval(usize::try_from(symbol).ok()?)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.table.symbol_at(quantile).map(numbered)
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=last(self.probs.len())
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        is_zero(self.probs, symbol)
    }
}

/// One row of many.
pub(crate) struct Row<'a, F> {
    pub(crate) rows: &'a Rows<'a, F>,
    pub(crate) index: usize,
    pub(crate) probs: &'a [F],
}

impl<F: Float> RunModel for Row<'_, F> {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.rows.interval(self.index, usize::try_from(symbol).ok()?)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        self.rows.symbol_at(self.index, quantile).map(numbered)
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=last(self.probs.len())
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        is_zero(self.probs, symbol)
    }
}

fn is_zero<F: Float>(probs: &[F], symbol: i32) -> bool {
    usize::try_from(symbol).ok().and_then(|symbol| probs.get(symbol)).is_some_and(|&p| p == F::ZERO)
}

fn numbered<T>((index, interval): (usize, T)) -> (i32, T) {
    (index as i32, interval)
}

/// The last of `size` symbols that start with 0.
fn last(size: usize) -> i32 {
    i32::try_from(size - 1).unwrap_or(i32::MAX)
}
