//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::{Cursor, PartialWord, words_from_bytes, words_to_bytes};
use constriction_core::{DefaultFormat, Format, SmallFormat};

use super::InterleavedError;
use super::message::last_words;
use crate::{Interleaved, LaneCount};

/// An interleaved coder with 32-bit words and 64-bit states, on a vector unless said otherwise.
pub type DefaultInterleaved<B = Vec<u32>> = Interleaved<DefaultFormat, B>;

/// An interleaved coder with 16-bit words and 32-bit states, on a vector unless said otherwise.
pub type SmallInterleaved<B = Vec<u16>> = Interleaved<SmallFormat, B>;

impl<F: Format> Interleaved<F, Vec<F::Word>> {
    /// A coder without data, with this number of states.
    pub fn new(count: LaneCount) -> Self {
        Self::with_words(Vec::new(), count)
    }

    /// The compressed data as bytes, the least significant byte of each word first.
    ///
    /// ```
    /// use constriction_ans::{DefaultInterleaved, LaneCount};
    ///
    /// let coder = DefaultInterleaved::new(LaneCount::ONE);
    /// assert_eq!(DefaultInterleaved::from_bytes(&coder.to_bytes())?, coder);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        words_to_bytes(self.words.iter().copied().chain(last_words(&self.lanes)))
    }

    /// A coder that holds what [`to_bytes`](Self::to_bytes) returned.
    ///
    /// # Errors
    /// If the bytes end within a word, or as [`from_compressed`](Self::from_compressed).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InterleavedError<PartialWord>> {
        let words = words_from_bytes(bytes).map_err(InterleavedError::Source)?;
        Self::from_compressed(words).map_err(InterleavedError::from_infallible)
    }

    /// A decoder that leaves this coder as it is and can seek back and forth.
    pub fn as_decoder(&self) -> Interleaved<F, Cursor<F::Word, &[F::Word]>> {
        Interleaved { words: Cursor::at_end(&self.words), lanes: self.lanes }
    }

    /// A decoder that can seek back and forth.
    pub fn into_decoder(self) -> Interleaved<F, Cursor<F::Word, Vec<F::Word>>> {
        Interleaved { words: Cursor::at_end(self.words), lanes: self.lanes }
    }
}
