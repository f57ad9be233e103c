//! Look-up tables of a bank: the intervals of all symbols, and the symbols of all quantiles.

use alloc::vec;
use alloc::vec::Vec;
use core::num::NonZeroU32;
use core::ops::RangeInclusive;

use constriction_core::{Interval, IntervalTables, Order, Reciprocal, SymbolLookup, SymbolTables};

use super::{ModelArray, Tables};

/// More entries than this are not made: they would fill the largest caches.
const MOST_ENTRIES: usize = 1 << 20;

/// The intervals of all symbols: rows that begin with the same symbol and have a common length, a power of two.
#[derive(Debug)]
pub(super) struct Intervals {
    /// At `number << log_stride | symbol - first`: 16 bits of the left end, and 16 of the length less 1.
    entries: Vec<u32>,
    precision: u32,
    count: u32,
    first: i32,
    log_stride: u32,
}

/// The symbols from the smallest to the largest one of all tables, and the binary logarithm of how many there are at most.
fn symbols(tables: &impl Tables) -> (RangeInclusive<i64>, u32) {
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for number in 0..tables.count() {
        let (ends, offset) = tables.table(number);
        first = first.min(offset.into());
        last = last.max(i64::from(offset) + ends.len() as i64 - 2);
    }
    let count = (last.saturating_sub(first)).clamp(0, u32::MAX.into()) as u64 + 1;
    (first..=last, count.next_power_of_two().trailing_zeros())
}

impl Intervals {
    /// The number of entries; `None` if they are too many, or the precision is too high.
    pub(super) fn size<A: ModelArray + Tables>(tables: &A) -> Option<usize> {
        let (_, log_stride) = symbols(tables);
        let size = tables.count().checked_shl(log_stride).filter(|&size| size >> log_stride == tables.count())?;
        (tables.precision() <= 16 && tables.count() > 0 && size <= MOST_ENTRIES).then_some(size)
    }

    /// Those of tables that [`size`](Self::size) has a number for.
    pub(super) fn new<A: ModelArray + Tables>(tables: &A) -> Self {
        let (symbols, log_stride) = symbols(tables);
        let mut entries = vec![IntervalTables::NO_INTERVAL; tables.count() << log_stride];
        for (number, row) in entries.chunks_exact_mut(1 << log_stride).enumerate() {
            let (ends, first) = tables.table(number);
            let places = &mut row[(i64::from(first) - symbols.start()) as usize..];
            for (entry, pair) in places.iter_mut().zip(ends.windows(2)) {
                if let Some(interval) = Interval::between(pair[0].into(), pair[1].into()) {
                    *entry = IntervalTables::entry(interval);
                }
            }
        }
        let (count, first) = (tables.count() as u32, *symbols.start() as i32);
        Self { entries, precision: tables.precision(), count, first, log_stride }
    }

    /// Writes where the intervals of symbols are, given the numbers of their tables; `false` if a symbol or a table is not
    /// there. In reverse, the last symbol comes first.
    #[inline]
    pub(super) fn places(&self, numbers: &[u32], symbols: &[i32], order: Order, places: &mut [u32]) -> bool {
        let mut are_missing = false;
        let mut place = |(place, (&number, &symbol)): (&mut u32, (&u32, &i32))| {
            // Below the first symbol, this is a large number.
            let index = symbol.wrapping_sub(self.first) as u32;
            are_missing |= (number >= self.count) | (index >> self.log_stride != 0);
            *place = number << self.log_stride | index;
        };
        let pairs = numbers.iter().zip(symbols);
        match order {
            Order::Forward => places.iter_mut().zip(pairs).for_each(&mut place),
            Order::Reverse => places.iter_mut().zip(pairs.rev()).for_each(&mut place),
        }
        !are_missing
    }

    /// The intervals, with reciprocals of their lengths or without.
    #[inline]
    pub(super) fn tables<'a>(&'a self, reciprocals: &'a [Reciprocal]) -> IntervalTables<'a> {
        IntervalTables { precision: self.precision, entries: &self.entries, reciprocals }
    }

    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The reciprocals of the lengths, at the places of the intervals.
    pub(super) fn reciprocals(&self) -> Vec<Reciprocal> {
        let tables = self.tables(&[]);
        let length = |place| tables.interval(place).map_or(NonZeroU32::MIN, |interval| interval.prob);
        (0..self.len()).map(|place| Reciprocal::new(length(place))).collect()
    }
}

/// The symbol of each quantile of all tables.
#[derive(Debug)]
pub(super) struct Symbols {
    lookup: Lookup,
    precision: u32,
    first: i32,
    count: usize,
    /// Whether a search in a table would take a while, because tables have many symbols.
    pub(super) are_many: bool,
}

/// See [`SymbolLookup`].
#[derive(Debug)]
enum Lookup {
    Entries(Vec<u32>),
    Blocks { numbers: Vec<u32>, places: Vec<u8>, intervals: Intervals },
}

const BLOCK: usize = 1 << SymbolLookup::BLOCK_BITS;

/// How many places there are after the last block, as several are read at once.
const PADDING: usize = 3;

