//! `Peek`: a view of storage with some words added at its end; dropping the view removes them.

use core::ops::Deref;

use crate::SeekWords;

/// Storage with words at its end that are dropped with this guard.
///
/// Coders return it to show the compressed data as if the message were complete. It can be used wherever a reference to
/// the storage can.
#[derive(Debug)]
pub struct Peek<'a, B: SeekWords> {
    words: &'a mut B,
    /// The number of words that stay.
    staying: usize,
}

impl<'a, B: SeekWords> Peek<'a, B> {
    /// Lets `write` add words and guards them.
    ///
    /// # Errors
    /// If `write` fails; then what it wrote is dropped at once.
    pub fn new<E>(words: &'a mut B, write: impl FnOnce(&mut B) -> Result<(), E>) -> Result<Self, E> {
        let staying = words.word_pos();
        let guard = Self { words, staying };
        write(guard.words)?;
        Ok(guard)
    }
}

impl<B: SeekWords> Deref for Peek<'_, B> {
    type Target = B;

    fn deref(&self) -> &B {
        self.words
    }
}

impl<W, B: SeekWords + AsRef<[W]>> AsRef<[W]> for Peek<'_, B> {
    fn as_ref(&self) -> &[W] {
        self.words.as_ref()
    }
}

impl<B: SeekWords> Drop for Peek<'_, B> {
    fn drop(&mut self) {
        // The position was there before.
        let _ = self.words.seek_words(self.staying);
    }
}
