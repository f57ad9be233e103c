//! The classes of models whose cumulative distribution function is a Python function.

use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;

use crate::arguments::{max_of, min_of, options, precision_of};
use crate::custom::Custom;
use crate::model::Model;

#[doc = include_str!("docs/CustomModel.md")]
#[pyclass(module = "constriction.stream.model", extends = Model, subclass, frozen)]
#[derive(Debug)]
pub(crate) struct CustomModel;

#[pymethods]
impl CustomModel {
    #[new]
    #[pyo3(signature = (
        cdf, approximate_inverse_cdf, min_symbol_inclusive, max_symbol_inclusive, *, vectorized=false, precision=24,
        zero_probability="leaky"
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    fn new(
        py: Python<'_>,
        cdf: Py<PyAny>,
        approximate_inverse_cdf: Option<Py<PyAny>>,
        #[pyo3(from_py_with = min_of)] min_symbol_inclusive: i32,
        #[pyo3(from_py_with = max_of)] max_symbol_inclusive: i32,
        vectorized: bool,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let is_function = |function: &Py<PyAny>| function.bind(py).is_callable();
        if !is_function(&cdf) || !approximate_inverse_cdf.as_ref().is_none_or(is_function) {
            return Err(PyTypeError::new_err("the cumulative distribution function and its inverse must be callable"));
        }
        let bounds = (min_symbol_inclusive, max_symbol_inclusive);
        let options = options(precision, zero_probability)?;
        let custom = Custom::new(cdf, approximate_inverse_cdf, bounds, vectorized, options)?;
        Ok(PyClassInitializer::from(Model::from(custom)).add_subclass(Self))
    }
}

#[doc = include_str!("docs/ScipyModel.md")]
#[pyclass(module = "constriction.stream.model", extends = CustomModel, frozen)]
#[derive(Debug)]
pub(crate) struct ScipyModel;

#[pymethods]
impl ScipyModel {
    #[new]
    #[pyo3(signature = (
        scipy_model, min_symbol_inclusive, max_symbol_inclusive, *, vectorized=false, precision=24,
        zero_probability="leaky"
    ))]
    fn new(
        scipy_model: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = min_of)] min_symbol_inclusive: i32,
        #[pyo3(from_py_with = max_of)] max_symbol_inclusive: i32,
        vectorized: bool,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let function = |name: &str| match scipy_model.getattr(name) {
            Ok(function) if function.is_callable() => Ok(function.unbind()),
            Err(error) if !error.is_instance_of::<PyAttributeError>(scipy_model.py()) => Err(error),
            _ => {
                Err(PyTypeError::new_err(format!("a distribution needs a method {name}, as those of scipy.stats have")))
            }
        };
        let (cdf, inverse) = (function("cdf")?, function("ppf")?);
        let bounds = (min_symbol_inclusive, max_symbol_inclusive);
        let custom = Custom::new(cdf, Some(inverse), bounds, vectorized, options(precision, zero_probability)?)?;
        let custom = custom.of_scipy_model(scipy_model.clone().unbind());
        let base = PyClassInitializer::from(Model::from(custom));
        Ok(base.add_subclass(CustomModel).add_subclass(Self))
    }
}
