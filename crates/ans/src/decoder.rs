//! Decoders over the words of an encoder, where the storage stays.
//!
//! Storage that only takes words (a file, a callback) cannot be decoded from as it is. There, the two halves are
//! joined by hand: take the state by [`AnsCoder::into_raw_parts`], make a source of the words, and hand both to
//! [`AnsCoder::from_raw_parts`].

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use constriction_bits::{Cursor, Reversed};
use constriction_core::Format;

use crate::AnsCoder;

#[cfg(feature = "alloc")]
impl<F: Format> AnsCoder<F, Vec<F::Word>> {
    /// A decoder that leaves this coder as it is and can seek back and forth.
    pub fn as_decoder(&self) -> AnsCoder<F, Cursor<F::Word, &[F::Word]>> {
        AnsCoder { words: Cursor::at_end(&self.words), state: self.state }
    }

    /// The same as [`as_decoder`](Self::as_decoder).
    pub fn as_seekable_decoder(&self) -> AnsCoder<F, Cursor<F::Word, &[F::Word]>> {
        self.as_decoder()
    }

    /// The same as [`into_decoder`](Self::into_decoder).
    pub fn into_seekable_decoder(self) -> AnsCoder<F, Cursor<F::Word, Vec<F::Word>>> {
        self.into_decoder()
    }

    /// A decoder that can seek back and forth.
    pub fn into_decoder(self) -> AnsCoder<F, Cursor<F::Word, Vec<F::Word>>> {
        AnsCoder { words: Cursor::at_end(self.words), state: self.state }
    }
}

impl<F: Format, B: AsRef<[F::Word]>> AnsCoder<F, Cursor<F::Word, B>> {
    /// A decoder that leaves this coder as it is.
    pub fn as_decoder(&self) -> AnsCoder<F, Cursor<F::Word, &[F::Word]>> {
        AnsCoder { words: self.words.as_view(), state: self.state }
    }
}

impl<F: Format, B: AsRef<[F::Word]>> AnsCoder<F, Reversed<Cursor<F::Word, B>>> {
    /// A decoder that leaves this coder as it is.
    #[expect(clippy::type_complexity, reason = "it says what the storage is")]
    pub fn as_decoder(&self) -> AnsCoder<F, Reversed<Cursor<F::Word, &[F::Word]>>> {
        AnsCoder { words: Reversed(self.words.0.as_view()), state: self.state }
    }
}
