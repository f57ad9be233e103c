//! Splits an integer into a token, which is coded, and bits, which are stored.

use crate::word::{Word, half, unzigzag, zigzag};

/// How integers are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// Below `2^exact`, an integer is its token. Above, the token says how many bits it has, and its second and third
    /// highest bit; the rest is stored.
    Size,
    /// The token is the upper bits, counted from the lowest one that has a token; the lower bits are stored.
    Shift {
        /// The number of bits that are stored.
        shift: u32,
        /// The upper bits that have the token 1. Upper bits without a token have the token 0, and are stored as well.
        lowest: u64,
    },
}

impl Split {
    /// A difference as an integer: one that is small if the difference is, or one in order.
    #[inline]
    pub(crate) fn difference<T: Word>(self, difference: T) -> T {
        match self {
            Self::Size => zigzag(difference),
            Self::Shift { .. } => difference.add(half()),
        }
    }

    /// The inverse of [`difference`](Self::difference).
    #[inline]
    pub(crate) fn undo_difference<T: Word>(self, number: T) -> T {
        match self {
            Self::Size => unzigzag(number),
            Self::Shift { .. } => number.sub(half()),
        }
    }
}

/// The number of bits below the top bit that tokens have.
const TOP: u32 = 2;

/// Integers with this many bits are their tokens. So there are at most 256 tokens.
const fn exact(bits: u32) -> u32 {
    match bits {
        8 => 8,
        64 => 4,
        _ => 6,
    }
}

/// The number of tokens but the escape.
pub(crate) const WINDOW: u64 = 255;

/// The token of an integer, and the number of its bits that are stored.
#[inline]
pub(crate) fn size_token<T: Word>(value: T) -> (u8, u32) {
    let (value, exact) = (value.to_u64(), exact(T::BITS));
    if value >> exact == 0 {
        return (value as u8, 0);
    }
    let log = value.ilog2();
    let token = (1 << exact) + ((log - exact) << TOP) as u64 + (value >> (log - TOP) & ((1 << TOP) - 1));
    (token as u8, log - TOP)
}

/// The integer of a token without the bits that are stored, and their number; `None` if there is no such token.
#[inline]
pub(crate) fn size_base<T: Word>(token: u8) -> Option<(u64, u32)> {
    let exact = exact(T::BITS);
    let token = u64::from(token);
    if token >> exact == 0 {
        return Some((token, 0));
    }
    let above = token - (1 << exact);
    let log = exact + (above >> TOP) as u32;
    let base = 1 << log | (above & ((1 << TOP) - 1)) << (log - TOP);
    (log < T::BITS).then_some((base, log - TOP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: Word>(value: u64) {
        let (token, bits) = size_token(T::from_u64(value));
        let (base, same) = size_base::<T>(token).unwrap();
        assert_eq!(bits, same);
        assert!(base <= value && (value - base) >> bits == 0, "{value}");
    }

    #[test]
    fn tokens_have_their_integers() {
        for value in 0..=u16::MAX {
            check::<u16>(value.into());
        }
        (0..=255).for_each(check::<u8>);
        for log in 0..64 {
            let value = 1 << log | 0x1234_5678_9abc_def0 & ((1 << log) - 1);
            check::<u64>(value);
            if log < 32 {
                check::<u32>(value);
            }
        }
        assert_eq!(size_base::<u16>(255), None);
        check::<u64>(u64::MAX);
    }
}
