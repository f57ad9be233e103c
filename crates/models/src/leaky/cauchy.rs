//! The Cauchy (Lorentz) distribution.

use core::f64::consts::PI;

use constriction_kernels::KernelFamily;

use super::{Distribution, Located};
use crate::ParameterError;

/// The Cauchy distribution, for data with very heavy tails.
///
/// `CDF(x) = atan((x - loc) / scale) / pi + 1/2`, with the arc tangent of the `libm` crate. It has no mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cauchy {
    loc: f64,
    scale: f64,
}

impl Cauchy {
    /// The distribution with this median and this half width at half maximum.
    ///
    /// # Errors
    /// If the location is not finite, or the scale is not positive and finite.
    #[inline]
    pub fn new(loc: f64, scale: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            loc: ParameterError::check_finite("location", loc)?,
            scale: ParameterError::check_positive("scale", scale)?,
        })
    }

    /// The location: the median.
    pub fn loc(&self) -> f64 {
        self.loc
    }

    /// The scale.
    pub fn scale(&self) -> f64 {
        self.scale
    }
}

impl Distribution for Cauchy {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        KernelFamily::Cauchy.cdf(x, self.loc, self.scale)
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        self.loc + self.scale * libm::tan(PI * (p - 0.5))
    }

    #[inline]
    fn located(&self) -> Option<Located> {
        Located::new(KernelFamily::Cauchy, self.loc, self.scale)
    }
}
