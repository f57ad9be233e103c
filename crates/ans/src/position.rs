//! Sizes and positions.

use constriction_bits::{ClearWords, SeekWords, WordPos};
use constriction_core::{Format, Pos, Seek, SeekError, Unsigned};

use crate::AnsCoder;
use crate::flush::state_words;

impl<F: Format, B: WordPos> AnsCoder<F, B> {
    /// The number of words of compressed data, if it were flushed now.
    pub fn num_words(&self) -> usize {
        self.words.word_pos() + state_words::<F>(self.state).len()
    }

    /// The number of bits of compressed data, if it were flushed now: whole words.
    pub fn num_bits(&self) -> usize {
        self.num_words() * Self::WORD_BITS as usize
    }

    /// The number of bits that carry information: those below the highest set bit of the state.
    ///
    /// Encoding or decoding a symbol changes this by the symbol's information content.
    pub fn num_valid_bits(&self) -> usize {
        self.words.word_pos() * Self::WORD_BITS as usize + self.state.bit_length().max(1) as usize - 1
    }

    /// Whether there is no data at all.
    pub fn is_empty(&self) -> bool {
        self.num_words() == 0
    }
}

impl<F: Format, B: ClearWords> AnsCoder<F, B> {
    /// Drops all data but keeps the storage.
    pub fn clear(&mut self) {
        self.words.clear_words();
        self.state = F::State::ZERO;
    }
}

impl<F: Format, B: WordPos> Pos for AnsCoder<F, B> {
    /// The number of words that have left the state, and the state.
    type Position = (usize, F::State);

    fn pos(&self) -> Self::Position {
        (self.words.word_pos(), self.state)
    }
}

impl<F: Format, B: SeekWords> Seek for AnsCoder<F, B> {
    /// Goes to a position. On a vector this drops all words after it, so a decoder can only go forward (to fewer
    /// words); to jump back and forth, decode from a [`Cursor`](constriction_bits::Cursor).
    fn seek(&mut self, (words, state): Self::Position) -> Result<(), SeekError> {
        if !Self::state_is_valid(state, words == 0) {
            return Err(SeekError::InvalidState);
        }
        self.words.seek_words(words)?;
        self.state = state;
        Ok(())
    }
}
