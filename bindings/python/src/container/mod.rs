//! What `constriction.container` is made of: bytes of arrays, to files and from files.

mod auto;
mod error;
mod file;
mod reader;
mod writer;

pub(crate) use auto::{decode_auto, encode_auto};
pub(crate) use error::{Corrupt, ModelMismatch, Truncated};
pub(crate) use reader::ContainerReader;
pub(crate) use writer::ContainerWriter;
