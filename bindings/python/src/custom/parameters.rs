//! Parameters of the caller's functions.

use core::ops::Range;

use constriction_runtime::{Parameter, Shape};
use numpy::PyArray1;
use pyo3::prelude::*;
use smallvec::SmallVec;

use crate::array::{Dims, ParameterInput, fit};

/// The functions' parameters besides the place: any number, one of each for every symbol or for all.
pub(super) struct Parameters<'py> {
    inputs: Vec<ParameterInput<'py>>,
    pub(super) shape: Option<Dims>,
}

/// What a function is called with: few numbers, for each symbol anew.
pub(super) type Numbers = SmallVec<[f64; 4]>;

const PARAMETER: Parameter = Parameter { name: "of the model", shape: Shape::Number, doc: "" };

impl<'py> Parameters<'py> {
    /// Takes parameters of symbols, whose shape is given where it does not follow from the parameters.
    pub(super) fn new(given: &[Bound<'py, PyAny>], symbols: Option<&[usize]>) -> PyResult<Self> {
        let mut inputs: Vec<ParameterInput<'py>> =
            given.iter().map(|object| ParameterInput::new(object, &PARAMETER)).collect::<PyResult<_>>()?;
        let shape = fit(&mut inputs, symbols)?;
        Ok(Self { inputs, shape })
    }

    /// The numbers for one symbol.
    pub(super) fn at(&self, index: usize) -> PyResult<Numbers> {
        self.inputs.iter().map(|input| Ok(input.as_param()?.number(index))).collect()
    }

    /// The numbers for some symbols, as arrays or as they are for all.
    pub(super) fn slices(&self, py: Python<'py>, symbols: Range<usize>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let slice = |input: &ParameterInput<'py>| {
            let param = input.as_param()?;
            if !input.is_per_symbol() {
                return Ok(param.number(0).into_pyobject(py)?.into_any());
            }
            let numbers = symbols.clone().map(|index| param.number(index));
            Ok(PyArray1::from_iter(py, numbers).into_any())
        };
        self.inputs.iter().map(slice).collect()
    }
}
