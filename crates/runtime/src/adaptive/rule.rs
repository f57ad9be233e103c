//! One type for all rules of bits, so that there is one model of bits and one bit tree instead of three of each.

use constriction_adaptive::{BitRule, Counting, Shift, TwoRates};

/// A rule that is chosen at run time. Its states are those of the rules, as 32 bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum AnyRule {
    Shift(Shift<16>),
    TwoRates(TwoRates),
    Counting(Counting),
}

#[inline]
fn two(state: u32) -> [u16; 2] {
    [state as u16, (state >> 16) as u16]
}

#[inline]
fn one([a, b]: [u16; 2]) -> u32 {
    u32::from(a) | u32::from(b) << 16
}

impl AnyRule {
    /// Whether states come to be like this.
    pub(super) fn has_state(&self, state: u32) -> bool {
        match self {
            Self::Shift(_) => (1..1 << 16).contains(&state),
            Self::TwoRates(_) => !two(state).contains(&0),
            Self::Counting(rule) => rule.has_state(state),
        }
    }
}

impl BitRule for AnyRule {
    type State = u32;
    const PRECISION: u32 = 16;

    #[inline]
    fn start(&self) -> u32 {
        match self {
            Self::Shift(rule) => rule.start().into(),
            Self::TwoRates(rule) => one(rule.start()),
            Self::Counting(rule) => rule.start(),
        }
    }

    #[inline]
    fn zero(&self, state: u32) -> u32 {
        match self {
            Self::Shift(rule) => rule.zero(state as u16),
            Self::TwoRates(rule) => rule.zero(two(state)),
            Self::Counting(rule) => rule.zero(state),
        }
    }

    #[inline]
    fn next(&self, state: u32, bit: bool) -> u32 {
        match self {
            Self::Shift(rule) => rule.next(state as u16, bit).into(),
            Self::TwoRates(rule) => one(rule.next(two(state), bit)),
            Self::Counting(rule) => rule.next(state, bit),
        }
    }
}
