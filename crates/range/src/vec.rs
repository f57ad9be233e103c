//! Coders that keep their words in a vector.

use alloc::vec::Vec;

use constriction_bits::Cursor;
use constriction_core::{DefaultFormat, Format, SmallFormat};

use crate::{RangeDecoder, RangeEncoder};

/// A range encoder with 32-bit words and a 64-bit state, on a vector.
pub type DefaultRangeEncoder = RangeEncoder<DefaultFormat, Vec<u32>>;

/// A range encoder with 16-bit words and a 32-bit state, on a vector.
pub type SmallRangeEncoder = RangeEncoder<SmallFormat, Vec<u16>>;

/// A range decoder with 32-bit words and a 64-bit state, on a vector.
pub type DefaultRangeDecoder = RangeDecoder<DefaultFormat, Cursor<u32, Vec<u32>>>;

/// A range decoder with 16-bit words and a 32-bit state, on a vector.
pub type SmallRangeDecoder = RangeDecoder<SmallFormat, Cursor<u16, Vec<u16>>>;

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

    /// A decoder of a copy of the symbols so far.
    pub fn to_decoder(&self) -> RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>> {
        self.clone().into_decoder()
    }

    /// A decoder of the symbols so far.
    pub fn into_decoder(self) -> RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>> {
        let Ok(words) = self.into_compressed();
        let Ok(decoder) = RangeDecoder::from_compressed(Cursor::at_start(words));
        decoder
    }
}
