//! The trait through which the laws of symbol codes use a coder of bits.

use core::fmt::Debug;

use constriction_core::Unsigned;
use constriction_symbol::{EncoderCodebook, PutBits, TakeBits, WriteBitStream};

/// An encoder of bits and its decoder.
pub trait BitCodec {
    /// The unit of compressed data.
    type Word: Unsigned;
    /// The encoder, on a vector.
    type Encoder: PutBits<Error: Debug + PartialEq> + Clone + PartialEq + Debug;
    /// The same encoder, on storage that can be full and cannot grow.
    type Bounded: PutBits<Error: Debug + PartialEq> + Clone + Debug;
    /// The decoder.
    type Decoder: TakeBits<Error: Debug + PartialEq> + Clone + Debug;

    /// An encoder without data.
    fn encoder() -> Self::Encoder;
    /// An encoder without data that has room for `capacity` words.
    fn bounded(capacity: usize) -> Self::Bounded;
    /// Drops all data.
    fn clear(encoder: &mut Self::Encoder);
    /// The complete message, and the encoder as it was.
    fn peek(encoder: &mut Self::Encoder) -> Vec<Self::Word>;
    /// The complete message.
    fn finish(encoder: Self::Encoder) -> Vec<Self::Word>;
    /// The complete message, or `None` if there is no room for all of it.
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<Self::Word>>;
    /// The number of bits that the encoder says it has.
    fn num_bits(encoder: &Self::Encoder) -> usize;
    /// A decoder of a message, or `None` if the data is not a message.
    fn decoder(words: Vec<Self::Word>) -> Option<Self::Decoder>;
    /// Whether all may have been read.
    fn maybe_exhausted(decoder: &Self::Decoder) -> bool;

    /// Encodes symbols that all have a code word, so that the decoder returns them in this order.
    fn encoded<C: EncoderCodebook>(codebook: &C, symbols: &[C::Symbol]) -> Self::Encoder {
        let mut encoder = Self::encoder();
        encoder.encode_in_order(symbols.iter().map(|symbol| (symbol, codebook))).expect("symbols with a code word");
        encoder
    }
}
