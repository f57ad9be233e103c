//! `BankLookup`: finds the symbols and the intervals of many tables, by table and quantile or by table and symbol.

#[cfg(feature = "std")]
use alloc::vec::Vec;
#[cfg(feature = "std")]
use core::sync::atomic::{AtomicUsize, Ordering};
#[cfg(feature = "std")]
use std::sync::OnceLock;

use constriction_core::{Corrupt, FailedSymbol, Order, PutInterval, Reciprocal, SymbolTables, TakeInterval};

use super::bank_tables::{Intervals, Symbols};
use super::{ArrayError, ModelArray, loops};

/// How many symbols are looked up at a time.
const BLOCK: usize = 512;

/// Fewer symbols than this are not worth a block.
const FEW: usize = 64;

/// Tables of which each symbol has one, chosen by a number.
pub trait Tables {
    /// The number of tables.
    fn count(&self) -> usize;

    /// The ends of a table, as [`Table::ends`](crate::dynamic::Table::ends) returns them, and its first symbol.
    ///
    /// # Panics
    /// If no table has this index.
    fn table(&self, number: usize) -> (&[u32], i32);

    /// The number of the table of a place; a number that no table has, if the index is not valid.
    fn number(&self, place: usize) -> usize;

    /// Whether a model finds the symbol of a quantile by an index of its own, about as fast as it is looked up if the table
    /// is small.
    #[inline]
    fn has_index(&self) -> bool {
        false
    }

