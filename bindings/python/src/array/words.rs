//! Compressed data, as words and as bytes.

use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView};

use super::{as_integers, check_is_vector, integers};

/// Compressed words from an array of them.
pub(crate) fn words(object: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let array = as_integers(object, "compressed data")?;
    check_is_vector(&array, "compressed data")?;
    integers(&array, |index, word| {
        PyValueError::new_err(format!("the word at index {index} is {word}, which is not one of 32 bits"))
    })
}

/// The bytes of any object with a buffer.
pub(crate) fn buffer<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    Ok(PyMemoryView::from(object)?.call_method0("tobytes")?.cast_into()?)
}

/// Compressed words from bytes, the least significant byte of each word first.
pub(crate) fn words_from_bytes(bytes: &[u8]) -> PyResult<Vec<u32>> {
    let (words, rest) = bytes.as_chunks::<4>();
    if !rest.is_empty() {
        let message = format!("compressed data is a sequence of 4-byte words, but there are {} bytes", bytes.len());
        return Err(PyValueError::new_err(message));
    }
    Ok(words.iter().copied().map(u32::from_le_bytes).collect())
}

/// Bytes from compressed words.
pub(crate) fn words_to_bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A new array of words.
pub(crate) fn word_array<'py>(py: Python<'py>, words: &[u32]) -> Bound<'py, PyArray1<u32>> {
    PyArray1::from_slice(py, words)
}
