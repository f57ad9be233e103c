//! Escapes: symbols outside of a model.
//!
//! Where symbols can be escaped, each symbol costs one more decision: out of `2^P` quantiles, the last one means that the symbol
//! is escaped, and all others mean that its model codes it. An escape is followed by an Exp-Golomb code of
//!
//! ```text
//! n = 2 * (distance - 1)       above the support
//! n = 2 * (distance - 1) + 1   below it
//! ```
//!
//! that is, with b for the number of bits of `m = n + 1`: `b - 1` zeros, and then the b bits of m from the most significant one
//! down. Each of these bits has half of all quantiles.
//!
//! A symbol within the support that the model cannot code, such as an empty cell of a table, is coded as a number above the
//! largest `i32`, at the distance that the symbol has from the number before the support.
//!
//! # References
//! Jukka Teuhola. "A compression method for clustered bit-vectors". Information Processing Letters 7 (1978),
//! doi:10.1016/0020-0190(78)90024-8.

use core::ops::RangeInclusive;

use constriction_core::{Interval, TakeInterval};
use constriction_models::dynamic::DynModel;

use crate::Error;

/// A symbol has at most this many: the decision, and twice the bits of the largest number.
pub(crate) const MOST_INTERVALS: usize = 1 + 2 * 34;

/// Where the quantiles of an escape start. The precision is at least 1 bit.
#[inline]
fn escapes(precision: u32) -> u64 {
    (1 << precision) - 1
}

/// Where the quantiles of a bit that is set start.
#[inline]
fn ones(precision: u32) -> u64 {
    1 << (precision - 1)
}

/// The interval below or above a quantile that is neither 0 nor above the last.
#[inline]
fn part(is_above: bool, split: u64, precision: u32) -> Option<Interval> {
    if is_above { Interval::between(split, 1 << precision) } else { Interval::between(0, split) }
}

/// The interval of the decision whether a symbol is escaped.
#[inline]
pub(crate) fn decision(is_escaped: bool, precision: u32) -> Option<Interval> {
    part(is_escaped, escapes(precision), precision)
}

/// The intervals of an escaped symbol, after the decision.
pub(crate) fn intervals(symbol: i32, support: RangeInclusive<i32>, precision: u32) -> impl Iterator<Item = Interval> {
    let (min, max) = (i64::from(*support.start()), i64::from(*support.end()));
    let symbol = i64::from(symbol);
    let m = match symbol {
        _ if symbol < min => 2 * (min - symbol),
        _ if symbol > max => 2 * (symbol - max) - 1,
        _ => 2 * (i64::from(i32::MAX) + 1 + (symbol - min) - max) - 1,
    };
    let bits = 64 - m.leading_zeros();
    let places = (0..bits - 1).map(|_| false).chain((0..bits).rev().map(move |place| m >> place & 1 == 1));
    places.filter_map(move |bit| part(bit, ones(precision), precision))
}

/// Takes what comes next out of two.
fn take_part<C>(coder: &mut C, split: u64, precision: u32) -> Result<bool, Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let quantile = coder.quantile(precision).map_err(Into::into)?;
    let is_above = u64::from(quantile) >= split;
    let interval = part(is_above, split, precision).ok_or(Error::Corrupt)?;
    coder.advance(quantile, interval, precision).map_err(Into::into)?;
    Ok(is_above)
}

/// Takes the decision whether the symbol that comes next is escaped.
pub(crate) fn take_decision<C>(coder: &mut C, precision: u32) -> Result<bool, Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    take_part(coder, escapes(precision), precision)
}

/// Takes the escaped symbol that comes next.
pub(crate) fn take<C>(coder: &mut C, model: &dyn DynModel, precision: u32) -> Result<i32, Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let (min, max) = model.support().into_inner();
    /// More zeros than before the largest distance, which has 33 bits, including the bit for its side.
    const MOST_BITS: u32 = 34;
    let mut zeros = 0;
    while !take_part(coder, ones(precision), precision)? {
        zeros += 1;
        if zeros == MOST_BITS {
            return Err(Error::Corrupt);
        }
    }
    let mut m = 1i64;
    for _ in 0..zeros {
        m = 2 * m + i64::from(take_part(coder, ones(precision), precision)?);
    }
    let is_above = m % 2 == 1;
    let symbol = if is_above { i64::from(max) + (m + 1) / 2 } else { i64::from(min) - m / 2 };
    if let Ok(symbol) = i32::try_from(symbol) {
        return Ok(symbol);
    }
    let inside = symbol - (i64::from(i32::MAX) + 1) + i64::from(min);
    let inside = i32::try_from(inside).ok().filter(|symbol| (min..=max).contains(symbol));
    inside.filter(|&symbol| model.interval(symbol).is_none()).ok_or(Error::Corrupt)
}
