//! The trait through which the laws use a coder.

use core::fmt::Debug;

use constriction_core::{Decode, Encode, Pos, Seek, Unsigned};

use crate::Message;

/// An encoder and its decoder.
pub trait Codec {
    /// The unit of compressed data.
    type Word: Unsigned;
    /// The encoder, on a vector.
    type Encoder: Encode<Error: Debug + PartialEq> + Pos<Position: Debug> + Clone + PartialEq + Debug;
    /// The same encoder, on storage that can be full and cannot grow.
    type Bounded: Encode<Error: Debug + PartialEq> + Clone + PartialEq + Debug;
    /// The decoder, on storage to seek in.
    type Decoder: Decode<Error: Debug + PartialEq>
        + Seek<Position = <Self::Encoder as Pos>::Position>
        + Clone
        + PartialEq
        + Debug;

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
    /// The number of words that the encoder says the complete message has.
    fn num_words(encoder: &Self::Encoder) -> usize;
    /// A decoder of a message, or `None` if the data is not a message.
    fn decoder(words: Vec<Self::Word>) -> Option<Self::Decoder>;

    /// Encodes a message that has no error.
    fn encoded<const P: u32>(message: &Message<P>) -> Self::Encoder {
        let mut encoder = Self::encoder();
        encoder.encode_in_order(message.pairs()).expect("the message can be coded");
        encoder
    }
}
