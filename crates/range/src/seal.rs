//! Seals a message: writes its last words.

use core::convert::Infallible;

use constriction_bits::{Peek, SeekWords, WordPos, WriteWords};
use constriction_core::{Format, Unsigned, UnwrapInfallible};

use crate::carry::Held;
use crate::{RangeEncoder, RangeState};

/// The words that complete a message, so that any data can follow it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End<W> {
    held: Held<W>,
    /// Whether there is a carry into the words held back.
    carry: bool,
    /// The top word of a number in the interval of the message, for any words that follow.
    top: W,
    /// Whether the number needs a second word, 0.
    needs_zero: bool,
}

impl<W: Unsigned> End<W> {
    fn len(&self) -> usize {
        self.held.count() + 1 + usize::from(self.needs_zero)
    }

    pub(crate) fn into_words(self) -> impl Iterator<Item = W> {
        let zero = self.needs_zero.then_some(W::ZERO);
        self.held.resolve(self.carry).chain([self.top]).chain(zero)
    }
}

impl<F: Format, B> RangeEncoder<F, B> {
    /// The words that are still to be written if the message ends here; `None` if no symbol was encoded.
    pub(crate) fn end(&self) -> Option<End<F::Word>> {
        if self.state.is_initial() {
            return None;
        }
        let RangeState { lower, range } = self.state;
        let point = lower.wrapping_add(F::State::MAX >> RangeState::<F>::WORD_BITS);
        let top = RangeState::<F>::top_word(point);
        let needs_zero = RangeState::<F>::top_word(lower.wrapping_add(range)) == top;
        Some(End { held: self.held, carry: point < lower, top, needs_zero })
    }
}

impl<F: Format, B: WriteWords<F::Word>> RangeEncoder<F, B> {
    /// The compressed data. Any data may follow it.
    ///
    /// # Errors
    /// If the sink does not take a word.
    pub fn into_compressed(mut self) -> Result<B, B::Error> {
        let end = self.end().into_iter().flat_map(End::into_words);
        self.words.write_all(end)?;
        Ok(self.words)
    }
}

impl<F: Format, B: WriteWords<F::Word, Error = Infallible> + SeekWords> RangeEncoder<F, B> {
    /// The compressed data, without consuming the encoder: the encoder is as before when the guard is dropped.
    ///
    /// This is for sinks that cannot fail, such as vectors. For others, clone the encoder and finish the clone.
    pub fn get_compressed(&mut self) -> Peek<'_, B> {
        let end = self.end().into_iter().flat_map(End::into_words);
        Peek::new(&mut self.words, |words| words.write_all(end)).unwrap_infallible()
    }
}

impl<F: Format, B: WordPos> RangeEncoder<F, B> {
    /// The number of words of compressed data, if the message ended here.
    pub fn num_words(&self) -> usize {
        self.words.word_pos() + self.end().map_or(0, |end| end.len())
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
