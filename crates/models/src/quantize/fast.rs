//! The fast quantisation: one multiplication a symbol.
//!
//! Every symbol gets one unit of probability; the other `2^P - n` are shared out by rounding down the scaled
//! cumulative:
//!
//! ```text
//! left(i) = min(floor((2^P - n) / norm * (p_0 + … + p_{i-1})), 2^P - n) + i
//! ```
//!
//! The sums run from left to right in the type of the probabilities, so that the result is the same on every machine.
//! The minimum matters where rounding scales the last cumulatives above `2^P - n`, which happens in `f32` at 23 bits and more.
//! `constriction` 0.5.0 has no minimum: such a table gives its last symbols no probability, and encoding one of them makes the
//! message unreadable. Messages without these symbols are fine, and reading them needs the same table.

use core::num::NonZeroU32;

use constriction_core::Interval;

use super::{FEW, Sums, check_count};
use crate::{Float, ProbabilityError};

/// How to scale the cumulative of `n` probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scaling<F> {
    scale: F,
    /// The largest scaled cumulative: `2^P - n`, or `2^P` with less than 32 bits.
    limit: u32,
    precision: u32,
}

impl<F: Float> Scaling<F> {
    /// Takes a sum of probabilities that are fine. The sum must be a normal number, and so large that it can be scaled
    /// up to `2^P`.
    #[inline]
    pub(crate) fn with_sum(count: usize, sum: F, precision: u32) -> Result<Self, ProbabilityError> {
        // At 32 bits, there are two symbols or more.
        let free = ((1u64 << precision) as u32).wrapping_sub(count as u32);
        let scale = F::from_u32(free) / sum;
        if !(F::MIN_NORMAL..F::INFINITY).contains(&sum) || scale == F::INFINITY {
            return Err(ProbabilityError::InvalidSum { sum: sum.to_f64() });
        }
        Ok(Self { scale, limit: free, precision })
    }

    /// The scaling of a few probabilities; `None` if they are more, or perhaps not valid: then, [`of_any`](Self::of_any) says.
    ///
    /// As part of the loop that makes a model for each symbol, it leaves no model in memory: 4 to 10 ns a symbol.
    #[inline(always)]
    pub(crate) fn of_few(probs: &[F], precision: u32) -> Option<Self> {
        let limit = ((1u64 << precision) as u32).wrapping_sub(probs.len() as u32);
        let min = |x, y| if x < y { x } else { y };
        if probs.len() > FEW || check_count(probs.len(), precision).is_err() {
            return None;
        }
        let (sum, least) = match *probs {
            [a, b] => (a + b, min(a, b)),
            _ => probs.iter().fold((F::ZERO, F::ZERO), |(sum, least), &p| (sum + p, min(least, p))),
        };
        if !(F::ZERO <= least && is_plain(sum)) {
            return None;
        }
        Some(Self { scale: F::from_u32(limit) / sum, limit, precision })
    }

    /// The scaling and the sums of probabilities that have this sum, or that of all of them if it is not given.
    ///
    /// # Errors
    /// If the precision is not valid, the probabilities are too few, too many or not valid, or the sum cannot be scaled.
    #[inline(never)]
    pub(crate) fn of_any(probs: &[F], sum: Option<F>, precision: u32) -> Result<(Self, Sums<F>), ProbabilityError> {
        let (sums, total) = Sums::new(probs, precision)?;
        Ok((Self::with_sum(probs.len(), sum.unwrap_or(total), precision)?, sums))
    }

    /// The factor and the most that a scaled cumulative can be.
    #[inline]
    pub(crate) fn into_parts(self) -> (F, u32) {
        (self.scale, self.limit)
    }

    /// The scaling with the parts that [`into_parts`](Self::into_parts) returned.
    #[inline]
    pub(crate) fn from_parts(scale: F, limit: u32, precision: u32) -> Self {
        Self { scale, limit, precision }
    }

    /// The scaling of 0.5.0, where the last symbols can remain without any probability.
    #[inline]
    pub(crate) fn compatible(self) -> Self {
        Self { limit: u32::try_from(self.one()).unwrap_or(self.limit), ..self }
    }

    /// The precision in bits.
    #[inline]
    pub(super) fn precision(&self) -> u32 {
        self.precision
    }

    /// `2^P`.
    #[inline]
    pub(super) fn one(&self) -> u64 {
        1 << self.precision
    }