impl Symbols {
    /// See `are_many`.
    const MANY: usize = 64;
    /// The binary logarithm of the number of places that a symbol can have.
    const PLACE_BITS: u32 = u8::BITS;
    /// See [`is_large`](Self::is_large): half a megabyte.
    const LARGE: usize = 1 << 17;
    /// WebAssembly is downloaded: there, code has its size.
    const HAS_BLOCKS: bool = !cfg!(target_family = "wasm");
    const MOST_BITS: u32 = if Self::HAS_BLOCKS { 16 } else { SymbolLookup::MOST_ENTRY_BITS };

    /// About the number of entries that have to be made; `None` if they are too many, the precision is too high, or the
    /// tables together have too many symbols.
    pub(super) fn size<A: ModelArray + Tables>(tables: &A) -> Option<usize> {
        let precision = tables.precision();
        if precision > Self::MOST_BITS || tables.count() == 0 || symbols(tables).1 > Self::PLACE_BITS {
            return None;
        }
        // Blocks of one symbol are made once.
        let bits = if precision <= SymbolLookup::MOST_ENTRY_BITS { precision } else { precision - 3 };
        tables.count().checked_mul(1 << bits).filter(|&size| size <= MOST_ENTRIES)
    }

    /// Whether entries for all quantiles would leave little of a cache of the second level, and blocks can take their place.
    #[inline]
    pub(super) fn is_large<A: ModelArray + Tables>(tables: &A) -> bool {
        let precision = tables.precision();
        let has_blocks =
            Self::HAS_BLOCKS && (SymbolLookup::BLOCK_BITS..=SymbolLookup::MOST_ENTRY_BITS).contains(&precision);
        has_blocks && tables.count() >= Self::LARGE >> precision
    }

    /// Those of tables that [`size`](Self::size) has a number for; in blocks if that is asked for or the only way.
    pub(super) fn new<A: ModelArray + Tables>(tables: &A, in_blocks: bool) -> Self {
        let (count, precision) = (tables.count(), tables.precision());
        let first = *symbols(tables).0.start() as i32;
        let in_blocks = Self::HAS_BLOCKS && (in_blocks || precision > SymbolLookup::MOST_ENTRY_BITS);
        let lookup = if !in_blocks { Lookup::Entries(entries(tables, first)) } else { blocks(tables, first) };
        let symbols: usize = (0..count).map(|number| tables.table(number).0.len() - 1).sum();
        Self { lookup, precision, first, count, are_many: symbols >= Self::MANY * count }
    }

    #[inline]
    pub(super) fn tables(&self) -> SymbolTables<'_> {
        let lookup = match &self.lookup {
            Lookup::Entries(entries) => SymbolLookup::Entries(entries),
            Lookup::Blocks { numbers, places, intervals } => SymbolLookup::Blocks {
                numbers,
                places,
                intervals: &intervals.entries,
                log_stride: intervals.log_stride,
            },
        };
        SymbolTables { precision: self.precision, first: self.first, count: self.count, lookup }
    }
}

/// The place of each symbol of a table that has a probability, counted from the smallest symbol of all tables, and its ends.
fn owners<'a>(tables: &'a impl Tables, first: i32, number: usize) -> impl Iterator<Item = (u8, [usize; 2])> + 'a {
    let (ends, offset) = tables.table(number);
    let start = offset.wrapping_sub(first) as u8;
    let owners = ends.windows(2).enumerate().filter(|(_, pair)| pair[0] < pair[1]);
    owners.map(move |(index, pair)| (start.wrapping_add(index as u8), [pair[0] as usize, pair[1] as usize]))
}

fn entries<A: ModelArray + Tables>(tables: &A, first: i32) -> Vec<u32> {
    let mut entries = vec![SymbolLookup::NO_SYMBOL; tables.count() << tables.precision()];
    for (number, quantiles) in entries.chunks_exact_mut(1 << tables.precision()).enumerate() {
        for (place, [left, right]) in owners(tables, first, number) {
            for (distance, entry) in (0..).zip(&mut quantiles[left..right]) {
                *entry = SymbolLookup::entry(place, distance, (right - left) as u32);
            }
        }
    }
    entries
}

fn blocks<A: ModelArray + Tables>(tables: &A, first: i32) -> Lookup {
    let (mut numbers, mut places) = (Vec::new(), Vec::new());
    // The numbers of the blocks that have one symbol alone.
    let mut uniform = [None; 1 << Symbols::PLACE_BITS];
    let mut quantiles = vec![0; 1 << tables.precision()];
    for table in 0..tables.count() {
        let mut end = 0;
        let mut last = 0;
        for (place, [left, right]) in owners(tables, first, table) {
            quantiles[left..right].fill(place);
            (end, last) = (right, place);
        }
        // That they are not in the interval of this one shows that they have no symbol.
        quantiles[end..].fill(last);
        for block in quantiles.as_chunks::<BLOCK>().0 {
            let next = (places.len() / BLOCK) as u32;
            let place = block[0];
            let number = if block.iter().all(|&other| other == place) {
                *uniform[usize::from(place)].get_or_insert(next)
            } else {
                next
            };
            if number == next {
                places.extend_from_slice(block);
            }
            numbers.push(number);
        }
    }
    places.extend([0; PADDING]);
    Lookup::Blocks { numbers, places, intervals: Intervals::new(tables) }
}
