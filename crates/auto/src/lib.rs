#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod choice;
mod dtype;
mod error;
mod layout;
mod number;
mod planes;

pub use choice::{Choice, decode};
pub use dtype::{Dtype, Kind, UnknownDtype};
pub use error::AutoError;
pub use layout::Layout;
