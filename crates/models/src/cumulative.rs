//! Operations on cumulative probabilities that all tables share.
//!
//! A table is a list of ends: symbol i has the quantiles from entry i up to, but not including, entry i + 1. Two equal
//! entries mean that the symbol between them is impossible. Quantiles from the last entry on have no symbol. Only the last
//! entry can be `2^32`, which is stored as 0.

use constriction_core::Interval;

use crate::ProbabilityError;
use crate::quantize::check_count;
#[cfg(feature = "alloc")]
pub(crate) use build::{
    fast, fast_compatible, from_frequencies, from_partial_weights, from_weights, integer, perfect, perfect_watched,
};

#[cfg(feature = "alloc")]
mod build;

/// Checks cumulative probabilities as `Cdf::from_cumulative` takes them. At 32 bits, a total of 0 is `2^32`.
pub(crate) const fn check_cumulative(cumulative: &[u32], precision: u32) -> Result<(), ProbabilityError> {
    if let Err(error) = check_count(cumulative.len().saturating_sub(1), precision) {
        return Err(error);
    }
    // There are at least two.
    let (Some((&total, lefts)), one) = (cumulative.split_last(), 1 << precision) else {
        return Err(ProbabilityError::Empty);
    };
    if let Some(index) = first_decrease(lefts) {
        return Err(ProbabilityError::NotCumulative { index });
    }
    let last_left = lefts[lefts.len() - 1];
    match total {
        0 if precision == 32 && last_left > 0 => Ok(()),
        _ if total < last_left => Err(ProbabilityError::NotCumulative { index: lefts.len() }),
        0 => Err(ProbabilityError::InvalidSum { sum: 0.0 }),
        _ if total as u64 > one => Err(ProbabilityError::NotNormalized { sum: total as u64, one }),
        _ => Ok(()),
    }
}

/// For tables that have not been there in 0.5.0 at 32 bits, or whose end would be ambiguous.
#[cfg(feature = "alloc")]
const fn check_less_than_32(precision: u32) -> Result<(), ProbabilityError> {
    if precision < 32 { Ok(()) } else { Err(ProbabilityError::Precision { precision, max: 31 }) }
}

/// The interval of a symbol, or `None` if there is no such symbol or it is impossible.
#[inline]
pub(crate) fn interval(ends: &[u32], symbol: usize) -> Option<Interval> {
    let &[left, right] = ends.get(symbol..)?.first_chunk()?;
    Some(Interval { left, prob: right.wrapping_sub(left).try_into().ok()? })
}

/// Finds the symbol of a quantile by bisection; returns it and its interval, or `None` if the quantile has no symbol.
#[inline]
pub(crate) fn find(ends: &[u32], quantile: u32) -> Option<(usize, Interval)> {
    let (_, lefts) = ends.split_last()?;
    let symbol = lefts.partition_point(|&left| left <= quantile).checked_sub(1)?;
    find_at(ends, symbol, quantile)
}

/// Returns the given symbol and its interval if the quantile lies in it. The interval must not begin after the quantile.
#[inline]
pub(crate) fn find_at(ends: &[u32], symbol: usize, quantile: u32) -> Option<(usize, Interval)> {
    let interval = interval(ends, symbol)?;
    (quantile.wrapping_sub(interval.left) < interval.prob.get()).then_some((symbol, interval))
}

/// All symbols that are not impossible, and their intervals.
pub(crate) fn symbol_table(ends: &[u32]) -> impl Iterator<Item = (usize, Interval)> + '_ {
    (0..ends.len() - 1).filter_map(|symbol| Some((symbol, interval(ends, symbol)?)))
}

/// Returns the index of the first entry that is less than the entry before it, or 0 if the first entry is not 0.
pub(crate) const fn first_decrease(ends: &[u32]) -> Option<usize> {
    let [0, ..] = ends else { return Some(0) };
    let mut index = 1;
    // Iterators are not for constants.
    while index < ends.len() {
        if ends[index - 1] > ends[index] {
            return Some(index);
        }
        index += 1;
    }
    None
}
