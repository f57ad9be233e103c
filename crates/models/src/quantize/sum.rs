//! Sums of probabilities from left to right.

use constriction_core::Unsigned;

use super::check_count;
use crate::{Float, ProbabilityError};

/// Signs are collected by vector instructions in blocks of this length, while the sum of the block before is made one
/// addition after the other.
const BLOCK: usize = 64;

/// The number of sums of each quarter that are made before they are used, which vector instructions do. It divides
/// [`BLOCK`].
#[cfg(feature = "alloc")]
const KEPT: usize = 32;

/// The most probabilities that have no stops.
pub(crate) const FEW: usize = BLOCK;

/// The sum of a few probabilities.
#[inline]
pub(crate) fn few<F: Float>(probs: &[F]) -> Result<F, ProbabilityError> {
    // The signs of four at once.
    let (chunks, rest) = probs.as_chunks::<4>();
    let (mut sum, mut signs) = (F::ZERO, [F::ZERO.to_bits(); 4]);
    for chunk in chunks {
        for (sign, p) in signs.iter_mut().zip(chunk) {
            (sum, *sign) = (sum + *p, *sign | p.to_bits());
        }
    }
    let mut signs = signs[0] | signs[1] | signs[2] | signs[3];
    for &p in rest {
        (sum, signs) = (sum + p, signs | p.to_bits());
    }
    checked(probs, sum, signs)
}

/// Three sums on the way to that of all probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sums<F> {
    /// The sums before the probabilities at the multiples of a [`quarter`]; 0 where there is no such probability.
    stops: [F; 3],
}

/// A quarter of a number of probabilities, rounded up to a multiple of [`BLOCK`].
#[inline]
fn quarter(count: usize) -> usize {
    count.div_ceil(4).next_multiple_of(BLOCK)
}

impl<F: Float> Sums<F> {
    /// None on the way to the sum of a few.
    pub(crate) const OF_FEW: Self = Self { stops: [F::ZERO; 3] };

    /// The sums, and that of all probabilities, if they can make a model.
    ///
    /// # Errors
    /// If the precision is not valid, or the probabilities are too few, too many or not valid.
    pub(crate) fn new(probs: &[F], precision: u32) -> Result<(Self, F), ProbabilityError> {
        check_count(probs.len(), precision)?;
        if probs.len() <= FEW { Ok((Self::OF_FEW, few(probs)?)) } else { Self::of_many(probs) }
    }

    /// The same for more probabilities than [`FEW`], which must not be too many.
    #[inline(never)]
    pub(crate) fn of_many(probs: &[F]) -> Result<(Self, F), ProbabilityError> {
        let mut stops = [F::ZERO; 4];
        let (mut sum, mut signs) = (F::ZERO, F::ZERO.to_bits());
        for (stop, probs) in stops.iter_mut().zip(probs.chunks(quarter(probs.len()))) {
            *stop = sum;
            for block in probs.chunks(BLOCK) {
                (sum, signs) = add(block, sum, signs);
            }
        }
        let [_, stops @ ..] = stops;
        Ok((Self { stops }, checked(probs, sum, signs)?))
    }

    /// The sum of the probabilities before the one at `index`, given all of them.
    #[inline]
    pub(crate) fn before(&self, probs: &[F], index: usize) -> F {
        let [a, b, c] = self.stops;
        before(probs, index, a, b, c)
    }

    /// The last stop among `count` probabilities but the last one that `is_before` holds for, or the start, and the sum before
    /// it.
    #[inline]
    pub(crate) fn last_stop(&self, count: usize, is_before: impl Fn(usize, F) -> bool) -> (usize, F) {
        let quarter = quarter(count);
        let mut stops = (1..4).rev().map(|stop| (stop * quarter, self.stops[stop - 1]));
        stops.find(|&(stop, sum)| stop + 1 < count && is_before(stop, sum)).unwrap_or((0, F::ZERO))
    }

    /// Writes to each place what `of` makes of its index and of the sum before it. There are as many places as
    /// probabilities, which are not few.
    ///
    /// One addition waits for the other, so that the sums of four quarters are made side by side.
    #[cfg(feature = "alloc")]
    #[inline]
    pub(crate) fn fill<T>(&self, probs: &[F], places: &mut [T], of: impl Fn(usize, F) -> T) {
        let [a, b, c] = self.stops;
        let (mut sums, mut before) = ([F::ZERO, a, b, c], [[F::ZERO; KEPT]; 4]);
        let quarter = quarter(probs.len());
        for start in (0..quarter).step_by(KEPT) {
            let starts = [0, 1, 2, 3].map(|stop| stop * quarter + start);
            let blocks = starts.map(|start| probs.get(start..).unwrap_or_default());
            if let [Some(a), Some(b), Some(c), Some(d)] = blocks.map(|block| block.first_chunk::<KEPT>()) {
                for i in 0..KEPT {
                    for (k, block) in [a, b, c, d].into_iter().enumerate() {
                        before[k][i] = sums[k];
                        sums[k] = sums[k] + block[i];
                    }
                }
            } else {
                for ((before, sum), block) in before.iter_mut().zip(&mut sums).zip(blocks) {
                    for (before, &p) in before.iter_mut().zip(block) {
                        *before = *sum;
                        *sum = *sum + p;
                    }
                }
            }
            for (before, start) in before.iter().zip(starts) {
                let places = places.get_mut(start..).unwrap_or_default();
                for (i, (place, &sum)) in places.iter_mut().zip(before).enumerate() {
                    *place = of(start + i, sum);
                }
            }
        }
    }
}

/// See [`Sums::before`]. The stops come one by one, in registers, so that nothing of a model is in memory.
#[inline(never)]
fn before<F: Float>(probs: &[F], index: usize, a: F, b: F, c: F) -> F {
    let quarter = quarter(probs.len());
    let stop = (1..4).filter(|stop| stop * quarter <= index).count();
    probs[stop * quarter..index].iter().fold([F::ZERO, a, b, c][stop], |sum, &p| sum + p)
}

/// Adds the probabilities of a block, at least one, to a sum, and their signs to others.
#[inline]
fn add<F: Float>(block: &[F], sum: F, signs: F::Bits) -> (F, F::Bits) {
    (block.iter().fold(sum, |sum, &p| sum + p), block.iter().fold(signs, |signs, p| signs | p.to_bits()))
}

/// The sum, if none of the probabilities is negative, infinite or not a number; what is not finite shows in the sum.
#[inline]
fn checked<F: Float>(probs: &[F], sum: F, signs: F::Bits) -> Result<F, ProbabilityError> {
    if signs.leading_zeros() > 0 && sum < F::INFINITY {
        Ok(sum)
    } else {
        super::find_invalid(probs.iter().copied(), sum)
    }
}
