//! Symbols of many tables, eight states at a time.
//!
//! Pushing is that of `rans64`, with intervals that are looked up. Popping:
//!
//! 1. All vectors of a round look up first, because that does not depend on how many words the others take.
//! 2. As many words as may be needed are loaded, and expanded to the states that are too small.
//! 3. What is wrong is collected, and looked at in the end: till then, a table that is not there is the first one.

use super::lanes::{PushLanes, StateLanes};
use super::rans64::{Source, push_from};
use crate::rans64_tables::{BLOCK_BITS, Lookup, PADDING, SymbolTables};

/// See [`push`](crate::rans64_tables::push). There must be `N` states.
#[inline(always)]
pub(crate) fn push<const N: usize, L: StateLanes>(
    token: L,
    precision: u32,
    entries: &[u32],
    states: &mut [u64],
    places: &[u32],
    words: &mut [u32],
) -> Option<usize> {
    if entries.is_empty() {
        return places.is_empty().then_some(0);
    }
    push_from::<N, L>(token, precision, states, places.len(), Places { entries, places }, words)
}

/// Intervals at places. There is an entry.
#[derive(Clone, Copy)]
struct Places<'a> {
    entries: &'a [u32],
    places: &'a [u32],
}

impl<P: PushLanes> Source<P> for Places<'_> {
    #[inline(always)]
    fn eight(self, token: P::Token, at: usize) -> ([P; 2], u8) {
        let splat = |x| P::splat(token, x);
        let place = P::load_32(token, &self.places.as_chunks::<8>().0[at / 8]);
        let is_missing = place.ge(splat(self.entries.len() as u64));
        // SAFETY: the place is less than the number of entries, or 0, where there is an entry.
        let entry = unsafe { P::look_up(self.entries, place.sub_where(is_missing, place)) };
        let missing = P::bits(is_missing) | P::bits(entry.ge(splat(u32::MAX.into())));
        ([entry & splat(0xffff), entry.shr(splat(16)) + splat(1)], missing)
    }
}

/// See [`pop`](crate::rans64_tables::pop). There must be `N` states.
#[inline(always)]
pub(crate) fn pop<const N: usize, L: StateLanes>(
    token: L,
    tables: &SymbolTables<'_>,
    states: &mut [u64],
    numbers: &[u32],
    words: &[u32],
    left: &mut usize,
    symbols: &mut [i32],
) -> usize {
    let Ok(states) = <&mut [u64; N]>::try_from(states) else { return 0 };
    match tables.lookup {
        Lookup::Entries(entries) => {
            let look_up = Entries::<L::Push>::new(token, tables, entries);
            rounds(token, tables, look_up, states, numbers, words, left, symbols)
        }
        Lookup::Blocks { numbers: blocks, places, intervals, log_stride } => {
            let look_up = Blocks::<L::Push>::new(token, tables, [blocks, intervals], places, log_stride);
            rounds(token, tables, look_up, states, numbers, words, left, symbols)
        }
    }
}

/// How eight symbols are looked up.
trait LookUp<P: PushLanes>: Copy {
    /// The places of the symbols, the distances of quantiles from their left ends, and their lengths, for numbers of
    /// tables that are there, and quantiles of the precision.
    ///
    /// # Safety
    /// Each number must be less than the number of tables, and each quantile less than `2^P`.
    unsafe fn look_up(self, number: P, quantile: P) -> [P; 3];
}

#[derive(Clone, Copy)]
struct Entries<'a, P> {
    entries: &'a [u32],
    precision: P,
    one: P,
    /// Masks of 8 and of 12 bits, and how far to shift.
    byte: P,
    twelve: P,
    eight: P,
    twenty: P,
}

impl<'a, P: PushLanes> Entries<'a, P> {
    #[inline(always)]
    fn new(token: P::Token, tables: &SymbolTables<'_>, entries: &'a [u32]) -> Self {
        assert!(entries.len() == tables.count << tables.precision);
        let splat = |x| P::splat(token, x);
        let precision = splat(tables.precision.into());
        let (byte, twelve) = (splat(0xff), splat(0xfff));
        Self { entries, precision, one: splat(1), byte, twelve, eight: splat(8), twenty: splat(20) }
    }
}

impl<P: PushLanes> LookUp<P> for Entries<'_, P> {
    #[inline(always)]
    unsafe fn look_up(self, number: P, quantile: P) -> [P; 3] {
        // SAFETY: by the caller's condition, the place is less than `count << precision`, which is the number of entries by
        // the assertion in `new`.
        let entry = unsafe { P::look_up(self.entries, number.shl(self.precision) | quantile) };
        [entry & self.byte, entry.shr(self.eight) & self.twelve, entry.shr(self.twenty) + self.one]
    }
}

#[derive(Clone, Copy)]
struct Blocks<'a, P> {
    numbers: &'a [u32],
    intervals: &'a [u32],
    places: &'a [u8],
    precision: P,
    log_stride: P,
    /// The last place of a table, that of a block, and the last block.
    last_place: P,
    last_within: P,
    last_block: P,
    block_bits: P,
    one: P,
    sixteen: P,
    low: P,
}

