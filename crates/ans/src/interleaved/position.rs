//! Sizes and positions.

use constriction_bits::{ClearWords, SeekWords, WordPos};
use constriction_core::{Format, Pos, Seek, SeekError, Unsigned};

use crate::{Interleaved, Lanes};

impl<F: Format, B: WordPos> Interleaved<F, B> {
    /// The number of words of compressed data, if it were flushed now.
    pub fn num_words(&self) -> usize {
        self.words.word_pos() + self.lanes.count().get() * Self::WORDS_PER_STATE + 1
    }

    /// The number of bits of compressed data, if it were flushed now: whole words.
    pub fn num_bits(&self) -> usize {
        self.num_words() * <F::Word as Unsigned>::BITS as usize
    }
}

impl<F: Format, B: ClearWords> Interleaved<F, B> {
    /// Drops all data but keeps the storage and the number of states.
    pub fn clear(&mut self) {
        self.words.clear_words();
        self.lanes = Lanes::new(self.lanes.count());
    }
}

impl<F: Format, B: WordPos> Pos for Interleaved<F, B> {
    /// The number of words that have left the states, and the states.
    type Position = (usize, Lanes<F>);

    fn pos(&self) -> Self::Position {
        (self.words.word_pos(), self.lanes)
    }
}

impl<F: Format, B: SeekWords> Seek for Interleaved<F, B> {
    /// Goes to a position. On a vector this drops all words after it; to jump back and forth, decode from a
    /// [`Cursor`](constriction_bits::Cursor).
    fn seek(&mut self, (words, lanes): Self::Position) -> Result<(), SeekError> {
        self.words.seek_words(words)?;
        self.lanes = lanes;
        Ok(())
    }
}
