//! Finds the symbols of quantiles.
//!
//! The plain algorithm is in `scalar.rs`: it starts from a guess, and goes on until the quantile is between the two
//! ends of a symbol. One quantile depends on the last symbol, so that only what does not depend on quantiles can be
//! done for many symbols at once. Here:
//!
//! 1. Eight neighbouring left ends are computed side by side.
//! 2. For a distribution so narrow that eight symbols have most of it, they are those around the location, before the
//!    quantile is known. For others, and where that did not help, they are those around the guess.
//! 3. Where the quantile is outside of them, or an end beside it is undecided, the plain algorithm takes over.

use crate::quantized_family::round;
use crate::vector::approx::{Approx, Distributions, Free, weights};
use crate::vector::lanes::{LANES, Lanes};
use crate::{Quantiles, QuantizedFamily};

/// Up to this scale, eight symbols have so much of a distribution that it pays to look at them first: 77 % of a
/// Gaussian and more.
const NARROW: f64 = 3.0;

#[inline(always)]
pub(crate) fn decode<A: Approx, L: Lanes, Q: Quantiles>(
    token: L::Token,
    leaky: &QuantizedFamily,
    locations: &[f64],
    scales: &[f64],
    symbols: &mut [i32],
    quantiles: &mut Q,
) -> Result<(), Q::Error> {
    for ((symbol, &location), &scale) in symbols.iter_mut().zip(locations).zip(scales) {
        let quantile;
        let mut found = None;
        if scale <= NARROW {
            // The processor computes this while it waits for the quantile.
            let window = Window::<L>::around::<A>(token, leaky, leaky.clamp(location), location, scale);
            quantile = quantiles.quantile()?;
            found = window.find(token, leaky, quantile);
        } else {
            quantile = quantiles.quantile()?;
        }
        let (offset, left, length) = match found {
            Some(found) => found,
            None => find::<A, L>(token, leaky, quantile, location, scale),
        };
        *symbol = (i64::from(leaky.min()) + offset) as i32;
        quantiles.advance(quantile, left, length)?;
    }
    Ok(())
}

/// The symbol that owns a quantile, and the left end and the length of its interval.
#[inline(always)]
pub(crate) fn symbol<A: Approx, L: Lanes>(
    token: L::Token,
    leaky: &QuantizedFamily,
    quantile: u32,
    location: f64,
    scale: f64,
) -> (i32, u32, u32) {
    let mut found = None;
    if scale <= NARROW {
        // The window does not need the quantile: the processor computes it while it waits for that.
        let window = Window::<L>::around::<A>(token, leaky, leaky.clamp(location), location, scale);
        found = window.find(token, leaky, quantile);
    }
    let (offset, left, length) = match found {
        Some(found) => found,
        None => find::<A, L>(token, leaky, quantile, location, scale),
    };
    ((i64::from(leaky.min()) + offset) as i32, left, length)
}

/// The offset, the left end and the length of the symbol that owns a quantile, starting from the guess.
#[inline(always)]
pub(crate) fn find<A: Approx, L: Lanes>(
    token: L::Token,
    leaky: &QuantizedFamily,
    quantile: u32,
    location: f64,
    scale: f64,
) -> (i64, u32, u32) {
    let guess = leaky.guess(quantile, location, scale);
    match Window::<L>::around::<A>(token, leaky, guess, location, scale).find(token, leaky, quantile) {
        Some(found) => found,
        None => search(leaky, quantile, location, scale),
    }
}

/// Eight neighbouring symbols.
#[derive(Clone, Copy, Debug)]
struct Window<L> {
    /// Their offsets from the smallest symbol of the support. Some can be out of it.
    offsets: L,
    first: i64,
    /// Their weights, and the same rounded down.
    weights: L,
    integers: [u32; LANES],
    /// A bit for each.
    undecided: u32,
}

impl<L: Lanes> Window<L> {
    /// The symbols around a number that is in the support.
    #[inline(always)]
    fn around<A: Approx>(token: L::Token, leaky: &QuantizedFamily, centre: f64, location: f64, scale: f64) -> Self {
        let distributions = Distributions::new::<A>(token, L::splat(token, location), L::splat(token, scale));
        let first = round(centre) - f64::from(leaky.min()) - 3.0;
        let centre = L::splat(token, centre).round();
        // Integers and their halves are exact, in any order of summation.
        let edge = centre + L::load(token, &[-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]);
        let (weights, undecided) = weights::<A, L>(token, &Free::splat(token, leaky), edge, &distributions);
        let offsets = edge + L::splat(token, 0.5 - f64::from(leaky.min()));
        let integers = weights.truncate();
        Self { offsets, first: first as i64, weights, integers, undecided: L::bits(undecided) }
    }

    /// The offset, the left end and the length of the symbol that owns a quantile, if that can be seen from here.
    #[inline(always)]
    fn find(&self, token: L::Token, leaky: &QuantizedFamily, quantile: u32) -> Option<(i64, u32, u32)> {
        // Left ends are `weight + offset`, with the weight rounded down: an integer is above the quantile if it is not
        // below the next one.
        let least = L::splat(token, f64::from(quantile) + 1.0) - self.offsets;
        let is_first = L::splat(token, 0.0).ge(self.offsets);
        let is_behind = L::splat(token, leaky.last() as f64).lt(self.offsets);
        let is_above = (self.weights.ge(least) & !is_first) | is_behind;
        // Ends do not decrease; if they did, then the parameters make no distribution.
        let above = L::bits(is_above).trailing_zeros();
        if !(1..LANES as u32).contains(&above) || (self.undecided >> (above - 1)) & 0b11 != 0 {
            return None;
        }
        let next = self.first + i64::from(above);
        let left = self.integers[above as usize - 1].wrapping_add((next - 1) as u32);
        let right = self.integers[above as usize].wrapping_add(next as u32);
        let left = if next == 1 { 0 } else { left };
        let right = if next > leaky.last() { (1u64 << leaky.precision()) as u32 } else { right };
        Some((next - 1, left, right.wrapping_sub(left)))
    }
}

/// By the plain algorithm.
#[cold]
#[inline(never)]
fn search(leaky: &QuantizedFamily, quantile: u32, location: f64, scale: f64) -> (i64, u32, u32) {
    let (offset, left, right) = leaky.find(quantile, location, scale);
    (offset, left as u32, right.wrapping_sub(left) as u32)
}
