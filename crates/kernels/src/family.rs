//! Distributions with a location and a scale.

use core::f64::consts::{FRAC_1_PI, SQRT_2};

/// A family of distributions over the real numbers.
///
/// With `t = (x - location) / scale`, the cumulative distribution functions are those below, in this order of
/// operations in `f64`, with the functions of the `libm` crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KernelFamily {
    /// `(1 + erf((x - location) / (scale * sqrt(2)))) / 2`
    Gaussian,
    /// `exp(t) / 2` up to the location, `1 - exp(-t) / 2` above.
    Laplace,
    /// `1 / pi * atan(t) + 1 / 2`
    Cauchy,
}

impl KernelFamily {
    /// The cumulative distribution function.
    #[inline]
    #[must_use]
    pub fn cdf(self, x: f64, location: f64, scale: f64) -> f64 {
        match self {
            Self::Gaussian => (1.0 + libm::erf((x - location) / (scale * SQRT_2))) / 2.0,
            Self::Laplace if x <= location => 0.5 * libm::exp((x - location) / scale),
            Self::Laplace => 1.0 - 0.5 * libm::exp(-(x - location) / scale),
            Self::Cauchy => FRAC_1_PI * libm::atan((x - location) / scale) + 0.5,
        }
    }
}
