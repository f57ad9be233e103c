#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod backends;
pub mod compat;
pub mod stream;
#[cfg(feature = "symbol")]
pub mod symbol;

#[doc(hidden)]
pub use compat::error::CoderError;
pub use constriction_core::{Pos, Seek, SeekError, Unsigned, UnwrapInfallible};