    /// The left end of the symbol at `index`, before which the probabilities sum to `cumulative`.
    #[inline]
    pub(crate) fn left(&self, index: usize, cumulative: F) -> u64 {
        let scaled = cumulative * self.scale;
        let weight = if self.precision <= F::EXACT_BITS {
            scaled.to_u32_at_most(self.limit)
        } else {
            scaled.to_u32().min(self.limit)
        };
        (u64::from(weight) + index as u64).min(self.one())
    }

    /// The same in a distribution that is small.
    #[inline]
    pub(super) fn small_left(&self, index: usize, cumulative: F) -> u32 {
        let weight = (cumulative * self.scale).to_u32_at_most(self.limit);
        (weight + index as u32).min(self.one() as u32)
    }

    /// The interval of a symbol before which the probabilities sum to `before`, and to `cumulative` with its own; `None`
    /// if nothing is left for it.
    #[inline]
    pub(crate) fn interval(&self, symbol: usize, before: F, cumulative: F, is_last: bool) -> Option<Interval> {
        let left = self.left(symbol, before);
        let right = if is_last { self.one() } else { self.left(symbol + 1, cumulative) };
        ordered(left, right)
    }

    /// Writes all left ends of probabilities that are not few.
    #[cfg(feature = "alloc")]
    pub(crate) fn lefts(&self, probs: &[F], sums: &Sums<F>, lefts: &mut [u32]) {
        let x86 = cfg!(any(target_arch = "x86", target_arch = "x86_64"));
        if !x86 {
            return sums.fill(probs, lefts, |index, cumulative| self.left(index, cumulative) as u32);
        }
        // The baseline of x86 has no conversion to unsigned integers. Adding a power of two moves the integer to a known
        // place in a number of 53 bits.
        let limit = f64::from(self.limit);
        let scaled = |cumulative: F| {
            let x = (cumulative * self.scale).to_f64();
            if x < limit { x } else { limit }
        };
        if F::EXACT_BITS <= 24 && self.limit < 1 << 28 {
            // The 24 bits after the point have room, and so nothing is rounded up to an integer.
            const SHIFT: f64 = (1u64 << 28) as f64;
            sums.fill(probs, lefts, |index, cumulative| {
                let weight = (scaled(cumulative) + SHIFT).to_bits() >> 24;
                (weight as u32 & 0xfff_ffff).wrapping_add(index as u32)
            });
        } else {
            // Rounds to the nearest integer, which can be one too many.
            const ROUND: f64 = (1u64 << 52) as f64;
            sums.fill(probs, lefts, |index, cumulative| {
                let x = scaled(cumulative);
                let rounded = x + ROUND;
                let excess = u32::from(rounded - ROUND > x);
                (rounded.to_bits() as u32).wrapping_sub(excess).wrapping_add(index as u32)
            });
        }
        // Only those of 0.5.0 can be above one, and none of them has 32 bits.
        let above = lefts.iter_mut().rev().take_while(|left| u64::from(**left) > self.one());
        above.for_each(|left| *left = self.one() as u32);
    }

    /// A bound that shows, without computing left ends, whether they are above a quantile; `None` if it is not exact.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn target(&self, quantile: u32) -> Option<Target<F>> {
        let has_limit = u64::from(self.limit) < self.one();
        (self.is_exact() && !has_limit)
            .then(|| Target { scale: self.scale, next: F::from_u64(u64::from(quantile) + 1) })
    }

    /// [`find`](Self::find) from a symbol on, with the sum before it, for any precision.
    #[inline(never)]
    fn walk(&self, probs: &[F], start: usize, mut sum: F, quantile: u32) -> (usize, F) {
        for (index, &p) in probs.iter().enumerate().skip(start) {
            let next = sum + p;
            if u64::from(quantile) < self.left(index + 1, next) {
                return (index, sum);
            }
            sum = next;
        }
        (probs.len(), sum)
    }

    /// Whether comparing in floating point is exact.
    #[inline]
    fn is_exact(&self) -> bool {
        self.precision <= F::EXACT_BITS
    }

    /// The first symbol whose right end is above the quantile, and the sum of the probabilities before it; or the
    /// number of symbols and the sum of all. The sums are those of these probabilities, and perhaps of others after
    /// them.
    ///
    /// With the weight `w = min(floor(x), limit)`, the right end of the symbol i is `w + i + 1`. It is above the
    /// quantile if `w >= quantile - i`, which is an integer; so this is the same as `x >= quantile - i` and `limit >=
    /// quantile - i`, and no x has to be converted, provided that the integers are exact.
    #[inline]
    pub(crate) fn find(&self, probs: &[F], sums: &Sums<F>, quantile: u32) -> (usize, F) {
        let (mut start, mut sum) =
            sums.last_stop(probs.len() + 1, |stop, sum| self.left(stop, sum) <= u64::from(quantile));
        if !self.is_exact() {
            return self.walk(probs, start, sum, quantile);
        }

        let is_above =
            |index: usize, sum: F| sum * self.scale >= F::from_u64(quantile.into()) - F::from_u64(index as u64);
        while start < (quantile.saturating_sub(self.limit) as usize).min(probs.len()) {
            sum = sum + probs[start];
            start += 1;
        }
        // Once one is above, all that follow are: look at every eighth, and then at those before it.
        for part in probs[start..].chunks(8) {
            let next = part.iter().fold(sum, |sum, &p| sum + p);
            if is_above(start + part.len() - 1, next) {
                break;
            }
            (start, sum) = (start + part.len(), next);
        }
        for (index, &p) in probs.iter().enumerate().skip(start) {
            if is_above(index, sum + p) {
                return (index, sum);
            }
            sum = sum + p;
        }
        (probs.len(), sum)
    }
}

