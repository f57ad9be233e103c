//! Student's t distribution.

use core::f64::consts::{FRAC_1_SQRT_2, FRAC_PI_2, PI};

use super::Distribution;
use super::gaussian::standard_quantile;
use crate::ParameterError;

/// Student's t distribution with a location and a scale: between a Cauchy distribution (one degree of freedom) and a
/// Gaussian (many), for data with heavy tails.
///
/// With `t = (x - loc) / scale`, n degrees of freedom, and `y = t^2 / (n + t^2)`, the tail beyond t is, by the
/// continued fraction K for the incomplete beta function (DLMF 8.17.22),
///
/// ```text
/// y < 1.5 / (n/2 + 5/2):   1/2 - c * K(y, 1/2, n/2),          otherwise   c / n * K(1 - y, n/2, 1/2),
/// c = exp(n/2 * ln(1 - y) + 1/2 * ln(y) - ln(B(n/2, 1/2)))
/// ```
///
/// and for more than 1000 degrees of freedom, by the Gaussian with Hill's transformation of t. `CDF(x)` is the tail up
/// to the location, and 1 minus the tail above it.
///
/// # References
/// NIST Digital Library of Mathematical Functions, <https://dlmf.nist.gov/8.17.E22>; Hill, "Algorithm 395: Student's
/// t-distribution", Communications of the ACM 13 (10), 1970, pages 617-619
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StudentT {
    degrees: f64,
    loc: f64,
    scale: f64,
    /// `ln(B(degrees / 2, 1/2))`.
    ln_beta: f64,
}

impl StudentT {
    /// More degrees of freedom than that are for Hill's transformation.
    const MANY: f64 = 1000.0;

    /// The distribution with these degrees of freedom, this median, and this scale.
    ///
    /// # Errors
    /// If the location is not finite, or one of the other parameters is not a normal positive number.
    #[inline]
    pub fn new(degrees: f64, loc: f64, scale: f64) -> Result<Self, ParameterError> {
        if !degrees.is_normal() || degrees < 0.0 {
            let expected = "a normal positive number";
            return Err(ParameterError { name: "number of degrees of freedom", value: degrees, expected });
        }
        let half = 0.5 * degrees;
        Ok(Self {
            degrees,
            loc: ParameterError::check_finite("location", loc)?,
            scale: ParameterError::check_positive("scale", scale)?,
            ln_beta: libm::lgamma(half) + libm::lgamma(0.5) - libm::lgamma(half + 0.5),
        })
    }

    /// The degrees of freedom.
    pub fn degrees(&self) -> f64 {
        self.degrees
    }

    /// The location: the median.
    pub fn loc(&self) -> f64 {
        self.loc
    }

    /// The scale.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The probability of a value above t, which is positive.
    fn tail(&self, t: f64) -> f64 {
        let n = self.degrees;
        let square = t * t;
        if n > Self::MANY {
            return 0.5 * libm::erfc(hill_deviate(square, n) * FRAC_1_SQRT_2);
        }
        if square == f64::INFINITY {
            return 0.0;
        }
        let (a, sum) = (0.5 * n, n + square);
        let (x, y) = (n / sum, square / sum);
        if x == 0.0 || y == 0.0 {
            return if x == 0.0 { 0.0 } else { 0.5 };
        }
        let factor = libm::exp(a * libm::log(x) + 0.5 * libm::log(y) - self.ln_beta);
        if y < 1.5 / (a + 2.5) {
            0.5 - factor * continued_fraction(y, 0.5, a)
        } else {
            0.5 * (factor * continued_fraction(x, a, 0.5) / a)
        }
    }
}

impl Distribution for StudentT {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        let t = (x - self.loc) / self.scale;
        let tail = self.tail(f64::abs(t));
        if t <= 0.0 { tail } else { 1.0 - tail }
    }

    fn quantile(&self, p: f64) -> f64 {
        let tail = if p <= 0.5 { p } else { 1.0 - p };
        let distance = self.scale * hill_quantile(tail, self.degrees);
        if p <= 0.5 { self.loc - distance } else { self.loc + distance }
    }
}

