//! Sinks and sources of words.

use constriction_core::SeekError;

/// A sink: takes words, one after the other.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not take words of the type `{W}`",
    note = "a `Vec<{W}>` does, and so do `Cursor`, `Callback`, and `WordWriter` around an `std::io::Write`"
)]
pub trait WriteWords<W> {
    /// The error of a word that is not taken.
    type Error;

    /// Appends a word.
    ///
    /// # Errors
    /// If the storage is full or fails. The word is then not written.
    fn write_word(&mut self, word: W) -> Result<(), Self::Error>;

    /// Appends several words.
    ///
    /// # Errors
    /// If one of them is not taken; then those before it are taken back, where that is possible.
    #[inline]
    fn write_all(&mut self, mut words: impl Iterator<Item = W>) -> Result<(), Self::Error> {
        let mark = self.mark();
        let result = words.try_for_each(|word| self.write_word(word));
        if let (Err(_), Some(mark)) = (&result, mark) {
            self.rewind(mark);
        }
        result
    }

    /// Makes room for this many words, which writing them does anyway: storage that grows can be asked first. Returns
    /// `false` if there is not enough memory; then nothing has changed.
    #[inline]
    fn make_room(&mut self, words: usize) -> bool {
        let _ = words;
        true
    }

    /// The present place, for [`rewind`](Self::rewind) to drop all later words, or `None` if words cannot
    /// be taken back.
    #[inline]
    fn mark(&self) -> Option<usize> {
        None
    }

    /// Drops the words written since `mark` was taken. Has no effect where `mark` gives `None`.
    #[inline]
    fn rewind(&mut self, mark: usize) {
        let _ = mark;
    }
}

/// A sink of limited size that knows how much is left.
pub trait SpaceLeft<W>: WriteWords<W> {
    /// The number of words that can still be written.
    fn space_left(&self) -> usize;

    /// Whether no further word can be written.
    fn is_full(&self) -> bool {
        self.space_left() == 0
    }
}

/// A source that returns words in the order in which they were written, as a range decoder reads them.
#[diagnostic::on_unimplemented(
    message = "words of the type `{W}` cannot be read from `{Self}`",
    note = "for bytes, there are `from_bytes` and `ByteCursor`; for an `std::io::Read`, `WordReader`"
)]
pub trait ReadWords<W> {
    /// The error of a word that cannot be read.
    type Error;

    /// The next word, or `None` at the end of the data.
    ///
    /// # Errors
    /// If the storage fails.
    fn read_word(&mut self) -> Result<Option<W>, Self::Error>;

    /// Whether there may be no word left: `false` only if there certainly is one.
    #[inline]
    fn maybe_exhausted(&self) -> bool {
        true
    }
}

/// A source that returns the word written last, as an ANS decoder reads them.
#[diagnostic::on_unimplemented(
    message = "words of the type `{W}` cannot be popped from `{Self}`",
    note = "for a slice, there is `from_compressed_slice`; for bytes, `from_bytes` and `ByteCursor`"
)]
pub trait PopWords<W> {
    /// The error of a word that cannot be read.
    type Error;

    /// The word written last of those that are left, or `None` if no word is left.
    ///
    /// # Errors
    /// If the storage fails.
    fn pop_word(&mut self) -> Result<Option<W>, Self::Error>;

    /// Whether there may be no word left: `false` only if there certainly is one.
    #[inline]
    fn maybe_empty(&self) -> bool {
        true
    }

    /// Copies the words that come next to the end of `words`, the next one last, as many as there are and have room, and
    /// returns how many. A source that is not in memory copies none.
    #[inline]
    fn copy_last(&self, words: &mut [W]) -> usize
    where
        W: Copy,
    {
        let _ = words;
        0
    }

