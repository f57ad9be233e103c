//! Tables made from probabilities, frequencies and weights.

use alloc::vec::Vec;

use super::check_less_than_32;
use crate::quantize::{self, Scaling, check_count};
use crate::{Float, ProbabilityError};

/// See [`Cdf::fast`](crate::Cdf::fast).
pub(crate) fn fast<F: Float>(probs: &[F], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    Ok(scaled(probs, Scaling::new(probs, precision)?, precision))
}

/// See [`Cdf::fast_compatible`](crate::Cdf::fast_compatible); with the sum of the probabilities if it is known.
pub(crate) fn fast_compatible<F: Float>(
    probs: &[F],
    sum: Option<F>,
    precision: u32,
) -> Result<Vec<u32>, ProbabilityError> {
    check_less_than_32(precision)?;
    Ok(scaled(probs, Scaling::normalized(probs, sum, precision)?.compatible(), precision))
}

fn scaled<F: Float>(probs: &[F], scaling: Scaling<F>, precision: u32) -> Vec<u32> {
    let mut cumulative = F::ZERO;
    let mut ends = Vec::with_capacity(probs.len() + 1);
    ends.extend(probs.iter().enumerate().map(|(index, &p)| {
        let left = scaling.left(index, cumulative);
        cumulative = cumulative + p;
        left as u32
    }));
    ends.push((1u64 << precision) as u32);
    ends
}

/// See [`Cdf::perfect`](crate::Cdf::perfect).
pub(crate) fn perfect<F: Float>(probs: &[F], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    Ok(from_valid_weights(&quantize::perfect(probs, precision)?))
}

/// See [`Cdf::from_frequencies`](crate::Cdf::from_frequencies).
pub(crate) fn from_frequencies(frequencies: &[u32], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    let probs: Vec<f64> = frequencies.iter().map(|&n| f64::from(n)).collect();
    perfect(&probs, precision)
}

/// See [`Cdf::from_weights`](crate::Cdf::from_weights).
pub(crate) fn from_weights(weights: &[u32], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    check_count(weights.len(), precision)?;
    if let Some(index) = weights.iter().position(|&w| w == 0) {
        return Err(ProbabilityError::Invalid { index, value: 0.0 });
    }
    let (sum, one) = (weights.iter().map(|&w| u64::from(w)).sum::<u64>(), 1 << precision);
    if sum != one {
        return Err(ProbabilityError::NotNormalized { sum, one });
    }
    Ok(from_valid_weights(weights))
}

/// See [`Cdf::from_partial_weights`](crate::Cdf::from_partial_weights).
pub(crate) fn from_partial_weights(weights: &[u32], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    check_less_than_32(precision)?;
    check_count(weights.len(), precision)?;
    match weights.iter().map(|&w| u64::from(w)).sum::<u64>() {
        0 => Err(ProbabilityError::InvalidSum { sum: 0.0 }),
        sum if sum > 1 << precision => Err(ProbabilityError::NotNormalized { sum, one: 1 << precision }),
        _ => Ok(from_valid_weights(weights)),
    }
}

fn from_valid_weights(weights: &[u32]) -> Vec<u32> {
    let mut ends = Vec::with_capacity(weights.len() + 1);
    ends.push(0);
    let mut end = 0u32;
    for &weight in weights {
        end = end.wrapping_add(weight);
        ends.push(end);
    }
    ends
}
