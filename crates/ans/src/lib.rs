#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

#[cfg(feature = "alloc")]
extern crate alloc;

mod coder;
mod decoder;
mod error;
mod flush;
mod load;
mod position;
#[cfg(feature = "alloc")]
mod vec;

pub use coder::AnsCoder;
pub use error::{LoadError, UnsealError};
#[cfg(feature = "alloc")]
pub use vec::{DefaultAnsCoder, SmallAnsCoder};
