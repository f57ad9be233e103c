//! The scalar algorithms: the specification of the vectorised ones.

pub(crate) mod mixtures;
pub(crate) mod rans64;
pub(crate) mod rans_bytes;
pub(crate) mod rans_bytes_o1;

use crate::quantized_family::round;
use crate::{Quantiles, QuantizedFamily};

impl QuantizedFamily {
    /// The left end of the symbol that is `offset` above the smallest one; `2^precision` after the last one.
    ///
    /// All levels must return the same.
    #[inline]
    pub(crate) fn left(&self, offset: i64, location: f64, scale: f64) -> u64 {
        self.left_by(offset, |edge| self.family().cdf(edge, location, scale))
    }

    /// The same by any distribution function.
    #[inline]
    pub(crate) fn left_by(&self, offset: i64, cdf: impl Fn(f64) -> f64) -> u64 {
        if offset <= 0 {
            0
        } else if offset > self.last() {
            1 << self.precision()
        } else {
            let edge = (i64::from(self.min()) + offset) as f64 - 0.5;
            // The cast saturates, and takes NaN for 0.
            let weight = (self.free_weight() * cdf(edge)) as u32;
            u64::from(weight) + offset as u64
        }
    }

    #[inline]
    pub(crate) fn interval(&self, symbol: i32, location: f64, scale: f64) -> [u32; 2] {
        let offset = i64::from(symbol) - i64::from(self.min());
        let is_distribution = location.is_finite() && scale > 0.0 && scale < f64::INFINITY;
        if !is_distribution || !(0..=self.last()).contains(&offset) {
            return [0, 0];
        }
        let left = self.left(offset, location, scale);
        [left as u32, self.left(offset + 1, location, scale).wrapping_sub(left) as u32]
    }

    /// The offset and the ends of the symbol that owns a quantile.
    ///
    /// As the first left end is 0 and the last right end is `2^precision`, there is one, even if the parameters make no
    /// distribution.
    pub(crate) fn find(&self, quantile: u32, location: f64, scale: f64) -> (i64, u64, u64) {
        let q = self.clamp_quantile(quantile);
        let guess = self.guess(q, location, scale);
        self.find_by(q, guess, |offset| self.left(offset, location, scale))
    }

    /// The last quantile instead of the one after it.
    #[inline]
    pub(crate) fn clamp_quantile(&self, quantile: u32) -> u32 {
        u64::from(quantile).min((1 << self.precision()) - 1) as u32
    }

    /// The same by any left ends, starting from a guess that is in the support.
    pub(crate) fn find_by(&self, quantile: u32, guess: f64, left: impl Fn(i64) -> u64) -> (i64, u64, u64) {
        let q = u64::from(quantile);
        let left = |offset| (offset, left(offset));
        let guess = round(guess) as i64 - i64::from(self.min());

        // From here on, `low` is not above the quantile and `high` is; each goes with its left end.
        let (mut low, mut high);
        let mut step = 1;
        if left(guess).1 <= q {
            low = left(guess);
            high = left(guess + 1);
            while high.1 <= q {
                low = high;
                high = left((high.0 + step).min(self.last() + 1));
                step *= 2;
            }
        } else {
            high = left(guess);
            low = left(guess - 1);
            while low.1 > q {
                high = low;
                low = left((low.0 - step).max(0));
                step *= 2;
            }
        }
        while high.0 - low.0 > 1 {
            let middle = left(low.0 + (high.0 - low.0) / 2);
            *(if middle.1 <= q { &mut low } else { &mut high }) = middle;
        }
        (low.0, low.1, high.1)
    }
}

pub(crate) fn intervals<T>(
    leaky: &QuantizedFamily,
    symbols: &[i32],
    locations: &[f64],
    scales: &[f64],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) -> usize {
    let mut impossible = 0;
    for (((&symbol, &location), &scale), interval) in symbols.iter().zip(locations).zip(scales).zip(intervals) {
        let [left, length] = leaky.interval(symbol, location, scale);
        impossible += usize::from(length == 0);
        *interval = make(left, length);
    }
    impossible
}

#[inline]
pub(crate) fn symbol(leaky: &QuantizedFamily, quantile: u32, location: f64, scale: f64) -> (i32, u32, u32) {
    let (offset, left, right) = leaky.find(quantile, location, scale);
    ((i64::from(leaky.min()) + offset) as i32, left as u32, right.wrapping_sub(left) as u32)
}

pub(crate) fn decode<Q: Quantiles>(
    leaky: &QuantizedFamily,
    locations: &[f64],
    scales: &[f64],
    symbols: &mut [i32],
    quantiles: &mut Q,
) -> Result<(), Q::Error> {
    for ((symbol, &location), &scale) in symbols.iter_mut().zip(locations).zip(scales) {
        let quantile = quantiles.quantile()?;
        let (left, length);
        (*symbol, left, length) = self::symbol(leaky, quantile, location, scale);
        quantiles.advance(quantile, left, length)?;
    }
    Ok(())
}

pub(crate) fn symbols<T>(
    leaky: &QuantizedFamily,
    quantiles: &[u32],
    locations: &[f64],
    scales: &[f64],
    symbols: &mut [i32],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) {
    let parameters = quantiles.iter().zip(locations.iter().zip(scales));
    for ((symbol, interval), (&quantile, (&location, &scale))) in symbols.iter_mut().zip(intervals).zip(parameters) {
        let (left, length);
        (*symbol, left, length) = self::symbol(leaky, quantile, location, scale);
        *interval = make(left, length);
    }
}
