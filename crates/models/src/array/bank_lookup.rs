//! `BankLookup`: finds the symbols and the intervals of many tables, by table and quantile or by table and symbol.

use alloc::vec;
use alloc::vec::Vec;
use core::num::NonZeroU32;
#[cfg(feature = "std")]
use core::sync::atomic::{AtomicUsize, Ordering};
#[cfg(feature = "std")]
use std::sync::OnceLock;

use constriction_core::{Corrupt, ImpossibleSymbol, Interval, Order, PutInterval, TakeInterval};

use super::{ArrayError, ModelArray, NoInterval, loops};
use crate::dynamic::DynModel;

/// Tables of which each symbol has one, chosen by a number.
pub trait Tables {
    /// The number of tables.
    fn count(&self) -> usize;

    /// The ends of a table, as [`Table::ends`](crate::dynamic::Table::ends) returns them, and its first symbol.
    ///
    /// # Panics
    /// If there is no such table.
    fn table(&self, number: usize) -> (&[u32], i32);

    /// The number of the table of a place; any number of none, if there is no such table.
    fn number(&self, place: usize) -> usize;
}

/// The intervals of the symbols of many tables, and the symbols of their quantiles, where they can be looked up at once.
///
/// It belongs to tables that do not change, and begins without anything: what it holds is made when enough symbols were
/// coded to pay for it. Only speed depends on it. Without `std`, there is nothing that makes a value once for several
/// threads, and it remains empty.
#[derive(Debug, Default)]
pub struct BankLookup {
    #[cfg(feature = "std")]
    intervals: Lazy<Intervals>,
    #[cfg(feature = "std")]
    slots: Lazy<Slots>,
}

