//! A position in a slice.

use core::convert::Infallible;
use core::error::Error;
use core::fmt;
use core::marker::PhantomData;

use constriction_core::SeekError;

use crate::words::copy_last;
use crate::{ClearWords, PeekWords, PopWords, ReadWords, Reversed, SeekWords, SpaceLeft, WordPos, WriteWords};

/// A place between two words of a slice, array or vector, borrowed or owned.
///
/// Reading and writing move the cursor forward, popping moves it back. Writing replaces what is there and never
/// makes the storage larger: after the last word the cursor is [`Full`]. Wrap it in [`Reversed`](crate::Reversed)
/// for the opposite directions.
///
/// ```
/// use constriction_bits::{Cursor, PopWords, ReadWords, WriteWords};
///
/// let mut buffer = [0u16; 3];
/// let mut cursor = Cursor::at_start(&mut buffer);
/// cursor.write_word(7)?;
/// cursor.write_word(8)?;
/// assert_eq!(cursor.written(), [7, 8]);
/// assert_eq!(cursor.pop_word(), Ok(Some(8)));
/// assert_eq!(Cursor::at_start(&[7u16, 8]).read_word(), Ok(Some(7)));
/// # Ok::<(), constriction_bits::Full>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor<W, B> {
    buffer: B,
    /// The number of words before the cursor; at most the number of words in the buffer.
    pos: usize,
    words: PhantomData<W>,
}

impl<W, B: AsRef<[W]>> Cursor<W, B> {
    /// A cursor before the first word.
    pub fn at_start(buffer: B) -> Self {
        Self { buffer, pos: 0, words: PhantomData }
    }

    /// [`at_start`](Self::at_start), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn new_at_write_beginning(buffer: B) -> Self {
        Self::at_start(buffer)
    }

    /// [`at_end`](Self::at_end), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn new_at_write_end(buffer: B) -> Self {
        Self::at_end(buffer)
    }

    /// A cursor after the last word.
    pub fn at_end(buffer: B) -> Self {
        Self { pos: buffer.as_ref().len(), buffer, words: PhantomData }
    }

    /// All words, before and after the cursor.
    pub fn buffer(&self) -> &[W] {
        self.buffer.as_ref()
    }

    /// The words before the cursor.
    pub fn written(&self) -> &[W] {
        self.buffer.as_ref().split_at(self.pos).0
    }

    /// The words after the cursor.
    pub fn unread(&self) -> &[W] {
        self.buffer.as_ref().split_at(self.pos).1
    }

    /// The buffer and the number of words before the cursor.
    pub fn into_parts(self) -> (B, usize) {
        (self.buffer, self.pos)
    }

    /// A second cursor at the same place, which only reads.
    pub fn as_view(&self) -> Cursor<W, &[W]> {
        Cursor { buffer: self.buffer.as_ref(), pos: self.pos, words: PhantomData }
    }

    #[inline]
    pub(crate) fn next_word(&mut self) -> Option<W>
    where
        W: Copy,
    {
        let word = *self.buffer.as_ref().get(self.pos)?;
        self.pos += 1;
        Some(word)
    }

    #[inline]
    pub(crate) fn previous_word(&mut self) -> Option<W>
    where
        W: Copy,
    {
        let before = self.pos.checked_sub(1)?;
        let word = *self.buffer.as_ref().get(before)?;
        self.pos = before;
        Some(word)
    }
}

impl<W, B: AsMut<[W]>> Cursor<W, B> {
    #[inline]
    pub(crate) fn put_forward(&mut self, word: W) -> Result<(), Full> {
        *self.buffer.as_mut().get_mut(self.pos).ok_or(Full)? = word;
        self.pos += 1;
        Ok(())
    }

    #[inline]
    pub(crate) fn put_backward(&mut self, word: W) -> Result<(), Full> {
        let before = self.pos.checked_sub(1).ok_or(Full)?;
        *self.buffer.as_mut().get_mut(before).ok_or(Full)? = word;
        self.pos = before;
        Ok(())
    }
}

impl<W, B: AsRef<[W]> + AsMut<[W]>> WriteWords<W> for Cursor<W, B> {
    type Error = Full;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Full> {
        self.put_forward(word)
    }
    #[inline]
    fn mark(&self) -> Option<usize> {
        Some(self.pos)
    }
    #[inline]
    fn rewind(&mut self, mark: usize) {
        self.pos = mark.min(self.pos);
    }
}

impl<W, B: AsRef<[W]> + AsMut<[W]>> SpaceLeft<W> for Cursor<W, B> {
    fn space_left(&self) -> usize {
        self.unread().len()
    }
}

impl<W: Copy, B: AsRef<[W]>> ReadWords<W> for Cursor<W, B> {
    type Error = Infallible;

    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, Infallible> {
        Ok(self.next_word())
    }
    fn maybe_exhausted(&self) -> bool {
        self.unread().is_empty()
    }
}

impl<W: Copy, B: AsRef<[W]>> PopWords<W> for Cursor<W, B> {
    type Error = Infallible;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, Infallible> {
        Ok(self.previous_word())
    }
    fn maybe_empty(&self) -> bool {
        self.pos == 0
    }
    #[inline]
    fn copy_last(&self, words: &mut [W]) -> usize {
        copy_last(self.written(), words)
    }
    #[inline]
    fn drop_last(&mut self, count: usize) -> Result<(), Infallible> {
        self.pos = self.pos.saturating_sub(count);
        Ok(())
    }
}

impl<W: Copy, B: AsRef<[W]>> PeekWords<W> for Cursor<W, B> {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        self.written().iter().rev().nth(skip).copied()
    }
    #[inline]
    fn drop_words(&mut self, count: usize) {
        self.pos = self.pos.saturating_sub(count);
    }
}

impl<W, B> WordPos for Cursor<W, B> {
    fn word_pos(&self) -> usize {
        self.pos
    }
}

impl<W, B: AsRef<[W]>> SeekWords for Cursor<W, B> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        if position > self.buffer.as_ref().len() {
            return Err(SeekError::OutOfRange);
        }
        self.pos = position;
        Ok(())
    }
}

impl<W, B> ClearWords for Cursor<W, B> {
    /// Goes to the start.
    fn clear_words(&mut self) {
        self.pos = 0;
    }
}

impl<W, B: AsMut<[W]>> Cursor<W, B> {
    /// Reverses the words in memory, and reads and writes them in the opposite direction: for a coder, nothing changes.
    pub fn into_reversed(mut self) -> Reversed<Self> {
        let words = self.buffer.as_mut();
        words.reverse();
        self.pos = words.len() - self.pos;
        Reversed(self)
    }
}

/// Storage of a fixed size that has no room for a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Full;

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the buffer is full")
    }
}

impl Error for Full {}
