//! From quantiles to symbols.
//!
//! The plain algorithm is in `scalar.rs`: it starts from a guess, and goes on until the quantile is between the two ends
//! of a symbol. One quantile depends on the last symbol, so that only what does not depend on quantiles can be done for
//! many symbols at once. Here:
//!
//! 1. Eight neighbouring left ends are computed side by side.
//! 2. For a distribution so narrow that eight symbols have almost all of it, they are those around the location,
//!    before the quantile is known. For others they are those around the guess.
//! 3. Where the quantile is outside of them, the plain algorithm takes over.

use crate::Leaky;
use crate::approx::{Approx, Distributions, weights};
use crate::lanes::{LANES, Lanes};

/// Where quantiles come from: the decoding side of an entropy coder.
pub trait Quantiles {
    /// What can go wrong.
    type Error;

    /// The next quantile: less than `2^precision`, or else the symbol that is found for it is any.
    ///
    /// # Errors
    /// If there is none.
    fn quantile(&mut self) -> Result<u32, Self::Error>;

    /// Goes behind the symbol that owns the quantile and has this interval.
    ///
    /// # Errors
    /// If there is no going on.
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Self::Error>;
}

/// Up to this scale, eight symbols have almost all of a distribution.
const NARROW: f64 = 1.2;

/// So many symbols are prepared at a time.
const BLOCK: usize = 32;

/// The left ends of eight neighbouring symbols.
#[derive(Clone, Copy, Debug)]
struct Window<L> {
    /// The first of the symbols.
    first: f64,
    ends: L,
    integers: [u32; LANES],
}

#[inline(always)]
pub(crate) fn decode<A: Approx, L: Lanes, Q: Quantiles>(
    token: L::Token,
    leaky: &Leaky,
    locations: &[f64],
    scales: &[f64],
    symbols: &mut [i32],
    quantiles: &mut Q,
) -> Result<(), Q::Error> {
    let nothing = Window { first: 0.0, ends: L::splat(token, 0.0), integers: [0; LANES] };
    let mut windows = [nothing; BLOCK];
    let blocks = locations.chunks(BLOCK).zip(scales.chunks(BLOCK)).zip(symbols.chunks_mut(BLOCK));
    for ((locations, scales), symbols) in blocks {
        for ((window, &location), &scale) in windows.iter_mut().zip(locations).zip(scales) {
            if scale <= NARROW {
                *window = Window::around::<A>(token, leaky, location, location, scale);
            }
        }
        for (((window, &location), &scale), symbol) in windows.iter().zip(locations).zip(scales).zip(symbols) {
            let quantile = quantiles.quantile()?;
            let found = if scale <= NARROW {
                window.find(token, leaky, quantile)
            } else {
                let guess = leaky.guess(f64::from(quantile), location, scale);
                Window::<L>::around::<A>(token, leaky, guess, location, scale).find(token, leaky, quantile)
            };
            let (offset, left, length) = match found {
                Some(found) => found,
                None => search(leaky, quantile, location, scale),
            };
            *symbol = (i64::from(leaky.min()) + offset) as i32;
            quantiles.advance(quantile, left, length)?;
        }
    }
    Ok(())
}

impl<L: Lanes> Window<L> {
    /// The symbols around a number.
    #[inline(always)]
    fn around<A: Approx>(token: L::Token, leaky: &Leaky, centre: f64, location: f64, scale: f64) -> Self {
        let min = f64::from(leaky.min());
        let last = leaky.last() as f64;
        // Within the integers that are counted exactly; a NaN becomes the smallest symbol.
        let first = crate::leaky::round(centre.max(min).min(min + last)) - 3.0;
        let distributions = Distributions::new::<A>(token, L::splat(token, location), L::splat(token, scale));
        let symbol = L::splat(token, first) + L::from_integers(token, &[0, 1, 2, 3, 4, 5, 6, 7]);
        let (weight, undecided) = weights::<A, L>(token, leaky, symbol - L::splat(token, 0.5), &distributions);

        let offset = symbol - L::splat(token, min);
        let zero = L::splat(token, 0.0);
        let end = L::splat(token, (1u64 << leaky.precision()) as f64);
        let ends = L::select(zero.ge(offset), zero, weight + offset);
        let ends = L::select(L::splat(token, last).lt(offset), end, ends);
        let undecided = L::bits(undecided);
        if undecided != 0 {
            return Self::exact(token, leaky, first, location, scale);
        }
        Self { first, ends, integers: ends.to_integers() }
    }

    #[cold]
    #[inline(never)]
    fn exact(token: L::Token, leaky: &Leaky, first: f64, location: f64, scale: f64) -> Self {
        let offset = first as i64 - i64::from(leaky.min());
        let ends = core::array::from_fn(|lane| leaky.left(offset + lane as i64, location, scale));
        Self { first, ends: L::load(token, &ends.map(|end| end as f64)), integers: ends.map(|end| end as u32) }
    }

    /// The offset, the left end and the length of the symbol that owns a quantile, if it is here.
    #[inline(always)]
    fn find(&self, token: L::Token, leaky: &Leaky, quantile: u32) -> Option<(i64, u32, u32)> {
        let is_above = L::splat(token, f64::from(quantile)).lt(self.ends);
        // Ends do not decrease; if they did, then the parameters make no distribution.
        let above = L::bits(is_above).trailing_zeros() as usize;
        if (1..LANES).contains(&above) {
            let (left, right) = (self.integers[above - 1], self.integers[above]);
            let offset = self.first as i64 - i64::from(leaky.min()) + above as i64 - 1;
            return Some((offset, left, right.wrapping_sub(left)));
        }
        None
    }
}

/// By the plain algorithm.
#[cold]
#[inline(never)]
fn search(leaky: &Leaky, quantile: u32, location: f64, scale: f64) -> (i64, u32, u32) {
    let (offset, left, right) = leaky.find(quantile, location, scale);
    (offset, left as u32, right.wrapping_sub(left) as u32)
}
