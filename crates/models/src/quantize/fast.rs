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
//! The minimum matters where rounding scales the last cumulatives above `2^P - n`, which happens in `f32` at 23 bits
//! and more. `constriction` 0.5.0 does not take it: there, such a table leaves nothing to the last symbols, and
//! encoding one of them makes the message unreadable; a message with other symbols is fine. To read it, one needs the
//! same table.

use super::checked_sum;
use crate::{Float, ProbabilityError};

/// How to scale the cumulative of `n` probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scaling<F> {
    scale: F,
    /// What a scaled cumulative is at most: `2^P - n`, or `2^P` with less than 32 bits.
    limit: u32,
    /// `2^P`.
    one: u64,
}

impl<F: Float> Scaling<F> {
    /// Checks the probabilities and sums them.
    pub(crate) fn new(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        Self::with_sum(probs.len(), checked_sum(probs.iter().copied(), precision)?, precision)
    }

    /// Checks the probabilities and takes the sum that is given.
    #[cfg(feature = "alloc")]
    pub(crate) fn normalized(probs: &[F], sum: Option<F>, precision: u32) -> Result<Self, ProbabilityError> {
        let computed = checked_sum(probs.iter().copied(), precision)?;
        Self::with_sum(probs.len(), sum.unwrap_or(computed), precision)
    }

    /// Takes a sum of probabilities that are fine.
    #[inline]
    pub(crate) fn with_sum(count: usize, sum: F, precision: u32) -> Result<Self, ProbabilityError> {
        if !(F::MIN_NORMAL..F::INFINITY).contains(&sum) {
            return Err(ProbabilityError::InvalidSum { sum: sum.to_f64() });
        }
        let one = 1 << precision;
        let free = one - count as u64;
        Ok(Self { scale: F::from_u64(free) / sum, limit: free as u32, one })
    }

    /// The scaling of 0.5.0, where the last symbols can remain without any probability.
    pub(crate) fn compatible(self) -> Self {
        Self { limit: u32::try_from(self.one).unwrap_or(self.limit), ..self }
    }

    /// The left end of the symbol at `index`, before which the probabilities sum to `cumulative`.
    #[inline]
    pub(crate) fn left(&self, index: usize, cumulative: F) -> u64 {
        let weight = (cumulative * self.scale).to_u32().min(self.limit);
        (u64::from(weight) + index as u64).min(self.one)
    }

    /// What shows whether left ends are above a quantile without one of them, if it is exact.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn target(&self, quantile: u32) -> Option<Target<F>> {
        let is_exact = self.one <= 1 << F::EXACT_BITS && self.scale < F::INFINITY;
        let has_limit = u64::from(self.limit) < self.one;
        (is_exact && !has_limit).then(|| Target { scale: self.scale, next: F::from_u64(u64::from(quantile) + 1) })
    }

    /// The first symbol whose right end is above the quantile, and the sum of the probabilities before it; or the
    /// number of symbols and the sum of all.
    ///
    /// With the weight `w = min(floor(x), limit)`, the right end of the symbol i is `w + i + 1`. It is above the
    /// quantile if `w >= quantile - i`, which is an integer; so this is the same as `x >= quantile - i` and `limit >=
    /// quantile - i`, and no x has to be converted, provided that the integers are exact.
    #[inline]
    pub(crate) fn find(&self, probs: &[F], quantile: u32) -> (usize, F) {
        let mut sum = F::ZERO;
        if self.one > 1 << F::EXACT_BITS || self.scale == F::INFINITY {
            for (index, &p) in probs.iter().enumerate() {
                if u64::from(quantile) < self.left(index + 1, sum + p) {
                    return (index, sum);
                }
                sum = sum + p;
            }
            return (probs.len(), sum);
        }

        let is_above =
            |index: usize, sum: F| sum * self.scale >= F::from_u64(quantile.into()) - F::from_u64(index as u64);
        let mut start = (quantile.saturating_sub(self.limit) as usize).min(probs.len());
        for &p in &probs[..start] {
            sum = sum + p;
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
