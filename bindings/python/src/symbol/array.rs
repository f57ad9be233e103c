//! Numbers and arrays from Python.

use numpy::prelude::*;
use numpy::{Element, PyArrayDescr, PyArrayDyn, PyUntypedArray};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::IntoPyDict;

use super::error::no_code_word;

/// An object as an array, by any protocol that numpy knows.
pub(super) fn asarray<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    if let Ok(array) = object.cast::<PyUntypedArray>() {
        return Ok(array.clone());
    }
    let is_dlpack = object.hasattr("__dlpack__")? && !object.hasattr("__array__")?;
    let function = if is_dlpack { "from_dlpack" } else { "asarray" };
    Ok(object.py().import("numpy")?.call_method1(function, (object,))?.cast_into()?)
}

/// The elements in C order, cast by the rules of numpy: the caller sees to it that nothing is lost.
pub(super) fn elements<T: Element + Copy>(array: &Bound<'_, PyUntypedArray>) -> PyResult<Vec<T>> {
    // A vector is to be had of Fortran's order, too, in that order.
    if array.is_c_contiguous()
        && let Ok(same) = array.cast::<PyArrayDyn<T>>()
        && let Ok(elements) = same.to_vec()
    {
        return Ok(elements);
    }
    // Strided, misaligned, or of another type.
    let py = array.py();
    let order = [("order", "C")].into_py_dict(py)?;
    let copy = py.import("numpy")?.call_method("array", (array, T::get_dtype(py)), Some(&order))?;
    copy.cast::<PyArrayDyn<T>>()?.to_vec().map_err(|error| PyValueError::new_err(error.to_string()))
}

/// One symbol.
#[inline]
pub(super) fn symbol(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    object.extract().map_err(|error| not_a_symbol(object, error, None))
}

/// `KeyError` for an integer that is negative or too large, as that is no symbol of any code.
#[cold]
fn not_a_symbol(object: &Bound<'_, PyAny>, error: PyErr, index: Option<usize>) -> PyErr {
    if !error.is_instance_of::<PyOverflowError>(object.py()) {
        return error;
    }
    // Python refuses to print integers of more than some thousand digits.
    no_code_word(index, object.str().map_or_else(|_| "with so many digits".into(), |text| text.to_string()))
}

/// Symbols of any integer type and shape, in C order.
pub(super) fn symbols(object: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    fn unsigned<T: Copy + std::fmt::Display + TryInto<u64>>(elements: Vec<T>) -> PyResult<Vec<u64>> {
        let checked = elements.iter().enumerate().map(|(i, &n)| n.try_into().map_err(|_| no_code_word(Some(i), n)));
        checked.collect()
    }
    let mut array = asarray(object)?;
    if array.dtype().kind() == b'f' && !array.is(object) {
        // What numpy makes of a list with some integers of 64 bits among smaller ones.
        array = object.py().import("numpy")?.call_method1("asarray", (object, "O"))?.cast_into()?;
    }
    let dtype = array.dtype();
    match dtype.kind() {
        b'b' | b'u' => elements(&array),
        b'i' if dtype.itemsize() <= 4 => unsigned(elements::<i32>(&array)?),
        b'i' => unsigned(elements::<i64>(&array)?),
        b'O' => {
            let items = array.call_method0("ravel")?.call_method0("tolist")?;
            let items = items.try_iter()?.enumerate().map(|(index, item)| {
                let item = item?;
                item.extract().map_err(|error| not_a_symbol(&item, error, Some(index)))
            });
            items.collect()
        }
        _ if array.is_empty() => Ok(Vec::new()),
        _ => Err(PyTypeError::new_err(format!("symbols must be integers, not {dtype}"))),
    }
}

/// Compressed data: words of 32 bits.
pub(super) fn words(object: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    fn narrow<T: Copy + std::fmt::Display + TryInto<u32>>(elements: Vec<T>) -> PyResult<Vec<u32>> {
        let error = |(index, word)| format!("the word at index {index} is {word}, which is not one of 32 bits");
        let words = elements.iter().enumerate().map(|(i, &n)| n.try_into().map_err(|_| (i, n)));
        words.collect::<Result<_, _>>().map_err(|at| PyValueError::new_err(error(at)))
    }
    let array = asarray(object)?;
    if array.ndim() != 1 {
        let message = format!("compressed data must have one dimension, not {}", array.ndim());
        return Err(PyValueError::new_err(message));
    }
    let dtype = array.dtype();
    match dtype.kind() {
        b'u' if dtype.itemsize() <= 4 => elements(&array),
        b'u' => narrow(elements::<u64>(&array)?),
        b'i' => narrow(elements::<i64>(&array)?),
        _ if array.is_empty() => Ok(Vec::new()),
        _ => Err(PyTypeError::new_err(format!("compressed data must be words of type uint32, not {dtype}"))),
    }
}

/// A parameter that is an integer from 0 on.
pub(super) fn unsigned<T: TryFrom<u64>>(name: &str, object: &Bound<'_, PyAny>) -> PyResult<T> {
    let out_of_range = || PyValueError::new_err(format!("{name} is out of range: {object}"));
    let number = object.extract::<u64>().map_err(|error| {
        if error.is_instance_of::<PyOverflowError>(object.py()) {
            return out_of_range();
        }
        error
    })?;
    T::try_from(number).map_err(|_| out_of_range())
}

/// The type of decoded symbols and the largest one that it holds.
pub(super) fn symbol_type<'py>(object: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyArrayDescr>, u64)> {
    let dtype = PyArrayDescr::new(object.py(), object)?;
    let bits = 8 * dtype.itemsize() as u32;
    let max = match dtype.kind() {
        b'u' => u64::MAX.checked_shr(u64::BITS - bits),
        b'i' => u64::MAX.checked_shr(u64::BITS - bits + 1),
        _ => None,
    };
    let max = max.ok_or_else(|| PyTypeError::new_err(format!("dtype must be an integer type, not {dtype}")))?;
    Ok((dtype, max))
}
