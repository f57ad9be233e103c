//! The symbols 0 and 1.

use core::num::NonZeroU32;

use constriction_core::Interval;

use crate::ParameterError;
use crate::quantize::{Scaling, perfect_first_of_two};

/// A distribution over `false` and `true`, out of `2^precision`; see [`Bernoulli`](crate::Bernoulli).
///
/// It is made without an allocation, so that each symbol can have one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bernoulli {
    /// The intervals of `false` and `true`.
    intervals: [Interval; 2],
}

impl Bernoulli {
    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::fast`](crate::Cdf::fast) of
    /// `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1, or the precision not 1 to 32 bits.
    #[inline]
    pub fn fast(p: f64, precision: u32) -> Result<Self, ParameterError> {
        Self::check(p, precision)?;
        let no = 1.0 - p;
        // The sum is about one.
        let split = Scaling::with_sum(2, no + p, precision).map(|scaling| scaling.left(1, no));
        Self::new(split.ok().and_then(|split| u32::try_from(split).ok()), p, precision)
    }

    /// The distribution with `p` for the probability of `true`, quantised as by [`Cdf::perfect`](crate::Cdf::perfect)
    /// of `[1 - p, p]`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1, or the precision not 1 to 32 bits.
    #[inline]
    pub fn perfect(p: f64, precision: u32) -> Result<Self, ParameterError> {
        Self::check(p, precision)?;
        Self::new(perfect_first_of_two([1.0 - p, p], precision).ok(), p, precision)
    }

    #[inline]
    fn check(p: f64, precision: u32) -> Result<(), ParameterError> {
        if !(1..=32).contains(&precision) {
            let expected = "between 1 and 32 bits";
            return Err(ParameterError { name: "precision", value: f64::from(precision), expected });
        }
        if (0.0..=1.0).contains(&p) { Ok(()) } else { Err(Self::out_of_range(p)) }
    }

    fn out_of_range(p: f64) -> ParameterError {
        ParameterError { name: "probability of true", value: p, expected: "between 0 and 1" }
    }

    /// Two intervals with the given end of the first, which is 1 to `2^precision - 1`.
    #[inline]
    fn new(split: Option<u32>, p: f64, precision: u32) -> Result<Self, ParameterError> {
        let intervals = split.and_then(|split| {
            let yes = Interval::between(split.into(), 1 << precision)?;
            Some([Interval { left: 0, prob: NonZeroU32::new(split)? }, yes])
        });
        Ok(Self { intervals: intervals.ok_or_else(|| Self::out_of_range(p))? })
    }

    /// The symbol's interval.
    #[inline]
    pub fn interval(&self, symbol: bool) -> Interval {
        self.intervals[usize::from(symbol)]
    }

    /// The symbol whose interval contains the quantile, and that interval.
    #[inline]
    pub fn symbol_at(&self, quantile: u32) -> (bool, Interval) {
        let symbol = quantile >= self.intervals[1].left;
        (symbol, self.interval(symbol))
    }
}
