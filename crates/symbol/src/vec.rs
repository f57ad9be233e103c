//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::{Cursor, PartialWord, words_from_bytes, words_to_bytes};
use constriction_core::Unsigned;

use crate::{QueueDecoder, QueueEncoder, StackCoder, StackLoadError};

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

    /// The compressed data as bytes, the least significant byte of each word first.
    ///
    /// ```
    /// use constriction_symbol::{DefaultQueueDecoder, DefaultQueueEncoder, ReadBitStream, Rice, WriteBitStream};
    ///
    /// let code = Rice::<u32>::new(2)?;
    /// let mut encoder = DefaultQueueEncoder::new();
    /// encoder.encode_iid_symbols([3, 8, 1], &code)?;
    /// let bytes = encoder.to_bytes();
    /// assert_eq!(bytes.len(), 4);
    ///
    /// let mut decoder = DefaultQueueDecoder::from_bytes(&bytes)?;
    /// assert_eq!(decoder.decode_iid_symbols(3, &code).collect::<Result<Vec<_>, _>>()?, [3, 8, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let Ok(words) = self.clone().into_compressed();
        words_to_bytes(words)
    }
}

impl<W: Unsigned> QueueDecoder<W, Cursor<W, Vec<W>>> {
    /// A decoder of what [`QueueEncoder::to_bytes`] returned.
    ///
    /// # Errors
    /// If the bytes end within a word.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PartialWord> {
        Ok(Self::from_compressed(Cursor::at_start(words_from_bytes(bytes)?)))
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

    /// The compressed data as bytes, the least significant byte of each word first.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Ok(words) = self.clone().into_compressed();
        words_to_bytes(words)
    }

    /// A coder that holds what [`to_bytes`](Self::to_bytes) returned.
    ///
    /// ```
    /// use constriction_symbol::DefaultStackCoder;
    ///
    /// let coder = DefaultStackCoder::from_bytes(&[0b1011, 0, 0, 0])?;
    /// assert_eq!(coder.iter().collect::<Vec<_>>(), [false, true, true]);
    /// assert_eq!(coder.to_bytes(), [0b1011, 0, 0, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the bytes end within a word, or as [`from_compressed`](Self::from_compressed).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StackLoadError<PartialWord>> {
        let words = words_from_bytes(bytes).map_err(StackLoadError::Source)?;
        Self::from_compressed(words).map_err(|error| match error {
            StackLoadError::TrailingZero => StackLoadError::TrailingZero,
            StackLoadError::Source(never) => match never {},
        })
    }

    /// The bits from the last one on, which leaves this coder as it is.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        self.as_decoder().map(|Ok(bit)| bit)
    }
}
