//! Compressed data, as words and as bytes.

use numpy::{PyArray1, PyArrayDescr, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView, PyTuple};

use super::integer::type_name;
use super::{as_array, as_integers, check_is_vector, integers, kind_of, zeros};

/// Compressed words from an array of them. What holds bytes would be taken for words without an error, and is refused.
pub(crate) fn words(object: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let is_array = object.cast::<PyUntypedArray>().is_ok();
    let is_pair = object.cast::<PyTuple>().is_ok_and(|pair| {
        pair.get_item(0).is_ok_and(|first| first.cast::<PyUntypedArray>().is_ok_and(|first| first.ndim() > 0))
    });
    if is_pair || (!is_array && object.hasattr("get_compressed")?) {
        let message = match is_pair {
            true => "compressed data must be an array of words, not a tuple: get_compressed of symbol coders returns \
                     words and a number of bits, of which the words are wanted"
                .to_owned(),
            false => format!(
                "compressed data must be an array of words, not {}: call its get_compressed()",
                type_name(object)
            ),
        };
        return Err(PyTypeError::new_err(message));
    }
    let array = as_array(object)?;
    if kind_of(&array).1 == 1 || kind_of(&array).0 == b'S' {
        let message = "compressed data must be words of 32 bits, but these are bytes: use from_bytes";
        return Err(PyTypeError::new_err(message));
    }
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

/// A new array of words.
pub(crate) fn word_array<'py>(py: Python<'py>, words: &[u32]) -> PyResult<Bound<'py, PyArray1<u32>>> {
    /// At most this many words are copied without a check for memory, and without a detour through Python.
    const FEW: usize = 1 << 14;
    if words.len() <= FEW {
        return Ok(PyArray1::from_slice(py, words));
    }
    let array = zeros(py, &[words.len()], Some(PyArrayDescr::of::<u32>(py).as_any()))?;
    let array = array.cast_into::<PyArray1<u32>>()?;
    array.try_readwrite()?.as_slice_mut()?.copy_from_slice(words);
    Ok(array)
}

/// New bytes of compressed words, the least significant byte of each word first.
pub(crate) fn word_bytes<'py>(py: Python<'py>, words: &[u32]) -> PyResult<Bound<'py, PyBytes>> {
    PyBytes::new_with(py, size_of_val(words), |bytes| {
        for (place, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *place = word.to_le_bytes();
        }
        Ok(())
    })
}
