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
mod state;
#[cfg(feature = "alloc")]
mod vec;

pub use decoder::RangeDecoder;
pub use encoder::RangeEncoder;
pub use state::RangeState;
#[cfg(feature = "alloc")]
pub use vec::{DefaultRangeDecoder, DefaultRangeEncoder, SmallRangeDecoder, SmallRangeEncoder};
