#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

mod byte_cursor;
#[cfg(feature = "alloc")]
mod bytes;
mod callback;
mod cursor;
mod into;
#[cfg(feature = "std")]
mod io;
mod iter;
mod peek;
mod reversed;
#[cfg(feature = "alloc")]
mod vec;
mod words;

pub use byte_cursor::{ByteCursor, PartialWord};
#[cfg(feature = "alloc")]
pub use bytes::{words_from_bytes, words_to_bytes};
pub use callback::{Callback, TryCallback};
pub use cursor::{Cursor, Full};
pub use into::IntoReadWords;
#[cfg(feature = "std")]
pub use io::{WordReader, WordWriter};
pub use iter::{FromIter, TryFromIter};
pub use peek::Peek;
pub use reversed::Reversed;
pub use words::{ClearWords, PeekWords, PopWords, ReadWords, SeekWords, SpaceLeft, WordPos, WriteWords};
