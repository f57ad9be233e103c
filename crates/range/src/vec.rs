//! Coders that keep their words in a vector.

use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_bits::{Cursor, PartialWord, words_from_bytes, words_to_bytes};
use constriction_core::{DefaultFormat, Format, SmallFormat, UnwrapInfallible};

use crate::seal::End;
use crate::{RangeDecoder, RangeEncoder};

/// A range encoder with 32-bit words and a 64-bit state, on a vector unless said otherwise.
pub type DefaultRangeEncoder<B = Vec<u32>> = RangeEncoder<DefaultFormat, B>;

/// A range encoder with 16-bit words and a 32-bit state, on a vector unless said otherwise.
pub type SmallRangeEncoder<B = Vec<u16>> = RangeEncoder<SmallFormat, B>;

/// A range decoder with 32-bit words and a 64-bit state, on a vector unless said otherwise.
pub type DefaultRangeDecoder<B = Cursor<u32, Vec<u32>>> = RangeDecoder<DefaultFormat, B>;

/// A range decoder with 16-bit words and a 32-bit state, on a vector unless said otherwise.
pub type SmallRangeDecoder<B = Cursor<u16, Vec<u16>>> = RangeDecoder<SmallFormat, B>;

impl<F: Format> Default for RangeEncoder<F, Vec<F::Word>> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F: Format> RangeEncoder<F, Vec<F::Word>> {
    /// An encoder without data.
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
    /// use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder, Interval, PutInterval};
    ///
    /// let mut encoder = DefaultRangeEncoder::new();
    /// encoder.put(Interval::between(3, 7).unwrap(), 4)?;
    /// let decoder = DefaultRangeDecoder::from_bytes(&encoder.to_bytes())?;
    /// assert_eq!(decoder, DefaultRangeDecoder::from_words(encoder.into_words()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        words_to_bytes(self.iter_compressed())
    }

    /// The words of the compressed data, in the order in which the decoder reads them.
    pub fn iter_compressed(&self) -> impl Iterator<Item = F::Word> + '_ {
        self.words.iter().copied().chain(self.end().into_iter().flat_map(End::into_words))
    }

    /// A decoder of the symbols so far that has words of its own.
    pub fn decoder(&self) -> RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>> {
        self.clone().into_decoder().unwrap_infallible()
    }

    /// A decoder of the symbols so far.
    ///
    /// # Errors
    /// Never.
    #[expect(clippy::type_complexity, reason = "it says what the storage is")]
    pub fn into_decoder(self) -> Result<RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>>, Infallible> {
        RangeDecoder::from_compressed(Cursor::at_start(self.into_compressed()?))
    }
}

impl<F: Format> RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>> {
    /// A decoder of the message that starts with the vector: [`from_compressed`](Self::from_compressed) where it cannot
    /// fail.
    pub fn from_words(words: Vec<F::Word>) -> Self {
        Self::from_compressed(Cursor::at_start(words)).unwrap_infallible()
    }

    /// A decoder of what [`RangeEncoder::to_bytes`] returned.
    ///
    /// # Errors
    /// If the bytes end within a word.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PartialWord> {
        Ok(Self::from_words(words_from_bytes(bytes)?))
    }
}
