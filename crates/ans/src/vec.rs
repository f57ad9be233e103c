//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_core::{DefaultFormat, Format, SmallFormat};

use crate::AnsCoder;
use crate::flush::state_words;

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

    /// The words of the compressed data, in the order of [`into_compressed`](Self::into_compressed). A decoder wants
    /// them the other way round: `iter_compressed().rev()`.
    pub fn iter_compressed(&self) -> impl DoubleEndedIterator<Item = F::Word> + '_ {
        self.words.iter().copied().chain(state_words::<F>(self.state))
    }
}
