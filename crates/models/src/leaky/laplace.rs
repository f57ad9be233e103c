//! The Laplace (double exponential) distribution.

use constriction_kernels::KernelFamily;

use super::{Distribution, Located};
use crate::ParameterError;

/// The Laplace distribution.
///
/// `CDF(x) = exp((x - mean) / scale) / 2` up to the mean and `1 - exp(-(x - mean) / scale) / 2` above it, with the
/// exponential function of the `libm` crate. Its standard deviation is `sqrt(2) * scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Laplace {
    mean: f64,
    scale: f64,
}

impl Laplace {
    /// The distribution with this mean and this mean absolute deviation from it.
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

impl Distribution for Laplace {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        KernelFamily::Laplace.cdf(x, self.mean, self.scale)
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        let tail = if p <= 0.5 { p } else { 1.0 - p };
        let distance = self.scale * libm::log(2.0 * tail);
        if p <= 0.5 { self.mean + distance } else { self.mean - distance }
    }

    #[inline]
    fn located(&self) -> Option<Located> {
        Located::new(KernelFamily::Laplace, self.mean, self.scale)
    }
}
