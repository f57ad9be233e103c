//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::{PartialWord, words_from_bytes, words_to_bytes};
use constriction_core::{DefaultFormat, Format, SmallFormat, UnwrapInfallible};

use crate::flush::state_words;
use crate::{AnsCoder, LoadError};

/// An ANS coder with 32-bit words and a 64-bit state, on a vector unless said otherwise.
pub type DefaultAnsCoder<B = Vec<u32>> = AnsCoder<DefaultFormat, B>;

/// An ANS coder with 16-bit words and a 32-bit state, on a vector unless said otherwise.
pub type SmallAnsCoder<B = Vec<u16>> = AnsCoder<SmallFormat, B>;

impl<F: Format> Default for AnsCoder<F, Vec<F::Word>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Format> AnsCoder<F, Vec<F::Word>> {
    /// A coder without data.
    pub fn new() -> Self {
        Self::with_words(Vec::new())
    }

    /// The compressed data: [`into_compressed`](Self::into_compressed) where it cannot fail.
    pub fn into_words(self) -> Vec<F::Word> {
        self.into_compressed().unwrap_infallible()
    }

    /// The compressed data as bytes, the least significant byte of each word first.
    ///
    /// ```
    /// use constriction_ans::DefaultAnsCoder;
    ///
    /// let coder = DefaultAnsCoder::from_compressed(vec![1, 2, 3])?;
    /// let bytes = coder.to_bytes();
    /// assert_eq!(bytes, [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]);
    /// assert_eq!(DefaultAnsCoder::from_bytes(&bytes)?, coder);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        words_to_bytes(self.iter_compressed())
    }

    /// A coder that holds what [`to_bytes`](Self::to_bytes) returned.
    ///
    /// # Errors
    /// If the bytes end within a word, or as [`from_compressed`](Self::from_compressed).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError<PartialWord>> {
        Self::from_compressed(words_from_bytes(bytes).map_err(LoadError::Source)?).map_err(LoadError::from_infallible)
    }

    /// The words of the compressed data, in the order of [`into_compressed`](Self::into_compressed). A decoder needs
    /// them in reverse: `iter_compressed().rev()`.
    pub fn iter_compressed(&self) -> impl DoubleEndedIterator<Item = F::Word> + '_ {
        self.words.iter().copied().chain(state_words::<F>(self.state))
    }
}
