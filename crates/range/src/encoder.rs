//! `RangeEncoder`.

use constriction_bits::WriteWords;
use constriction_core::{EncodeError, Format, Interval, Order, PutInterval, Unsigned, most_words};

use crate::RangeState;
use crate::carry::Held;

/// The encoder of a first-in-first-out coder.
///
/// Use it where symbols are decoded in the order in which they are encoded, as in autoregressive models. A symbol costs
/// two multiplications. `F` fixes the bits ([`DefaultFormat`](constriction_core::DefaultFormat),
/// [`SmallFormat`](constriction_core::SmallFormat), or one of your own with the default lower bound), `B` is the sink.
///
/// Symbols are encoded by the methods of [`Encode`](constriction_core::Encode).
///
/// The encoder narrows an interval of numbers, `lower..lower + range`, to the share of each symbol:
///
/// ```text
/// scale = range / 2^P
/// lower' = lower + scale * l,  range' = scale * p
/// ```
///
/// for a symbol with the interval `[l, l + p)` out of `2^P`. When `range` no longer reaches into its top word, the top word of
/// `lower` is written, and both numbers are shifted. Words that a later carry could still change are held back.
///
/// # References
/// - Martin, "Range encoding: an algorithm for removing redundancy from a digitised message", Video & Data Recording
///   Conference, Southampton, 1979
/// - Witten, Neal, Cleary, "Arithmetic coding for data compression", Communications of the ACM 30 (6), 1987,
///   <https://doi.org/10.1145/214762.214771>
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

    /// [`with_words`](Self::with_words), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn with_write_backend(words: B) -> Self {
        Self::with_words(words)
    }

    /// The words that were written so far, without those held back and those to come when the message is sealed.
    pub fn words(&self) -> &B {
        &self.words
    }

    /// [`words`](Self::words), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn bulk(&self) -> &B {
        &self.words
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
            self.words.write_all(self.held.resolve(next.lower < self.state.lower))?;
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
            debug_assert!(interval.fits(precision), "the interval must lie within 0..1 << precision");
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
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        let held = self.held.count();
        self.words.make_room(most_words(symbols, precision, <F::Word as Unsigned>::BITS).saturating_add(held))
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
