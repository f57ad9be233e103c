//! Finds the symbols of quantiles that do not depend on each other.
//!
//! The plain algorithm is in `scalar.rs`. Here, for eight symbols side by side:
//!
//! 1. The guess is a chord of the quantile function, and rounded to a symbol.
//! 2. Both ends of this symbol come from [`weights`]. In nearly all lanes, they are decided and the quantile is between
//!    them.
//! 3. In the others, [`find`] looks further around.

use crate::QuantizedFamily;
use crate::vector::approx::{Approx, Distributions, Free, weights};
use crate::vector::decode::find;
use crate::vector::lanes::{LANES, Lanes};

#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "five arrays that belong together")]
pub(crate) fn symbols<A: Approx, L: Lanes, T>(
    token: L::Token,
    leaky: &QuantizedFamily,
    quantiles: &[u32],
    locations: &[f64],
    scales: &[f64],
    symbols: &mut [i32],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) {
    let (quantiles, last_quantiles) = quantiles.as_chunks();
    let (locations, last_locations) = locations.as_chunks();
    let (scales, last_scales) = scales.as_chunks();
    let (symbols, last_symbols) = symbols.as_chunks_mut();
    let (intervals, last_intervals) = intervals.as_chunks_mut();
    let parameters = quantiles.iter().zip(locations).zip(scales);
    for (((quantiles, locations), scales), (symbols, intervals)) in parameters.zip(symbols.iter_mut().zip(intervals)) {
        let found = eight::<A, L>(token, leaky, quantiles, locations, scales, symbols);
        // An array, so that the compiler knows its length.
        let intervals: &mut [T; LANES] = intervals;
        for (interval, [left, length]) in intervals.iter_mut().zip(found) {
            *interval = make(left, length);
        }
    }
    if !last_quantiles.is_empty() {
        let (mut quantiles, mut locations, mut scales) = ([0; LANES], [0.0; LANES], [1.0; LANES]);
        quantiles[..last_quantiles.len()].copy_from_slice(last_quantiles);
        locations[..last_quantiles.len()].copy_from_slice(last_locations);
        scales[..last_quantiles.len()].copy_from_slice(last_scales);
        let mut symbols = [0; LANES];
        let found = eight::<A, L>(token, leaky, &quantiles, &locations, &scales, &mut symbols);
        last_symbols.copy_from_slice(&symbols[..last_quantiles.len()]);
        for (interval, &[left, length]) in last_intervals.iter_mut().zip(&found) {
            *interval = make(left, length);
        }
    }
}

#[inline(always)]
fn eight<A: Approx, L: Lanes>(
    token: L::Token,
    leaky: &QuantizedFamily,
    quantiles: &[u32; LANES],
    locations: &[f64; LANES],
    scales: &[f64; LANES],
    symbols: &mut [i32; LANES],
) -> [[u32; 2]; LANES] {
    const SIGN: u32 = 1 << 31;
    let (zero, half, one) = (L::splat(token, 0.0), L::splat(token, 0.5), L::splat(token, 1.0));
    let (location, scale) = (L::load(token, locations), L::load(token, scales));
    let distributions = Distributions::new::<A>(token, location, scale);

    let inverse = leaky.inverse();
    let mut chords = [[0.0; 2]; LANES];
    for (chord, &quantile) in chords.iter_mut().zip(quantiles) {
        *chord = inverse.raw_chord(quantile, leaky.precision());
    }
    let [constant, slope] = L::columns(token, &chords);
    let quantile = L::from_integers(token, &quantiles.map(|quantile| (quantile ^ SIGN) as i32));
    let quantile = quantile + L::splat(token, f64::from(SIGN));
    let p = (quantile + half) * L::splat(token, 1.0 / (1u64 << leaky.precision()) as f64);
    let guess = scale.mul_add(slope.mul_add(p, constant), location);

    let (min, last) = (L::splat(token, f64::from(leaky.min())), L::splat(token, leaky.last() as f64));
    // A NaN becomes the smallest symbol.
    let guess = L::select(guess.ge(min), guess, min).min(min + last).round();
    let offset = guess - min;
    let free = Free::splat(token, leaky);
    let (below, below_undecided) = weights::<A, L>(token, &free, guess - half, &distributions);
    let (up_to, up_to_undecided) = weights::<A, L>(token, &free, guess + half, &distributions);

    // Left ends are `weight + offset`, with the weight rounded down: an integer is above the quantile if it is not
    // below the next one.
    let (is_first, is_last) = (zero.ge(offset), offset.ge(last));
    let is_not_below = is_first | below.lt(quantile + one - offset);
    let is_not_above = is_last | up_to.ge(quantile - offset);
    let is_found = is_not_below & is_not_above & !(below_undecided | up_to_undecided);

    let left = L::select(is_first, zero, below.floor() + offset);
    let next = up_to.floor() + offset + one;
    let right = L::select(is_last, L::splat(token, (1u64 << leaky.precision()) as f64), next);
    let (left, right, offset) = (left.to_integers(), right.to_integers(), offset.to_integers());
    let mut intervals = [[0; 2]; LANES];
    for lane in 0..LANES {
        symbols[lane] = leaky.min().wrapping_add(offset[lane] as i32);
        intervals[lane] = [left[lane], right[lane].wrapping_sub(left[lane])];
    }
    let mut missing = L::bits(!is_found);
    while missing != 0 {
        let lane = missing.trailing_zeros() as usize % LANES;
        missing &= missing - 1;
        let (offset, left, length) = find::<A, L>(token, leaky, quantiles[lane], locations[lane], scales[lane]);
        symbols[lane] = (i64::from(leaky.min()) + offset) as i32;
        intervals[lane] = [left, length];
    }
    intervals
}
