//! Positions, seeking and clearing.

use constriction_bits::{ClearWords, ReadWords, SeekWords, WordPos};
use constriction_core::{Format, Pos, Seek, SeekError};

use crate::carry::Held;
use crate::decoder::read_point;
use crate::{RangeDecoder, RangeEncoder, RangeState};

impl<F: Format, B: ClearWords> RangeEncoder<F, B> {
    /// Drops all data, also words held back, but keeps the storage.
    pub fn clear(&mut self) {
        self.words.clear_words();
        self.state = RangeState::default();
        self.held = Held::default();
    }
}

impl<F: Format, B: WordPos> Pos for RangeEncoder<F, B> {
    /// The number of words that have left the state, including those held back, and the state.
    type Position = (usize, RangeState<F>);

    fn pos(&self) -> Self::Position {
        (self.words.word_pos() + self.held.count(), self.state)
    }
}

impl<F: Format, B: WordPos> Pos for RangeDecoder<F, B> {
    /// As the encoder's at the same place.
    type Position = (usize, RangeState<F>);

    fn pos(&self) -> Self::Position {
        // What was read, including what was missing, is ahead of the encoder by the words of the point.
        (self.words.word_pos() + self.missing - RangeState::<F>::WORDS, self.state)
    }
}

impl<F: Format, B: SeekWords + ReadWords<F::Word>> Seek for RangeDecoder<F, B> {
    fn seek(&mut self, (words, state): Self::Position) -> Result<(), SeekError> {
        let before = self.words.word_pos();
        self.words.seek_words(words)?;
        let Ok((point, missing)) = read_point::<F, B>(&mut self.words) else {
            self.words.seek_words(before)?;
            return Err(SeekError::Storage);
        };
        (self.state, self.point, self.missing) = (state, point, missing);
        Ok(())
    }
}
