//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::Cursor;
use constriction_core::Unsigned;

use crate::{QueueDecoder, QueueEncoder, StackCoder};

/// A queue encoder with 32-bit words on a vector.
pub type DefaultQueueEncoder = QueueEncoder<u32, Vec<u32>>;

/// A queue decoder with 32-bit words on a vector.
pub type DefaultQueueDecoder = QueueDecoder<u32, Cursor<u32, Vec<u32>>>;

/// A stack with 32-bit words on a vector.
pub type DefaultStackCoder = StackCoder<u32, Vec<u32>>;

impl<W: Unsigned> Default for QueueEncoder<W, Vec<W>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<W: Unsigned> QueueEncoder<W, Vec<W>> {
    /// An encoder without data.
    pub fn new() -> Self {
        Self::with_words(Vec::new())
    }

    /// A decoder of the bits so far and of those that pad the last word.
    pub fn into_decoder(self) -> QueueDecoder<W, Cursor<W, Vec<W>>> {
        let Ok(words) = self.into_compressed();
        QueueDecoder::from_compressed(Cursor::at_start(words))
    }
}

impl<W: Unsigned> Default for StackCoder<W, Vec<W>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<W: Unsigned> StackCoder<W, Vec<W>> {
    /// A coder without data.
    pub fn new() -> Self {
        Self::with_words(Vec::new())
    }

    /// A decoder that leaves this coder as it is.
    pub fn as_decoder(&self) -> StackCoder<W, Cursor<W, &[W]>> {
        StackCoder::with_parts(Cursor::at_end(&self.words), self.buffer)
    }

    /// The bits from the last one on, which leaves this coder as it is.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        self.as_decoder().map(|Ok(bit)| bit)
    }
}
