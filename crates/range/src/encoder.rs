//! The encoding side.
//!
//! The encoder narrows an interval of numbers, `lower..lower + range`, to the share that belongs to each symbol:
//!
//! ```text
//! scale = range / 2^P
//! lower' = lower + scale * l,  range' = scale * p
//! ```
//!
//! for a symbol with the interval `[l, l + p)` out of `2^P`. When the range has become smaller than a state without its
//! top word, the top word of `lower` is settled, but for a carry that may still come (module `carry`), and leaves.
//!
//! # References
//! - Martin, "Range encoding: an algorithm for removing redundancy from a digitised message", Video & Data Recording
//!   Conference, Southampton, 1979
//! - Witten, Neal, Cleary, "Arithmetic coding for data compression", Communications of the ACM 30 (6), 1987,
//!   <https://doi.org/10.1145/214762.214771>

use constriction_bits::{WordPos, WriteWords};
use constriction_core::{EncodeError, Format, Interval, Order, PutInterval, Unsigned};

use crate::carry::Held;
use crate::{RangeState, Sealed};

/// The encoder of a first-in-first-out coder.
///
/// Use it where symbols are decoded in the order in which they are encoded, as in autoregressive models. A symbol costs
/// two multiplications. `F` fixes the bits ([`DefaultFormat`](constriction_core::DefaultFormat),
/// [`SmallFormat`](constriction_core::SmallFormat), or one of your own with the default lower bound), `B` is the sink.
///
/// Symbols are encoded by the methods of [`Encode`](constriction_core::Encode).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeEncoder<F: Format, B> {
    pub(crate) words: B,
    pub(crate) state: RangeState<F>,
    pub(crate) held: Held<F::Word>,
}

impl<F: Format, B> RangeEncoder<F, B> {
    /// An encoder that appends its words to `words`.
    pub fn with_words(words: B) -> Self {
        Self { words, state: RangeState::default(), held: Held::default() }
    }

    /// The words that were written so far, without those held back and those to come when the message is sealed.
    pub fn bulk(&self) -> &B {
        &self.words
    }

    /// The number of words that end the message if it ends here: 0, 1 or 2.
    pub(crate) fn num_sealing_words(&self) -> usize {
        self.sealing_point().map_or(0, |(_, needs_zero)| 1 + usize::from(needs_zero))
    }

    /// The number that stands for the message if it ends here, of which the top word is written, and whether a word 0 must
    /// follow so that any data can follow. `None` if no symbol was encoded.
    fn sealing_point(&self) -> Option<(F::State, bool)> {
        if self.state.is_initial() {
            return None;
        }
        let RangeState { lower, range } = self.state;
        let point = lower.wrapping_add(F::State::MAX >> RangeState::<F>::WORD_BITS);
        let needs_zero = RangeState::<F>::top_word(lower.wrapping_add(range)) == RangeState::<F>::top_word(point);
        Some((point, needs_zero))
    }
}

impl<F: Format, B: WriteWords<F::Word>> RangeEncoder<F, B> {
    /// The compressed data. Any data may follow it.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        self.write_end()?;
        Ok(self.words)
    }

    /// The compressed data, for a look without taking the encoder apart.
    ///
    /// The encoder goes on from where it was when the guard is dropped. On a sink that cannot take words back, the guard
    /// leaves the last words there: use [`into_compressed`](Self::into_compressed) with those.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn get_compressed(&mut self) -> Result<Sealed<'_, F, B>, B::Error> {
        let mark = self.words.mark();
        self.write_end()?;
        Ok(Sealed { encoder: self, mark })
    }

    /// Writes what makes the message complete and leaves the encoder's state as it is; takes all back on failure.
    fn write_end(&mut self) -> Result<(), B::Error> {
        let Some((point, needs_zero)) = self.sealing_point() else { return Ok(()) };
        let mark = self.words.mark();
        let mut write = || {
            self.held.write(point < self.state.lower, &mut self.words)?;
            self.words.write_word(RangeState::<F>::top_word(point))?;
            if needs_zero { self.words.write_word(F::Word::ZERO) } else { Ok(()) }
        };
        let result = write();
        if let (Err(_), Some(mark)) = (&result, mark) {
            self.words.rewind(mark);
        }
        result
    }
}

impl<F: Format, B: WriteWords<F::Word>> RangeEncoder<F, B> {
    /// Goes on to the next state and lets its top word go, where that is due, and the words held back.
    #[inline]
    fn settle(&mut self, next: RangeState<F>) -> Result<(), B::Error> {
        if !self.held.is_empty() {
            return self.settle_held(next);
        }
        let word = RangeState::<F>::top_word(next.lower);
        let shifted = next.shift();
        if shifted.is_decided() {
            self.words.write_word(word)?;
        } else {
            self.held.hold(word);
        }
        self.state = shifted;
        Ok(())
    }

    /// The same where words are held back.
    #[cold]
    #[inline(never)]
    fn settle_held(&mut self, next: RangeState<F>) -> Result<(), B::Error> {
        let before = self.mark();
        let result = self.try_settle_held(next);
        if let (Err(_), Some(mark)) = (&result, before) {
            self.rewind(mark);
        }
        result
    }

    fn try_settle_held(&mut self, next: RangeState<F>) -> Result<(), B::Error> {
        if next.is_decided() {
            self.held.write(next.lower < self.state.lower, &mut self.words)?;
            self.held = Held::default();
        }
        if next.is_narrow() {
            if self.held.is_empty() {
                return self.settle(next);
            }
            self.held.hold(RangeState::<F>::top_word(next.lower));
            self.state = next.shift();
        } else {
            self.state = next;
        }
        Ok(())
    }
}

impl<F: Format, B: WordPos> RangeEncoder<F, B> {
    /// The number of words of compressed data, if the message ended here.
    pub fn num_words(&self) -> usize {
        self.words.word_pos() + self.held.count() + self.num_sealing_words()
    }

    /// The number of bits of compressed data, if the message ended here: whole words.
    pub fn num_bits(&self) -> usize {
        self.num_words() * RangeState::<F>::WORD_BITS as usize
    }

    /// Whether no symbol was encoded and no word is there.
    pub fn is_empty(&self) -> bool {
        self.num_words() == 0
    }
}

impl<F: Format, B: WriteWords<F::Word>> PutInterval for RangeEncoder<F, B> {
    type Error = EncodeError<B::Error>;
    type Mark = Mark<F>;
    const ORDER: Order = Order::Forward;
    const MAX_PRECISION: u32 = RangeState::<F>::MAX_PRECISION;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        self.put_all(core::iter::once(interval), precision)
    }

    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        RangeState::<F>::check_precision(precision);
        let mut state = self.state;
        for interval in intervals {
            let next = state.narrow(interval, precision);
            if self.held.is_empty() && !next.is_narrow() {
                state = next;
                continue;
            }
            self.state = state;
            self.settle(next).map_err(EncodeError::Sink)?;
            state = self.state;
        }
        self.state = state;
        Ok(())
    }

    #[inline]
    fn mark(&self) -> Option<Self::Mark> {
        Some(Mark { words: self.words.mark()?, state: self.state, held: self.held })
    }

    fn rewind(&mut self, mark: Self::Mark) {
        self.words.rewind(mark.words);
        self.state = mark.state;
        self.held = mark.held;
    }
}

/// A state of the encoder to return to.
#[derive(Clone, Copy, Debug)]
pub struct Mark<F: Format> {
    words: usize,
    state: RangeState<F>,
    held: Held<F::Word>,
}
