//! An index over a table that narrows the search for a quantile.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::num::NonZeroU32;

use constriction_core::Interval;

use crate::cumulative;

/// The entry for the top bits of a quantile: the symbol and its interval, or where the search for them starts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct QuantileIndex {
    /// Entry b is about the symbol that owns the quantile `b << shift`. One more entry than there are buckets, the last
    /// one being about the last symbol.
    entries: Box<[Entry]>,
    shift: u32,
}

/// All of it in one word, which is loaded at once: where a bucket lies within one symbol, the state of a decoder waits
/// for nothing else.
///
/// From the least significant bit up: 24 bits of probability, 16 bits of symbol, and 24 bits of left end. Where the
/// bucket has several symbols, or something does not fit, the probability is 0, and the other 40 bits are the first
/// symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Entry(u64);

impl Entry {
    const PROB_BITS: u32 = 24;
    const SYMBOL_BITS: u32 = 16;

    fn first_of_several(symbol: usize) -> Self {
        Self((symbol as u64) << Self::PROB_BITS)
    }

    fn only(symbol: usize, left: u32, prob: u32) -> Self {
        let fits = prob >> Self::PROB_BITS == 0 && left >> Self::PROB_BITS == 0 && symbol >> Self::SYMBOL_BITS == 0;
        if !fits {
            return Self::first_of_several(symbol);
        }
        let left = u64::from(left) << (Self::PROB_BITS + Self::SYMBOL_BITS);
        Self(left | (symbol as u64) << Self::PROB_BITS | u64::from(prob))
    }

    #[inline]
    fn prob(self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.0 as u32 & ((1 << Self::PROB_BITS) - 1))
    }

    #[inline]
    fn left(self) -> u32 {
        (self.0 >> (Self::PROB_BITS + Self::SYMBOL_BITS)) as u32
    }

    #[inline]
    fn symbol(self) -> usize {
        let symbol = (self.0 >> Self::PROB_BITS) as usize;
        if self.prob().is_some() { symbol & ((1 << Self::SYMBOL_BITS) - 1) } else { symbol }
    }
}

impl QuantileIndex {
    /// Many times as many buckets as symbols: nearly all of them lie within one symbol.
    const BITS_MORE: u32 = 4;
    /// But not if they would take more than a large cache, unless there are more symbols than that.
    const MOST_BITS: u32 = 16;
    /// More than this many symbols in one bucket are searched by bisection.
    const LONGEST_SCAN: usize = 8;

    /// Roughly, how many entries are made in the time by which bisection takes longer than the index.
    #[cfg(feature = "std")]
    const STEPS_PER_SEARCH: u64 = 32;

    /// The index of a table with at least one symbol; see [`ends`].
    pub(crate) fn new(ends: &[u32], precision: u32) -> Self {
        let symbols = ends.len() - 1;
        let bits = Self::bits(symbols, precision);
        let (shift, count) = (precision - bits, 1usize << bits);
        let mut entries = Vec::with_capacity(count + 1);
        for (symbol, pair) in ends.windows(2).enumerate() {
            let (left, right) = (pair[0], pair[1]);
            if left == right {
                continue;
            }
            // The buckets that start in the symbol, and those of them that also end in it.
            let last = u64::from(right.wrapping_sub(1));
            let (next, whole) = ((last >> shift) as usize + 1, ((last + 1) >> shift) as usize);
            if entries.len() < whole {
                entries.resize(whole, Entry::only(symbol, left, right.wrapping_sub(left)));
            }
            if entries.len() < next {
                entries.resize(next, Entry::first_of_several(symbol));
            }
        }
        entries.resize(count + 1, Entry::first_of_several(symbols - 1));
        Self { entries: entries.into(), shift }
    }

    /// The number of decoded symbols from which on an index of a table is worth the time to make it, roughly: bisection
    /// takes as much longer for each of them.
    #[cfg(feature = "std")]
    pub(crate) fn break_even(ends: &[u32], precision: u32) -> u32 {
        let symbols = ends.len() - 1;
        let steps = (1u64 << Self::bits(symbols, precision)) + 4 * symbols as u64;
        u32::try_from(steps / Self::STEPS_PER_SEARCH).unwrap_or(u32::MAX)
    }

    /// Whether there is memory for the index, without which bisection finds the symbols.
    #[cfg(feature = "std")]
    pub(crate) fn has_room(ends: &[u32], precision: u32) -> bool {
        let count = (1usize << Self::bits(ends.len() - 1, precision)) + 1;
        // It grows by copies of itself.
        Vec::<Entry>::new().try_reserve_exact(3 * count).is_ok()
    }

    /// The number of bits of a quantile that select its bucket.
    fn bits(symbols: usize, precision: u32) -> u32 {
        let symbols_bits = symbols.next_power_of_two().trailing_zeros();
        (symbols_bits + Self::BITS_MORE).min(symbols_bits.max(Self::MOST_BITS)).min(precision)
    }

    /// The symbol whose interval contains the quantile, and that interval; `None` if it has no symbol.
    // WebAssembly is compiled for size, so that this and what it calls would not be inlined into the loop of a decoder:
    // 13.8 instead of 12.0 ns per symbol, for 256 of them.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    pub(crate) fn symbol_at(&self, ends: &[u32], quantile: u32) -> Option<(usize, Interval)> {
        let entry = *self.entries.get((u64::from(quantile) >> self.shift) as usize)?;
        if let Some(prob) = entry.prob() {
            return Some((entry.symbol(), Interval { left: entry.left(), prob }));
        }
        self.search_owned(ends, quantile)
    }

    /// The same where the bucket has several symbols: a function of its own, so that the rest is short enough to be
    /// inlined.
    // But in WebAssembly, it and the search are inlined as well.
    #[cfg_attr(not(target_family = "wasm"), inline(never))]
    #[cfg_attr(target_family = "wasm", inline(always))]
    fn search_owned(&self, ends: &[u32], quantile: u32) -> Option<(usize, Interval)> {
        cumulative::find_at(ends, self.search(ends, quantile)?, quantile)
    }

    /// The last symbol whose left end is not above the quantile.
    #[cfg_attr(not(target_family = "wasm"), inline)]
    #[cfg_attr(target_family = "wasm", inline(always))]
    fn search(&self, ends: &[u32], quantile: u32) -> Option<usize> {
        let bucket = (u64::from(quantile) >> self.shift) as usize;
        let &[first, last] = self.entries.get(bucket..)?.first_chunk()?;
        let (mut symbol, last) = (first.symbol(), last.symbol());
        if last - symbol > Self::LONGEST_SCAN {
            return Some(symbol + ends[symbol + 1..=last].partition_point(|&left| left <= quantile));
        }
        while symbol < last && ends[symbol + 1] <= quantile {
            symbol += 1;
        }
        Some(symbol)
    }
}
