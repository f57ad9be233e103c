//! The arrays of a file, whose elements are read piece by piece.

use std::io::{Cursor, Read};
use std::path::Path;

use constriction_container::{ArraySpec, Dtype};
use serde_json::{Value, json};

use crate::args::Numbers;
use crate::error::Error;
use crate::files::Source;
use crate::{npy, npz, png, safetensors};

/// An array of a file.
pub(crate) struct Piece<'a> {
    pub(crate) spec: ArraySpec,
    /// The elements' bytes, little-endian, in the order in which the container has them.
    pub(crate) bytes: Box<dyn Read + 'a>,
}

/// The action for each array of a file.
pub(crate) type Take<'t> = dyn FnMut(Piece<'_>) -> Result<(), Error> + 't;

/// The description of a file that is in the metadata of its arrays: its format, and what else is needed to write it again.
pub(crate) fn metadata(format: &str, more: &[(&str, Value)]) -> String {
    let mut file = json!({ "format": format });
    for (name, value) in more {
        file[*name] = value.clone();
    }
    json!({ "file": file }).to_string()
}

/// Takes a file apart.
pub(crate) fn read(
    path: &Path,
    mut source: Box<dyn Source>,
    numbers: &Numbers,
    take: &mut Take<'_>,
) -> Result<(), Error> {
    let mut start = Vec::new();
    source.by_ref().take(16).read_to_end(&mut start)?;
    source.rewind()?;
    if let Some(dtype) = numbers.dtype {
        return raw(source, dtype, &numbers.shape, take);
    }
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let is_whole = if start.starts_with(npy::MAGIC) {
        npy::read(&mut source, take)?
    } else if start.starts_with(b"PK\x03\x04") && extension == "npz" {
        npz::read(&mut source, take)?
    } else if start.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::read(&mut source, take)?
    } else if extension == "safetensors" {
        safetensors::read(&mut source, take)?
    } else {
        false
    };
    if is_whole {
        return Ok(());
    }
    source.rewind()?;
    bytes(source, take)
}

/// A file of numbers alone.
fn raw(mut source: Box<dyn Source>, dtype: Dtype, shape: &[u64], take: &mut Take<'_>) -> Result<(), Error> {
    let len = length(&mut source)?;
    let width = dtype.width() as u64;
    let elements = shape.iter().try_fold(width, |product, &length| product.checked_mul(length));
    let is_right = if shape.is_empty() { len.is_multiple_of(width) } else { elements == Some(len) };
    if !is_right {
        return Err(Error::Words(format!("{len} bytes are not an array of {dtype} with the shape {shape:?}")));
    }
    let line = [len / width];
    let shape = if shape.is_empty() { &line[..] } else { shape };
    let spec = ArraySpec::new("data", dtype, shape).with_metadata(metadata("raw", &[]));
    take(Piece { spec, bytes: Box::new(source) })
}

/// Any file.
fn bytes(mut source: Box<dyn Source>, take: &mut Take<'_>) -> Result<(), Error> {
    let len = length(&mut source)?;
    let spec = ArraySpec::new("data", Dtype::U8, &[len]).with_metadata(metadata("bytes", &[]));
    take(Piece { spec, bytes: Box::new(source) })
}

fn length(source: &mut Box<dyn Source>) -> Result<u64, Error> {
    let len = source.seek(std::io::SeekFrom::End(0))?;
    source.rewind()?;
    Ok(len)
}

/// An array whose elements are in memory.
pub(crate) fn piece_of(spec: ArraySpec, bytes: Vec<u8>) -> Piece<'static> {
    Piece { spec, bytes: Box::new(Cursor::new(bytes)) }
}
