//! `SymbolTables`: maps quantiles to symbols and intervals, for decoding with many tables.

use core::num::NonZeroU32;

use crate::Interval;

/// The symbols of all quantiles of many tables, one of which a number chooses for each symbol.
///
/// [`TakeInterval::take_tables`](crate::TakeInterval::take_tables) is for coders that look many quantiles up at once. The
/// lookups are in the memory of the owner of the tables.
///
/// ```
/// use constriction_core::{SymbolLookup, SymbolTables};
///
/// // One table of 2 bits, with 5 at the quantile 0, and 6 at the others.
/// let entries = [(0, 0, 1), (1, 0, 3), (1, 1, 3), (1, 2, 3)];
/// let entries = entries.map(|(place, distance, prob)| SymbolLookup::entry(place, distance, prob));
/// let tables = SymbolTables { precision: 2, first: 5, count: 1, lookup: SymbolLookup::Entries(&entries) };
/// let (symbol, interval) = tables.symbol_at(0, 3).unwrap();
/// assert_eq!((symbol, interval.left, interval.prob.get()), (6, 1, 3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SymbolTables<'a> {
    /// The precision of all tables, 1 to 16 bits.
    pub precision: u32,
    /// The smallest symbol of all tables, from which their places are counted.
    pub first: i32,
    /// The number of tables.
    pub count: usize,
    /// The entries.
    pub lookup: SymbolLookup<'a>,
}

/// How a symbol is looked up from a number t of a table and a quantile q, at a precision of P bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SymbolLookup<'a> {
    /// For up to 12 bits: at `t << P | q`, the symbol and its interval, as by [`SymbolLookup::entry`].
    Entries(&'a [u32]),
    /// For more: at `t << P | q`, shifted right by [`BLOCK_BITS`](SymbolLookup::BLOCK_BITS), the number of the block of
    /// quantiles that are next to each other, which many blocks share if all their quantiles are of one symbol. In the
    /// block, the place of the symbol; and at `t << log_stride | place`, 16 bits of the left end and 16 bits of the length
    /// less 1.
    Blocks {
        /// The number of a block.
        numbers: &'a [u32],
        /// The places of blocks, one block after the other.
        places: &'a [u8],
        /// The intervals of all places.
        intervals: &'a [u32],
        /// The binary logarithm of the number of places of a table, at most 8.
        log_stride: u32,
    },
}

impl SymbolLookup<'_> {
    /// The binary logarithm of the length of a block.
    pub const BLOCK_BITS: u32 = 6;

    /// The highest precision of [`Entries`](Self::Entries).
    pub const MOST_ENTRY_BITS: u32 = 12;

    /// The entry of a quantile that belongs to no symbol.
    pub const NO_SYMBOL: u32 = 1 << 8;

    /// The entry of a quantile: the place of the symbol that owns it, counted from the first one; the distance from the
    /// symbol's left end; and the symbol's probability, which is more than that and at most `2^12`.
    #[inline]
    #[must_use]
    pub const fn entry(place: u8, distance: u32, prob: u32) -> u32 {
        place as u32 | distance << 8 | (prob - 1) << 20
    }
}

impl SymbolTables<'_> {
    /// The symbol that owns a quantile in a table, and its interval; `None` if there is no such table, or no symbol owns
    /// the quantile.
    #[inline]
    #[must_use]
    pub fn symbol_at(&self, number: usize, quantile: u32) -> Option<(i32, Interval)> {
        if number >= self.count {
            return None;
        }
        let at = number << self.precision | quantile as usize;
        let (place, distance, prob) = match self.lookup {
            SymbolLookup::Entries(entries) => {
                let entry = *entries.get(at)?;
                (entry & 0xff, entry >> 8 & 0xfff, NonZeroU32::MIN.saturating_add(entry >> 20))
            }
            SymbolLookup::Blocks { numbers, places, intervals, log_stride } => {
                let block = *numbers.get(at >> SymbolLookup::BLOCK_BITS)? as usize;
                let within = at & ((1 << SymbolLookup::BLOCK_BITS) - 1);
                let place = *places.get(block << SymbolLookup::BLOCK_BITS | within)?;
                let interval = *intervals.get(number << log_stride | usize::from(place))?;
                let distance = quantile.wrapping_sub(interval & 0xffff);
                (place.into(), distance, NonZeroU32::MIN.saturating_add(interval >> 16))
            }
        };
        let interval = Interval { left: quantile.wrapping_sub(distance), prob };
        (distance < prob.get()).then_some((self.first.wrapping_add(place as i32), interval))
    }
}
