//! The native part of `constriction.container`: writes and reads the bytes of arrays.

mod auto;
mod error;
mod file;
mod reader;
mod writer;

pub(crate) use auto::{decode_auto, encode_auto};
pub(crate) use error::{Corrupt, ModelMismatch, Truncated};
pub(crate) use reader::ContainerReader;
pub(crate) use writer::ContainerWriter;
