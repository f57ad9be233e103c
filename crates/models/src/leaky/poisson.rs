//! The Poisson distribution: the number of independent events.

use super::Distribution;
use super::gaussian::standard_quantile;
use crate::ParameterError;

/// The Poisson distribution: how many events happen that are independent of each other.
///
/// Its support is 0 and up; a quantizer to `0..=max` gives what is beyond to `max`. With the rate r, `k = trunc(x)`,
/// and `a = k + 1`, the distribution function is an incomplete gamma function:
///
/// ```text
/// CDF(x) = 0 if x < 0,
///          1 - c / a * (1 + r/(a+1) * (1 + r/(a+2) * (1 + …)))                  if r < a + 1,
///          c / (r+1-a - 1(1-a)/(r+3-a - 2(2-a)/(r+5-a - …)))                    otherwise,
/// c = exp(a * ln(r) - r - ln(Gamma(a)))
/// ```
///
/// in `f64`, with the functions of the `libm` crate; the series term by term, the continued fraction by Lentz's method.
/// A value costs up to about `10 * sqrt(r)` steps.
///
/// # References
/// NIST Digital Library of Mathematical Functions, <https://dlmf.nist.gov/8.11.E4> and <https://dlmf.nist.gov/8.9.E2>
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    rate: f64,
    ln_rate: f64,
}

impl Poisson {
    /// The largest rate. The distribution is very close to a [Gaussian](super::Gaussian) long before.
    pub const MAX_RATE: f64 = 16_777_216.0;

    /// The distribution with this mean.
    ///
    /// # Errors
    /// If the rate is not positive and at most [`MAX_RATE`](Self::MAX_RATE).
    #[inline]
    pub fn new(rate: f64) -> Result<Self, ParameterError> {
        if !(rate > 0.0 && rate <= Self::MAX_RATE) {
            return Err(ParameterError { name: "rate", value: rate, expected: "positive and at most 2^24" });
        }
        Ok(Self { rate, ln_rate: libm::log(rate) })
    }

    /// The mean, which is also the variance.
    pub fn rate(&self) -> f64 {
        self.rate
    }
}

impl Distribution for Poisson {
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        let a = libm::trunc(x) + 1.0;
        let factor = libm::exp(a * self.ln_rate - self.rate - libm::lgamma(a));
        if self.rate < a + 1.0 {
            1.0 - factor * series(self.rate, a)
        } else if factor == 0.0 {
            0.0
        } else {
            factor * continued_fraction(self.rate, a)
        }
    }

    /// The normal distribution with this mean and this variance, and the first correction for its skewness.
    #[inline]
    fn quantile(&self, p: f64) -> f64 {
        let z = standard_quantile(p);
        self.rate + libm::sqrt(self.rate) * z + (z * z - 1.0) / 6.0
    }
}

/// More than any rate needs.
const STEPS: u32 = 1 << 17;
/// Steps that change less than that are left out.
const PRECISION: f64 = 1e-16;

/// `1/a + r/(a(a+1)) + r^2/(a(a+1)(a+2)) + …`.
fn series(r: f64, a: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for step in 1..STEPS {
        term *= r / (a + f64::from(step));
        sum += term;
        if term <= sum * PRECISION {
            break;
        }
    }
    sum
}

/// `1/(r+1-a - 1(1-a)/(r+3-a - …))`. For `r >= a + 1`, no denominator is zero.
fn continued_fraction(r: f64, a: f64) -> f64 {
    let mut b = r + 1.0 - a;
    let mut c = f64::INFINITY;
    let mut d = 1.0 / b;
    let mut result = d;
    for step in 1..STEPS {
        let i = f64::from(step);
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        result *= c * d;
        if f64::abs(c * d - 1.0) <= 2.0 * PRECISION {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cdf_is_the_sum_of_the_probabilities() {
        for rate in [1e-300, 1e-9, 0.3, 1.0, 4.7, 30.0, 500.0] {
            let distribution = Poisson::new(rate).unwrap();
            let mut sum = 0.0;
            for k in 0..1000 {
                let k = f64::from(k);
                sum += libm::exp(k * libm::log(rate) - rate - libm::lgamma(k + 1.0));
                assert!((distribution.cdf(k + 0.5) - sum).abs() < 1e-12, "rate {rate}, k = {k}");
            }
        }
    }
}
