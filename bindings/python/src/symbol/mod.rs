//! `constriction.symbol`: code books and coders of bits.

mod array;
mod code;
mod codebook;
mod decode;
mod decode_from;
mod encode;
mod error;
mod huffman;
mod queue_decoder;
mod queue_encoder;
mod room;
mod stack;
mod universal;
mod weights;

pub(crate) use codebook::Codebook;
pub(crate) use huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree};
pub(crate) use queue_decoder::QueueDecoder;
pub(crate) use queue_encoder::QueueEncoder;
pub(crate) use stack::StackCoder;
pub(crate) use universal::{EliasDelta, EliasGamma, ExpGolomb, Golomb, Rice, Unary};
