//! Pushing symbols of many tables to ANS states of 64 bits, and popping them.
//!
//! The states and the stream of words are those of [`rans64`](crate::rans64). A number chooses the table of each symbol, and what is looked up for a quantile is the place of the symbol that owns it, counted from the first one of all
//! tables, and its interval.
//!
//! ```text
//! q = x mod 2^P    x = (x >> P) * p + q - l    if x < 2^32 { x = x << 32 | pop a word }
//! ```

use crate::rans64::run_pushes;
use crate::rounds::Rounds;
#[cfg(target_arch = "x86_64")]
use crate::x86::{self, StateLanes};
use crate::{Level, scalar};

/// The binary logarithm of the length of a block of quantiles.
pub const BLOCK_BITS: u32 = 6;

/// How many bytes there are after the last block, since several are read at once.
pub const PADDING: usize = 3;

/// The most tables.
pub const MOST: usize = 1 << 12;

/// Tables whose symbols are looked up.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has a kernel"))]
pub struct SymbolTables<'a> {
    pub(crate) precision: u32,
    pub(crate) first: i32,
    /// At least 1, and so few that places of quantiles have 32 bits.
    pub(crate) count: usize,
    pub(crate) lookup: Lookup<'a>,
}

/// The tables. Their lengths were checked.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has a kernel"))]
pub(crate) enum Lookup<'a> {
    /// There are `count << precision`.
    Entries(&'a [u32]),
    Blocks {
        /// There are `count << (precision - BLOCK_BITS)`.
        numbers: &'a [u32],
        /// There is a block and `PADDING`, or more.
        places: &'a [u8],
        /// There are `count << log_stride`.
        intervals: &'a [u32],
        log_stride: u32,
    },
}

impl<'a> SymbolTables<'a> {
    /// Tables of up to 12 bits. At `number << precision | quantile`, an entry has 8 bits of the place, 12 bits of the
    /// distance from the symbol's left end, and 12 bits of the symbol's length less 1. One whose distance is not less than
    /// its length belongs to no symbol.
    ///
    /// `None` if there are not 1 to [`MOST`] tables, or not as many entries as that takes.
    #[must_use]
    pub fn with_entries(precision: u32, first: i32, count: usize, entries: &'a [u32]) -> Option<Self> {
        let fits = (1..=12).contains(&precision) && (1..=MOST).contains(&count) && entries.len() == count << precision;
        fits.then_some(Self { precision, first, count, lookup: Lookup::Entries(entries) })
    }

    /// Tables of 6 to 16 bits. At `number << precision | quantile`, shifted right by [`BLOCK_BITS`], is the number of a
    /// block of places, which are in one block after the other; at `number << log_stride | place` are 16 bits of the left
    /// end, and 16 bits of the length less 1. After the last block, there are [`PADDING`] bytes. Where the quantile is not
    /// in the interval, it belongs to no symbol.
    ///
    /// `None` if there are not 1 to [`MOST`] tables, or not as many numbers, places and intervals as that takes.
    #[must_use]
    pub fn with_blocks(
        precision: u32,
        first: i32,
        count: usize,
        [numbers, intervals]: [&'a [u32]; 2],
        places: &'a [u8],
        log_stride: u32,
    ) -> Option<Self> {
        let fits = (BLOCK_BITS..=16).contains(&precision)
            && (1..=MOST).contains(&count)
            && log_stride <= 8
            && numbers.len() == count << (precision - BLOCK_BITS)
            && intervals.len() == count << log_stride
            && places.len() >= (1 << BLOCK_BITS) + PADDING;
        let lookup = Lookup::Blocks { numbers, places, intervals, log_stride };
        fits.then_some(Self { precision, first, count, lookup })
    }
}

/// Pushes rounds of one symbol for each state, the first symbol to the last state, and returns the number of words that this
/// gives, at the start of `words`. At the place of each symbol, an entry has 16 bits of the left end and 16 bits of the
/// length less 1.
///
/// `None` if a place has no entry, or one that is `u32::MAX`; the states and the words are unspecified then.
///
/// # Panics
/// If the precision is not 1 to 16 bits, the places are not whole rounds, or there is no room for as many words as there
/// are places.
#[inline]
#[must_use]
pub fn push(
    level: Level,
    precision: u32,
    entries: &[u32],
    states: &mut [u64],
    places: &[u32],
    words: &mut [u32],
) -> Option<usize> {
    assert!((1..=16).contains(&precision), "precision out of range");
    assert!(places.len().is_multiple_of(states.len().max(1)), "whole rounds");
    assert!(places.len() <= words.len(), "room for a word for each symbol");
    run_pushes(level, precision, Push { precision, entries, states, places, words })
}

/// See [`push`].
struct Push<'a> {
    precision: u32,
    entries: &'a [u32],
    states: &'a mut [u64],
    places: &'a [u32],
    words: &'a mut [u32],
}

impl Rounds for Push<'_> {
    type Output = Option<usize>;

    #[inline]
    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> Option<usize> {
        let Self { precision, entries, states, places, words } = self;
        let mut pushed = 0;
        for round in places.chunks_exact(states.len().max(1)) {
            for (state, &place) in states.iter_mut().rev().zip(round) {
                let &entry = entries.get(place as usize).filter(|&&entry| entry != u32::MAX)?;
                let interval = [entry & 0xffff, (entry >> 16) + 1];
                let one = core::slice::from_mut(state);
                pushed += scalar::rans64::push(precision, one, &[interval], &mut words[pushed..]);
            }
        }
        Some(pushed)
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> Option<usize> {
        let Self { precision, entries, states, places, words } = self;
        x86::rans64_tables::push::<N, L>(token, precision, entries, states, places, words)
    }
}

/// Pops a symbol from each state, round by round, as long as there are surely enough words and places for a whole round,
/// and returns how many symbols there are. Of the words, `left` are left, the next one last.
///
/// If a table is not there, or a quantile belongs to no symbol, the states and `left` are as they were, and the number is 0;
/// as it is where a level has no kernel.
///
/// # Panics
/// If there are not as many numbers as places for symbols, or more words left than there are.
#[inline]
#[must_use]
pub fn pop(
    level: Level,
    tables: &SymbolTables<'_>,
    states: &mut [u64],
    numbers: &[u32],
    words: &[u32],
    left: &mut usize,
    symbols: &mut [i32],
) -> usize {
    assert!(numbers.len() == symbols.len(), "a number for each symbol");
    assert!(*left <= words.len(), "no more words left than there are");
    level.run_wide_rounds(Pop { tables, states, numbers, words, left, symbols })
}

/// See [`pop`].
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has a kernel"))]
struct Pop<'a> {
    tables: &'a SymbolTables<'a>,
    states: &'a mut [u64],
    numbers: &'a [u32],
    words: &'a [u32],
    left: &'a mut usize,
    symbols: &'a mut [i32],
}

impl Rounds for Pop<'_> {
    type Output = usize;

    #[inline]
    fn count(&self) -> usize {
        self.states.len()
    }
    /// None: the caller looks up one by one.
    #[inline]
    fn plain(self) -> usize {
        0
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> usize {
        let Self { tables, states, numbers, words, left, symbols } = self;
        x86::rans64_tables::pop::<N, L>(token, tables, states, numbers, words, left, symbols)
    }
}
