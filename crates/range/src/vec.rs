//! Coders that keep their words in a vector.

use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_bits::Cursor;
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

    /// The words of the compressed data, in the order in which the decoder wants them.
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
