#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod carry;
mod decoder;
mod encoder;
mod parts;
mod position;
mod seal;
#[cfg(feature = "serde")]
mod serde;
mod state;
#[cfg(feature = "alloc")]
mod vec;

#[doc(no_inline)]
pub use constriction_bits;
#[doc(no_inline)]
pub use constriction_core::{
    self, Decode, DecoderModel, DefaultFormat, Encode, EncoderModel, Format, Interval, Model, Pos, PutInterval, Seek,
    SmallFormat, TakeInterval, UnwrapInfallible,
};
pub use decoder::RangeDecoder;
pub use encoder::RangeEncoder;
pub use state::RangeState;
#[cfg(feature = "alloc")]
pub use vec::{DefaultRangeDecoder, DefaultRangeEncoder, SmallRangeDecoder, SmallRangeEncoder};
