//! What all tables share: the ends of adjacent intervals, from left to right.
//!
//! Symbol i owns the quantiles from entry i up to entry i + 1. Two equal entries mean that the symbol between them is
//! impossible. What is not below the last entry is nobody's; the last entry alone may be `2^32`, which is stored as 0.

use alloc::vec::Vec;

use constriction_core::Interval;

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

/// See [`Cdf::from_cumulative`](crate::Cdf::from_cumulative).
pub(crate) fn check_cumulative(cumulative: &[u32], precision: u32) -> Result<(), ProbabilityError> {
    check_less_than_32(precision)?;
    check_count(cumulative.len().saturating_sub(1), precision)?;
    if let Some(index) = misplaced(cumulative) {
        return Err(ProbabilityError::NotCumulative { index });
    }
    match cumulative.last() {
        Some(0) | None => Err(ProbabilityError::InvalidSum { sum: 0.0 }),
        Some(&sum) if u64::from(sum) > 1 << precision => {
            Err(ProbabilityError::NotNormalized { sum: u64::from(sum), one: 1 << precision })
        }
        Some(_) => Ok(()),
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

/// For tables that can end before `2^precision`: at 32 bits, their last entry would be ambiguous, or has not been there
/// in 0.5.0.
fn check_less_than_32(precision: u32) -> Result<(), ProbabilityError> {
    if precision < 32 { Ok(()) } else { Err(ProbabilityError::Precision { precision, max: 31 }) }
}

/// The interval of a symbol, or `None` if there is no such symbol or it is impossible.
#[inline]
pub(crate) fn interval(ends: &[u32], symbol: usize) -> Option<Interval> {
    let &[left, right] = ends.get(symbol..)?.first_chunk()?;
    Some(Interval { left, prob: right.wrapping_sub(left).try_into().ok()? })
}

/// The symbol that owns a quantile, found by bisection, and its interval.
#[inline]
pub(crate) fn owner(ends: &[u32], quantile: u32) -> Option<(usize, Interval)> {
    let (_, lefts) = ends.split_last()?;
    let symbol = lefts.partition_point(|&left| left <= quantile).checked_sub(1)?;
    owned(ends, symbol, quantile)
}

/// The symbol, which must not begin behind the quantile, and its interval, if the quantile lies in it.
#[inline]
pub(crate) fn owned(ends: &[u32], symbol: usize, quantile: u32) -> Option<(usize, Interval)> {
    let interval = interval(ends, symbol)?;
    (quantile.wrapping_sub(interval.left) < interval.prob.get()).then_some((symbol, interval))
}

/// The place of the first entry that is less than the one before it, or 0 if the first entry is not 0.
#[inline]
pub(crate) fn misplaced(ends: &[u32]) -> Option<usize> {
    if ends.first() != Some(&0) { Some(0) } else { Some(ends.windows(2).position(|pair| pair[0] > pair[1])? + 1) }
}
