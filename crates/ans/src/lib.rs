#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "alloc")]
mod bytes;
mod coder;
#[cfg(feature = "alloc")]
pub mod cram;
mod decoder;
mod error;
mod flush;
#[cfg(feature = "alloc")]
pub mod indexed;
mod interleaved;
mod load;
mod position;
#[cfg(feature = "alloc")]
mod vec;

#[cfg(feature = "alloc")]
pub use bytes::{ByteCoder, BytesError, ContextOrder, decode_bytes, decoded_len, encode_bytes};
pub use coder::AnsCoder;
#[doc(no_inline)]
pub use constriction_bits;
#[doc(no_inline)]
pub use constriction_core::{
    self, Decode, DecoderModel, DefaultFormat, Encode, EncoderModel, Format, Interval, Model, Pos, PutInterval, Seek,
    SmallFormat, TakeInterval, UnwrapInfallible,
};
pub use constriction_kernels::Level;
pub use error::{LoadError, UnsealError};
#[cfg(feature = "alloc")]
pub use interleaved::{DefaultInterleaved, InterleavedAnsCoder, SmallInterleaved};
pub use interleaved::{Interleaved, InterleavedError, LaneCount, Lanes};
#[cfg(feature = "alloc")]
pub use vec::{DefaultAnsCoder, SmallAnsCoder};
