//! `Mixture`: a weighted sum of distributions.

use core::marker::PhantomData;

use super::Distribution;
use crate::ProbabilityError;

/// A mixture of distributions of one family, such as a few Gaussians.
///
/// The components can be borrowed (a slice of pairs of weight and distribution) or owned (an array, a vector), and the
/// weights need not be normalised:
///
/// ```text
/// CDF(x) = (w_0 * CDF_0(x) + w_1 * CDF_1(x) + …) / (w_0 + w_1 + …)
/// ```
///
/// with both sums from left to right in `f64`. Rounding keeps the order of numbers, so that this never decreases if the
/// components do not, and never exceeds 1.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::{Gaussian, LeakyQuantizer, Mixture};
///
/// let mixture = Mixture::new([(0.3, Gaussian::new(-10.0, 2.0)?), (0.7, Gaussian::new(5.5, 4.1)?)]).unwrap();
/// let model = LeakyQuantizer::<i32, 24>::new(-100..=100).quantize(mixture);
/// let interval = model.interval(&-9).unwrap();
/// assert_eq!(model.symbol_at(interval.left), Some((-9, interval)));
/// # Ok::<(), constriction_models::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mixture<D, B> {
    components: B,
    distribution: PhantomData<D>,
    /// The sum of the weights; a normal positive number.
    sum: f64,
}

impl<D, B: AsRef<[(f64, D)]>> Mixture<D, B> {
    /// The mixture of these distributions with these weights.
    ///
    /// # Errors
    /// If there are no components, a weight is negative or not finite, or the sum of the weights is not a normal positive
    /// number.
    #[inline]
    pub fn new(components: B) -> Result<Self, ProbabilityError> {
        let mut sum = 0.0;
        for (index, &(weight, _)) in components.as_ref().iter().enumerate() {
            if !(0.0..f64::INFINITY).contains(&weight) {
                return Err(ProbabilityError::Invalid { index, value: weight });
            }
            sum += weight;
        }
        if components.as_ref().is_empty() {
            return Err(ProbabilityError::Empty);
        }
        if !sum.is_normal() {
            return Err(ProbabilityError::InvalidSum { sum });
        }
        Ok(Self { components, distribution: PhantomData, sum })
    }

    /// The weights as they were given, with the distributions.
    pub fn components(&self) -> &[(f64, D)] {
        self.components.as_ref()
    }
}

impl<D: Distribution, B: AsRef<[(f64, D)]>> Distribution for Mixture<D, B> {
    #[inline]
    fn cdf(&self, x: f64) -> f64 {
        let sum = self.components().iter().fold(0.0, |sum, (weight, component)| sum + weight * component.cdf(x));
        sum / self.sum
    }

    fn quantile(&self, p: f64) -> f64 {
        let components = self.components().iter().filter(|&&(weight, _)| weight > 0.0);
        quantile_of_mixture(components.map(|(_, component)| component.quantile(p)), |x| self.cdf(x), p)
    }
}

/// About the quantile of a mixture, given those of its components and its cumulative distribution function.
///
/// By false position, Illinois variant, to half a symbol. The quantiles of the components are on both sides.
pub(crate) fn quantile_of_mixture(quantiles: impl Iterator<Item = f64>, cdf: impl Fn(f64) -> f64, p: f64) -> f64 {
    const STEPS: u32 = 12;
    let (mut low, mut high) =
        quantiles.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let (mut below, mut above) = (cdf(low) - p, cdf(high) - p);
    for _ in 0..STEPS {
        if high - low <= 0.5 || below >= 0.0 || above <= 0.0 {
            break;
        }
        let middle = low + (high - low) * (below / (below - above));
        let difference = cdf(middle) - p;
        if difference < 0.0 {
            (low, below, above) = (middle, difference, 0.5 * above);
        } else {
            (high, above, below) = (middle, difference, 0.5 * below);
        }
    }
    if below >= 0.0 { low } else { high }
}
