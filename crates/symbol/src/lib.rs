#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod bits;
mod buffer;
mod byte_symbols;
mod codebook;
mod decode;
mod elias_delta;
mod elias_gamma;
mod encode;
mod error;
mod exp_golomb;
mod golomb;
pub mod huffman;
mod lookahead;
mod msb_first;
mod queue_decoder;
mod queue_encoder;
mod rice;
mod run;
mod stack;
mod unary;
#[cfg(feature = "alloc")]
mod vec;

pub use bits::Bits;
pub use byte_symbols::ByteSymbols;
pub use codebook::{Codebook, DecoderCodebook, EncoderCodebook};
pub use decode::{DecodeIid, DecodeSymbols, ReadBitStream, TakeBits};
pub use elias_delta::EliasDelta;
pub use elias_gamma::EliasGamma;
pub use encode::{PutBits, WriteBitStream};
pub use error::{IntegerCodeError, StackLoadError, SymbolCodeError};
pub use exp_golomb::ExpGolomb;
pub use golomb::Golomb;
pub use lookahead::Lookahead;
pub use msb_first::MsbFirst;
pub use queue_decoder::QueueDecoder;
pub use queue_encoder::QueueEncoder;
pub use rice::Rice;
pub use run::RunCode;
pub use stack::StackCoder;
pub use unary::Unary;
#[cfg(feature = "alloc")]
pub use vec::{DefaultQueueDecoder, DefaultQueueEncoder, DefaultStackCoder};
