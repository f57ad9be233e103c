//! A table whose first symbol is not 0.

use core::ops::RangeInclusive;

use constriction_core::Interval;

use super::{DynModel, Table};

/// A [`Table`] of the symbols from an offset on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OffsetTable {
    table: Table,
    offset: i32,
}

impl OffsetTable {
    /// A table whose first symbol is `offset`; `None` if the last symbol is above `i32::MAX`.
    #[must_use]
    pub fn new(table: Table, offset: i32) -> Option<Self> {
        let last = i64::from(offset) + table.len() as i64 - 1;
        i32::try_from(last).ok().map(|_| Self { table, offset })
    }

    /// The table.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The first symbol.
    pub fn offset(&self) -> i32 {
        self.offset
    }

    /// How far a symbol is above the first one; `None` if it is below.
    #[inline]
    pub fn index(&self, symbol: i32) -> Option<usize> {
        usize::try_from(i64::from(symbol) - i64::from(self.offset)).ok()
    }
}

impl DynModel for OffsetTable {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        self.table.interval(self.index(symbol)?)
    }

    // As in `QuantileIndex`.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let (index, interval) = self.table.symbol_at(quantile)?;
        Some((self.offset.wrapping_add(index as i32), interval))
    }

    fn support(&self) -> RangeInclusive<i32> {
        self.offset..=self.offset.wrapping_add((self.table.len() - 1) as i32)
    }

    #[inline]
    fn is_looked_up(&self) -> bool {
        true
    }
}

impl From<Table> for OffsetTable {
    /// A table whose first symbol is 0.
    fn from(table: Table) -> Self {
        Self { table, offset: 0 }
    }
}
