//! `Counting`: a probability that is the mean of all bits so far, up to a limit.

use crate::BitRule;

/// A counter whose rate is `1 / n` until a limit: quick at first, precise later.
///
/// It is best for rare contexts. The state has 22 bits of the probability and 10 of the count.
///
/// With p for the probability of a 0 out of `2^22`, and n for the number of bits so far, at most the limit:
///
/// ```text
/// p += (t - p) * R(n) >> 16,   R(n) = 2^17 div (2 n + 3),   t = 2^22 for a 0, 0 for a 1
/// ```
///
/// Until n reaches the limit, p is the mean of the bits so far and of half a bit of each kind. From then on, each bit moves it by
/// `1 / (limit + 1.5)` of the distance. The shift rounds down. p stays between `2^6` and `2^22 - 2^6`.
///
/// # References
/// - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
///   CS-2005-16, 2005
/// - Howard, Vitter, "Practical implementations of arithmetic coding", 1992,
///   <https://doi.org/10.1007/978-1-4615-3596-6_4>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// At most 1023.
    limit: u32,
}

impl Counting {
    const COUNT: u32 = (1 << 10) - 1;
    const ONE: i64 = 1 << 22;
    const MARGIN: i64 = 1 << 6;

    /// A counter that counts up to `limit`, or to 1023 if that is less.
    #[must_use]
    pub const fn new(limit: u32) -> Self {
        Self { limit: if limit > Self::COUNT { Self::COUNT } else { limit } }
    }

    /// The limit.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit
    }

    /// The number of bits that a state was learned from, at most the limit.
    #[inline]
    #[must_use]
    pub const fn count(state: u32) -> u32 {
        state & Self::COUNT
    }

    /// Whether a state can come from bits and a state of [`state`](Self::state).
    #[must_use]
    pub const fn has_state(&self, state: u32) -> bool {
        let p = (state >> 10) as i64;
        Self::count(state) <= self.limit && Self::MARGIN <= p && p <= Self::ONE - Self::MARGIN
    }

    /// A state that has not seen a bit and gives a 0 the probability `zero` out of `2^16`, of which there are at least 1
    /// and at most 65535.
    #[must_use]
    pub fn state(zero: u32) -> u32 {
        zero.clamp(1, 65535) << 16
    }
}

/// `R(n)`.
static RATES: [u16; 1024] = {
    let mut rates = [0; 1024];
    let mut n = 0;
    while n < 1024 {
        rates[n] = ((1 << 17) / (2 * n + 3)) as u16;
        n += 1;
    }
    rates
};

impl BitRule for Counting {
    type State = u32;
    const PRECISION: u32 = 16;

    #[inline]
    fn start(&self) -> u32 {
        1 << 31
    }

    #[inline]
    fn zero(&self, state: u32) -> u32 {
        state >> 16
    }

    #[inline]
    fn next(&self, state: u32, bit: bool) -> u32 {
        let n = Self::count(state);
        let p = i64::from(state >> 10);
        let target = if bit { 0 } else { Self::ONE };
        let moved = p + (((target - p) * i64::from(RATES[n as usize])) >> 16);
        let p = moved.clamp(Self::MARGIN, Self::ONE - Self::MARGIN) as u32;
        p << 10 | (n + u32::from(n < self.limit))
    }
}
