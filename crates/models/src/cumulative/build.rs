//! Tables made from probabilities, frequencies and weights.

use alloc::vec;
use alloc::vec::Vec;

use super::check_less_than_32;
use crate::quantize::{self, RowSums, Scaling, Sums, Watch, check_count};
use crate::{Element, Float, ProbabilityError};

/// See [`Cdf::fast`](crate::Cdf::fast).
pub(crate) fn fast<F: Float>(probs: &[F], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    scaled(probs, precision, |sum| Scaling::with_sum(probs.len(), sum, precision))
}

/// See [`Cdf::fast_compatible`](crate::Cdf::fast_compatible); with the sum of the probabilities if it is known.
pub(crate) fn fast_compatible<F: Float>(
    probs: &[F],
    sum: Option<F>,
    precision: u32,
) -> Result<Vec<u32>, ProbabilityError> {
    check_less_than_32(precision)?;
    scaled(probs, precision, |computed| {
        Ok(Scaling::with_sum(probs.len(), sum.unwrap_or(computed), precision)?.compatible())
    })
}

/// The ends of probabilities, scaled by their sum.
fn scaled<F: Float>(
    probs: &[F],
    precision: u32,
    scaling: impl FnOnce(F) -> Result<Scaling<F>, ProbabilityError>,
) -> Result<Vec<u32>, ProbabilityError> {
    check_count(probs.len(), precision)?;
    let one = (1u64 << precision) as u32;
    if probs.len() > quantize::FEW {
        let (sums, total) = Sums::of_many(probs)?;
        let scaling = scaling(total)?;
        let mut ends = vec![one; probs.len() + 1];
        scaling.lefts(probs, &sums, &mut ends[..probs.len()]);
        return Ok(ends);
    }
    let scaling = scaling(quantize::few(probs)?)?;
    let mut ends = Vec::with_capacity(probs.len() + 1);
    let mut sum = F::ZERO;
    ends.extend(probs.iter().enumerate().map(|(index, &p)| {
        let left = scaling.left(index, sum) as u32;
        sum = sum + p;
        left
    }));
    ends.push(one);
    Ok(ends)
}

/// The table of a row, see [`Cdf::integer`](crate::Cdf::integer).
pub(crate) fn integer<E: Element>(row: &[E], sums: &RowSums<E>, precision: u32) -> Vec<u32> {
    let mut ends = Vec::with_capacity(row.len() + 1);
    ends.extend(sums.lefts(row).map(|left| left as u32));
    ends.push((1u64 << precision) as u32);
    ends
}

/// See [`Cdf::perfect`](crate::Cdf::perfect).
pub(crate) fn perfect<F: Float>(probs: &[F], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    perfect_watched(probs, precision, &mut quantize::go_on)
}

/// The same, unless `watch` stops it.
pub(crate) fn perfect_watched<F: Float>(
    probs: &[F],
    precision: u32,
    watch: &mut Watch<'_>,
) -> Result<Vec<u32>, ProbabilityError> {
    Ok(from_valid_weights(quantize::perfect(probs, precision, watch)?))
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
    Ok(from_valid_weights(weights.iter().copied()))
}

/// See [`Cdf::from_partial_weights`](crate::Cdf::from_partial_weights).
pub(crate) fn from_partial_weights(weights: &[u32], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    check_less_than_32(precision)?;
    check_count(weights.len(), precision)?;
    match weights.iter().map(|&w| u64::from(w)).sum::<u64>() {
        0 => Err(ProbabilityError::InvalidSum { sum: 0.0 }),
        sum if sum > 1 << precision => Err(ProbabilityError::NotNormalized { sum, one: 1 << precision }),
        _ => Ok(from_valid_weights(weights.iter().copied())),
    }
}

fn from_valid_weights(weights: impl ExactSizeIterator<Item = u32>) -> Vec<u32> {
    let mut ends = Vec::with_capacity(weights.len() + 1);
    let mut end = 0u32;
    ends.extend(weights.map(|weight| {
        let left = end;
        end = end.wrapping_add(weight);
        left
    }));
    ends.push(end);
    ends
}
