#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod append;
mod array_info;
mod array_spec;
mod array_writer;
mod chunk;
mod coding;
mod elements;
mod entry;
mod error;
mod frame;
mod number;
mod parameters;
mod reader;
mod threads;
mod words;
mod writer;

pub use array_info::ArrayInfo;
pub use array_spec::{ArraySpec, MOST_CHUNK_BYTES};
pub use array_writer::ArrayWriter;
pub use coding::{Coder, Coding, ModelCoding};
pub use constriction_auto::{Dtype, Kind, Layout, UnknownDtype};
pub use constriction_runtime::{FloatSlice, ModelSpec, Param};
pub use elements::Element;
pub use error::{Error, Part};
pub use frame::{HEADER_LEN, TRAILER_LEN, VERSION};
pub use reader::Reader;
pub use writer::Writer;
