//! Parameters of models.

use constriction_runtime::{FloatSlice, Param, Parameter, Shape};
use half::f16;
use half::slice::HalfFloatSliceExt;
use numpy::{
    PyArray1, PyArrayDescrMethods, PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn, PyUntypedArray,
    PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyInt};

use super::integer::type_name;
use super::{as_array, converted, kind_of, text};

/// The numbers of a parameter.
pub(crate) enum Numbers<'py> {
    One([f64; 1]),
    Halves(Vec<f32>),
    F32(PyReadonlyArrayDyn<'py, f32>),
    F64(PyReadonlyArrayDyn<'py, f64>),
}

/// A parameter of a call.
pub(crate) struct ParameterInput<'py> {
    numbers: Numbers<'py>,
    width: usize,
    is_each: bool,
    /// The shape of the array of symbols that it is for, if it is for more than one.
    pub(crate) shape: Vec<usize>,
}

impl<'py> ParameterInput<'py> {
    #[inline]
    pub(crate) fn new(object: &Bound<'py, PyAny>, parameter: &Parameter) -> PyResult<Self> {
        if parameter.shape == Shape::Number
            && (object.is_exact_instance_of::<PyFloat>() || object.is_exact_instance_of::<PyInt>())
        {
            let numbers = Numbers::One([float(object, parameter.name, None)?]);
            return Ok(Self { numbers, width: 1, is_each: false, shape: Vec::new() });
        }
        let array = as_array(object)?;
        if array.is(object) && array.dtype().kind() == b'O' {
            return Err(PyTypeError::new_err(format!(
                "the parameter {} must be numbers, but the array has dtype object",
                parameter.name
            )));
        }
        let numbers = floats(&array, parameter.name)?;
        let dimensions = array.ndim();
        Ok(match parameter.shape {
            Shape::Number => Self { numbers, width: 1, is_each: dimensions > 0, shape: array.shape().to_vec() },
            Shape::Vector => {
                let Some((&width, shape)) = array.shape().split_last() else {
                    let message = format!("the parameter {} must be a vector, or an array of vectors", parameter.name);
                    return Err(PyValueError::new_err(message));
                };
                Self { numbers, width, is_each: dimensions > 1, shape: shape.to_vec() }
            }
        })
    }

    pub(crate) fn is_each(&self) -> bool {
        self.is_each
    }

    pub(crate) fn as_param(&self) -> PyResult<Param<'_>> {
        // Vectors without components are fine for no symbols.
        let width = if self.shape.contains(&0) { self.width.max(1) } else { self.width };
        Ok(Param { values: self.numbers.as_floats()?, width, per_symbol: self.is_each })
    }
}

impl Numbers<'_> {
    pub(crate) fn as_floats(&self) -> PyResult<FloatSlice<'_>> {
        Ok(match self {
            Self::One(number) => FloatSlice::F64(number),
            Self::Halves(numbers) => FloatSlice::F32(numbers),
            Self::F32(array) => FloatSlice::F32(array.as_slice()?),
            Self::F64(array) => FloatSlice::F64(array.as_slice()?),
        })
    }
}

/// The numbers of an array in single precision, if it has that or less, or else in double precision.
pub(crate) fn floats<'py>(array: &Bound<'py, PyUntypedArray>, name: &str) -> PyResult<Numbers<'py>> {
    match kind_of(array) {
        (b'f', 8) => converted(array).map(Numbers::F64),
        (b'f', 4) => converted(array).map(Numbers::F32),
        (b'f', 2) => halves(array),
        (b'i' | b'u' | b'b', _) => converted(array).map(Numbers::F64),
        // As ml_dtypes has it.
        (b'V', 2) if array.dtype().to_string() == "bfloat16" => converted(array).map(Numbers::F32),
        // What numpy makes of a list with large integers.
        (b'O', _) => {
            let entries = array.call_method0("ravel")?.call_method0("tolist")?;
            let entries = entries.try_iter()?.enumerate().map(|(index, entry)| float(&entry?, name, Some(index)));
            let numbers = PyArray1::from_vec(array.py(), entries.collect::<PyResult<Vec<f64>>>()?);
            let numbers = numbers.call_method1("reshape", (array.shape(),))?;
            Ok(Numbers::F64(numbers.cast_into::<PyArrayDyn<f64>>()?.try_readonly()?))
        }
        _ => {
            let dtype = array.dtype();
            Err(PyTypeError::new_err(format!("the parameter {name} must be numbers, but the array has dtype {dtype}")))
        }
    }
}

/// The numbers of an array of `float16`, which numpy would convert one by one.
fn halves<'py>(array: &Bound<'py, PyUntypedArray>) -> PyResult<Numbers<'py>> {
    let halves = converted::<f16>(array)?;
    let halves = halves.as_slice()?;
    let mut numbers = vec![0.0; halves.len()];
    halves.convert_to_f32_slice(&mut numbers);
    Ok(Numbers::Halves(numbers))
}

/// A number that is an integer or a float.
fn float(object: &Bound<'_, PyAny>, name: &str, index: Option<usize>) -> PyResult<f64> {
    let at = || index.map_or_else(String::new, |index| format!(" at index {index}"));
    if !object.is_instance_of::<PyFloat>() && !object.hasattr("__index__")? {
        let message = format!("the parameter {name} must be numbers, not {}{}", type_name(object), at());
        return Err(PyTypeError::new_err(message));
    }
    object.extract().map_err(|error: PyErr| {
        if !error.is_instance_of::<PyOverflowError>(object.py()) {
            return error;
        }
        PyValueError::new_err(format!("the parameter {name}{} is too large: {}", at(), text(object)))
    })
}
