//! The coders of bits, as the laws know them.
#![allow(unreachable_pub, missing_debug_implementations, reason = "a module of a test program")]

use core::marker::PhantomData;

use constriction_bits::Cursor;
use constriction_core::Unsigned;
use constriction_symbol::{MsbFirst, QueueDecoder, QueueEncoder, StackCoder};
use constriction_testkit::BitCodec;

pub struct Queue<W>(PhantomData<W>);

impl<W: Unsigned> BitCodec for Queue<W> {
    type Word = W;
    type Encoder = QueueEncoder<W, Vec<W>>;
    type Bounded = QueueEncoder<W, Cursor<W, Vec<W>>>;
    type Decoder = QueueDecoder<W, Cursor<W, Vec<W>>>;

    fn encoder() -> Self::Encoder {
        QueueEncoder::new()
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        QueueEncoder::with_words(Cursor::at_start(vec![W::ZERO; capacity]))
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<W> {
        encoder.get_compressed().unwrap().clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<W> {
        encoder.into_compressed().unwrap()
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<W>> {
        Some(encoder.into_compressed().ok()?.written().to_vec())
    }
    fn num_bits(encoder: &Self::Encoder) -> usize {
        assert_eq!(encoder.iter().count(), encoder.num_bits());
        assert_eq!(encoder.is_empty(), encoder.num_bits() == 0);
        encoder.num_bits()
    }
    fn decoder(words: Vec<W>) -> Option<Self::Decoder> {
        Some(QueueDecoder::from_compressed(Cursor::at_start(words)))
    }
    fn maybe_exhausted(decoder: &Self::Decoder) -> bool {
        decoder.maybe_exhausted()
    }
}

/// A queue in words that are filled from the most significant bit.
pub struct MsbQueue<W>(PhantomData<W>);

impl<W: Unsigned> BitCodec for MsbQueue<W> {
    type Word = W;
    type Encoder = QueueEncoder<W, MsbFirst<Vec<W>>>;
    type Bounded = QueueEncoder<W, MsbFirst<Cursor<W, Vec<W>>>>;
    type Decoder = QueueDecoder<W, MsbFirst<Cursor<W, Vec<W>>>>;

    fn encoder() -> Self::Encoder {
        QueueEncoder::with_words(MsbFirst(Vec::new()))
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        QueueEncoder::with_words(MsbFirst(Cursor::at_start(vec![W::ZERO; capacity])))
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<W> {
        encoder.get_compressed().unwrap().0.clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<W> {
        encoder.into_compressed().unwrap().0
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<W>> {
        Some(encoder.into_compressed().ok()?.0.written().to_vec())
    }
    fn num_bits(encoder: &Self::Encoder) -> usize {
        encoder.num_bits()
    }
    fn decoder(words: Vec<W>) -> Option<Self::Decoder> {
        Some(QueueDecoder::from_compressed(MsbFirst(Cursor::at_start(words))))
    }
    fn maybe_exhausted(decoder: &Self::Decoder) -> bool {
        decoder.maybe_exhausted()
    }
}

pub struct Stack<W>(PhantomData<W>);

impl<W: Unsigned> BitCodec for Stack<W> {
    type Word = W;
    type Encoder = StackCoder<W, Vec<W>>;
    type Bounded = StackCoder<W, Cursor<W, Vec<W>>>;
    type Decoder = StackCoder<W, Vec<W>>;

    fn encoder() -> Self::Encoder {
        StackCoder::new()
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        StackCoder::with_words(Cursor::at_start(vec![W::ZERO; capacity]))
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<W> {
        encoder.get_compressed().unwrap().clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<W> {
        encoder.into_compressed().unwrap()
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<W>> {
        Some(encoder.into_compressed().ok()?.written().to_vec())
    }
    fn num_bits(encoder: &Self::Encoder) -> usize {
        assert_eq!(encoder.iter().count(), encoder.num_bits());
        assert_eq!(encoder.is_empty(), encoder.num_bits() == 0);
        encoder.num_bits()
    }
    fn decoder(words: Vec<W>) -> Option<Self::Decoder> {
        StackCoder::from_compressed(words).ok()
    }
    fn maybe_exhausted(decoder: &Self::Decoder) -> bool {
        assert_eq!(decoder.maybe_empty(), decoder.is_empty());
        decoder.maybe_empty()
    }
}
