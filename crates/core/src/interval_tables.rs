//! `IntervalTables`: maps symbols to intervals, for encoding with many tables.

use core::num::NonZeroU32;

use crate::{Interval, Reciprocal};

/// The intervals of the symbols of many tables, each at a place.
///
/// [`PutInterval::put_tables`](crate::PutInterval::put_tables) is for coders that look many intervals up at once. The entries
/// are in the memory of the owner of the tables.
///
/// ```
/// use constriction_core::{Interval, IntervalTables};
///
/// let interval = Interval::between(1000, 1005).unwrap();
/// let entries = [IntervalTables::entry(interval), IntervalTables::NO_INTERVAL];
/// let tables = IntervalTables { precision: 12, entries: &entries, reciprocals: &[] };
/// assert_eq!(tables.interval(0), Some(interval));
/// assert_eq!(tables.interval(1), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalTables<'a> {
    /// The precision of all intervals, 1 to 16 bits.
    pub precision: u32,
    /// At each place, what [`entry`](Self::entry) returns, or [`NO_INTERVAL`](Self::NO_INTERVAL).
    pub entries: &'a [u32],
    /// At each place, the reciprocal of the interval's length; or none at all.
    pub reciprocals: &'a [Reciprocal],
}

impl IntervalTables<'_> {
    /// The entry where there is no interval: one that begins at the last quantile is not longer than 1.
    pub const NO_INTERVAL: u32 = u32::MAX;

    /// The entry of an interval, which must be within `0..1 << 16`: 16 bits of the left end, and 16 of the length less 1.
    #[inline]
    #[must_use]
    pub const fn entry(interval: Interval) -> u32 {
        interval.left | (interval.prob.get() - 1) << 16
    }

    /// The interval at a place, if there is one.
    #[inline]
    #[must_use]
    pub fn interval(&self, place: usize) -> Option<Interval> {
        let entry = self.entries.get(place).copied().unwrap_or(Self::NO_INTERVAL);
        let interval = Interval { left: entry & 0xffff, prob: NonZeroU32::MIN.saturating_add(entry >> 16) };
        (entry != Self::NO_INTERVAL).then_some(interval)
    }
}
