#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod bits;
mod blend;
mod choice;
mod context;
mod dtype;
mod error;
mod grid;
mod layout;
mod located;
mod map;
mod mixed;
mod number;
mod planes;
mod predict;
mod shift;
mod split;
mod tokens;
mod word;

pub use choice::{Choice, decode, describe};
pub use dtype::{Dtype, Kind, UnknownDtype};
pub use error::AutoError;
pub use layout::Layout;
