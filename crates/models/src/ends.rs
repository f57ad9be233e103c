//! What all tables share: the ends of adjacent intervals, from left to right.
//!
//! Symbol i owns the quantiles from entry i up to entry i + 1. Two equal entries mean that the symbol between them is
//! impossible. What is not below the last entry is nobody's; the last entry alone may be `2^32`, which is stored as 0.

use constriction_core::Interval;

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
