//! Symbols of code books: integers of 64 bits.

use numpy::PyArrayDescr;
use numpy::prelude::*;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;

use super::error::no_code_word;
use crate::array::{as_integers, integers, text};

/// One symbol.
#[inline]
pub(super) fn symbol(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    object.extract().map_err(|error: PyErr| {
        // No code has a symbol that is negative or too large.
        if error.is_instance_of::<PyOverflowError>(object.py()) { no_code_word(None, text(object)) } else { error }
    })
}

/// Symbols of any integer type and shape, in C order.
pub(super) fn symbols(object: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    integers(&as_integers(object, "symbols")?, |index, symbol| no_code_word(Some(index), symbol))
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
