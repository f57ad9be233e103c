//! Calls that older versions of the published package had: a model described by the arguments.

use constriction_runtime::{Family, ModelSpec, Options};
use pyo3::exceptions::PyDeprecationWarning;
use pyo3::prelude::*;

use crate::array::{as_array, integer};
use crate::error::to_py;
use crate::families::{values, wrap};
use crate::model::Model;

pub(crate) fn min(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    integer("min_supported_symbol", object)
}

pub(crate) fn max(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    integer("max_supported_symbol", object)
}

/// Says that a call is old, and what is new.
pub(crate) fn warn(py: Python<'_>, new: &str) -> PyResult<()> {
    let message = format!("this call is deprecated; use {new}");
    let message = std::ffi::CString::new(message)?;
    PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), &message, 1)
}

/// Quantised Gaussians, whose means and standard deviations come with the call.
pub(crate) fn leaky_gaussian<'py>(py: Python<'py>, min: i32, max: i32) -> PyResult<Bound<'py, Model>> {
    warn(py, "encode, encode_reverse or decode with a model.QuantizedGaussian")?;
    let spec = ModelSpec::bounded(Family::QuantizedGaussian, min, max, [const { None }; 3], Options::default());
    Ok(wrap(py, spec.map_err(to_py)?)?.cast_into()?)
}

/// One table of probabilities for all symbols.
pub(crate) fn iid_categorical<'py>(probabilities: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Model>> {
    let py = probabilities.py();
    warn(py, "encode, encode_reverse or decode with a model.Categorical")?;
    let values = values(Family::Categorical, [Some(probabilities)])?;
    let spec = ModelSpec::new(Family::Categorical, values, Options::default()).map_err(to_py)?;
    Ok(wrap(py, spec)?.cast_into()?)
}

/// Symbols counted from 0, from symbols counted from `min`.
pub(crate) fn counted<'py>(symbols: &Bound<'py, PyAny>, min: i32) -> PyResult<Bound<'py, PyAny>> {
    as_array(symbols)?.as_any().sub(min)
}
