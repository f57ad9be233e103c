//! Vectors as stacks of words.

use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_core::SeekError;

use crate::words::copy_last;
use crate::{ClearWords, PeekWords, PopWords, SeekWords, WordPos, WriteWords};

impl<W> WriteWords<W> for Vec<W> {
    type Error = Infallible;

    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Infallible> {
        self.push(word);
        Ok(())
    }
    #[inline]
    fn make_room(&mut self, words: usize) -> bool {
        self.try_reserve(words).is_ok()
    }
    #[inline]
    fn mark(&self) -> Option<usize> {
        Some(self.len())
    }
    #[inline]
    fn rewind(&mut self, mark: usize) {
        self.truncate(mark);
    }
}

impl<W> PopWords<W> for Vec<W> {
    type Error = Infallible;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, Infallible> {
        Ok(self.pop())
    }
    #[inline]
    fn maybe_empty(&self) -> bool {
        self.is_empty()
    }
    #[inline]
    fn copy_last(&self, words: &mut [W]) -> usize
    where
        W: Copy,
    {
        copy_last(self, words)
    }
    #[inline]
    fn drop_last(&mut self, count: usize) -> Result<(), Infallible> {
        self.truncate(self.len().saturating_sub(count));
        Ok(())
    }
}

impl<W: Copy> PeekWords<W> for Vec<W> {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        self.iter().rev().nth(skip).copied()
    }
    #[inline]
    fn drop_words(&mut self, count: usize) {
        self.truncate(self.len().saturating_sub(count));
    }
}

impl<W> WordPos for Vec<W> {
    #[inline]
    fn word_pos(&self) -> usize {
        self.len()
    }
}

impl<W> SeekWords for Vec<W> {
    /// Drops all words after `position`.
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        if position > self.len() {
            return Err(SeekError::OutOfRange);
        }
        self.truncate(position);
        Ok(())
    }
}

impl<W> ClearWords for Vec<W> {
    fn clear_words(&mut self) {
        self.clear();
    }
}
