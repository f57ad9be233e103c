//! `Digest`: the sum over the intervals of a message.

use constriction_core::Interval;
use constriction_kernels::Level;
use constriction_kernels::digest::{key, mix, weighted_sum};

use crate::powers::{BLOCK, INVERSE, INVERSE_POWERS, POWERS, R, inverse, power};

/// A sum over the intervals of symbols, weighted by their positions.
///
/// With `m_i` for a mix of the interval of symbol i (`docs/formats.md` has its steps), in the order in which a decoder returns
/// the symbols, and modulo `2^64`:
///
/// ```text
/// value = m_0 + m_1 * R + m_2 * R^2 + …
/// ```
///
/// The value depends on the intervals, their precisions and their order. It does not depend on the coder, on its number of
/// states, or on how the symbols were divided into calls. If one interval differs, the value always differs. If several
/// differ, the values are equal with a probability of about `2^-60`. A digest does not protect against somebody who chooses
/// intervals on purpose.
///
/// A digest follows a coder by two steps. [`forward`](Self::forward) adds a symbol that a decoder returned, or that was given to a
/// queue's encoder. [`backward`](Self::backward) adds a symbol that was pushed on a stack. The pushed symbol is the one that would
/// be returned next, so that it takes the position before all others. Returning a symbol undoes pushing it:
///
/// ```
/// use constriction_core::Interval;
/// use constriction_digest::Digest;
///
/// let [a, b] = [Interval::between(0, 10).unwrap(), Interval::between(10, 16).unwrap()];
/// let (mut stack, mut decoder) = (Digest::new(), Digest::new());
/// stack.backward(b, 4);
/// stack.backward(a, 4);
/// decoder.forward(a, 4);
/// decoder.forward(b, 4);
/// assert_eq!(stack.value(), decoder.value());
///
/// stack.forward(a, 4);
/// stack.forward(b, 4);
/// assert_eq!(stack, Digest::new());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest {
    /// Of steps forward less steps backward, weighted by `R^position`.
    sum: u64,
    /// The number of steps forward less that of steps backward.
    position: i64,
    /// `R^position`.
    weight: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Self::new()
    }
}

impl Digest {
    /// The digest of no symbols.
    #[inline]
    #[must_use]
    pub fn new() -> Self {
        Self { sum: 0, position: 0, weight: 1 }
    }

    /// The digest: of the symbols that were encoded and not decoded since, or decoded and not encoded before.
    ///
    /// A stack that does the opposite of all that another one did, from its last step to its first, has the same
    /// digest. Where as many symbols were encoded as decoded, that leaves the sign open: the digest is then the smaller
    /// one of the sum and its negative.
    #[inline]
    #[must_use]
    pub fn value(self) -> u64 {
        let negative = self.sum.wrapping_neg();
        match self.position {
            0 => self.sum.min(negative),
            1.. => self.sum,
            _ => negative.wrapping_mul(inverse(self.weight)),
        }
    }

    /// The sum and the position, which are all that has to be stored. See [`from_raw_parts`](Self::from_raw_parts).
    #[must_use]
    pub fn into_raw_parts(self) -> (u64, i64) {
        (self.sum, self.position)
    }

    /// The digest that had these [parts](Self::into_raw_parts).
    #[must_use]
    pub fn from_raw_parts(sum: u64, position: i64) -> Self {
        Self { sum, position, weight: power(position) }
    }

    /// Takes account of a symbol that was decoded, or encoded to a queue.
    #[inline]
    pub fn forward(&mut self, interval: Interval, precision: u32) {
        let m = mix(key(precision), number(interval));
        self.sum = self.sum.wrapping_add(m.wrapping_mul(self.weight));
        self.weight = self.weight.wrapping_mul(R);
        self.position = self.position.wrapping_add(1);
    }

    /// Takes account of a symbol that was pushed on a stack.
    #[inline]
    pub fn backward(&mut self, interval: Interval, precision: u32) {
        let m = mix(key(precision), number(interval));
        self.weight = self.weight.wrapping_mul(INVERSE);
        self.position = self.position.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(m.wrapping_mul(self.weight));
    }

    /// Adds intervals as [`forward`](Self::forward) does one after the other, several times as fast.
    #[inline]
    pub fn forward_all(&mut self, intervals: &[Interval], precision: u32) {
        for block in intervals.chunks(BLOCK) {
            let sum = block_sum(block, precision, &POWERS);
            self.sum = self.sum.wrapping_add(sum.wrapping_mul(self.weight));
            self.weight = self.weight.wrapping_mul(POWERS[block.len()]);
            self.position = self.position.wrapping_add(block.len() as i64);
        }
    }

    /// Adds intervals as [`backward`](Self::backward) does one after the other, several times as fast.
    #[inline]
    pub fn backward_all(&mut self, intervals: &[Interval], precision: u32) {
        for block in intervals.chunks(BLOCK) {
            // The first one is a step back already.
            let sum = block_sum(block, precision, &INVERSE_POWERS[1..]);
            self.sum = self.sum.wrapping_sub(sum.wrapping_mul(self.weight));
            self.weight = self.weight.wrapping_mul(INVERSE_POWERS[block.len()]);
            self.position = self.position.wrapping_sub(block.len() as i64);
        }
    }
}

/// An interval as one number.
#[inline]
fn number(interval: Interval) -> u64 {
    u64::from(interval.left) | u64::from(interval.prob.get()) << 32
}

#[inline]
fn block_sum(block: &[Interval], precision: u32, weights: &[u64]) -> u64 {
    let mut numbers = [0; BLOCK];
    for (place, &interval) in numbers.iter_mut().zip(block) {
        *place = number(interval);
    }
    weighted_sum(Level::detect(), key(precision), &numbers[..block.len()], weights)
}
