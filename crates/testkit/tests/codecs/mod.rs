//! The coders of this workspace, as the laws know them.
#![allow(dead_code, unreachable_pub, missing_debug_implementations, reason = "a module of several test programs")]

use core::marker::PhantomData;

use constriction_ans::AnsCoder;
use constriction_bits::Cursor;
use constriction_core::Format;
use constriction_range::{RangeDecoder, RangeEncoder};
use constriction_testkit::Codec;

/// 8-bit words and a 16-bit state: carries and renormalisations that are rare elsewhere happen all the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiny;
impl Format for Tiny {
    type Word = u8;
    type State = u16;
}

/// 8-bit words and a 32-bit state: a symbol can take two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes;
impl Format for Bytes {
    type Word = u8;
    type State = u32;
}

/// The stream of ryg's byte-wise rANS: 8-bit words, a state between 2^23 and 2^31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RansByte;
impl Format for RansByte {
    type Word = u8;
    type State = u32;
    const LOWER_BITS: u32 = 23;
}

/// The stream of ryg's 64-bit rANS: 32-bit words, a state between 2^31 and 2^63.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rans64;
impl Format for Rans64 {
    type Word = u32;
    type State = u64;
    const LOWER_BITS: u32 = 31;
}

pub struct Ans<F>(PhantomData<F>);

impl<F: Format> Codec for Ans<F> {
    type Word = F::Word;
    type Encoder = AnsCoder<F, Vec<F::Word>>;
    type Bounded = AnsCoder<F, Cursor<F::Word, Vec<F::Word>>>;
    type Decoder = AnsCoder<F, Cursor<F::Word, Vec<F::Word>>>;

    fn encoder() -> Self::Encoder {
        AnsCoder::new()
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        AnsCoder::with_words(Cursor::at_start(vec![F::Word::default(); capacity]))
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<F::Word> {
        encoder.get_compressed().unwrap().clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<F::Word> {
        encoder.into_compressed().unwrap()
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<F::Word>> {
        Some(encoder.into_compressed().ok()?.written().to_vec())
    }
    fn num_words(encoder: &Self::Encoder) -> usize {
        encoder.num_words()
    }
    fn decoder(words: Vec<F::Word>) -> Option<Self::Decoder> {
        AnsCoder::from_compressed(Cursor::at_end(words)).ok()
    }
}

pub struct Range<F>(PhantomData<F>);

impl<F: Format> Codec for Range<F> {
    type Word = F::Word;
    type Encoder = RangeEncoder<F, Vec<F::Word>>;
    type Bounded = RangeEncoder<F, Cursor<F::Word, Vec<F::Word>>>;
    type Decoder = RangeDecoder<F, Cursor<F::Word, Vec<F::Word>>>;

    fn encoder() -> Self::Encoder {
        RangeEncoder::new()
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        RangeEncoder::with_words(Cursor::at_start(vec![F::Word::default(); capacity]))
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<F::Word> {
        encoder.get_compressed().clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<F::Word> {
        encoder.into_compressed().unwrap()
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<F::Word>> {
        Some(encoder.into_compressed().ok()?.written().to_vec())
    }
    fn num_words(encoder: &Self::Encoder) -> usize {
        encoder.num_words()
    }
    fn decoder(words: Vec<F::Word>) -> Option<Self::Decoder> {
        RangeDecoder::from_compressed(Cursor::at_start(words)).ok()
    }
}
