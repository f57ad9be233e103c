//! Computes the intervals of many symbols.
//!
//! The plain algorithm is in `scalar.rs`. Here:
//!
//! 1. Eight symbols are computed side by side; the last ones together with some that are not needed.
//! 2. Weights come from [`weights`]; what it leaves undecided is computed by the plain algorithm.

use crate::QuantizedFamily;
use crate::vector::approx::{Approx, Distributions, Free, weights};
use crate::vector::lanes::{LANES, Lanes};

#[inline(always)]
pub(crate) fn intervals<A: Approx, L: Lanes, T>(
    token: L::Token,
    leaky: &QuantizedFamily,
    symbols: &[i32],
    locations: &[f64],
    scales: &[f64],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) -> usize {
    let mut impossible = 0;
    let mut keep = |found: &[[u32; 2]], intervals: &mut [T]| {
        for (interval, &[left, length]) in intervals.iter_mut().zip(found) {
            impossible += usize::from(length == 0);
            *interval = make(left, length);
        }
    };
    let (symbols, last_symbols) = symbols.as_chunks();
    let (locations, last_locations) = locations.as_chunks();
    let (scales, last_scales) = scales.as_chunks();
    let (intervals, last_intervals) = intervals.as_chunks_mut::<LANES>();
    let supports = Supports::same(token, leaky);
    // Not by a closure: one that is called twice may not be inlined, and is then not compiled for the features.
    for (((symbols, locations), scales), intervals) in symbols.iter().zip(locations).zip(scales).zip(intervals) {
        keep(&eight::<A, L>(token, &supports, |_| leaky, symbols, locations, scales), intervals);
    }
    if !last_symbols.is_empty() {
        let (mut symbols, mut locations, mut scales) = ([0; LANES], [0.0; LANES], [1.0; LANES]);
        symbols[..last_symbols.len()].copy_from_slice(last_symbols);
        locations[..last_symbols.len()].copy_from_slice(last_locations);
        scales[..last_symbols.len()].copy_from_slice(last_scales);
        keep(&eight::<A, L>(token, &supports, |_| leaky, &symbols, &locations, &scales), last_intervals);
    }
    impossible
}

/// The same for eight symbols whose supports differ.
#[inline(always)]
pub(crate) fn each<A: Approx, L: Lanes>(
    token: L::Token,
    leakies: &[QuantizedFamily; LANES],
    symbols: &[i32; LANES],
    locations: &[f64; LANES],
    scales: &[f64; LANES],
) -> [[u32; 2]; LANES] {
    let supports = Supports::each(token, leakies);
    eight::<A, L>(token, &supports, |lane| &leakies[lane], symbols, locations, scales)
}

/// A support for each lane. The precision is that of all.
#[derive(Clone, Copy, Debug)]
struct Supports<L: Lanes> {
    min: L,
    /// The offset of the largest symbol.
    last: L,
    free: Free<L>,
    precision: u32,
}

impl<L: Lanes> Supports<L> {
    #[inline(always)]
    fn same(token: L::Token, leaky: &QuantizedFamily) -> Self {
        let min = L::splat(token, f64::from(leaky.min()));
        let last = L::splat(token, leaky.last() as f64);
        Self { min, last, free: Free::splat(token, leaky), precision: leaky.precision() }
    }

    #[inline(always)]
    fn each(token: L::Token, leakies: &[QuantizedFamily; LANES]) -> Self {
        let min = L::from_integers(token, &leakies.map(|leaky| leaky.min()));
        let last = L::load(token, &leakies.map(|leaky| leaky.last() as f64));
        let precision = leakies[0].precision();
        let most = L::splat(token, ((1u64 << precision) - 1) as f64);
        Self { min, last, free: Free::new(token, most - last), precision }
    }
}

#[inline(always)]
fn eight<'a, A: Approx, L: Lanes>(
    token: L::Token,
    supports: &Supports<L>,
    leaky: impl Fn(usize) -> &'a QuantizedFamily,
    symbols: &[i32; LANES],
    locations: &[f64; LANES],
    scales: &[f64; LANES],
) -> [[u32; 2]; LANES] {
    let distributions = Distributions::new::<A>(token, L::load(token, locations), L::load(token, scales));
    let half = L::splat(token, 0.5);
    let symbol = L::from_integers(token, symbols);
    let Supports { min, last, free, precision } = supports;
    let (below, below_undecided) = weights::<A, L>(token, free, symbol - half, &distributions);
    let (up_to, up_to_undecided) = weights::<A, L>(token, free, symbol + half, &distributions);

    let zero = L::splat(token, 0.0);
    let offset = symbol - *min;
    let left = L::select(zero.ge(offset), zero, below.floor() + offset);
    let next = up_to.floor() + offset + L::splat(token, 1.0);
    let right = L::select(offset.ge(*last), L::splat(token, (1u64 << precision) as f64), next);
    // A symbol that is not in the support gets two equal ends.
    let is_outside = offset.lt(zero) | last.lt(offset);
    let left = L::select(is_outside, zero, left).to_integers();
    let right = L::select(is_outside, zero, right).to_integers();

    let mut intervals = [[0; 2]; LANES];
    for (interval, (&left, &right)) in intervals.iter_mut().zip(left.iter().zip(&right)) {
        *interval = [left, right.wrapping_sub(left)];
    }
    let mut undecided = L::bits(below_undecided | up_to_undecided);
    while undecided != 0 {
        let lane = undecided.trailing_zeros() as usize;
        undecided &= undecided - 1;
        redo(leaky(lane), symbols[lane], locations[lane], scales[lane], &mut intervals[lane]);
    }
    intervals
}

/// About once in two million symbols at 24 bits.
#[cold]
#[inline(never)]
fn redo(leaky: &QuantizedFamily, symbol: i32, location: f64, scale: f64, interval: &mut [u32; 2]) {
    *interval = leaky.interval(symbol, location, scale);
}
