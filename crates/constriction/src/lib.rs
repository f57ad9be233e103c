#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

pub mod backends;
pub mod stream;

pub use constriction_core::{Pos, Seek, SeekError, Unsigned, UnwrapInfallible};
