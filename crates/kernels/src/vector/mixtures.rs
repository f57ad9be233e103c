//! Mixtures: the intervals of many symbols, and from quantiles to symbols.
//!
//! The plain algorithms are in `scalar/mixtures.rs`. Here:
//!
//! 1. Intervals are computed for eight symbols side by side, component after component.
//! 2. A quantile is looked for among eight left ends side by side. At first they are those around the guess; then they
//!    are spread over where the symbol must be, until two of them are neighbours.
//! 3. What [`Mean`] leaves undecided is computed by the plain algorithm.

use core::array;

use crate::mixtures::{Mixture, Mixtures};
use crate::quantized_family::round;
use crate::vector::approx::{Approx, Distributions, Mean, Total};
use crate::vector::lanes::{LANES, Lanes};
use crate::{Quantiles, QuantizedFamily};

#[inline(always)]
pub(crate) fn intervals<A: Approx, L: Lanes, T>(
    token: L::Token,
    mixtures: &Mixtures<'_>,
    symbols: &[i32],
    intervals: &mut [T],
    make: impl Fn(u32, u32) -> T,
) -> usize {
    let mut impossible = 0;
    for (round, (symbols, intervals)) in symbols.chunks(LANES).zip(intervals.chunks_mut(LANES)).enumerate() {
        let mixtures = mixtures.slice(round * LANES..round * LANES + symbols.len());
        let symbols = array::from_fn(|lane| symbols.get(lane).copied().unwrap_or(0));
        for (interval, [left, length]) in intervals.iter_mut().zip(eight::<A, L>(token, &mixtures, &symbols)) {
            impossible += usize::from(length == 0);
            *interval = make(left, length);
        }
    }
    impossible
}

/// Where there are fewer mixtures, the last lanes are unspecified.
#[inline(always)]
fn eight<A: Approx, L: Lanes>(token: L::Token, mixtures: &Mixtures<'_>, symbols: &[i32; LANES]) -> [[u32; 2]; LANES] {
    let leaky = mixtures.leaky();
    let half = L::splat(token, 0.5);
    let symbol = L::from_integers(token, symbols);
    let (below, up_to) = (symbol - half, symbol + half);
    let (mut total, mut mean_below, mut mean_up_to) = (Total::new(token), Mean::new(token), Mean::new(token));
    let (components, width) = mixtures.components();
    for component in 0..width {
        let weight = column::<L>(token, components.weights, component, width);
        let location = column::<L>(token, components.locations, component, width);
        let scale = column::<L>(token, components.scales, component, width);
        let distributions = Distributions::new::<A>(token, location, scale);
        total.add(token, weight, &distributions);
        mean_below.add::<A>(token, below, weight, &distributions);
        mean_up_to.add::<A>(token, up_to, weight, &distributions);
    }
    total.check(token);
    let (below, below_undecided) = mean_below.weights(token, leaky, &total);
    let (up_to, up_to_undecided) = mean_up_to.weights(token, leaky, &total);

    let zero = L::splat(token, 0.0);
    let offset = symbol - L::splat(token, f64::from(leaky.min()));
    let last = L::splat(token, leaky.last() as f64);
    let left = L::select(zero.ge(offset), zero, below.floor() + offset);
    let next = up_to.floor() + offset + L::splat(token, 1.0);
    let right = L::select(offset.ge(last), L::splat(token, (1u64 << leaky.precision()) as f64), next);
    // A symbol that is not in the support gets two equal ends.
    let is_outside = offset.lt(zero) | last.lt(offset);
    let left = L::select(is_outside, zero, left).to_integers();
    let right = L::select(is_outside, zero, right).to_integers();
    let mut intervals = array::from_fn(|lane| [left[lane], right[lane].wrapping_sub(left[lane])]);

    let mut undecided = L::bits(below_undecided | up_to_undecided);
    while undecided != 0 {
        let lane = undecided.trailing_zeros() as usize % LANES;
        undecided &= undecided - 1;
        if lane < mixtures.len() {
            redo(leaky, mixtures.get(lane), symbols[lane], &mut intervals[lane]);
        }
    }
    intervals
}

/// One component of each mixture; any component past the last mixture.
#[inline(always)]
fn column<L: Lanes>(token: L::Token, numbers: &[f64], component: usize, width: usize) -> L {
    L::load(token, &array::from_fn(|lane| numbers.get(lane * width + component).copied().unwrap_or(1.0)))
}

#[cold]
#[inline(never)]
fn redo(leaky: &QuantizedFamily, mixture: Mixture<'_>, symbol: i32, interval: &mut [u32; 2]) {
    *interval = mixture.interval(leaky, symbol);
}

#[inline(always)]
pub(crate) fn decode<A: Approx, L: Lanes, Q: Quantiles>(
    token: L::Token,
    mixtures: &Mixtures<'_>,
    symbols: &mut [i32],
    quantiles: &mut Q,
) -> Result<(), Q::Error> {
    let leaky = mixtures.leaky();
    for (place, symbol) in symbols.iter_mut().enumerate() {
        let mixture = mixtures.get(place);
        let quantile = quantiles.quantile()?;
        let (offset, left, length) = match find::<A, L>(token, leaky, &mixture, quantile) {
            Some(found) => found,
            None => search(leaky, mixture, quantile),
        };
        *symbol = (i64::from(leaky.min()) + offset) as i32;
        quantiles.advance(quantile, left, length)?;
    }
    Ok(())
}

