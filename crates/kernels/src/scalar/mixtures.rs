//! The scalar algorithm for mixtures.

use crate::mixtures::{Mixture, Mixtures};
use crate::{Quantiles, QuantizedFamily};

impl Mixture<'_> {
    /// The sum of the weights.
    fn sum(&self) -> f64 {
        self.weights.iter().fold(0.0, |sum, weight| sum + weight)
    }

    fn is_distribution(&self) -> bool {
        let is_usual = |&x: &f64| (0.0..f64::INFINITY).contains(&x);
        self.sum().is_normal()
            && self.weights.iter().all(is_usual)
            && self.locations.iter().all(|location| location.is_finite())
            && self.scales.iter().all(|scale| is_usual(scale) && *scale > 0.0)
    }

    /// The left end of a symbol, given the sum of the weights.
    #[inline]
    fn left(&self, leaky: &QuantizedFamily, offset: i64, sum: f64) -> u64 {
        leaky.left_by(offset, |edge| {
            let components = self.weights.iter().zip(self.locations).zip(self.scales);
            let add = |part: f64, ((weight, &location), &scale): ((&f64, &f64), &f64)| {
                part + weight * leaky.family().cdf(edge, location, scale)
            };
            components.fold(0.0, add) / sum
        })
    }

    pub(crate) fn interval(&self, leaky: &QuantizedFamily, symbol: i32) -> [u32; 2] {
        let offset = i64::from(symbol) - i64::from(leaky.min());
        if !self.is_distribution() || !(0..=leaky.last()).contains(&offset) {
            return [0, 0];
        }
        let sum = self.sum();
        let left = self.left(leaky, offset, sum);
        [left as u32, self.left(leaky, offset + 1, sum).wrapping_sub(left) as u32]
    }

    /// As [`QuantizedFamily::find`].
    pub(crate) fn find(&self, leaky: &QuantizedFamily, quantile: u32) -> (i64, u32, u32) {
        let quantile = leaky.clamp_quantile(quantile);
        let sum = self.sum();
        let guess = self.guess(leaky, quantile).mean;
        let (offset, left, right) = leaky.find_by(quantile, guess, |offset| self.left(leaky, offset, sum));
        (offset, left as u32, right.wrapping_sub(left) as u32)
    }
}

pub(crate) fn intervals<T>(
    mixtures: &Mixtures<'_>,
    symbols: &[i32],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) -> usize {
    let mut impossible = 0;
    for (place, (&symbol, interval)) in symbols.iter().zip(intervals).enumerate() {
        let [left, length] = mixtures.get(place).interval(mixtures.leaky(), symbol);
        impossible += usize::from(length == 0);
        *interval = make(left, length);
    }
    impossible
}

pub(crate) fn decode<Q: Quantiles>(
    mixtures: &Mixtures<'_>,
    symbols: &mut [i32],
    quantiles: &mut Q,
) -> Result<(), Q::Error> {
    let leaky = mixtures.leaky();
    for (place, symbol) in symbols.iter_mut().enumerate() {
        let quantile = quantiles.quantile()?;
        let (offset, left, length) = mixtures.get(place).find(leaky, quantile);
        *symbol = (i64::from(leaky.min()) + offset) as i32;
        quantiles.advance(quantile, left, length)?;
    }
    Ok(())
}