/// Whether a sum is finite, and so large that what it is multiplied by is finite.
#[inline]
fn is_plain<F: Float>(sum: F) -> bool {
    (F::MIN_NORMAL * F::from_u64(1 << 33)..F::INFINITY).contains(&sum)
}

/// The interval between two ends, of which the second is not less; `None` if there is nothing between them.
///
/// Rounding keeps the order of numbers; and no symbol has all of `2^32`, as there is no single symbol at 32 bits.
#[inline]
fn ordered(left: u64, right: u64) -> Option<Interval> {
    debug_assert!(left <= right && right - left <= u64::from(u32::MAX));
    Some(Interval { left: left as u32, prob: NonZeroU32::new((right - left) as u32)? })
}

/// A quantile that left ends are compared with, by the inequality of [`Scaling::find`].
#[cfg(feature = "alloc")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<F> {
    scale: F,
    /// The quantile and 1.
    next: F,
}

#[cfg(feature = "alloc")]
impl<F: Float> Target<F> {
    /// Whether the left end of the symbol at `index` is above the quantile.
    #[inline]
    pub(crate) fn is_above(&self, index: usize, cumulative: F) -> bool {
        cumulative * self.scale >= self.next - F::from_u64(index as u64)
    }

    /// How many of the left ends of the symbols `first`, `first + step` and so on are not above the quantile.
    #[inline]
    pub(crate) fn count<const N: usize>(&self, first: usize, step: usize, cumulatives: &[F; N]) -> usize {
        let next = self.next - F::from_u64(first as u64);
        let is_below = |i: usize| cumulatives[i] * self.scale < next - F::from_u64((i * step) as u64);
        (0..N).map(|i| u32::from(is_below(i))).sum::<u32>() as usize
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use alloc::vec;
    use alloc::vec::Vec;

    use super::*;

    /// xorshift64*, Vigna 2016.
    fn random(state: &mut u64) -> u64 {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    fn agree<F: Float + core::fmt::Debug>(probs: &[F], sum: Option<F>, precision: u32) {
        let (sums, total) = Sums::new(probs, precision).unwrap();
        let scaling = Scaling::with_sum(probs.len(), sum.unwrap_or(total), precision).unwrap();
        for scaling in [Some(scaling), (precision < 32).then(|| scaling.compatible())].into_iter().flatten() {
            let mut lefts = vec![0; probs.len()];
            scaling.lefts(probs, &sums, &mut lefts);
            let mut before = F::ZERO;
            for (index, (&p, left)) in probs.iter().zip(lefts).enumerate() {
                assert_eq!(u64::from(left), scaling.left(index, before), "{index} of {} at {precision}", probs.len());
                if index % 97 == 0 {
                    assert!(sums.before(probs, index) == before);
                }
                before = before + p;
            }
        }
    }

    #[test]
    fn all_left_ends_at_once_are_those_one_by_one() {
        let mut state = 1;
        for case in 0..100 {
            let n = FEW + 1 + random(&mut state) as usize % [3, 100, 300, 1500][case % 4];
            let power = case as i32 % 5;
            let probs: Vec<f64> = (0..n).map(|_| ((random(&mut state) % 1000) as f64 / 999.0).powi(power)).collect();
            let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
            for precision in [12, 16, 24, 28, 29, 31, 32] {
                // With sums that are too small or too large.
                for sum in [None, Some(1e-3), Some(1.0), Some(1e9), Some(1e-25)] {
                    agree(&probs, sum, precision);
                    agree(&narrow, sum.map(|sum| sum as f32), precision);
                }
                agree(&probs, Some(1e-290), precision);
            }
        }
    }
}
