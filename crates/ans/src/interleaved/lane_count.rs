//! `LaneCount`: how many states share a stream.

/// The number of states that share a stream: a power of two from 1 to 64.
///
/// A *lane* is one of these states together with its symbols. The word is that of vector registers, in which each lane holds one
/// state; Python's argument `lanes=` and `docs/formats.md` use it as well. The number is a power of two so that a symbol's lane
/// is given by the low bits of its position, and so that lanes fill vectors of any size. 64 lanes hide the latencies of today's
/// processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LaneCount(
    /// The logarithm, at most 6.
    u8,
);

impl LaneCount {
    /// A single state.
    pub const ONE: Self = Self(0);
    /// 64 states.
    pub const MAX: Self = Self(6);

    /// A count of states, or `None` if it is not a power of two from 1 to 64.
    #[must_use]
    pub fn new(count: usize) -> Option<Self> {
        let is_valid = count.is_power_of_two() && count <= Self::MAX.get();
        is_valid.then_some(Self(count.trailing_zeros() as u8))
    }

    /// A number of states for this number of symbols, at least 128 for each state: short messages should not suffer
    /// from the three quarters of a state that each one costs.
    #[must_use]
    pub fn for_symbols(count: usize) -> Self {
        let lanes = (count / 256).clamp(1, Self::MAX.get()).next_power_of_two();
        Self(lanes.trailing_zeros() as u8)
    }

    /// The number.
    #[inline]
    #[must_use]
    pub fn get(self) -> usize {
        1 << self.0
    }

    /// The logarithm of the number to base 2.
    #[cfg(feature = "alloc")]
    pub(crate) fn log2(self) -> u8 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_messages_have_few_lanes() {
        let lanes = |symbols| LaneCount::for_symbols(symbols).get();
        assert_eq!([0, 1, 511, 512, 1000, 2000, usize::MAX].map(lanes), [1, 1, 1, 2, 4, 8, 64]);
        assert!((0..100_000).all(|symbols| lanes(symbols) == 1 || lanes(symbols) * 128 <= symbols));
    }

    #[test]
    fn counts_are_powers_of_two() {
        for count in 0..200 {
            let expected = [1, 2, 4, 8, 16, 32, 64].contains(&count).then_some(count);
            assert_eq!(LaneCount::new(count).map(LaneCount::get), expected);
        }
    }
}