impl BankLookup {
    /// Does what [`ModelArray::put`] does with the models of these tables.
    ///
    /// # Errors
    /// As [`ModelArray::put`].
    ///
    /// # Panics
    /// As [`ModelArray::put`].
    #[inline]
    pub fn put<A: ModelArray + Tables, C: PutInterval>(
        &self,
        array: &A,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<A::Error, C::Error>> {
        let Some(intervals) = self.intervals(array, symbols.len()) else {
            return if C::IS_SERIAL {
                loops::put_directly(array, coder, start, symbols, order)
            } else {
                loops::put_blocks(array, coder, start, symbols, order)
            };
        };
        // Models that each symbol has of its own keep a coder with several states waiting.
        if !C::IS_SERIAL {
            return loops::put_blocks(&WithIntervals { array, intervals }, coder, start, symbols, order);
        }
        let looked_up = symbols.iter().enumerate().map(|(place, &symbol)| {
            let place = start + place;
            let found = intervals.interval(array.number(place), symbol);
            found.map_or_else(|| why(array, place, symbol), Ok)
        });
        match order {
            Order::Forward => coder.try_put_all(looked_up, array.precision()),
            Order::Reverse => coder.try_put_all(looked_up.rev(), array.precision()),
        }
    }

    /// Does what [`ModelArray::take`] does with the models of these tables.
    ///
    /// # Errors
    /// As [`ModelArray::take`].
    ///
    /// # Panics
    /// As [`ModelArray::take`].
    #[inline]
    pub fn take<A: ModelArray + Tables, C: TakeInterval>(
        &self,
        array: &A,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<A::Error, C::Error>> {
        let precision = array.precision();
        let Some(slots) = self.slots(array, symbols.len(), coder.lanes() > 1) else {
            return loops::take(array, coder, start, symbols);
        };
        if coder.lanes() == 1 {
            let count = symbols.len();
            let (mut place, mut places) = (start, symbols.iter_mut());
            let find = |quantile| {
                let (symbol, interval) = slots.symbol_at(array.number(place), quantile)?;
                *places.next()? = symbol;
                place += 1;
                Some(interval)
            };
            let result = coder.take_all(count, precision, find);
            return result.map_err(|error| match (place < start + count).then(|| array.model(place)) {
                Some(Err(error)) => ArrayError::Model { index: place, error },
                _ => ArrayError::Coder { index: Some(place), error },
            });
        }
        loops::take_in_rounds(coder, precision, start, symbols, |quantiles, places, symbols, intervals| {
            for (lane, place) in places.enumerate() {
                match slots.symbol_at(array.number(place), quantiles[lane]) {
                    Some(found) => (symbols[lane], intervals[lane]) = found,
                    None => return (lane, Err(not_found(array, place))),
                }
            }
            (symbols.len(), Ok(()))
        })
    }

    #[cfg(feature = "std")]
    fn intervals<A: ModelArray + Tables>(&self, array: &A, symbols: usize) -> Option<&Intervals> {
        self.intervals.get(symbols, || Intervals::size(array), || Intervals::new(array))
    }

    #[cfg(not(feature = "std"))]
    fn intervals<A: Tables>(&self, _array: &A, _symbols: usize) -> Option<&Intervals> {
        None
    }

    #[cfg(feature = "std")]
    fn slots<A: ModelArray + Tables>(&self, array: &A, symbols: usize, has_lanes: bool) -> Option<&Slots> {
        let slots = self.slots.get(symbols, || Slots::size(array), || Slots::new(array))?;
        // A processor guesses the way through a small table, and a single state need not wait for memory.
        (has_lanes || slots.are_many).then_some(slots)
    }

    #[cfg(not(feature = "std"))]
    fn slots<A: Tables>(&self, _array: &A, _symbols: usize, _has_lanes: bool) -> Option<&Slots> {
        None
    }
}

impl Clone for BankLookup {
    /// A copy has to earn its own.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for BankLookup {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for BankLookup {}

impl core::hash::Hash for BankLookup {
    fn hash<H: core::hash::Hasher>(&self, _: &mut H) {}
}

/// A value that is made when it pays.
#[cfg(feature = "std")]
#[derive(Debug)]
struct Lazy<T> {
    /// `None` if there can be none.
    value: OnceLock<Option<T>>,
    /// How many symbols were coded without it, about: it does not matter if two threads count one.
    coded: AtomicUsize,
}

#[cfg(feature = "std")]
impl<T> Default for Lazy<T> {
    fn default() -> Self {
        Self { value: OnceLock::new(), coded: AtomicUsize::new(0) }
    }
}

#[cfg(feature = "std")]
impl<T> Lazy<T> {
    /// Roughly, how many entries are made in the time by which one symbol is coded faster.
    const ENTRIES_PER_SYMBOL: usize = 8;

    /// The value, if there is one or it pays to make it now, given the number of its entries, if it can be.
    #[inline]
    fn get(&self, symbols: usize, size: impl FnOnce() -> Option<usize>, make: impl FnOnce() -> T) -> Option<&T> {
        if let Some(value) = self.value.get() {
            return value.as_ref();
        }
        let coded = self.coded.load(Ordering::Relaxed).saturating_add(symbols);
        self.coded.store(coded, Ordering::Relaxed);
        let size = size();
        if size.is_some_and(|size| coded < size / Self::ENTRIES_PER_SYMBOL) {
            return None;
        }
        self.value.get_or_init(|| size.map(|_| make())).as_ref()
    }
}

/// More entries than this are not made: they would fill the largest caches.
const MOST_ENTRIES: usize = 1 << 20;

/// The intervals of all symbols: rows of a common length, a power of two.
#[derive(Debug)]
struct Intervals {
    /// At `number << log_stride | symbol - first`: 16 bits of the left end, and 16 of the length less 1.
    entries: Vec<u32>,
    /// Of each table.
    firsts: Vec<i32>,
    log_stride: u32,
}

#[cfg_attr(not(feature = "std"), allow(dead_code, reason = "nobody makes it"))]
impl Intervals {
    /// What no interval is: one that begins at the last quantile is not longer than 1.
    const NONE: u32 = u32::MAX;

    fn log_stride(tables: &impl Tables) -> u32 {
        let longest = (0..tables.count()).map(|number| tables.table(number).0.len() - 1).max();
        longest.unwrap_or(1).next_power_of_two().trailing_zeros()
    }

    /// The number of entries; `None` if they are too many, or the precision is too high.
    fn size<A: ModelArray + Tables>(tables: &A) -> Option<usize> {
        let size = tables.count().checked_mul(1 << Self::log_stride(tables))?;
        (tables.precision() <= 16 && size <= MOST_ENTRIES).then_some(size)
    }

    fn new(tables: &impl Tables) -> Self {
        let log_stride = Self::log_stride(tables);
        let mut entries = vec![Self::NONE; tables.count() << log_stride];
        let rows = entries.chunks_exact_mut(1 << log_stride).enumerate();
        let firsts = rows.map(|(number, row)| {
            let (ends, first) = tables.table(number);
            for (entry, pair) in row.iter_mut().zip(ends.windows(2)).filter(|(_, pair)| pair[0] < pair[1]) {
                *entry = pair[0] | (pair[1] - pair[0] - 1) << 16;
            }
            first
        });
        Self { firsts: firsts.collect(), entries, log_stride }
    }

    #[inline]
    fn interval(&self, number: usize, symbol: i32) -> Option<Interval> {
        // Below the first symbol, this is a large number.
        let index = symbol.wrapping_sub(*self.firsts.get(number)?) as u32;
        if index >> self.log_stride != 0 {
            return None;
        }
        let entry = *self.entries.get(number << self.log_stride | index as usize)?;
        let prob = NonZeroU32::MIN.saturating_add(entry >> 16);
        (entry != Self::NONE).then_some(Interval { left: entry & 0xffff, prob })
    }
}

/// The symbol of each quantile of all tables.
#[derive(Debug)]
struct Slots {
    /// At `number << precision | quantile`: 32 bits of the symbol, 16 of the distance from its left end, and 16 of the
    /// length less 1.
    entries: Vec<u64>,
    /// The number of tables.
    count: usize,
    precision: u32,
    /// Whether a search in a table would take a while, because tables have many symbols.
    #[cfg_attr(not(feature = "std"), expect(dead_code, reason = "nobody makes it"))]
    are_many: bool,
}

#[cfg_attr(not(feature = "std"), allow(dead_code, reason = "nobody makes it"))]
impl Slots {
    /// What the slot of no symbol is: its distance is not less than its length at up to 12 bits.
    const NONE: u64 = u64::MAX;
    /// Up to this precision, slots do not fill the caches.
    const MOST_BITS: u32 = 12;
    /// See `are_many`.
    const MANY: usize = 64;

    /// The number of entries; `None` if they are too many, or the precision is too high.
    fn size<A: ModelArray + Tables>(tables: &A) -> Option<usize> {
        let precision = tables.precision();
        let size = tables.count().checked_mul(1 << precision)?;
        (precision <= Self::MOST_BITS && size <= MOST_ENTRIES).then_some(size)
    }

    fn new<A: ModelArray + Tables>(tables: &A) -> Self {
        let precision = tables.precision();
        let mut entries = vec![Self::NONE; tables.count() << precision];
        let mut symbols = 0;
        for (number, slots) in entries.chunks_exact_mut(1 << precision).enumerate() {
            let (ends, first) = tables.table(number);
            symbols += ends.len() - 1;
            for (symbol, pair) in (first..=i32::MAX).zip(ends.windows(2)) {
                let prob = pair[1] - pair[0];
                let places = &mut slots[pair[0] as usize..pair[1] as usize];
                for (distance, slot) in (0..).zip(places) {
                    *slot = u64::from(symbol as u32) | distance << 32 | u64::from(prob - 1) << 48;
                }
            }
        }
        Self { entries, count: tables.count(), precision, are_many: symbols >= Self::MANY * tables.count() }
    }

    #[inline]
    fn symbol_at(&self, number: usize, quantile: u32) -> Option<(i32, Interval)> {
        if number >= self.count {
            return None;
        }
        let entry = *self.entries.get(number << self.precision | quantile as usize)?;
        let interval = Interval {
            left: quantile.wrapping_sub((entry >> 32) as u32 & 0xffff),
            prob: NonZeroU32::MIN.saturating_add((entry >> 48) as u32),
        };
        (entry != Self::NONE).then_some((entry as i32, interval))
    }
}

/// Why a symbol has no interval at a place; or the interval, if it has one.
#[cold]
#[inline(never)]
fn why<A: ModelArray, C: From<ImpossibleSymbol>>(
    array: &A,
    place: usize,
    symbol: i32,
) -> Result<Interval, ArrayError<A::Error, C>> {
    loops::one_interval(array, place, symbol).map_err(NoInterval::into_array_error)
}

/// Why a place has no symbol for a quantile.
#[cold]
#[inline(never)]
fn not_found<A: ModelArray, C: From<Corrupt>>(array: &A, place: usize) -> ArrayError<A::Error, C> {
    match array.model(place) {
        Err(error) => ArrayError::Model { index: place, error },
        Ok(_) => ArrayError::Coder { index: Some(place), error: Corrupt.into() },
    }
}

/// An array whose intervals are looked up.
struct WithIntervals<'a, A> {
    array: &'a A,
    intervals: &'a Intervals,
}

impl<A: ModelArray + Tables> ModelArray for WithIntervals<'_, A> {
    type Error = A::Error;

    #[inline]
    fn len(&self) -> Option<usize> {
        self.array.len()
    }

    #[inline]
    fn precision(&self) -> u32 {
        self.array.precision()
    }

    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, A::Error> {
        self.array.model(place)
    }

    #[inline]
    fn intervals(&self, start: usize, symbols: &[i32], intervals: &mut [Interval]) -> Result<(), NoInterval<A::Error>> {
        for ((place, &symbol), interval) in (start..).zip(symbols).zip(&mut *intervals) {
            match self.intervals.interval(self.array.number(place), symbol) {
                Some(found) => *interval = found,
                // The array says why there is no interval.
                None => return self.array.intervals(start, symbols, intervals),
            }
        }
        Ok(())
    }
}
