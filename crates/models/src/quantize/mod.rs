//! From probabilities in floating point to probabilities in fixed point.

mod fast;
#[cfg(feature = "alloc")]
mod perfect;

pub(crate) use fast::Scaling;
#[cfg(feature = "alloc")]
pub(crate) use perfect::perfect;

use crate::{Float, ProbabilityError};

/// The sum from left to right, in the type of the probabilities, if they can make a model.
pub(crate) fn checked_sum<F: Float>(
    probs: impl ExactSizeIterator<Item = F> + Clone,
    precision: u32,
) -> Result<F, ProbabilityError> {
    check_count(probs.len(), precision)?;
    let is_valid = |p: F| F::ZERO <= p && p < F::INFINITY;
    // Without a way out of the loop, the checks are off the chain of additions.
    let (sum, all_valid) = probs.clone().fold((F::ZERO, true), |(sum, valid), p| (sum + p, valid & is_valid(p)));
    if all_valid {
        return Ok(sum);
    }
    let invalid = probs.enumerate().find(|&(_, p)| !is_valid(p));
    Err(invalid.map_or(ProbabilityError::Empty, |(index, p)| ProbabilityError::Invalid { index, value: p.to_f64() }))
}

/// That many symbols can share `2^precision` units, and none needs more than fit in 32 bits.
pub(crate) fn check_count(symbols: usize, precision: u32) -> Result<(), ProbabilityError> {
    match symbols {
        0 => Err(ProbabilityError::Empty),
        1 if precision == 32 => Err(ProbabilityError::SingleSymbol),
        _ if symbols as u64 > 1 << precision => Err(ProbabilityError::TooMany { symbols, precision }),
        _ => Ok(()),
    }
}