impl<'a, P: PushLanes> Blocks<'a, P> {
    #[inline(always)]
    fn new(
        token: P::Token,
        tables: &SymbolTables<'_>,
        [numbers, intervals]: [&'a [u32]; 2],
        places: &'a [u8],
        log_stride: u32,
    ) -> Self {
        assert!(numbers.len() == tables.count << (tables.precision - BLOCK_BITS));
        assert!(intervals.len() == tables.count << log_stride);
        let blocks = (places.len() - PADDING) >> BLOCK_BITS;
        assert!(blocks > 0);
        let splat = |x| P::splat(token, x);
        Self {
            numbers,
            intervals,
            places,
            precision: splat(tables.precision.into()),
            log_stride: splat(log_stride.into()),
            last_place: splat((1 << log_stride) - 1),
            last_within: splat((1 << BLOCK_BITS) - 1),
            last_block: splat(blocks as u64 - 1),
            block_bits: splat(BLOCK_BITS.into()),
            one: splat(1),
            sixteen: splat(16),
            low: splat(0xffff),
        }
    }
}

impl<P: PushLanes> LookUp<P> for Blocks<'_, P> {
    #[inline(always)]
    unsafe fn look_up(self, number: P, quantile: P) -> [P; 3] {
        let at = number.shl(self.precision) | quantile;
        // SAFETY: by the caller's condition, `at` is less than `count << precision`, and there are as many numbers as that
        // shifted by the bits of a block, by an assertion in `new`.
        let block = unsafe { P::look_up(self.numbers, at.shr(self.block_bits)) };
        // One that is not there becomes the block 0.
        let block = block.sub_where(block.ge(self.last_block + self.one), block);
        let place = block.shl(self.block_bits) | (at & self.last_within);
        // SAFETY: the block is at most the last one, whose bytes are there, and the padding after them.
        let place = unsafe { P::look_up_bytes(self.places, place) } & self.last_place;
        // SAFETY: the number is less than the number of tables, and the place less than `1 << log_stride`: the number of
        // intervals is that of both, by an assertion in `new`.
        let interval = unsafe { P::look_up(self.intervals, number.shl(self.log_stride) | place) };
        // Below zero, this has a large high half, as a distance never has: it is not below the length, either.
        let distance = quantile - (interval & self.low);
        [place, distance, interval.shr(self.sixteen) + self.one]
    }
}

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "the states, the stream and the arrays, which belong together")]
fn rounds<const N: usize, L: StateLanes>(
    token: L,
    tables: &SymbolTables<'_>,
    look_up: impl LookUp<L::Push>,
    states: &mut [u64; N],
    numbers: &[u32],
    words: &[u32],
    left: &mut usize,
    symbols: &mut [i32],
) -> usize {
    const { assert!(N.is_multiple_of(8) && N <= 64) };
    assert!(*left <= words.len());
    let splat = |x: u64| L::Push::splat(token, x);
    let (bits, last_quantile) = (splat(tables.precision.into()), splat((1 << tables.precision) - 1));
    let (zero, half, count) = (splat(0), splat(32), splat(tables.count as u64));
    let first = splat(u64::from(tables.first as u32));

    let mut x = [zero; 8];
    for (x, states) in x.iter_mut().zip(states.as_chunks::<8>().0) {
        *x = L::Push::load(token, states);
    }
    let (mut rest, mut done, mut is_wrong) = (*left, 0, 0);
    for (numbers, symbols) in numbers.chunks_exact(N).zip(symbols.chunks_exact_mut(N)) {
        if rest < N {
            break;
        }
        let mut masks = [zero.ge(count); 8];
        let (numbers, symbols) = (numbers.as_chunks::<8>().0, symbols.as_chunks_mut::<8>().0);
        for v in 0..N / 8 {
            let number = L::Push::load_32(token, &numbers[v]);
            let is_missing = number.ge(count);
            let number = number.sub_where(is_missing, number);
            let quantile = x[v] & last_quantile;
            // SAFETY: where the number was not less than that of the tables, it is 0 now, and there is a table; the
            // quantile is masked by 2^P - 1.
            let [place, distance, length] = unsafe { look_up.look_up(number, quantile) };
            // As numbers of 32 bits, a distance below zero is a large one.
            let distance = distance & splat(0xffff_ffff);
            is_wrong |= L::Push::bits(is_missing) | L::Push::bits(distance.ge(length));
            x[v] = x[v].shr(bits).mul_wide(length) + distance;
            masks[v] = zero.ge(x[v].shr(half));
            // SAFETY: the array has room for eight numbers.
            unsafe { (place + first).store_low_32(0xff, symbols[v].as_mut_ptr().cast()) };
        }
        for v in 0..N / 8 {
            // SAFETY: `rest` was at least N when the round began, and each of the v < N / 8 vectors before this one has
            // taken at most 8; it is at most `left`, which the assertion above compares.
            x[v] = unsafe { x[v].refill(masks[v], words.as_ptr().add(rest)) };
            rest -= L::Push::bits(masks[v]).count_ones() as usize;
        }
        done += N;
    }
    if is_wrong != 0 {
        return 0;
    }
    for (x, states) in x.iter().zip(states.as_chunks_mut::<8>().0) {
        *states = x.store();
    }
    *left = rest;
    done
}
