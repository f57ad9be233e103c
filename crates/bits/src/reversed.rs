//! `Reversed`: storage that is read and written in the opposite direction.

use constriction_core::SeekError;

use crate::{ClearWords, Cursor, Full, PeekWords, PopWords, ReadWords, SeekWords, SpaceLeft, WordPos, WriteWords};

/// Storage with the directions exchanged.
///
/// In a reversed [`Cursor`], writing and reading go towards the start, popping goes towards the end, and positions
/// count words from the end. An ANS encoder that writes into one leaves its words in the order in which the decoder
/// wants them, so that a decoder can start at the front of a file: a reversed `WordReader` pops its words in that way.
///
/// ```
/// use constriction_bits::{Cursor, Reversed, WriteWords};
///
/// let mut buffer = [0u16; 4];
/// let mut sink = Reversed(Cursor::at_end(&mut buffer));
/// sink.write_word(7)?;
/// sink.write_word(8)?;
/// assert_eq!(sink.0.unread(), [8, 7]);
/// # Ok::<(), constriction_bits::Full>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reversed<C>(pub C);

impl<W, B: AsRef<[W]> + AsMut<[W]>> WriteWords<W> for Reversed<Cursor<W, B>> {
    type Error = Full;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Full> {
        self.0.put_backward(word)
    }
    #[inline]
    fn mark(&self) -> Option<usize> {
        Some(self.word_pos())
    }
    #[inline]
    fn rewind(&mut self, mark: usize) {
        // A mark that this cursor gave out is never out of range.
        let _ = self.seek_words(mark);
    }
}

impl<W, B: AsRef<[W]> + AsMut<[W]>> SpaceLeft<W> for Reversed<Cursor<W, B>> {
    fn space_left(&self) -> usize {
        self.0.written().len()
    }
}

impl<W, C: PopWords<W>> ReadWords<W> for Reversed<C> {
    type Error = C::Error;

    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, C::Error> {
        self.0.pop_word()
    }
    #[inline]
    fn maybe_exhausted(&self) -> bool {
        self.0.maybe_empty()
    }
}

impl<W, C: ReadWords<W>> PopWords<W> for Reversed<C> {
    type Error = C::Error;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, C::Error> {
        self.0.read_word()
    }
    #[inline]
    fn maybe_empty(&self) -> bool {
        self.0.maybe_exhausted()
    }
}

impl<W: Copy, B: AsRef<[W]>> PeekWords<W> for Reversed<Cursor<W, B>> {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        self.0.unread().get(skip).copied()
    }
    fn drop_words(&mut self, count: usize) {
        // Position 0 is at the end of the buffer.
        let _ = self.seek_words(self.word_pos().saturating_sub(count));
    }
}

impl<W, B: AsRef<[W]>> WordPos for Reversed<Cursor<W, B>> {
    fn word_pos(&self) -> usize {
        self.0.unread().len()
    }
}

impl<W, B: AsRef<[W]>> SeekWords for Reversed<Cursor<W, B>> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        let from_start = self.0.buffer().len().checked_sub(position).ok_or(SeekError::OutOfRange)?;
        self.0.seek_words(from_start)
    }
}

impl<W, B: AsRef<[W]>> ClearWords for Reversed<Cursor<W, B>> {
    /// Goes to the end.
    fn clear_words(&mut self) {
        // There always is a position 0.
        let _ = self.seek_words(0);
    }
}
