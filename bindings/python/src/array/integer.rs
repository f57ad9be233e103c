//! Integers of any type and size.

use core::fmt::Display;

use numpy::{Element, PyArrayDescr, PyArrayDescrMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::{as_array, converted, kind_of, numpy};

/// An integer, or `None` if it does not have some bits less than 128.
#[inline]
fn any_integer(object: &Bound<'_, PyAny>) -> PyResult<Option<i128>> {
    // What nearly all are, and converted in a fraction of the time.
    if let Ok(small) = object.extract::<i64>() {
        return Ok(Some(small.into()));
    }
    match object.extract() {
        Ok(integer) => Ok(Some(integer)),
        Err(error) if error.is_instance_of::<PyOverflowError>(object.py()) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A `TypeError` with a message that says more; what else an object raises, such as a `KeyboardInterrupt`, is passed on.
pub(super) fn instead_of_type_error(py: Python<'_>, error: PyErr, message: impl FnOnce() -> String) -> PyErr {
    if error.is_instance_of::<PyTypeError>(py) { PyTypeError::new_err(message()) } else { error }
}

/// An integer as text; a short description if it is too long to read, or for Python to print.
pub(crate) fn text(object: &Bound<'_, PyAny>) -> String {
    const LONGEST: usize = 40;
    let text = object.str().map(|text| text.to_string()).ok().filter(|text| text.len() <= LONGEST);
    text.unwrap_or_else(|| "an integer of very many digits".to_owned())
}

/// The name of an object's type.
pub(crate) fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().qualname().map_or_else(|_| "an object".to_owned(), |name| name.to_string())
}

/// An argument that is an integer of some type.
#[inline]
pub(crate) fn integer<T: TryFrom<i64> + TryFrom<i128>>(name: &str, object: &Bound<'_, PyAny>) -> PyResult<T> {
    // What nearly all are, and converted in a fraction of the time.
    match object.extract::<i64>().map(T::try_from) {
        Ok(Ok(integer)) => Ok(integer),
        _ => other_integer(name, object),
    }
}

#[cold]
fn other_integer<T: TryFrom<i128>>(name: &str, object: &Bound<'_, PyAny>) -> PyResult<T> {
    let integer = any_integer(object).map_err(|error| {
        instead_of_type_error(object.py(), error, || format!("{name} must be an integer, not {}", type_name(object)))
    })?;
    let number = integer.and_then(|integer| T::try_from(integer).ok());
    number.ok_or_else(|| PyValueError::new_err(format!("{name} is out of range: {}", text(object))))
}

/// The array of integers that an object is, or can be seen as. Its type is one of integers or bools, or, for large
/// ones, that of objects.
pub(crate) fn as_integers<'py>(object: &Bound<'py, PyAny>, name: &str) -> PyResult<Bound<'py, PyUntypedArray>> {
    let py = object.py();
    let mut array = as_array(object)?;
    if array.dtype().kind() == b'f' && !array.is(object) && !array.is_empty() {
        // What numpy makes of a list with some integers of 64 bits among smaller ones.
        array = numpy(py, "asarray")?.call1((object, "O"))?.cast_into()?;
        let entries = array.call_method0("ravel")?.call_method0("tolist")?;
        for (index, entry) in entries.try_iter()?.enumerate() {
            let entry = entry?;
            if !entry.hasattr("__index__")? {
                let message = format!("{name} must be integers, but at index {index} there is {}", type_name(&entry));
                return Err(PyTypeError::new_err(message));
            }
        }
    }
    match array.dtype().kind() {
        b'i' | b'u' | b'b' | b'O' => Ok(array),
        // What has no entries has no type to speak of: numpy makes an empty list an array of floats.
        _ if array.is_empty() => Ok(array.call_method1("astype", (PyArrayDescr::of::<i32>(py),))?.cast_into()?),
        _ => {
            let message = format!("{name} must be integers, but the array has dtype {}", array.dtype());
            Err(PyTypeError::new_err(message))
        }
    }
}

/// The entries of an array of [`as_integers`] as those of a type, in C order. What is out of its range is an error,
/// made from the index and the value.
pub(crate) fn integers<T>(
    array: &Bound<'_, PyUntypedArray>,
    out_of_range: impl Fn(usize, &dyn Display) -> PyErr,
) -> PyResult<Vec<T>>
where
    T: Element + Copy + TryFrom<i64> + TryFrom<u64> + TryFrom<i128>,
{
    fn narrow<T: TryFrom<S>, S: Copy + Display>(
        numbers: &[S],
        out_of_range: impl Fn(usize, &dyn Display) -> PyErr,
    ) -> PyResult<Vec<T>> {
        let numbers = numbers.iter().enumerate();
        numbers.map(|(index, &number)| T::try_from(number).map_err(|_| out_of_range(index, &number))).collect()
    }
    if array.dtype().is_equiv_to(&PyArrayDescr::of::<T>(array.py())) {
        return Ok(converted::<T>(array)?.as_slice()?.to_vec());
    }
    match kind_of(array).0 {
        b'i' => narrow(converted::<i64>(array)?.as_slice()?, out_of_range),
        b'O' => {
            let entries = array.call_method0("ravel")?.call_method0("tolist")?;
            let entry = |(index, entry): (usize, PyResult<Bound<'_, PyAny>>)| {
                let entry = entry?;
                let integer = any_integer(&entry).map_err(|error| {
                    instead_of_type_error(entry.py(), error, || {
                        format!("there must be integers, but at index {index} there is {}", type_name(&entry))
                    })
                })?;
                let number = integer.and_then(|integer| T::try_from(integer).ok());
                number.ok_or_else(|| out_of_range(index, &text(&entry)))
            };
            entries.try_iter()?.enumerate().map(entry).collect()
        }
        _ => narrow(converted::<u64>(array)?.as_slice()?, out_of_range),
    }
}
