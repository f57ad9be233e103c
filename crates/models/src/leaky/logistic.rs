//! The logistic distribution.

use super::Distribution;
use crate::ParameterError;

/// The logistic distribution, whose distribution function is the logistic function. Its tails are those of a [Laplace
/// distribution](super::Laplace), its peak is smooth.
///
/// `CDF(x) = 1 / (1 + exp(-(x - mean) / scale))`, with the exponential function of the `libm` crate. Its standard
/// deviation is `pi / sqrt(3) * scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    mean: f64,
    scale: f64,
}

impl Logistic {
    /// The distribution with this mean and this scale.
    ///
    /// # Errors
    /// If the mean is not finite, or the scale is not positive and finite.
    #[inline]
    pub fn new(mean: f64, scale: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            mean: ParameterError::check_finite("mean", mean)?,
            scale: ParameterError::check_positive("scale", scale)?,
        })
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The scale.
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Distribution for Logistic {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        1.0 / (1.0 + libm::exp(-(x - self.mean) / self.scale))
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        self.mean + self.scale * libm::log(p / (1.0 - p))
    }
}
