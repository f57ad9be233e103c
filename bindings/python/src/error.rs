//! From errors of the library to exceptions.

use std::ops::RangeInclusive;

use constriction_runtime::{Error, Family, ModelSpec, ZeroProbability};
use pyo3::exceptions::{PyKeyError, PyKeyboardInterrupt, PyMemoryError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::array::shape_text;

/// The exception for an error: `KeyError` for symbols that have no probability, `ValueError` for all else that is wrong
/// with values.
pub(crate) fn to_py(error: Error) -> PyErr {
    match error {
        Error::ImpossibleSymbol { .. } | Error::NoQuantile { .. } => PyKeyError::new_err(error.to_string()),
        Error::Interrupted => PyKeyboardInterrupt::new_err(()),
        Error::Memory => PyMemoryError::new_err(error.to_string()),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// The exception for an error of a call with symbols of a shape, by which it says where they are.
#[cold]
pub(crate) fn of_call(error: Error, spec: &ModelSpec, shape: &[usize]) -> PyErr {
    if matches!(error, Error::Interrupted | Error::Memory) {
        return to_py(error);
    }
    let mut text = error.to_string();
    if let (Some(index), [_, _, ..]) = (error.index(), shape) {
        let flat = format!("index {index}");
        // The symbol is named last.
        if let Some(start) = text.rfind(&flat) {
            text.replace_range(start..start + flat.len(), &format!("index {}", place_text(index, shape)));
        }
    }
    let symbol = match error {
        Error::ImpossibleSymbol { symbol, .. } => symbol,
        Error::NoQuantile { .. } => return PyKeyError::new_err(text),
        _ => return PyValueError::new_err(text),
    };
    let is_outside =
        |support: RangeInclusive<i32>| !(i128::from(*support.start())..=i128::from(*support.end())).contains(&symbol);
    let can_escape = spec.family() != Family::Uniform && spec.options().zero_probability != ZeroProbability::Escape;
    match spec.support() {
        Some(support) if is_outside(support.clone()) => {
            text += &format!(", whose symbols are {} to {}", support.start(), support.end());
        }
        // Tables have supports of their own.
        None => {}
        Some(_) => return PyKeyError::new_err(text),
    }
    if can_escape {
        text += "; with zero_probability=\"escape\", others can be coded too";
    }
    PyKeyError::new_err(text)
}

/// The place with a flat index in an array, as numpy writes it.
fn place_text(mut index: usize, shape: &[usize]) -> String {
    let mut places: Vec<usize> = Vec::with_capacity(shape.len());
    for &size in shape.iter().rev() {
        places.push(index % size.max(1));
        index /= size.max(1);
    }
    places.reverse();
    shape_text(&places)
}

/// A `ValueError` with the message of an error.
pub(crate) fn value_error(error: impl std::error::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// A `ValueError` with the message of an error, and what to do.
pub(crate) fn value_error_with(error: impl std::error::Error, hint: &str) -> PyErr {
    PyValueError::new_err(format!("{error}: {hint}"))
}

/// Functions of the caller's hold the interpreter.
pub(crate) fn custom_on_threads() -> PyErr {
    PyTypeError::new_err("models with your own functions cannot be used on several threads")
}
