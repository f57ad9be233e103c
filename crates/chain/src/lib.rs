#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod coder;
mod decode;
mod encode;
mod error;
mod finish;
mod heads;
mod load;
mod position;
mod precision;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "alloc")]
mod vec;

pub use coder::ChainCoder;
#[doc(no_inline)]
pub use constriction_bits;
#[doc(no_inline)]
pub use constriction_core::{
    self, Decode, DecoderModel, DefaultFormat, Encode, EncoderModel, Format, Interval, Model, Pos, PutInterval, Seek,
    SmallFormat, TakeInterval, UnwrapInfallible,
};
pub use error::{ChainDecodeError, ChainEncodeError, ChainLoadError, FinishError, PrecisionError, Unchanged};
pub use heads::ChainHeads;
pub use position::ChainPosition;
#[cfg(feature = "alloc")]
pub use vec::{DefaultChainCoder, SmallChainCoder};