    /// Pops words that [`copy_last`](Self::copy_last) has copied.
    ///
    /// # Errors
    /// As [`pop_word`](Self::pop_word).
    #[inline]
    fn drop_last(&mut self, count: usize) -> Result<(), Self::Error> {
        (0..count).try_for_each(|_| self.pop_word().map(|_| ()))
    }
}

/// A source in memory, whose words can be looked at before they are popped.
pub trait PeekWords<W>: PopWords<W> {
    /// The word that [`pop_word`](PopWords::pop_word) will return after `skip` others, or `None` if there are not that
    /// many.
    fn peek_word(&self, skip: usize) -> Option<W>;

    /// Pops `count` words, or all if there are not that many.
    fn drop_words(&mut self, count: usize);
}

impl<W, T: WriteWords<W> + ?Sized> WriteWords<W> for &mut T {
    type Error = T::Error;
    #[inline]
    fn write_word(&mut self, word: W) -> Result<(), Self::Error> {
        (**self).write_word(word)
    }
    #[inline]
    fn make_room(&mut self, words: usize) -> bool {
        (**self).make_room(words)
    }
    #[inline]
    fn mark(&self) -> Option<usize> {
        (**self).mark()
    }
    #[inline]
    fn rewind(&mut self, mark: usize) {
        (**self).rewind(mark);
    }
}

impl<W, T: SpaceLeft<W> + ?Sized> SpaceLeft<W> for &mut T {
    fn space_left(&self) -> usize {
        (**self).space_left()
    }
}

impl<W, T: ReadWords<W> + ?Sized> ReadWords<W> for &mut T {
    type Error = T::Error;
    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, Self::Error> {
        (**self).read_word()
    }
    fn maybe_exhausted(&self) -> bool {
        (**self).maybe_exhausted()
    }
}

impl<W, T: PopWords<W> + ?Sized> PopWords<W> for &mut T {
    type Error = T::Error;
    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, Self::Error> {
        (**self).pop_word()
    }
    fn maybe_empty(&self) -> bool {
        (**self).maybe_empty()
    }
    #[inline]
    fn copy_last(&self, words: &mut [W]) -> usize
    where
        W: Copy,
    {
        (**self).copy_last(words)
    }
    #[inline]
    fn drop_last(&mut self, count: usize) -> Result<(), Self::Error> {
        (**self).drop_last(count)
    }
}

impl<W, T: PeekWords<W> + ?Sized> PeekWords<W> for &mut T {
    #[inline]
    fn peek_word(&self, skip: usize) -> Option<W> {
        (**self).peek_word(skip)
    }
    #[inline]
    fn drop_words(&mut self, count: usize) {
        (**self).drop_words(count);
    }
}

/// Copies the last words of `from` to the end of `to`, as many as there are and have room, and returns how many.
#[inline]
pub(crate) fn copy_last<W: Copy>(from: &[W], to: &mut [W]) -> usize {
    let count = from.len().min(to.len());
    let to_start = to.len() - count;
    to[to_start..].copy_from_slice(&from[from.len() - count..]);
    count
}

/// Storage that knows how many words are before its present position.
pub trait WordPos {
    /// The number of words, in the order in which they are written.
    fn word_pos(&self) -> usize;
}

/// Storage that can go to a position.
pub trait SeekWords: WordPos {
    /// Goes to the place after the first `position` words.
    ///
    /// # Errors
    /// If there are not that many words, or the storage fails. The position then stays as it was.
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError>;
}

/// Storage that can be made ready for other words.
pub trait ClearWords {
    /// Drops all words but keeps the memory.
    fn clear_words(&mut self);
}

impl<T: ClearWords + ?Sized> ClearWords for &mut T {
    fn clear_words(&mut self) {
        (**self).clear_words();
    }
}

impl<T: WordPos + ?Sized> WordPos for &mut T {
    #[inline]
    fn word_pos(&self) -> usize {
        (**self).word_pos()
    }
}

impl<T: SeekWords + ?Sized> SeekWords for &mut T {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        (**self).seek_words(position)
    }
}
