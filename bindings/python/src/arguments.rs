//! Arguments of constructors and calls that are not arrays.

use constriction_runtime::{Error, FloatType, Options, ZeroProbability};
use numpy::{PyArrayDescr, PyArrayDescrMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::array::{Dims, integer, shape_of, text};
use crate::error::to_py;

/// The precision, from a keyword.
pub(crate) fn precision_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    let precision = integer("the precision", object)?;
    if !(1..=32).contains(&precision) {
        return Err(PyValueError::new_err(format!("the precision must be 1 to 32 bits, but is {precision}")));
    }
    Ok(precision)
}

/// The smallest symbol, from an argument.
pub(crate) fn min_of(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    integer("min_symbol_inclusive", object)
}

/// The largest symbol, from an argument.
pub(crate) fn max_of(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    integer("max_symbol_inclusive", object)
}

pub(crate) fn options(precision: u32, zero_probability: &str) -> PyResult<Options> {
    let zero_probability: ZeroProbability = zero_probability.parse().map_err(|_| {
        let message = format!("zero_probability must be 'leaky', 'strict' or 'escape', not '{zero_probability}'");
        PyValueError::new_err(message)
    })?;
    Ok(Options { precision, zero_probability, ..Options::default() })
}

/// The type of probabilities, from what numpy takes for a type, or a type of PyTorch's.
pub(crate) fn float_type(object: &Bound<'_, PyAny>) -> PyResult<FloatType> {
    let name = text(object);
    if let Some(float_type) = name.strip_prefix("torch.").and_then(FloatType::from_name) {
        return Ok(float_type);
    }
    let dtype = PyArrayDescr::new(object.py(), object)?;
    match (dtype.kind(), dtype.itemsize()) {
        (b'f', 4) => Ok(FloatType::F32),
        (b'f', 8) => Ok(FloatType::F64),
        _ => Err(PyValueError::new_err(format!("dtype must be float32 or float64, not {dtype}"))),
    }
}

/// The shape of the array to decode, for a model with all its parameters.
#[inline]
pub(crate) fn amount(given: &Bound<'_, PyTuple>) -> PyResult<Option<Dims>> {
    match given.len() {
        0 => Ok(None),
        1 => shape_of(&given.get_item(0)?).map(Some),
        more => Err(to_py(Error::ParameterCount { expected: Vec::new(), given: more })),
    }
}
