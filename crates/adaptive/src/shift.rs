//! `Shift`: a probability that moves towards each bit by a fixed fraction of the distance.

use crate::BitRule;

/// A probability of `P` bits (4 to 16) that moves towards each bit by a fixed fraction; the rule of LZMA.
///
/// The simplest and the fastest rule. A rate of 4 forgets quickly, a rate of 7 slowly.
///
/// With p for the probability of a 0 out of `2^P` and the rate r:
///
/// ```text
/// bit 0: p += (2^P - p) >> r        bit 1: p -= p >> r
/// ```
///
/// p is an average of the bits so far, in which the weight of a bit falls by the factor `1 - 2^-r` with each bit after it. p stays
/// between `2^r - 1` and `2^P - 2^r + 1` once it is there, so that it never becomes 0 or `2^P`.
///
/// # References
/// - Pavlov, "LZMA specification (draft)", 2015: P = 11, r = 5
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift<const P: u32 = 16> {
    /// From 1 to P - 2.
    rate: u32,
}

impl Shift<11> {
    /// The rule of LZMA.
    pub const LZMA: Self = Self { rate: 5 };
}

impl<const P: u32> Shift<P> {
    /// The rule that moves p by `2^-rate` of the way. Rates below 1 are taken for 1, those above `P - 2` for `P - 2`.
    #[must_use]
    pub const fn new(rate: u32) -> Self {
        const { assert!(4 <= P && P <= 16, "a precision from 4 to 16 bits") };
        let rate = if rate < 1 { 1 } else { rate };
        Self { rate: if rate > P - 2 { P - 2 } else { rate } }
    }

    /// The rate.
    #[must_use]
    pub const fn rate(&self) -> u32 {
        self.rate
    }
}

impl<const P: u32> BitRule for Shift<P> {
    type State = u16;
    const PRECISION: u32 = P;

    #[inline]
    fn start(&self) -> u16 {
        1 << (P - 1)
    }

    #[inline]
    fn zero(&self, state: u16) -> u32 {
        u32::from(state)
    }

    #[inline]
    fn next(&self, state: u16, bit: bool) -> u16 {
        step::<P>(state, self.rate, bit)
    }
}

/// One step of a probability of `P` bits.
#[inline]
pub(crate) fn step<const P: u32>(p: u16, rate: u32, bit: bool) -> u16 {
    let p = u32::from(p);
    let up = p + (((1 << P) - p) >> rate);
    let down = p - (p >> rate);
    (if bit { down } else { up }) as u16
}
