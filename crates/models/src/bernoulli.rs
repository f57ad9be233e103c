//! `Bernoulli`: the symbols 0 and 1.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{ParameterError, dynamic};

/// A distribution over `false` and `true`, out of `2^P`.
///
/// With w for the probability of `false` in units of `2^-P`, `false` has the quantiles from 0 to `w - 1`, and `true` those from w
/// on. Its constructors quantise `[1 - p, p]` in `f64`, as a table of two symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bernoulli<const P: u32> {
    intervals: dynamic::Bernoulli,
}

impl<const P: u32> Bernoulli<P> {
    const PRECISION_IS_VALID: () = assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits");

    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::fast`](crate::Cdf::fast) of
    /// `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1.
    #[inline]
    pub fn fast(p: f64) -> Result<Self, ParameterError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { intervals: dynamic::Bernoulli::fast(p, P)? })
    }

    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::perfect`](crate::Cdf::perfect)
    /// of `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1.
    #[inline]
    pub fn perfect(p: f64) -> Result<Self, ParameterError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { intervals: dynamic::Bernoulli::perfect(p, P)? })
    }
}

impl<const P: u32> Model for Bernoulli<P> {
    type Symbol = bool;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Bernoulli<P> {
    #[inline]
    fn interval(&self, &symbol: &bool) -> Option<Interval> {
        Some(self.intervals.interval(symbol))
    }
}

impl<const P: u32> DecoderModel for Bernoulli<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(bool, Interval)> {
        Some(self.intervals.symbol_at(quantile))
    }
}

impl<const P: u32> IterableModel for Bernoulli<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (bool, Interval)> + '_ {
        [false, true].into_iter().map(|symbol| (symbol, self.intervals.interval(symbol)))
    }
}
