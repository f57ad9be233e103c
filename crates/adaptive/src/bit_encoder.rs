//! The encoder of bits.
//!
//! It writes the words of a range encoder with 32-bit words and a 64-bit state, with two differences inside:
//!
//! 1. It takes the probability of a 0 instead of an interval, and has no branch on the bit.
//! 2. A carry changes words that were written, whereas a range encoder holds words back until the carry is decided.

use alloc::vec::Vec;

use crate::BitRule;

/// A fast range encoder of bits.
///
/// With p for the probability of a 0 out of `2^P`, a bit narrows the range of 64 bits:
///
/// ```text
/// zero = (range >> P) * p          a 0: range = zero       a 1: lower += zero,  range = (range >> P) * (2^P - p)
/// ```
///
/// Its words are those of a range encoder with the default format that is given the same bits, and either of the two
/// decoders decodes them. Bits with fixed probabilities, symbols of other models and bits that learn can be mixed in one
/// message; see [`put_bit`](Self::put_bit).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitEncoder {
    words: Vec<u32>,
    /// The smallest number of those that start with the bits so far.
    lower: u64,
    /// How many these are, at least `2^32`.
    range: u64,
}

impl Default for BitEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl BitEncoder {
    /// An encoder without data.
    #[must_use]
    pub fn new() -> Self {
        Self::with_words(Vec::new())
    }

    /// An encoder without data that writes to this vector, which is emptied.
    #[must_use]
    pub fn with_words(mut words: Vec<u32>) -> Self {
        words.clear();
        Self { words, lower: 0, range: u64::MAX }
    }

    /// Drops all data.
    pub fn clear(&mut self) {
        *self = Self::with_words(core::mem::take(&mut self.words));
    }

    /// Encodes a bit, from which the state then learns.
    #[inline]
    pub fn encode_bit<R: BitRule>(&mut self, rule: &R, state: &mut R::State, bit: bool) {
        const { assert!(0 < R::PRECISION && R::PRECISION <= 16, "a precision of at most 16 bits") };
        self.narrow(bit, rule.zero(*state), R::PRECISION);
        *state = rule.next(*state, bit);
    }

    /// Encodes a bit that is 0 with the probability `zero` out of `2^16`; 0 is taken for 1, and 65536 and more for 65535.
    #[inline]
    pub fn put_bit(&mut self, bit: bool, zero: u32) {
        self.narrow(bit, zero.clamp(1, 65535), 16);
    }

    #[inline]
    fn narrow(&mut self, bit: bool, zero: u32, precision: u32) {
        let scale = self.range >> precision;
        let bound = scale * u64::from(zero);
        let mask = u64::from(bit).wrapping_neg();
        let (lower, carry) = self.lower.overflowing_add(bound & mask);
        if carry {
            propagate(&mut self.words);
        }
        let upper = (scale << precision) - bound;
        self.lower = lower;
        self.range = bound ^ ((bound ^ upper) & mask);
        if self.range >> 32 == 0 {
            self.words.push((self.lower >> 32) as u32);
            self.lower <<= 32;
            self.range <<= 32;
        }
    }

    /// The words of the message.
    #[must_use]
    pub fn into_words(mut self) -> Vec<u32> {
        if self.range == u64::MAX {
            return self.words;
        }
        let (point, carry) = self.lower.overflowing_add((1 << 32) - 1);
        if carry {
            propagate(&mut self.words);
        }
        let top = |number: u64| (number >> 32) as u32;
        self.words.push(top(point));
        if top(self.lower.wrapping_add(self.range)) == top(point) {
            self.words.push(0);
        }
        self.words
    }

    /// The number of words that are written, without those to come when the message ends.
    #[must_use]
    pub fn num_words(&self) -> usize {
        self.words.len()
    }
}

/// Adds 1 to the number that the words are.
#[cold]
#[inline(never)]
fn propagate(words: &mut [u32]) {
    for word in words.iter_mut().rev() {
        *word = word.wrapping_add(1);
        if *word != 0 {
            return;
        }
    }
}