    /// Writes the numbers of the tables of places from `start` on; `false` if one of them does not fit in 32 bits.
    #[inline]
    fn numbers(&self, start: usize, numbers: &mut [u32]) -> bool {
        let mut are_valid = true;
        for (place, number) in (start..).zip(numbers) {
            let given = self.number(place);
            are_valid &= given <= u32::MAX as usize;
            *number = given as u32;
        }
        are_valid
    }
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
    /// Those of the lengths of intervals.
    #[cfg(feature = "std")]
    reciprocals: Lazy<Vec<Reciprocal>>,
    #[cfg(feature = "std")]
    symbols: Lazy<Symbols>,
    /// The same in less memory, for coders with a single state, which wait for each look-up.
    #[cfg(feature = "std")]
    compact: Lazy<Symbols>,
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
        let intervals = self.intervals(array, symbols.len()).filter(|_| symbols.len() >= FEW);
        if let (Some(intervals), Some(mark)) = (intervals, coder.mark()) {
            // A coder with several states divides many numbers at once.
            let reciprocals = if C::IS_SERIAL { self.reciprocals(intervals, symbols.len()) } else { &[] };
            if put_blocks(array, intervals, reciprocals, coder, start, symbols, order)? {
                return Ok(());
            }
            // The models themselves say what is wrong.
            coder.rewind(mark);
        }
        if C::IS_SERIAL {
            loops::put_directly(array, coder, start, symbols, order)
        } else {
            loops::put_blocks(array, coder, start, symbols, order)
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
        let Some(tables) = self.symbols(array, symbols.len(), coder.lanes() > 1).map(Symbols::tables) else {
            return loops::take(array, coder, start, symbols);
        };
        let precision = array.precision();
        if coder.lanes() == 1 {
            let count = symbols.len();
            let mut places = (start..).zip(symbols.iter_mut());
            let find = |quantile| {
                let (place, to) = places.next()?;
                let (symbol, interval) = tables.symbol_at(array.number(place), quantile)?;
                *to = symbol;
                Some(interval)
            };
            let result = coder.take_all(count, precision, find);
            return result.map_err(|FailedSymbol { index, error }| {
                let index = start + index;
                match array.model(index) {
                    Err(error) => ArrayError::Model { index, error },
                    Ok(_) => ArrayError::Coder { index: Some(index), error },
                }
            });
        }
        let done = if symbols.len() < FEW { 0 } else { take_blocks(array, &tables, coder, start, symbols) };
        let (start, symbols) = (start + done, &mut symbols[done..]);
        loops::take_in_rounds(coder, precision, start, symbols, |quantiles, places, symbols, intervals| {
            for (lane, place) in places.enumerate() {
                match tables.symbol_at(array.number(place), quantiles[lane]) {
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
    fn intervals<A: ModelArray + Tables>(&self, _array: &A, _symbols: usize) -> Option<&Intervals> {
        None
    }

    /// No reciprocals, as long as it does not pay to make them.
    #[cfg(feature = "std")]
    fn reciprocals(&self, intervals: &Intervals, symbols: usize) -> &[Reciprocal] {
        let reciprocals = self.reciprocals.get(symbols, || Some(intervals.len()), || intervals.reciprocals());
        reciprocals.map_or(&[], Vec::as_slice)
    }

    #[cfg(not(feature = "std"))]
    fn reciprocals(&self, _intervals: &Intervals, _symbols: usize) -> &[Reciprocal] {
        &[]
    }

    #[cfg(feature = "std")]
    fn symbols<A: ModelArray + Tables>(&self, array: &A, symbols: usize, has_lanes: bool) -> Option<&Symbols> {
        let is_compact = !has_lanes && Symbols::is_large(array);
        let lookup = if is_compact { &self.compact } else { &self.symbols };
        let found = lookup.get(symbols, || Symbols::size(array), || Symbols::new(array, is_compact))?;
        // A processor guesses the way through a small table, and a single state need not wait for memory.
        (has_lanes || found.are_many || !array.has_index()).then_some(found)
    }

    #[cfg(not(feature = "std"))]
    fn symbols<A: ModelArray + Tables>(&self, _array: &A, _symbols: usize, _has_lanes: bool) -> Option<&Symbols> {
        None
    }
}

/// Takes symbols as long as the coder looks them up, and returns how many.
#[inline]
fn take_blocks<A: ModelArray + Tables, C: TakeInterval>(
    array: &A,
    tables: &SymbolTables<'_>,
    coder: &mut C,
    start: usize,
    symbols: &mut [i32],
) -> usize {
    let (mut numbers, mut done) = ([0; BLOCK], 0);
    for symbols in symbols.chunks_mut(BLOCK) {
        let numbers = &mut numbers[..symbols.len()];
        let taken = if array.numbers(start + done, numbers) { coder.take_tables(tables, numbers, symbols) } else { 0 };
        done += taken;
        if taken < symbols.len() {
            break;
        }
    }
    done
}

/// Puts symbols whose intervals are looked up; `false` if a table is not there or a symbol is impossible, and then some
/// symbols have been put, or something else.
#[inline]
fn put_blocks<A: ModelArray + Tables, C: PutInterval>(
    array: &A,
    intervals: &Intervals,
    reciprocals: &[Reciprocal],
    coder: &mut C,
    start: usize,
    symbols: &[i32],
    order: Order,
) -> Result<bool, C::Error> {
    let tables = intervals.tables(reciprocals);
    let (mut numbers, mut places) = ([0; BLOCK], [0; BLOCK]);
    for block in loops::blocks(symbols.len(), BLOCK, order) {
        let (numbers, places) = (&mut numbers[..block.len()], &mut places[..block.len()]);
        let are_there =
            array.numbers(start + block.start, numbers) && intervals.places(numbers, &symbols[block], order, places);
        if !are_there {
            return Ok(false);
        }
        if coder.put_tables(&tables, places) {
            continue;
        }
        let mut are_possible = true;
        let found = places.iter().map(|&place| {
            let found = tables.interval(place as usize);
            are_possible &= found.is_some();
            found.unwrap_or(loops::NOTHING)
        });
        coder.put_all(found, tables.precision)?;
        if !are_possible {
            return Ok(false);
        }
    }
    Ok(true)
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

/// Why a place has no symbol for a quantile.
#[cold]
#[inline(never)]
fn not_found<A: ModelArray, C: From<Corrupt>>(array: &A, place: usize) -> ArrayError<A::Error, C> {
    match array.model(place) {
        Err(error) => ArrayError::Model { index: place, error },
        Ok(_) => ArrayError::Coder { index: Some(place), error: Corrupt.into() },
    }
}
