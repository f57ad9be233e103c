//! Decoders over the words of an encoder, which stay in its storage.
//!
//! A sink that only takes words (a file, a callback) cannot be decoded from. There, take the state with
//! [`AnsCoder::into_raw_parts`], open a source of the same words, and pass both to [`AnsCoder::from_raw_parts`].

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

    /// [`as_decoder`](Self::as_decoder), by the name that it has in 0.5.0.
    #[doc(hidden)]
    pub fn as_seekable_decoder(&self) -> AnsCoder<F, Cursor<F::Word, &[F::Word]>> {
        self.as_decoder()
    }

    /// [`into_decoder`](Self::into_decoder), by the name that it has in 0.5.0.
    #[doc(hidden)]
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
