//! One step of the coder, on the two numbers that it computes with.
//!
//! For a precision of P bits, words of W and a state of S bits, c is the head of the compressed data and r that of the
//! remainders. A symbol with the interval `[l, l + p)` out of `2^P` is decoded by
//!
//! ```text
//! if c < 2^P:  c = c * 2^W + next compressed word
//! q = c mod 2^P,  c' = c / 2^P                                the symbol owns q
//! r' = r * p + q - l
//! if r' >= 2^(S-P):  remainders take r' mod 2^W,  r' = r' / 2^W
//! ```
//!
//! and encoding runs this backwards. The symbol depends only on c, and c does not depend on `[l, l + p)`. So the model of a symbol
//! influences the remainders, and no other symbol.

use constriction_core::{Format, Interval, Unsigned};

/// The heads of a chain coder's two stacks: the numbers in which words are put together and taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChainHeads<F: Format, const PRECISION: u32> {
    /// Never 0: the bits below the highest set one have been read and not been used.
    pub(crate) compressed: F::Word,
    /// At least `1 << Self::MIN_BITS`, less than `1 << Self::MAX_BITS`.
    pub(crate) remainders: F::State,
}

impl<F: Format, const PRECISION: u32> ChainHeads<F, PRECISION> {
    /// The number of bits of a word.
    pub(crate) const WORD_BITS: u32 = <F::Word as Unsigned>::BITS;
    /// The logarithm to base 2 of the smallest head of the remainders.
    pub(crate) const MIN_BITS: u32 = {
        let (state, word) = (<F::State as Unsigned>::BITS, <F::Word as Unsigned>::BITS);
        assert!(state >= 2 * word, "the state must be at least twice as wide as a word");
        assert!(F::LOWER_BITS == state - word, "a chain coder has no lower bound of its own");
        assert!(0 < PRECISION && PRECISION <= word, "the precision must be between 1 and the number of bits of a word");
        assert!(state >= word + PRECISION, "the state must have room for a word and a quantile");
        state - word - PRECISION
    };
    /// The logarithm to base 2 of the first number that is too large for the head of the remainders.
    pub(crate) const MAX_BITS: u32 = Self::MIN_BITS + Self::WORD_BITS;

    /// Heads from what [`compressed`](Self::compressed) and [`remainders`](Self::remainders) returned; `None` if a
    /// chain coder cannot have them.
    pub fn new(compressed: F::Word, remainders: F::State) -> Option<Self> {
        let bits = remainders.bit_length();
        let is_valid = compressed != F::Word::ZERO && Self::MIN_BITS < bits && bits <= Self::MAX_BITS;
        is_valid.then_some(Self { compressed, remainders })
    }

    /// The head of the compressed data.
    pub fn compressed(&self) -> F::Word {
        self.compressed
    }

    /// The head of the remainders.
    pub fn remainders(&self) -> F::State {
        self.remainders
    }

    /// Whether the compressed data is a whole number of words: no word is used in part.
    pub fn is_whole(&self) -> bool {
        self.compressed == F::Word::ONE
    }

    #[inline]
    pub(crate) fn append(state: F::State, word: F::Word) -> F::State {
        (state << Self::WORD_BITS) | F::State::from_low(word.to_u64())
    }

    #[inline]
    pub(crate) fn low_word(state: F::State) -> F::Word {
        F::Word::from_low(state.to_u64())
    }

    /// The head of the compressed data with a quantile in its low bits, and whether that takes the word that `next`
    /// shows; `None` if it needs a word and the data has ended.
    #[inline]
    pub(crate) fn filled(self, next: impl FnOnce() -> Option<F::Word>) -> Option<(u64, bool)> {
        let head = self.compressed.to_u64();
        if head >> PRECISION == 0 {
            Some(((head << Self::WORD_BITS) | next()?.to_u64(), true))
        } else {
            Some((head, false))
        }
    }

    /// The heads after a symbol with this interval, where `filled` has its quantile, and the word that the remainders
    /// get.
    #[inline]
    pub(crate) fn decode(self, filled: u64, quantile: u32, interval: Interval) -> (Self, Option<F::Word>) {
        let l = F::State::from_low(u64::from(interval.left));
        let p = F::State::from_low(u64::from(interval.prob.get()));
        let q = F::State::from_low(u64::from(quantile));
        let compressed = F::Word::from_low(filled >> PRECISION);
        let remainders = (self.remainders * p).wrapping_add(q.wrapping_sub(l));
        Self { compressed, remainders }.shrink()
    }

    /// The heads before a symbol with this interval, the word that the compressed data gets back, and whether this
    /// takes the word that `next` shows from the remainders; `None` if it needs a word and no remainder is left.
    #[inline]
    pub(crate) fn encode(
        self,
        interval: Interval,
        next: impl FnOnce() -> Option<F::Word>,
    ) -> Option<(Self, Option<F::Word>, bool)> {
        debug_assert!(interval.fits(PRECISION), "the interval must lie within 0..1 << precision");
        let p = F::State::from_low(u64::from(interval.prob.get()));
        let takes_word = self.remainders < (p << Self::MIN_BITS);
        let r = if takes_word { Self::append(self.remainders, next()?) } else { self.remainders };

        let quantile = u64::from(interval.left) + (r % p).to_u64();
        let filled = (self.compressed.to_u64() << PRECISION) | quantile;
        let rest = filled >> Self::WORD_BITS;
        let (head, word) = if rest == 0 { (filled, None) } else { (rest, Some(F::Word::from_low(filled))) };
        Some((Self { compressed: F::Word::from_low(head), remainders: r / p }, word, takes_word))
    }

    /// Takes a word from the head of the remainders if that is too large.
    #[inline]
    pub(crate) fn shrink(self) -> (Self, Option<F::Word>) {
        if (self.remainders >> Self::MAX_BITS) == F::State::ZERO {
            return (self, None);
        }
        let word = Self::low_word(self.remainders);
        (Self { remainders: self.remainders >> Self::WORD_BITS, ..self }, Some(word))
    }
}
