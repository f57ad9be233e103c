//! From errors of the library to exceptions.

use constriction_runtime::Error;
use pyo3::exceptions::{PyKeyError, PyKeyboardInterrupt, PyTypeError, PyValueError};
use pyo3::prelude::*;

/// The exception for an error: `KeyError` for symbols that have no probability, `ValueError` for all else that is wrong
/// with values.
pub(crate) fn to_py(error: Error) -> PyErr {
    match error {
        Error::ImpossibleSymbol { .. } => PyKeyError::new_err(error.to_string()),
        Error::Interrupted => PyKeyboardInterrupt::new_err(()),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// A `ValueError` with the message of an error.
pub(crate) fn value_error(error: impl std::error::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Functions of the caller's hold the interpreter.
pub(crate) fn custom_on_threads() -> PyErr {
    PyTypeError::new_err("models with functions of yours cannot be used on several threads")
}
