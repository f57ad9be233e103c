//! The normal distribution.

use constriction_kernels::KernelFamily;

use super::{Distribution, Located};
use crate::ParameterError;

/// The Gaussian (normal) distribution.
///
/// `CDF(x) = (1 + erf((x - mean) / (std * sqrt(2)))) / 2`, in this order of operations, with the error function of the
/// `libm` crate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaussian {
    mean: f64,
    std: f64,
}

impl Gaussian {
    /// The distribution with this mean and this standard deviation.
    ///
    /// # Errors
    /// If the mean is not finite, or the standard deviation is not positive and finite.
    #[inline]
    pub fn new(mean: f64, std: f64) -> Result<Self, ParameterError> {
        Ok(Self {
            mean: ParameterError::check_finite("mean", mean)?,
            std: ParameterError::check_positive("standard deviation", std)?,
        })
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation.
    pub fn std(&self) -> f64 {
        self.std
    }
}

impl Distribution for Gaussian {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        KernelFamily::Gaussian.cdf(x, self.mean, self.std)
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        self.mean + self.std * standard_quantile(p)
    }

    #[inline]
    fn located(&self) -> Option<Located> {
        Located::new(KernelFamily::Gaussian, self.mean, self.std)
    }
}

/// The quantile function of the standard normal distribution, to about seven digits.
///
/// # References
/// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (3), 1988,
/// routine PPND7, <https://doi.org/10.2307/2347330>
#[inline]
pub(super) fn standard_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
            / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let x = if r <= 5.0 {
        let r = r - 1.6;
        (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
            / ((0.12021132975 * r + 0.73700164250) * r + 1.0)
    } else {
        let r = r - 5.0;
        (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
            / ((0.012258202635 * r + 0.24197894225) * r + 1.0)
    };
    if q < 0.0 { -x } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantile_function_inverts_the_cdf_to_seven_digits() {
        let standard = Gaussian::new(0.0, 1.0).unwrap();
        for step in 1..1000 {
            let x = -5.0 + 0.01 * f64::from(step);
            let error = (standard.quantile(standard.cdf(x)) - x).abs();
            assert!(error <= 1e-6 * x.abs().max(1.0), "x = {x}, error = {error}");
        }
    }

    #[test]
    fn parameters_are_checked() {
        assert!(Gaussian::new(f64::NAN, 1.0).is_err());
        assert!(Gaussian::new(f64::INFINITY, 1.0).is_err());
        for std in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Gaussian::new(0.0, std).is_err(), "{std}");
        }
    }
}
