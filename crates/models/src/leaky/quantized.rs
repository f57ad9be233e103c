//! The quantised distribution: intervals, and the search for a quantile.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use super::{Distribution, LeakyQuantizer, Symbol};

/// What [`LeakyQuantizer::quantize`] makes of a distribution.
///
/// Encoding evaluates the cumulative distribution function twice a symbol; decoding does so two to three times if
/// [`Distribution::quantile`] is about right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LeakilyQuantized<D, S, const P: u32> {
    pub(super) quantizer: LeakyQuantizer<S, P>,
    pub(super) distribution: D,
}

impl<D, S, const P: u32> LeakilyQuantized<D, S, P> {
    /// The continuous distribution.
    pub fn inner(&self) -> &D {
        &self.distribution
    }
}

impl<D: Distribution, S: Symbol, const P: u32> LeakilyQuantized<D, S, P> {
    /// The left end of the symbol that is `offset` above the smallest one; `2^P` behind the last one.
    #[inline]
    fn left(&self, offset: u64) -> u64 {
        let LeakyQuantizer { min, size } = self.quantizer;
        if offset == 0 {
            0
        } else if offset >= size {
            1 << P
        } else {
            // Between 0 and 2^32 - 1, and so is the product: conversions from and to 32 bits are much cheaper than
            // others.
            let free_weight = ((1u64 << P) - size) as u32;
            let edge = min.add_offset(offset).to_f64() - 0.5;
            // The cast saturates and takes NaN for 0; the minimum is for what a user's function may return above 1.
            let weight = (f64::from(free_weight) * self.distribution.cdf(edge)) as u32;
            u64::from(weight.min(free_weight)) + offset
        }
    }

    /// Where to start looking for a quantile.
    #[inline]
    fn guess(&self, quantile: u32) -> u64 {
        let p = (f64::from(quantile) + 0.5) * (1.0 / (1u64 << P) as f64);
        let x = self.distribution.quantile(p);
        // Truncation rounds a positive number down; a NaN becomes 0.
        ((x - self.quantizer.min.to_f64() + 0.5) as u64).min(self.quantizer.size - 1)
    }

    /// The offset and the ends of the symbol that owns a quantile. There must be a symbol at all.
    ///
    /// As the first left end is 0 and the last right end is `2^P`, there always is such a symbol, and this finds one
    /// even if the cumulative distribution function does not increase.
    #[inline]
    fn find(&self, quantile: u32) -> (u64, u64, u64) {
        let q = u64::from(quantile);
        let guess = self.guess(quantile);
        let left = self.left(guess);

        // From here on, `low` is not above the quantile and `high` is; each goes with its left end.
        let (mut low, mut high);
        if left <= q {
            low = (guess, left);
            high = (guess + 1, self.left(guess + 1));
            let mut step = 1;
            while high.1 <= q {
                low = high;
                let next = (high.0 + step).min(self.quantizer.size);
                high = (next, self.left(next));
                step *= 2;
            }
        } else {
            high = (guess, left);
            low = (guess - 1, self.left(guess - 1));
            let mut step = 1;
            while low.1 > q {
                high = low;
                let next = low.0.saturating_sub(step);
                low = (next, self.left(next));
                step *= 2;
            }
        }
        while high.0 - low.0 > 1 {
            let middle = low.0 + (high.0 - low.0) / 2;
            let left = self.left(middle);
            *(if left <= q { &mut low } else { &mut high }) = (middle, left);
        }
        (low.0, low.1, high.1)
    }
}

impl<D, S, const P: u32> Model for LeakilyQuantized<D, S, P> {
    type Symbol = S;
    const PRECISION: u32 = P;
}

impl<D: Distribution, S: Symbol, const P: u32> EncoderModel for LeakilyQuantized<D, S, P> {
    const IS_COSTLY: bool = true;

    #[inline]
    fn interval(&self, &symbol: &S) -> Option<Interval> {
        let LeakyQuantizer { min, size } = self.quantizer;
        let offset = symbol.offset_from(min);
        if symbol < min || offset >= size {
            return None;
        }
        Interval::between(self.left(offset), self.left(offset + 1))
    }
}

impl<D: Distribution, S: Symbol, const P: u32> DecoderModel for LeakilyQuantized<D, S, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(S, Interval)> {
        if self.quantizer.size == 0 || u64::from(quantile) >= 1 << P {
            return None;
        }
        let (offset, left, right) = self.find(quantile);
        Some((self.quantizer.min.add_offset(offset), Interval::between(left, right)?))
    }
}

impl<D: Distribution, S: Symbol, const P: u32> IterableModel for LeakilyQuantized<D, S, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (S, Interval)> + '_ {
        let mut left = 0;
        (0..self.quantizer.size).filter_map(move |offset| {
            let right = self.left(offset + 1);
            let interval = Interval::between(left, right);
            left = right;
            Some((self.quantizer.min.add_offset(offset), interval?))
        })
    }
}
