//! `Truncated`: a distribution restricted to a range.

use core::ops::RangeInclusive;

use super::Distribution;
use crate::ParameterError;

/// A distribution given that the value lies between two bounds.
///
/// `CDF(x) = (F(x) - F(low)) / (F(high) - F(low))`, where F is the distribution function of the whole. For integers,
/// the bounds lie between them: `-0.5..=max + 0.5` for `0..=max`. Without this, a quantizer gives the tails to the
/// first and the last symbol.
///
/// ```
/// use constriction_models::{LeakyQuantizer, Poisson, Truncated};
///
/// let truncated = Truncated::new(Poisson::new(4.2)?, -0.5..=7.5)?;
/// let model = LeakyQuantizer::<u8, 24>::new(0..=7).quantize(truncated);
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncated<D> {
    distribution: D,
    /// `F(low)`.
    below: f64,
    /// `F(high) - F(low)`; positive.
    inside: f64,
}

impl<D: Distribution> Truncated<D> {
    /// The distribution, given that the value lies in this range.
    ///
    /// # Errors
    /// If the range has no probability.
    #[inline]
    pub fn new(distribution: D, range: RangeInclusive<f64>) -> Result<Self, ParameterError> {
        let below = distribution.cdf(*range.start());
        let inside = distribution.cdf(*range.end()) - below;
        let name = "probability of the range";
        Ok(Self { distribution, below, inside: ParameterError::check_positive(name, inside)? })
    }
}

impl<D> Truncated<D> {
    /// The whole distribution.
    pub fn inner(&self) -> &D {
        &self.distribution
    }
}

impl<D: Distribution> Distribution for Truncated<D> {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        ((self.distribution.cdf(x) - self.below) / self.inside).clamp(0.0, 1.0)
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        self.distribution.quantile(self.below + p * self.inside)
    }
}
