//! The trait of rules by which the probability of a bit is learned.

use core::fmt::Debug;
use core::num::NonZeroU32;

use constriction_core::Interval;

/// A rule by which a state that stands for the probability of a bit changes with each bit.
///
/// The rule has what is the same for all contexts; there is a state for each context.
pub trait BitRule: Copy + Debug {
    /// The state of each context.
    type State: Copy + Debug + PartialEq;

    /// The number of fractional bits of the probabilities, at most 16.
    const PRECISION: u32;

    /// The state before the first bit.
    fn start(&self) -> Self::State;

    /// The probability that the next bit is 0: at least 1, and less than `1 << PRECISION`.
    fn zero(&self, state: Self::State) -> u32;

    /// The state after a bit.
    #[must_use]
    fn next(&self, state: Self::State, bit: bool) -> Self::State;
}

/// The interval of a bit, when a 0 has the probability `zero`.
#[inline]
pub(crate) fn interval(zero: u32, precision: u32, bit: bool) -> Interval {
    let one = (1 << precision) - zero;
    let (left, prob) = if bit { (zero, one) } else { (0, zero) };
    // Rules promise that it is not 0.
    Interval { left, prob: NonZeroU32::new(prob).unwrap_or(NonZeroU32::MIN) }
}