/// The continued fraction for the incomplete beta function, by Lentz's method. It takes about `sqrt(max(a, b))` steps
/// if `x < (a + 1) / (a + b + 2)`.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const PRECISION: f64 = 1e-15;
    const STEPS: u32 = 500;
    /// Stands in for a denominator of zero.
    const TINY: f64 = 1e-300;
    let nonzero = |value: f64| if f64::abs(value) < TINY { TINY } else { value };

    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / nonzero(1.0 + even * d);
        c = nonzero(1.0 + even / c);
        result *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / nonzero(1.0 + odd * d);
        c = nonzero(1.0 + odd / c);
        result *= c * d;
        if f64::abs(c * d - 1.0) < PRECISION {
            break;
        }
    }
    result
}

/// The standard normal deviate that has the same tail as the square root of `square`, for n > 20 or so.
fn hill_deviate(square: f64, n: f64) -> f64 {
    let a = n - 0.5;
    let b = 48.0 * a * a;
    let y = a * libm::log1p(square / n);
    let correction = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b) + y + 3.0;
    (correction / b + 1.0) * libm::sqrt(y)
}

/// Roughly, the positive t beyond which there is a tail of so much, at most 1/2.
///
/// # References
/// Hill, "Algorithm 396: Student's t-quantiles", Communications of the ACM 13 (10), 1970,
/// <https://doi.org/10.1145/355598.355600>
fn hill_quantile(tail: f64, n: f64) -> f64 {
    if n <= 1.0 {
        // Right for one degree of freedom, and for fewer as right as the power law of the tail is.
        return libm::pow(1.0 / libm::tan(PI * tail), 1.0 / n);
    }
    let a = 1.0 / (n - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * libm::sqrt(a * FRAC_PI_2) * n;
    let mut y = libm::pow(2.0 * d * tail, 2.0 / n);
    if y > 0.05 + a {
        let x = standard_quantile(tail);
        y = x * x;
        if n < 5.0 {
            c += 0.3 * (n - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = libm::expm1(a * y * y);
    } else {
        y = ((1.0 / (((n + 6.0) / (n * y) - 0.089 * d - 0.822) * (n + 2.0) * 3.0) + 0.5 / (n + 4.0)) * y - 1.0)
            * (n + 1.0)
            / (n + 2.0)
            + 1.0 / y;
    }
    libm::sqrt(n * y)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One and two degrees of freedom have closed forms.
    #[test]
    fn the_cdf_is_that_of_the_closed_forms() {
        let one = StudentT::new(1.0, 0.0, 1.0).unwrap();
        let two = StudentT::new(2.0, 0.0, 1.0).unwrap();
        for step in -4000..4000 {
            let t = 0.01 * f64::from(step);
            let cauchy = libm::atan(t) * core::f64::consts::FRAC_1_PI + 0.5;
            assert!((one.cdf(t) - cauchy).abs() < 1e-14, "t = {t}");
            let second = 0.5 + t / (2.0 * libm::sqrt(2.0 + t * t));
            assert!((two.cdf(t) - second).abs() < 1e-14, "t = {t}");
        }
    }

    #[test]
    fn both_formulas_agree_where_they_meet() {
        let [few, many] = [1000.0, 1000.000001].map(|degrees| StudentT::new(degrees, 0.0, 1.0).unwrap());
        for step in -1000..1000 {
            let t = 0.01 * f64::from(step);
            assert!((few.cdf(t) - many.cdf(t)).abs() < 1e-11, "t = {t}: {} {}", few.cdf(t), many.cdf(t));
        }
    }

    #[test]
    fn the_quantile_function_about_inverts_the_cdf() {
        for degrees in [1.0, 1.5, 2.0, 3.0, 4.9, 10.0, 200.0, 1e6] {
            let distribution = StudentT::new(degrees, 0.0, 1.0).unwrap();
            for step in 1..1000 {
                let p = 0.001 * f64::from(step);
                let found = distribution.cdf(distribution.quantile(p));
                assert!((found - p).abs() < 6e-3, "{degrees} degrees, p = {p}, found = {found}");
            }
        }
    }

    #[test]
    fn it_does_not_decrease() {
        for degrees in [f64::MIN_POSITIVE, 1e-9, 0.1, 0.7, 1.0, 2.5, 30.0, 999.0, 1000.0, 1001.0, 1e9, f64::MAX] {
            let distribution = StudentT::new(degrees, 0.0, 1.0).unwrap();
            let mut last = 0.0;
            for step in -30_000..=30_000 {
                let p = distribution.cdf(0.001 * f64::from(step));
                assert!(last <= p && p <= 1.0, "{degrees} degrees at {step}: {last} {p}");
                last = p;
            }
        }
    }
}
