//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::Cursor;
use constriction_core::{DefaultFormat, Format, SmallFormat};

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

    /// A decoder that leaves this coder as it is and can seek back and forth.
    pub fn as_decoder(&self) -> Interleaved<F, Cursor<F::Word, &[F::Word]>> {
        Interleaved { words: Cursor::at_end(&self.words), lanes: self.lanes }
    }

    /// A decoder that can seek back and forth.
    pub fn into_decoder(self) -> Interleaved<F, Cursor<F::Word, Vec<F::Word>>> {
        Interleaved { words: Cursor::at_end(self.words), lanes: self.lanes }
    }
}
