//! Errors as Python's exceptions.

use std::convert::Infallible;
use std::fmt::Display;

use constriction_core::EncodeError;
use constriction_symbol::SymbolCodeError;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

/// `KeyError` with the symbol and, if there are several, its index.
#[cold]
pub(super) fn no_code_word(index: Option<usize>, symbol: impl Display) -> PyErr {
    PyKeyError::new_err(match index {
        None => format!("the symbol {symbol} has no code word"),
        Some(index) => format!("the symbol {symbol} at index {index} has no code word"),
    })
}

/// The error of encoding `symbols`, of which the first one is number `start`; no number if there is only one.
#[cold]
pub(super) fn encode_error(error: EncodeError<Infallible>, start: Option<usize>, symbols: &[u64]) -> PyErr {
    match error {
        EncodeError::ImpossibleSymbol(at) => {
            let symbol = symbols.get(at.index).map_or_else(String::new, u64::to_string);
            no_code_word(start.map(|start| start + at.index), symbol)
        }
        other => value_error(other),
    }
}

/// Why symbols cannot be decoded.
pub(super) enum DecodeError {
    /// The data is not such symbols.
    Data { index: usize, error: SymbolCodeError<Infallible> },
    /// A symbol is too large for its type.
    TooLarge { index: usize, symbol: u64 },
    /// There is no memory for that many.
    Memory,
}

#[cold]
pub(super) fn value_error(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}
