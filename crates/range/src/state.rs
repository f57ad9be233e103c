//! `RangeState`: the interval that the symbols so far have narrowed down.

use constriction_core::{Code, Format, Interval, Unsigned};

use crate::{RangeDecoder, RangeEncoder};

/// All numbers that start with the same symbols: `lower..lower + range` out of `2^State::BITS`, wrapping around.
///
/// Wrapping means that a carry into the words before is not yet decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RangeState<F: Format> {
    pub(crate) lower: F::State,
    /// At least `1 << Self::MIN_BITS`.
    pub(crate) range: F::State,
}

impl<F: Format> Default for RangeState<F> {
    fn default() -> Self {
        Self { lower: F::State::ZERO, range: F::State::MAX }
    }
}

impl<F: Format> RangeState<F> {
    pub(crate) const WORD_BITS: u32 = <F::Word as Unsigned>::BITS;
    /// The logarithm to base 2 of the smallest range.
    pub(crate) const MIN_BITS: u32 = {
        let (state, word) = (<F::State as Unsigned>::BITS, <F::Word as Unsigned>::BITS);
        assert!(state % word == 0 && state >= 2 * word, "the state must be two or more whole words");
        assert!(F::LOWER_BITS == state - word, "a range coder has no lower bound of its own");
        state - word
    };
    /// A symbol makes the range smaller by up to its precision, and one word must make up for that.
    pub(crate) const MAX_PRECISION: u32 = if Self::WORD_BITS < 32 { Self::WORD_BITS } else { 32 };
    /// The number of words in a state.
    pub(crate) const WORDS: usize = (<F::State as Unsigned>::BITS / <F::Word as Unsigned>::BITS) as usize;

    /// A state from what [`lower`](Self::lower) and [`range`](Self::range) returned; `None` if a range coder cannot
    /// be in it because the range is too small.
    pub fn new(lower: F::State, range: F::State) -> Option<Self> {
        ((range >> Self::MIN_BITS) != F::State::ZERO).then_some(Self { lower, range })
    }

    /// The smallest number.
    pub fn lower(&self) -> F::State {
        self.lower
    }

    /// How many numbers there are.
    pub fn range(&self) -> F::State {
        self.range
    }

    /// The state after a symbol with this interval.
    #[inline]
    pub(crate) fn narrow(self, interval: Interval, precision: u32) -> Self {
        let l = F::State::from_low(u64::from(interval.left));
        let p = F::State::from_low(u64::from(interval.prob.get()));
        let scale = self.range >> precision;
        Self { lower: self.lower.wrapping_add(scale * l), range: scale * p }
    }

    /// Whether the top word can go because the range has become small.
    #[inline]
    pub(crate) fn is_narrow(self) -> bool {
        (self.range >> Self::MIN_BITS) == F::State::ZERO
    }

    /// Whether all numbers have the same carry into the words before.
    #[inline]
    pub(crate) fn is_decided(self) -> bool {
        self.lower.wrapping_add(self.range) > self.lower
    }

    /// Drops the top word.
    #[inline]
    pub(crate) fn shift(self) -> Self {
        Self { lower: self.lower << Self::WORD_BITS, range: self.range << Self::WORD_BITS }
    }

    #[inline]
    pub(crate) fn top_word(number: F::State) -> F::Word {
        F::Word::from_low((number >> Self::MIN_BITS).to_u64())
    }

    /// Whether no symbol has been coded.
    #[inline]
    pub(crate) fn is_initial(self) -> bool {
        self.range == F::State::MAX
    }

    #[inline]
    pub(crate) fn check_precision(precision: u32) {
        assert!(0 < precision && precision <= Self::MAX_PRECISION, "precision out of range");
    }
}

impl<F: Format, B> Code for RangeEncoder<F, B> {
    type State = RangeState<F>;
    fn state(&self) -> RangeState<F> {
        self.state
    }
}

impl<F: Format, B> Code for RangeDecoder<F, B> {
    type State = RangeState<F>;
    fn state(&self) -> RangeState<F> {
        self.state
    }
}
