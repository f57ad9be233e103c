//! Compressed data, as words and as bytes.

use numpy::{PyArray1, PyArrayDescr, PyArrayMethods, PyReadonlyArray1, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMemoryView, PyTuple};

use super::integer::type_name;
use super::{as_array, as_integers, check_is_vector, integers, kind_of, numpy, zeros};

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
        PyValueError::new_err(format!("the word at index {index} is {word}, which does not fit in 32 bits"))
    })
}

/// The bytes of an object with a buffer, without a copy where they lie one after the other.
pub(crate) enum Buffer<'py> {
    Bytes(Bound<'py, PyBytes>),
    /// A view of the memory of the object.
    View(PyReadonlyArray1<'py, u8>),
}

impl Buffer<'_> {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes.as_bytes(),
            Self::View(view) => view.as_slice().unwrap_or_default(),
        }
    }
}

/// The bytes of any object with a buffer.
pub(crate) fn buffer<'py>(object: &Bound<'py, PyAny>) -> PyResult<Buffer<'py>> {
    if let Ok(bytes) = object.cast_exact::<PyBytes>() {
        return Ok(Buffer::Bytes(bytes.clone()));
    }
    bytes_of(&PyMemoryView::from(object)?)
}

/// The bytes of any object with a buffer whose items are bytes.
pub(crate) fn buffer_of_bytes<'py>(object: &Bound<'py, PyAny>) -> PyResult<Buffer<'py>> {
    if let Ok(bytes) = object.cast_exact::<PyBytes>() {
        return Ok(Buffer::Bytes(bytes.clone()));
    }
    let view = PyMemoryView::from(object)?;
    let size: usize = view.getattr("itemsize")?.extract()?;
    if size > 1 {
        let message = format!(
            "the data has items of {size} bytes: typesize={size} codes the bytes at each place of an item together, \
             typesize=1 codes all bytes alike"
        );
        return Err(PyTypeError::new_err(message));
    }
    bytes_of(&view)
}

fn bytes_of<'py>(view: &Bound<'py, PyMemoryView>) -> PyResult<Buffer<'py>> {
    let is_one_piece = view.getattr("c_contiguous")?.is_truthy()? && view.getattr("nbytes")?.is_truthy()?;
    if !is_one_piece {
        return Ok(Buffer::Bytes(view.call_method0("tobytes")?.cast_into()?));
    }
    let array = numpy(view.py(), "frombuffer")?.call1((view, PyArrayDescr::of::<u8>(view.py())))?;
    Ok(Buffer::View(array.cast_into::<PyArray1<u8>>()?.try_readonly()?))
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
