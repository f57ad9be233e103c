//! Quantises probabilities from floating point to fixed point.

mod fast;
mod integer;
mod perfect;
pub(crate) mod small;
mod sum;

pub(crate) use fast::Scaling;
#[cfg(feature = "alloc")]
pub(crate) use integer::Apportionment;
pub(crate) use integer::RowSums;
pub(crate) use perfect::perfect_first_of_two;
#[cfg(feature = "alloc")]
pub(crate) use perfect::{Watch, go_on, perfect};
#[cfg(feature = "alloc")]
pub(crate) use sum::few;
pub(crate) use sum::{FEW, Sums};

use constriction_core::Unsigned;

use crate::{Float, ProbabilityError};

/// The sum from left to right, in the type of the probabilities, if they can make a model.
pub(crate) fn checked_sum<F: Float>(
    probs: impl ExactSizeIterator<Item = F> + Clone,
    precision: u32,
) -> Result<F, ProbabilityError> {
    check_count(probs.len(), precision)?;
    // Signs are collected, and what is not finite shows in the sum: the additions are all that takes time.
    let (mut sum, mut signs) = (F::ZERO, F::ZERO.to_bits());
    for p in probs.clone() {
        signs = signs | p.to_bits();
        sum = sum + p;
    }
    if signs.leading_zeros() > 0 && sum < F::INFINITY { Ok(sum) } else { find_invalid(probs, sum) }
}

/// The error of probabilities with this sum; the sum, if the only sign was that of a zero.
#[cold]
fn find_invalid<F: Float>(probs: impl Iterator<Item = F>, sum: F) -> Result<F, ProbabilityError> {
    match probs.enumerate().find(|(_, p)| !(F::ZERO..F::INFINITY).contains(p)) {
        Some((index, p)) => Err(ProbabilityError::Invalid { index, value: p.to_f64() }),
        None if sum < F::INFINITY => Ok(sum),
        None => Err(ProbabilityError::InvalidSum { sum: sum.to_f64() }),
    }
}

/// There is such a precision, that many symbols can share `2^precision` units, and none needs more than fit in 32 bits.
#[inline]
pub(crate) const fn check_count(symbols: usize, precision: u32) -> Result<(), ProbabilityError> {
    match symbols {
        _ if precision == 0 || precision > 32 => Err(ProbabilityError::Precision { precision, max: 32 }),
        0 => Err(ProbabilityError::Empty),
        1 if precision == 32 => Err(ProbabilityError::SingleSymbol),
        _ if symbols as u64 > 1 << precision => Err(ProbabilityError::TooMany { symbols, precision }),
        _ => Ok(()),
    }
}
