//! A position in words that are stored as bytes.

use core::convert::Infallible;
use core::error::Error;
use core::fmt;
use core::marker::PhantomData;

use constriction_core::{SeekError, Unsigned};

use crate::{PeekWords, PopWords, ReadWords, Reversed, SeekWords, WordPos};

/// A place between two words of a slice of bytes, where each word is stored in little-endian order.
///
/// It reads and pops as a [`Cursor`](crate::Cursor) over the words would, without an allocator and without a copy: for
/// compressed data in flash memory, or in a part of a file that was read or mapped.
///
/// ```
/// use constriction_bits::{ByteCursor, PopWords, ReadWords};
///
/// const DATA: ByteCursor<'static, u16> = match ByteCursor::at_start(&[1, 2, 3, 4]) {
///     Ok(cursor) => cursor,
///     Err(_) => panic!("a word is two bytes"),
/// };
/// let mut cursor = DATA;
/// assert_eq!(cursor.read_word(), Ok(Some(0x0201)));
/// assert_eq!(ByteCursor::at_end(&[1, 2, 3, 4])?.pop_word(), Ok(Some(0x0403u16)));
/// # Ok::<(), constriction_bits::PartialWord>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteCursor<'a, W> {
    /// A whole number of words.
    bytes: &'a [u8],
    /// The number of words before the cursor; at most the number of words in `bytes`.
    pos: usize,
    words: PhantomData<W>,
}

impl<'a, W: Unsigned> ByteCursor<'a, W> {
    const WORD: usize = (W::BITS / 8) as usize;

    /// A cursor before the first word.
    ///
    /// # Errors
    /// If the bytes end within a word.
    pub const fn at_start(bytes: &'a [u8]) -> Result<Self, PartialWord> {
        match bytes.len() % Self::WORD {
            0 => Ok(Self { bytes, pos: 0, words: PhantomData }),
            _ => Err(PartialWord),
        }
    }

    /// A cursor after the last word.
    ///
    /// # Errors
    /// If the bytes end within a word.
    pub const fn at_end(bytes: &'a [u8]) -> Result<Self, PartialWord> {
        match Self::at_start(bytes) {
            Ok(start) => Ok(Self { pos: start.num_words(), ..start }),
            Err(error) => Err(error),
        }
    }

    /// The number of words before and after the cursor.
    #[inline]
    pub const fn num_words(&self) -> usize {
        self.bytes.len() / Self::WORD
    }

    /// The word with this number, which is at most the number of words.
    #[inline]
    fn get(&self, index: usize) -> Option<W> {
        let bytes = self.bytes.get(index * Self::WORD..)?.get(..Self::WORD)?;
        let mut word = W::Bytes::default();
        word.as_mut().copy_from_slice(bytes);
        Some(W::from_le_bytes(word))
    }

    #[inline]
    fn next_word(&mut self) -> Option<W> {
        let word = self.get(self.pos)?;
        self.pos += 1;
        Some(word)
    }

    #[inline]
    fn previous_word(&mut self) -> Option<W> {
        let before = self.pos.checked_sub(1)?;
        let word = self.get(before)?;
        self.pos = before;
        Some(word)
    }
}

impl<W: Unsigned> ReadWords<W> for ByteCursor<'_, W> {
    type Error = Infallible;

    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, Infallible> {
        Ok(self.next_word())
    }
    #[inline]
    fn maybe_exhausted(&self) -> bool {
        self.pos == self.num_words()
    }
}

impl<W: Unsigned> PopWords<W> for ByteCursor<'_, W> {
    type Error = Infallible;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, Infallible> {
        Ok(self.previous_word())
    }
    #[inline]
    fn maybe_empty(&self) -> bool {
        self.pos == 0
    }
}

impl<W: Unsigned> PeekWords<W> for ByteCursor<'_, W> {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        self.get(self.pos.checked_sub(skip)?.checked_sub(1)?)
    }
    #[inline]
    fn drop_words(&mut self, count: usize) {
        self.pos = self.pos.saturating_sub(count);
    }
}

impl<W> WordPos for ByteCursor<'_, W> {
    #[inline]
    fn word_pos(&self) -> usize {
        self.pos
    }
}

impl<W: Unsigned> SeekWords for ByteCursor<'_, W> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        if position > self.num_words() {
            return Err(SeekError::OutOfRange);
        }
        self.pos = position;
        Ok(())
    }
}

impl<W: Unsigned> WordPos for Reversed<ByteCursor<'_, W>> {
    fn word_pos(&self) -> usize {
        self.0.num_words() - self.0.pos
    }
}

impl<W: Unsigned> SeekWords for Reversed<ByteCursor<'_, W>> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        let from_start = self.0.num_words().checked_sub(position).ok_or(SeekError::OutOfRange)?;
        self.0.seek_words(from_start)
    }
}

impl<W: Unsigned> PeekWords<W> for Reversed<ByteCursor<'_, W>> {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        let left = self.word_pos();
        self.0.get(self.0.pos + (skip < left).then_some(skip)?)
    }
    #[inline]
    fn drop_words(&mut self, count: usize) {
        self.0.pos = self.0.pos.saturating_add(count).min(self.0.num_words());
    }
}

/// Bytes that end within a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialWord;

impl fmt::Display for PartialWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes end within a word")
    }
}

impl Error for PartialWord {}
