//! Several ANS states of 64 bits that share one stream of 32-bit words, each symbol with any interval.
//!
//! Probabilities have P bits, 1 to 32, and states are below `2^64`, and at least `L = 2^32` between symbols. A symbol
//! with the interval `[l, l + p)` is coded as in any ANS coder:
//!
//! ```text
//! push:  if x >> (64 - P) >= p { push the low word of x; x >>= 32 }    x = (x / p) * 2^P + l + x mod p
//! pop:   x = (x >> P) * p + x mod 2^P - l                              if x < L { x = x << 32 | pop a word }
//! ```
//!
//! An interval is an array of its left end and its length.
//!
//! # References
//! - Duda, "Asymmetric numeral systems", 2013, <https://arxiv.org/abs/1311.2540>
//! - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>

use crate::rounds::Rounds;
use crate::{Level, scalar};
#[cfg(target_arch = "x86_64")]
use crate::{
    features::{Kernel, Token as _},
    x86::{self, StateLanes},
};

/// The most states that can be popped from at once.
const MAX_STATES: usize = 64;

/// The smallest state.
pub(crate) const LOWER_BOUND: u64 = 1 << 32;

/// From this precision on, quotients have so few bits that an approximate one is off by at most 1.
const LEAST_PRECISION: u32 = 12;

/// Pushes rounds of one symbol for each state, the first symbol to the last state, and returns the number of words that
/// this gives, at the start of `words`.
///
/// The values after them are unspecified. Intervals that are not within `0..1 << precision`, and states below `2^32`,
/// lead to any states.
///
/// # Panics
/// If the precision is not 1 to 32 bits, the intervals are not whole rounds, there is no room for as many words as
/// there are intervals, or a length is 0, which may leave other words and states.
#[must_use]
pub fn push(level: Level, precision: u32, states: &mut [u64], intervals: &[[u32; 2]], words: &mut [u32]) -> usize {
    assert!((1..=32).contains(&precision), "precision out of range");
    assert!(intervals.len().is_multiple_of(states.len().max(1)), "whole rounds");
    assert!(intervals.len() <= words.len(), "room for a word for each symbol");
    run_pushes(level, precision, Push { precision, states, intervals, words })
}

/// Runs a kernel that divides states by lengths: by vectors if the precision allows it.
#[inline]
pub(crate) fn run_pushes<R: Rounds>(level: Level, precision: u32, rounds: R) -> R::Output {
    if precision < LEAST_PRECISION { rounds.plain() } else { level.run_wide_rounds(rounds) }
}

/// See [`push`].
struct Push<'a> {
    precision: u32,
    states: &'a mut [u64],
    intervals: &'a [[u32; 2]],
    words: &'a mut [u32],
}

impl Rounds for Push<'_> {
    type Output = usize;

    #[inline]
    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> usize {
        scalar::rans64::push(self.precision, self.states, self.intervals, self.words)
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> usize {
        x86::rans64::push::<N, L>(token, self.precision, self.states, self.intervals, self.words)
    }
}

/// Pops a symbol from each state, and returns a bit for each that is too small then, the first one lowest: it needs a
/// word.
///
/// Intervals that do not contain the states' quantiles lead to any states.
///
/// # Panics
/// If the precision is not 1 to 32 bits, or there are more than 64 states, or not as many intervals.
#[inline]
#[must_use]
pub fn pop(level: Level, precision: u32, states: &mut [u64], intervals: &[[u32; 2]]) -> u64 {
    assert!((1..=32).contains(&precision), "precision out of range");
    assert!(states.len() <= MAX_STATES && states.len() == intervals.len(), "an interval for each of up to 64 states");
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) => token.call(Pop { precision, states, intervals }),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(token) => token.call(Pop { precision, states, intervals }),
        _ => scalar::rans64::pop(precision, states, intervals),
    }
}

/// See [`pop`].
#[cfg(target_arch = "x86_64")]
struct Pop<'a> {
    precision: u32,
    states: &'a mut [u64],
    intervals: &'a [[u32; 2]],
}

#[cfg(target_arch = "x86_64")]
impl<L: StateLanes> Kernel<L> for Pop<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, token: L) -> u64 {
        x86::rans64::pop(token, self.precision, self.states, self.intervals)
    }
}
