//! Parameters of functions of the caller's.

use core::ops::Range;

use constriction_runtime::{Parameter, Shape};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::array::ParameterInput;

/// The functions' parameters besides the place: any number, one of each for every symbol or for all.
pub(super) struct Parameters<'py> {
    inputs: Vec<ParameterInput<'py>>,
    pub(super) shape: Option<Vec<usize>>,
}

const PARAMETER: Parameter = Parameter { name: "of the model", shape: Shape::Number, doc: "" };

impl<'py> Parameters<'py> {
    pub(super) fn new(given: &[Bound<'py, PyAny>]) -> PyResult<Self> {
        let inputs: Vec<ParameterInput<'py>> =
            given.iter().map(|object| ParameterInput::new(object, &PARAMETER)).collect::<PyResult<_>>()?;
        let mut shapes = inputs.iter().filter(|input| input.is_each()).map(|input| input.shape.clone());
        let shape = shapes.next();
        match shapes.find(|other| Some(other) != shape.as_ref()) {
            Some(other) => {
                let message = format!("the parameters have the shapes {:?} and {other:?}", shape.unwrap_or_default());
                Err(PyValueError::new_err(message))
            }
            None => Ok(Self { inputs, shape }),
        }
    }

    pub(super) fn check_shape(&self, symbols: &[usize]) -> PyResult<()> {
        match &self.shape {
            Some(shape) if shape != symbols => {
                let message = format!("the parameters are for symbols of shape {shape:?}, not {symbols:?}");
                Err(PyValueError::new_err(message))
            }
            _ => Ok(()),
        }
    }

    /// The numbers for one symbol.
    pub(super) fn at(&self, index: usize) -> PyResult<Vec<f64>> {
        self.inputs.iter().map(|input| Ok(input.as_param()?.number(index))).collect()
    }

    /// The numbers for some symbols, as arrays or as they are for all.
    pub(super) fn slices(&self, py: Python<'py>, symbols: Range<usize>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let slice = |input: &ParameterInput<'py>| {
            let param = input.as_param()?;
            if !input.is_each() {
                return Ok(param.number(0).into_pyobject(py)?.into_any());
            }
            let numbers = symbols.clone().map(|index| param.number(index));
            Ok(PyArray1::from_iter(py, numbers).into_any())
        };
        self.inputs.iter().map(slice).collect()
    }
}
