//! Positions.

use constriction_bits::{SeekWords, WordPos};
use constriction_core::{Format, Pos, Seek, SeekError};

use crate::{ChainCoder, ChainHeads};

/// A position of a chain coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChainPosition<F: Format, const PRECISION: u32> {
    /// The number of compressed words below the head.
    pub compressed: usize,
    /// The number of remainders below the head.
    pub remainders: usize,
    /// The heads. They are valid by construction.
    pub heads: ChainHeads<F, PRECISION>,
}

impl<F: Format, C: WordPos, R: WordPos, const PRECISION: u32> Pos for ChainCoder<F, C, R, PRECISION> {
    type Position = ChainPosition<F, PRECISION>;

    fn pos(&self) -> Self::Position {
        ChainPosition {
            compressed: self.compressed.word_pos(),
            remainders: self.remainders.word_pos(),
            heads: self.heads,
        }
    }
}

impl<F: Format, C: SeekWords, R: SeekWords, const PRECISION: u32> Seek for ChainCoder<F, C, R, PRECISION> {
    /// Goes to a position. As one of the stacks grows while the other shrinks, a coder on vectors, which have no words
    /// after their ends, can go nowhere; use [`Cursor`](constriction_bits::Cursor)s over buffers that are large
    /// enough.
    fn seek(&mut self, position: Self::Position) -> Result<(), SeekError> {
        // Seeking backwards always finds its words, but may lose those after them. So the stack that moves forward goes first,
        // and returns if the other one fails.
        let before = self.remainders.word_pos();
        if position.remainders > before {
            self.remainders.seek_words(position.remainders)?;
            self.compressed.seek_words(position.compressed).or_else(|error| {
                self.remainders.seek_words(before)?;
                Err(error)
            })?;
        } else {
            self.compressed.seek_words(position.compressed)?;
            self.remainders.seek_words(position.remainders)?;
        }
        self.heads = position.heads;
        Ok(())
    }
}
