//! From Python's numbers and arrays to slices, and back.
//!
//! Arrays that are of a type that the library knows, contiguous in C order and aligned, are used as they are. All
//! others go through numpy.

mod few;
mod integer;
mod output;
mod parameter;
mod scalar;
mod shape;
mod symbols;
mod tensor;
mod words;

use numpy::{
    Element, PyArrayDescr, PyArrayDescrMethods, PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn, PyUntypedArray,
    PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

pub(crate) use few::{FEW, Few, few_integers, few_numbers};
pub(crate) use integer::{as_integers, integer, integers, text};
pub(crate) use output::{Output, Places, SHORT_OUTPUT, few_symbols, zeros};
pub(crate) use parameter::{Numbers, ParameterInput, fit, floats, number, short_row, short_rows};
pub(crate) use shape::{Dims, shape_of, shape_text};
pub(crate) use symbols::{SymbolArray, SymbolArrayMut, SymbolInput, impossible, scalar_symbol};
pub(crate) use words::{buffer, buffer_of_bytes, word_array, word_bytes, words, words_from_bytes};

/// A function of numpy's.
fn numpy<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static NUMPY: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    NUMPY.get_or_try_init(py, || py.import("numpy").map(Bound::unbind))?.bind(py).getattr(name)
}

/// The array that an object is, or can be seen as.
#[inline]
pub(crate) fn as_array<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    if let Ok(array) = object.cast_exact::<PyUntypedArray>() {
        return Ok(array.clone());
    }
    array_like(object)
}

/// The array that an object other than a plain array can be seen as.
#[inline(never)]
fn array_like<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let py = object.py();
    if let Ok(array) = object.cast::<PyUntypedArray>() {
        if object.is_instance(&numpy(py, "ma")?.getattr("MaskedArray")?)? {
            let message =
                "an array with a mask is not taken, as its mask would be lost: use its filled() or compressed()";
            return Err(PyTypeError::new_err(message));
        }
        return Ok(array.clone());
    }
    tensor::check_device(object)?;
    let has_dlpack_only = object.hasattr("__dlpack__")?
        && !object.hasattr("__array__")?
        && !object.hasattr("__array_interface__")?
        && !object.hasattr("__buffer__")?;
    if has_dlpack_only {
        return Ok(numpy(py, "from_dlpack")?.call1((object,))?.cast_into()?);
    }
    match numpy(py, "asarray")?.call1((object,)) {
        Ok(array) => Ok(array.cast_into()?),
        Err(error) => match tensor::detached(object)? {
            Some(tensor) => array_like(&tensor),
            None => tensor::bfloat16(object)?.ok_or(error),
        },
    }
}

/// The same numbers as an array of a type, in C order and aligned.
pub(crate) fn converted<'py, T: Element>(array: &Bound<'py, PyUntypedArray>) -> PyResult<PyReadonlyArrayDyn<'py, T>> {
    if let (true, Ok(same)) = (array.is_c_contiguous(), array.cast::<PyArrayDyn<T>>()) {
        let same = same.try_readonly()?;
        // It would not be a slice if it were not aligned.
        if same.as_slice().is_ok() {
            return Ok(same);
        }
    }
    let py = array.py();
    // Keeps the shape, also of arrays without dimensions, which `ascontiguousarray` does not.
    let requirements = ["C_CONTIGUOUS", "ALIGNED"];
    let converted = numpy(py, "require")?.call1((array, PyArrayDescr::of::<T>(py), requirements))?;
    Ok(converted.cast_into::<PyArrayDyn<T>>()?.try_readonly()?)
}

/// Whether the memory of an array is one aligned slice in C order.
fn is_plain(array: &Bound<'_, PyUntypedArray>) -> bool {
    array.is_c_contiguous() && (array.is_empty() || array.is_aligned())
}

/// Checks that an array has one dimension.
pub(crate) fn check_is_vector(array: &Bound<'_, PyUntypedArray>, name: &str) -> PyResult<()> {
    match array.ndim() {
        1 => Ok(()),
        dimensions => Err(PyValueError::new_err(format!("{name} must have one dimension, not {dimensions}"))),
    }
}

/// The kind of a type, as numpy has it (`i`, `u`, `f`, …), and its number of bytes.
pub(crate) fn kind_of(array: &Bound<'_, PyUntypedArray>) -> (u8, usize) {
    let dtype = array.dtype();
    (dtype.kind(), dtype.itemsize())
}
