//! The coders that the demo compares, with one trait.

use std::convert::Infallible;

use constriction::stream::model::Interval;
use constriction::stream::queue::{DefaultRangeDecoder, DefaultRangeEncoder};
use constriction::stream::stack::DefaultAnsCoder;
use constriction::stream::{Decode, DecodeError, Encode, EncodeError, Order, PutInterval};

use super::Error;

/// Why an encoder that writes to memory fails.
pub(super) type PutError = EncodeError<Infallible>;
/// Why a decoder that reads from memory fails.
pub(super) type TakeError = DecodeError<Infallible>;

/// An entropy coder: what makes words of symbols, and symbols of words.
pub(super) trait Coder {
    /// Its name in the table.
    const NAME: &'static str;
    /// Its share of the byte that tells how data was compressed.
    const TAG: u8;
    /// The encoding side.
    type Encoder: Encode<Error = PutError> + Default;
    /// The decoding side.
    type Decoder: Decode<Error = TakeError>;

    /// The words of all that was encoded.
    fn into_words(encoder: Self::Encoder) -> Vec<u32>;

    /// A decoder of these words.
    fn decoder(words: Vec<u32>) -> Result<Self::Decoder, Error>;

    /// Whether nothing is left to decode, as far as the format lets a decoder see that.
    fn is_done(decoder: &Self::Decoder) -> bool;
}

/// Asymmetric numeral systems: last in, first out.
pub(super) struct Ans;

impl Coder for Ans {
    const NAME: &'static str = "ANS";
    const TAG: u8 = 0x10;
    type Encoder = DefaultAnsCoder;
    type Decoder = DefaultAnsCoder;

    fn into_words(encoder: DefaultAnsCoder) -> Vec<u32> {
        let Ok(words) = encoder.into_compressed();
        words
    }

    fn decoder(words: Vec<u32>) -> Result<DefaultAnsCoder, Error> {
        DefaultAnsCoder::from_compressed(words).map_err(|_| Error::Corrupt)
    }

    fn is_done(decoder: &DefaultAnsCoder) -> bool {
        decoder.is_empty()
    }
}

/// Range coding: first in, first out.
pub(super) struct Range;

impl Coder for Range {
    const NAME: &'static str = "range";
    const TAG: u8 = 0x20;
    type Encoder = DefaultRangeEncoder;
    type Decoder = DefaultRangeDecoder;

    fn into_words(encoder: DefaultRangeEncoder) -> Vec<u32> {
        let Ok(words) = encoder.into_compressed();
        words
    }

    fn decoder(words: Vec<u32>) -> Result<DefaultRangeDecoder, Error> {
        let Ok(decoder) = DefaultRangeDecoder::from_compressed(words);
        Ok(decoder)
    }

    fn is_done(decoder: &DefaultRangeDecoder) -> bool {
        decoder.maybe_exhausted()
    }
}

/// An encoder that writes nothing and adds up what the symbols would cost an ideal one: `-log2(prob / 2^P)` bits each.
#[derive(Debug, Default)]
pub(super) struct Ideal {
    /// The sum.
    pub(super) bits: f64,
}

impl PutInterval for Ideal {
    type Error = PutError;
    type Mark = f64;
    const ORDER: Order = Order::Forward;
    const MAX_PRECISION: u32 = 32;

    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), PutError> {
        self.bits += f64::from(precision) - f64::from(interval.prob.get()).log2();
        Ok(())
    }

    fn mark(&self) -> Option<f64> {
        Some(self.bits)
    }

    fn rewind(&mut self, mark: f64) {
        self.bits = mark;
    }
}
