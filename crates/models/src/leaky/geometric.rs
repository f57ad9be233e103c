//! The geometric distribution: the number of failures before a success.

use super::Distribution;
use crate::ParameterError;

/// The geometric distribution: how many independent trials fail before the first one that succeeds.
///
/// Its support is 0 and up; a quantizer to `0..=max` gives what is beyond to `max`. With `k = trunc(x)`,
///
/// ```text
/// CDF(x) = 0 if x < 0,   otherwise -expm1((k + 1) * log1p(-p))
/// ```
///
/// in `f64`, with the functions of the `libm` crate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    p: f64,
    /// `ln(1 - p)`; minus infinity for a `p` of 1.
    ln_failure: f64,
}

impl Geometric {
    /// The distribution for trials that succeed with probability `p`.
    ///
    /// # Errors
    /// If `p` is not above 0 and at most 1.
    #[inline]
    pub fn new(p: f64) -> Result<Self, ParameterError> {
        if !(p > 0.0 && p <= 1.0) {
            let expected = "above 0 and at most 1";
            return Err(ParameterError { name: "probability of success", value: p, expected });
        }
        Ok(Self { p, ln_failure: libm::log1p(-p) })
    }

    /// The probability of success.
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for Geometric {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 { 0.0 } else { -libm::expm1((libm::trunc(x) + 1.0) * self.ln_failure) }
    }

    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        libm::log1p(-p) / self.ln_failure - 0.5
    }
}