/// By the plain algorithm.
#[cold]
#[inline(never)]
fn search(leaky: &QuantizedFamily, mixture: Mixture<'_>, quantile: u32) -> (i64, u32, u32) {
    mixture.find(leaky, quantile)
}

/// The offset, the left end and the length of the symbol that owns a quantile, if all ends on the way are decided.
#[inline(always)]
fn find<A: Approx, L: Lanes>(
    token: L::Token,
    leaky: &QuantizedFamily,
    mixture: &Mixture<'_>,
    quantile: u32,
) -> Option<(i64, u32, u32)> {
    /// Up to this distance between the quantiles of the components, the first ends are neighbours.
    const NEAR: f64 = 16.0;
    /// More than any distribution needs.
    const ROUNDS: u32 = 32;
    const COUNT: i64 = LANES as i64;

    let quantile = leaky.clamp_quantile(quantile);
    let guess = mixture.guess(leaky, quantile);
    let (centre, mut step) = if guess.most - guess.least <= NEAR {
        (guess.mean, 1)
    } else {
        (0.5 * (guess.least + guess.most), ((guess.most - guess.least) * (1.0 / COUNT as f64)) as i64 + 1)
    };
    let mut first = round(centre) as i64 - i64::from(leaky.min()) - (step * COUNT - step) / 2;
    // Offsets with their left ends, of which the lower one is not above the quantile, and the other is.
    let (mut low, mut high) = ((0, 0), (leaky.last() + 1, 1 << leaky.precision()));
    for _ in 0..ROUNDS {
        let ends = Ends::<L>::new::<A>(token, leaky, mixture, first, step);
        let above = ends.count_not_above(token, leaky, quantile);
        if above > 0 && ends.offset(above - 1) > low.0 {
            low = ends.get(above - 1)?;
        }
        if above < LANES && ends.offset(above) < high.0 {
            high = ends.get(above)?;
        }
        let between = high.0 - low.0 - 1;
        if between <= 0 {
            return Some((low.0, low.1 as u32, high.1.wrapping_sub(low.1) as u32));
        }
        let smallest = (between + COUNT - 1) / COUNT;
        step = if above == 0 || above == LANES { smallest.min(step * COUNT) } else { smallest };
        first = if above == 0 { high.0 - COUNT * step } else { low.0 + step };
    }
    None
}

/// Eight left ends at equal distances.
#[derive(Clone, Copy, Debug)]
struct Ends<L> {
    /// Offsets from the smallest symbol of the support. Some can be out of it.
    offsets: L,
    first: i64,
    step: i64,
    /// The weights, and the same rounded down.
    weights: L,
    integers: [u32; LANES],
    /// A bit for each.
    undecided: u32,
}

impl<L: Lanes> Ends<L> {
    #[inline(always)]
    fn new<A: Approx>(token: L::Token, leaky: &QuantizedFamily, mixture: &Mixture<'_>, first: i64, step: i64) -> Self {
        // Integers and their halves are exact, in any order of summation.
        let steps = L::load(token, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]);
        let offsets = L::splat(token, first as f64) + L::splat(token, step as f64) * steps;
        let edge = offsets + L::splat(token, f64::from(leaky.min()) - 0.5);
        let (mut total, mut mean) = (Total::new(token), Mean::new(token));
        for ((&weight, &location), &scale) in mixture.weights.iter().zip(mixture.locations).zip(mixture.scales) {
            let weight = L::splat(token, weight);
            let distributions = Distributions::new::<A>(token, L::splat(token, location), L::splat(token, scale));
            total.add(token, weight, &distributions);
            mean.add::<A>(token, edge, weight, &distributions);
        }
        total.check(token);
        let (weights, undecided) = mean.weights(token, leaky, &total);
        Self { offsets, first, step, weights, integers: weights.truncate(), undecided: L::bits(undecided) }
    }

    /// How many are not above the quantile.
    #[inline(always)]
    fn count_not_above(&self, token: L::Token, leaky: &QuantizedFamily, quantile: u32) -> usize {
        // Left ends are `weight + offset`, with the weight rounded down: an integer is above the quantile if it is not
        // below the next one.
        let least = L::splat(token, f64::from(quantile) + 1.0) - self.offsets;
        let is_first = L::splat(token, 0.0).ge(self.offsets);
        let is_behind = L::splat(token, leaky.last() as f64).lt(self.offsets);
        let is_above = (self.weights.ge(least) & !is_first) | is_behind;
        // Ends do not decrease; if they did, then the parameters make no distribution.
        (L::bits(is_above).trailing_zeros() as usize).min(LANES)
    }

    #[inline(always)]
    fn offset(&self, lane: usize) -> i64 {
        self.first + self.step * lane as i64
    }

    /// An offset in the support and its left end, if it is decided.
    #[inline(always)]
    fn get(&self, lane: usize) -> Option<(i64, u64)> {
        let offset = self.offset(lane);
        let is_decided = self.undecided >> lane & 1 == 0;
        is_decided.then(|| (offset, u64::from(self.integers[lane]).wrapping_add(offset as u64)))
    }
}
