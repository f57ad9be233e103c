//! Two symbols.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{Cdf, ParameterError};

/// A distribution over `false` and `true`, out of `2^P`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bernoulli<const P: u32> {
    /// The intervals of `false` and `true`.
    intervals: [Interval; 2],
}

impl<const P: u32> Bernoulli<P> {
    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::fast`] of `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1.
    pub fn fast(p: f64) -> Result<Self, ParameterError> {
        Self::new(p, Cdf::fast)
    }

    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::perfect`] of `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1.
    pub fn perfect(p: f64) -> Result<Self, ParameterError> {
        Self::new(p, Cdf::perfect)
    }

    fn new<E>(p: f64, quantize: impl FnOnce(&[f64]) -> Result<Cdf<P>, E>) -> Result<Self, ParameterError> {
        let error = ParameterError { name: "probability of true", value: p, expected: "between 0 and 1" };
        if !(0.0..=1.0).contains(&p) {
            return Err(error);
        }
        let cdf = quantize(&[1.0 - p, p]).map_err(|_| error)?;
        match (cdf.get(0), cdf.get(1)) {
            (Some(no), Some(yes)) => Ok(Self { intervals: [no, yes] }),
            _ => Err(error),
        }
    }
}

impl<const P: u32> Model for Bernoulli<P> {
    type Symbol = bool;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Bernoulli<P> {
    #[inline]
    fn interval(&self, &symbol: &bool) -> Option<Interval> {
        Some(self.intervals[usize::from(symbol)])
    }
}

impl<const P: u32> DecoderModel for Bernoulli<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(bool, Interval)> {
        let symbol = quantile >= self.intervals[1].left;
        Some((symbol, self.intervals[usize::from(symbol)]))
    }
}

impl<const P: u32> IterableModel for Bernoulli<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (bool, Interval)> + '_ {
        [false, true].into_iter().zip(self.intervals)
    }
}
