//! The binomial distribution: the number of successes in n trials.

use super::Distribution;
use super::gaussian::standard_quantile;
use super::inc_beta::inc_beta;
use crate::ParameterError;

/// The binomial distribution: how many of `n` independent trials succeed if each does so with probability `p`.
///
/// Its support is `0..=n`, which should be the range of the quantizer. With `k = trunc(x)` and the
/// regularised incomplete beta function I by algorithm AS 63,
///
/// ```text
/// CDF(x) = 0 if x < 0,   (1 - p)^n if k = 0,   1 if k >= n,   otherwise I_{1-p}(n - k, k + 1)
/// ```
///
/// in `f64`, with the functions of the `libm` crate. These are the bits of the crate `probability` 0.20, but nothing is
/// ever searched for by Newton's method, which does not always end. A value costs up to about `10 * sqrt(n)` steps of a
/// series.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::{Binomial, LeakyQuantizer};
///
/// let model = LeakyQuantizer::<u32, 24>::new(0..=999).quantize(Binomial::new(999, 0.47)?);
/// let interval = model.interval(&470).unwrap();
/// assert_eq!(model.symbol_at(interval.left), Some((470, interval)));
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Binomial {
    n: u32,
    p: f64,
    /// `ln(n!)`.
    ln_factorial: f64,
}

impl Binomial {
    /// The distribution of the number of successes in `n` trials that succeed with probability `p`.
    ///
    /// # Errors
    /// If `p` is not between 0 and 1.
    #[inline]
    pub fn new(n: u32, p: f64) -> Result<Self, ParameterError> {
        if !(0.0..=1.0).contains(&p) {
            return Err(ParameterError { name: "probability of success", value: p, expected: "between 0 and 1" });
        }
        Ok(Self { n, p, ln_factorial: libm::lgamma(f64::from(n) + 1.0) })
    }

    /// The number of trials.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The probability of success.
    pub fn p(&self) -> f64 {
        self.p
    }
}

impl Distribution for Binomial {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        let k = x as u32;
        if k == 0 {
            return libm::pow(1.0 - self.p, f64::from(self.n));
        }
        if k >= self.n {
            return 1.0;
        }
        let (a, b) = (f64::from(self.n - k), f64::from(k) + 1.0);
        // ln(B(a, b)), where a + b = n + 1.
        let ln_beta = libm::lgamma(a) + libm::lgamma(b) - self.ln_factorial;
        inc_beta(1.0 - self.p, a, b, ln_beta)
    }

    /// The normal distribution with this mean and this standard deviation, and the first correction for its skewness.
    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        let z = standard_quantile(p);
        let mean = f64::from(self.n) * self.p;
        let q = 1.0 - self.p;
        mean + libm::sqrt(mean * q) * z + (q - self.p) * (z * z - 1.0) / 6.0
    }
}
