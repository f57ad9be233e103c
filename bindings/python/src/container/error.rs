//! Exceptions of containers.

use constriction_container::{Error, Part};
use constriction_runtime::Error as ModelError;
use pyo3::create_exception;
use pyo3::exceptions::{PyKeyError, PyOSError, PyValueError};
use pyo3::prelude::*;

use super::file::Raised;

create_exception!(
    constriction.container,
    ModelMismatch,
    PyValueError,
    "A chunk was encoded with other models: parameters differ from those of the encoder.\n\nAttributes:\n    array: the name of the array.\n    chunk: the number of the chunk.\n    elements: the range of the chunk's elements, counted in C order."
);
create_exception!(
    constriction.container,
    Corrupt,
    PyValueError,
    "A part of a container is damaged.\n\nAttributes:\n    array: the name of the array, or None if it is not a chunk that is damaged.\n    chunk: the number of the chunk, or None."
);
create_exception!(constriction.container, Truncated, PyValueError, "A container ends before it should.");

/// The exception for an error; what a file object has raised is raised again.
pub(crate) fn container_error(py: Python<'_>, error: Error, raised: &Raised) -> PyErr {
    if let Some(error) = raised.lock().ok().and_then(|mut raised| raised.take()) {
        return error;
    }
    let message = error.to_string();
    match error {
        Error::Io { .. } => PyOSError::new_err(message),
        Error::Truncated => Truncated::new_err(message),
        Error::Corrupt { part } | Error::Malformed { part, .. } => {
            let (array, chunk) = match part {
                Part::Chunk { array, chunk } => (Some(array), Some(chunk)),
                _ => (None, None),
            };
            let error = Corrupt::new_err(message);
            let value = error.value(py);
            let set = value.setattr("array", array).and_then(|()| value.setattr("chunk", chunk));
            set.err().unwrap_or(error)
        }
        Error::ModelMismatch { array, chunk, symbols } => {
            let error = ModelMismatch::new_err(message);
            let value = error.value(py);
            let set = || {
                value.setattr("array", array)?;
                value.setattr("chunk", chunk)?;
                let range = py.import("builtins")?.getattr("range")?;
                value.setattr("elements", range.call1((symbols.start, symbols.end))?)
            };
            set().err().unwrap_or(error)
        }
        Error::NoSuchArray { .. }
        | Error::Model { error: ModelError::ImpossibleSymbol { .. } | ModelError::NoQuantile { .. }, .. } => {
            PyKeyError::new_err(message)
        }
        _ => PyValueError::new_err(message),
    }
}
