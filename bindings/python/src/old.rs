//! Methods of older versions of the published package, whose arguments describe a model.

use constriction_runtime::{Family, ModelSpec, Options};
use numpy::PyUntypedArrayMethods;
use pyo3::exceptions::{PyDeprecationWarning, PyValueError};
use pyo3::prelude::*;

use crate::array::{as_integers, impossible, integer, integers};
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

/// One table of probabilities for all symbols, counted from `min` up, whose last symbol must have 32 bits.
pub(crate) fn iid_categorical<'py>(probabilities: &Bound<'py, PyAny>, min: i32) -> PyResult<Bound<'py, Model>> {
    let py = probabilities.py();
    warn(py, "encode, encode_reverse or decode with a model.Categorical")?;
    let values = values(Family::Categorical, [Some(probabilities)])?;
    let spec = ModelSpec::new(Family::Categorical, values, Options::default()).map_err(to_py)?;
    let last = spec.support().map_or(0, |support| *support.end());
    if min.checked_add(last).is_none() {
        return Err(PyValueError::new_err(format!("the symbols from {min} on do not all fit in 32 bits")));
    }
    Ok(wrap(py, spec)?.cast_into()?)
}

/// Symbols counted from 0, from symbols of a model that are counted from `min`.
pub(crate) fn counted<'py>(
    symbols: &Bound<'py, PyAny>,
    min: i32,
    model: &Bound<'py, Model>,
) -> PyResult<Bound<'py, PyAny>> {
    let array = as_integers(symbols, "symbols")?;
    let mut numbers: Vec<i32> = integers(&array, impossible)?;
    let end = model.get().support_bounds().map_or(0, |(_, last)| last);
    for (index, number) in numbers.iter_mut().enumerate() {
        let counted = number.checked_sub(min).filter(|counted| (0..=end).contains(counted));
        *number = counted.ok_or_else(|| impossible(index, number))?;
    }
    let numbers = numpy::PyArray1::from_vec(symbols.py(), numbers);
    numbers.call_method1("reshape", (array.shape(),))
}

/// The two old calls that encode, by the names that they have in a class.
macro_rules! old_encode_methods {
    ($class:ident, $leaky_gaussian:ident, $iid_categorical:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, $leaky_gaussian)]
            fn $leaky_gaussian<'py>(
                &mut self,
                py: Python<'py>,
                symbols: &Bound<'py, PyAny>,
                #[pyo3(from_py_with = $crate::old::min)] min_supported_symbol: i32,
                #[pyo3(from_py_with = $crate::old::max)] max_supported_symbol: i32,
                means: &Bound<'py, PyAny>,
                stds: &Bound<'py, PyAny>,
            ) -> PyResult<()> {
                let model = $crate::old::leaky_gaussian(py, min_supported_symbol, max_supported_symbol)?;
                let parameters = pyo3::types::PyTuple::new(py, [means, stds])?;
                let threads = $crate::threads::ONE_THREAD;
                $crate::call::encode_call(py, &mut self.coder, symbols, &model, &parameters, None, threads)
            }

            #[doc = $crate::methods::docstring!($class, $iid_categorical)]
            fn $iid_categorical<'py>(
                &mut self,
                py: Python<'py>,
                symbols: &Bound<'py, PyAny>,
                #[pyo3(from_py_with = $crate::old::min)] min_supported_symbol: i32,
                probabilities: &Bound<'py, PyAny>,
            ) -> PyResult<()> {
                let model = $crate::old::iid_categorical(probabilities, min_supported_symbol)?;
                let symbols = $crate::old::counted(symbols, min_supported_symbol, &model)?;
                let parameters = pyo3::types::PyTuple::empty(py);
                let threads = $crate::threads::ONE_THREAD;
                $crate::call::encode_call(py, &mut self.coder, &symbols, &model, &parameters, None, threads)
            }
        }
    };
}
pub(crate) use old_encode_methods;

/// The two old calls that decode.
macro_rules! old_decode_methods {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, decode_leaky_gaussian_symbols)]
            fn decode_leaky_gaussian_symbols<'py>(
                &mut self,
                py: Python<'py>,
                #[pyo3(from_py_with = $crate::old::min)] min_supported_symbol: i32,
                #[pyo3(from_py_with = $crate::old::max)] max_supported_symbol: i32,
                means: &Bound<'py, PyAny>,
                stds: &Bound<'py, PyAny>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let model = $crate::old::leaky_gaussian(py, min_supported_symbol, max_supported_symbol)?;
                let parameters = pyo3::types::PyTuple::new(py, [means, stds])?;
                let output = $crate::array::Output::default();
                $crate::call::decode_call(py, &mut self.coder, &model, &parameters, &output)
            }

            #[doc = $crate::methods::docstring!($class, decode_iid_categorical_symbols)]
            fn decode_iid_categorical_symbols<'py>(
                &mut self,
                py: Python<'py>,
                amt: &Bound<'py, PyAny>,
                #[pyo3(from_py_with = $crate::old::min)] min_supported_symbol: i32,
                probabilities: &Bound<'py, PyAny>,
            ) -> PyResult<Bound<'py, PyAny>> {
                let model = $crate::old::iid_categorical(probabilities, min_supported_symbol)?;
                let amount = pyo3::types::PyTuple::new(py, [amt])?;
                let output = $crate::array::Output::default();
                let symbols = $crate::call::decode_call(py, &mut self.coder, &model, &amount, &output)?;
                symbols.add(min_supported_symbol)
            }
        }
    };
}
pub(crate) use old_decode_methods;
