//! Parameters of models.

use constriction_runtime::{Bf16, F16, FloatSlice, Param, Parameter, Shape, Value};
use half::f16;
use half::slice::HalfFloatSliceExt;
use numpy::{
    Element, PyArrayDescr, PyArrayDescrMethods, PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn, PyUntypedArray,
    PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyFloat;

use super::few::{Few, SHORT};
use super::integer::type_name;
use super::scalar::{Scalar, kind_of_scalar};
use super::shape::{broadcast, repeated, shape_text};
use super::{Dims, as_array, converted, is_plain, kind_of, text};

/// The numbers of a parameter.
pub(crate) enum Numbers<'py> {
    One([f64; 1]),
    FewF32(Few<f32>),
    FewF64(Few<f64>),
    /// Numbers that were converted, or copied.
    CopiedF32(Vec<f32>),
    CopiedF64(Vec<f64>),
    F16(PyReadonlyArrayDyn<'py, f16>),
    /// The bits of the numbers.
    Bf16(PyReadonlyArrayDyn<'py, u16>),
    F32(PyReadonlyArrayDyn<'py, f32>),
    F64(PyReadonlyArrayDyn<'py, f64>),
}

/// A parameter of a call.
pub(crate) struct ParameterInput<'py> {
    name: &'static str,
    numbers: Numbers<'py>,
    width: usize,
    is_per_symbol: bool,
    /// Where it comes from, if that is not a number.
    array: Option<Bound<'py, PyUntypedArray>>,
    /// The number of dimensions of the array that are not of symbols.
    dimensions: usize,
}

impl<'py> ParameterInput<'py> {
    #[inline]
    pub(crate) fn new(object: &Bound<'py, PyAny>, parameter: &Parameter) -> PyResult<Self> {
        if parameter.shape == Shape::Number
            && !object.is_exact_instance_of::<PyUntypedArray>()
            && let Some(number) = number(object, parameter.name)?
        {
            let numbers = Numbers::One([number]);
            return Ok(Self {
                name: parameter.name,
                numbers,
                width: 1,
                is_per_symbol: false,
                array: None,
                dimensions: 0,
            });
        }
        let array = as_array(object)?;
        if array.is(object) && array.dtype().kind() == b'O' {
            return Err(PyTypeError::new_err(format!(
                "the parameter {} must be numbers, but the array has dtype object",
                parameter.name
            )));
        }
        let numbers = of_shape(&array, parameter.shape, parameter.name)?;
        let (width, dimensions) = match (parameter.shape, array.shape()) {
            (Shape::Number, _) => (1, 0),
            (Shape::Vector, &[.., width]) => (width, 1),
            (Shape::Vector, []) => {
                let message = format!("the parameter {} must be a vector, or an array of vectors", parameter.name);
                return Err(PyValueError::new_err(message));
            }
        };
        let is_per_symbol = array.ndim() > dimensions;
        Ok(Self { name: parameter.name, numbers, width, is_per_symbol, array: Some(array), dimensions })
    }

    /// Whether it is not the same for all symbols, or not said to be.
    pub(crate) fn is_per_symbol(&self) -> bool {
        self.is_per_symbol
    }

    /// The shape of the array of symbols that it is for, if it is for more than one.
    #[inline]
    pub(crate) fn shape(&self) -> &[usize] {
        let shape = self.array.as_ref().map_or(&[][..], |array| array.shape());
        &shape[..shape.len() - self.dimensions]
    }

    /// The same for symbols of a shape that it can be broadcast to.
    pub(crate) fn broadcast(&mut self, shape: &[usize]) -> PyResult<()> {
        let Some(array) = self.array.as_ref().filter(|_| self.is_per_symbol && *self.shape() != *shape) else {
            return Ok(());
        };
        if self.shape().iter().all(|&size| size == 1) {
            self.is_per_symbol = false;
            return Ok(());
        }
        let mut all = Dims::from_slice(shape);
        all.extend_from_slice(&array.shape()[array.ndim() - self.dimensions..]);
        let array = repeated(array, &all)?;
        let shape = if self.dimensions == 0 { Shape::Number } else { Shape::Vector };
        self.numbers = of_shape(&array, shape, self.name)?;
        self.array = Some(array);
        Ok(())
    }

    pub(crate) fn as_param(&self) -> PyResult<Param<'_>> {
        // Vectors without components are fine for no symbols.
        let width = if self.shape().contains(&0) { self.width.max(1) } else { self.width };
        Ok(Param { values: self.numbers.as_floats()?, width, per_symbol: self.is_per_symbol })
    }
}

/// Broadcasts parameters to the shape of the symbols, and returns it. Where that is not given, it is what the shapes of
/// the parameters become together, or nothing if all are the same for all symbols.
#[inline]
pub(crate) fn fit(inputs: &mut [ParameterInput<'_>], symbols: Option<&[usize]>) -> PyResult<Option<Dims>> {
    if let Some(symbols) = symbols
        && inputs.iter().all(|input| !input.is_per_symbol() || *input.shape() == *symbols)
    {
        return Ok(Some(Dims::from_slice(symbols)));
    }
    let mut all = symbols.map(Dims::from_slice);
    let mut first = None;
    let each = inputs.iter().filter(|input| input.is_per_symbol());
    for input in each {
        let shape = input.shape();
        let Some(expected) = &all else {
            all = Some(Dims::from_slice(shape));
            first = Some(input);
            continue;
        };
        if **expected == *shape {
            continue;
        }
        match broadcast(expected, shape) {
            Some(both) if symbols.is_none_or(|symbols| *both == *symbols) => all = Some(both),
            _ => return Err(wrong_shape(input, expected, first)),
        }
    }
    if let Some(shape) = &all {
        inputs.iter_mut().try_for_each(|input| input.broadcast(shape))?;
    }
    Ok(all)
}

/// The error of a parameter whose shape does not go with that of the symbols, or of the parameters before.
#[cold]
fn wrong_shape(input: &ParameterInput<'_>, expected: &[usize], first: Option<&ParameterInput<'_>>) -> PyErr {
    let (name, given) = (input.name, shape_text(input.shape()));
    PyValueError::new_err(match first {
        None => format!(
            "the parameter {name} is for symbols of shape {given}, but the symbols have the shape {}",
            shape_text(expected)
        ),
        Some(first) => format!(
            "the parameters {} and {name} are for symbols of different shapes, {} and {given}",
            first.name,
            shape_text(first.shape())
        ),
    })
}

impl Numbers<'_> {
    pub(crate) fn as_floats(&self) -> PyResult<FloatSlice<'_>> {
        Ok(match self {
            Self::One(number) => FloatSlice::F64(number),
            Self::FewF32(numbers) => FloatSlice::F32(numbers.as_slice()),
            Self::FewF64(numbers) => FloatSlice::F64(numbers.as_slice()),
            Self::CopiedF32(numbers) => FloatSlice::F32(numbers),
            Self::CopiedF64(numbers) => FloatSlice::F64(numbers),
            Self::F16(array) => FloatSlice::F16(F16::slice(array.as_slice()?.reinterpret_cast())),
            Self::Bf16(array) => FloatSlice::Bf16(Bf16::slice(array.as_slice()?)),
            Self::F32(array) => FloatSlice::F32(array.as_slice()?),
            Self::F64(array) => FloatSlice::F64(array.as_slice()?),
        })
    }
}

/// The number that an object is, if it is one of Python's or numpy's.
#[inline]
pub(crate) fn number(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<f64>> {
    // What nearly all are, without a look at others.
    match object.cast_exact::<PyFloat>() {
        Ok(float) => Ok(Some(float.value())),
        Err(_) => other_number(object, name),
    }
}

#[inline(never)]
fn other_number(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<f64>> {
    match kind_of_scalar(object) {
        Some(Scalar::Float) => object.extract().map(Some),
        Some(Scalar::Integer) => match object.extract::<i64>() {
            Ok(integer) => Ok(Some(integer as f64)),
            Err(_) => float(object, name, None).map(Some),
        },
        Some(Scalar::Bool) => Ok(Some(f64::from(u8::from(object.is_truthy()?)))),
        None => Ok(None),
    }
}

/// The numbers of a short array of a usual type.
#[inline]
fn few<'py>(array: &Bound<'py, PyUntypedArray>, kind: (u8, usize)) -> Option<Numbers<'py>> {
    match kind {
        (b'f', 8) => Few::of(array, Some).map(Numbers::FewF64),
        (b'f', 4) => Few::of(array, Some).map(Numbers::FewF32),
        (b'f', 2) => Few::of(array, |half: f16| Some(half.to_f32())).map(Numbers::FewF32),
        (b'i', 4) => Few::of(array, |integer: i32| Some(integer.into())).map(Numbers::FewF64),
        (b'i', 8) => Few::of(array, |integer: i64| Some(integer as f64)).map(Numbers::FewF64),
        _ => None,
    }
}

/// The numbers of a parameter.
#[inline]
fn of_shape<'py>(array: &Bound<'py, PyUntypedArray>, shape: Shape, name: &str) -> PyResult<Numbers<'py>> {
    match shape {
        Shape::Number => floats(array, name),
        Shape::Vector => row(array, name),
    }
}

/// The numbers of rows, as they are if they are of half precision.
fn row<'py>(array: &Bound<'py, PyUntypedArray>, name: &str) -> PyResult<Numbers<'py>> {
    match kind_of(array) {
        (b'f', 2) => converted(array).map(Numbers::F16),
        (b'V', 2) if is_bfloat16(array) => bits_of(array).map(Numbers::Bf16),
        _ => floats(array, name),
    }
}

/// The numbers of rows that are few and of a usual type.
#[inline]
pub(crate) fn short_rows<'py>(array: &Bound<'py, PyUntypedArray>) -> Option<Numbers<'py>> {
    match kind_of(array) {
        (b'f', 4) => copied(array).map(Numbers::CopiedF32),
        (b'f', 8) => copied(array).map(Numbers::CopiedF64),
        _ => None,
    }
}

/// The numbers of a row that is short and of a usual type.
#[inline]
pub(crate) fn short_row(object: &Bound<'_, PyAny>) -> Option<Value> {
    let array = object.cast_exact::<PyUntypedArray>().ok().filter(|array| array.ndim() == 1)?;
    match short_rows(array)? {
        Numbers::CopiedF32(row) => Some(Value::F32(row.into())),
        Numbers::CopiedF64(row) => Some(Value::F64(row.into())),
        _ => None,
    }
}

/// Whether the type is that of `ml_dtypes`, or what stands for it where a tensor's memory is read.
fn is_bfloat16(array: &Bound<'_, PyUntypedArray>) -> bool {
    let dtype = array.dtype();
    let is_named = |names: Bound<'_, PyAny>| names.extract::<(String,)>().is_ok_and(|(name,)| name == "bfloat16");
    dtype.to_string() == "bfloat16" || dtype.getattr("names").is_ok_and(is_named)
}

/// The bits of an array of these numbers.
fn bits_of<'py>(array: &Bound<'py, PyUntypedArray>) -> PyResult<PyReadonlyArrayDyn<'py, u16>> {
    let bits = array.call_method1("view", (PyArrayDescr::of::<u16>(array.py()),))?;
    converted(&bits.cast_into()?)
}

/// The numbers of an array in single precision, if it has that or less, or else in double precision.
pub(crate) fn floats<'py>(array: &Bound<'py, PyUntypedArray>, name: &str) -> PyResult<Numbers<'py>> {
    let kind = kind_of(array);
    // Matrices are copied faster as a whole.
    if (array.ndim() == 1 || !is_plain(array))
        && let Some(few) = few(array, kind)
    {
        return Ok(few);
    }
    match kind {
        (b'f', 8) => match copied(array) {
            Some(numbers) => Ok(Numbers::CopiedF64(numbers)),
            None => converted(array).map(Numbers::F64),
        },
        (b'f', 4) => match copied(array) {
            Some(numbers) => Ok(Numbers::CopiedF32(numbers)),
            None => converted(array).map(Numbers::F32),
        },
        (b'f', 2) => halves(array),
        (b'i', 4) => integers(array, |integer: i32| integer.into()),
        (b'i', 8) => integers(array, |integer: i64| integer as f64),
        (b'i' | b'u' | b'b', _) => converted(array).map(Numbers::F64),
        (b'V', 2) if is_bfloat16(array) => {
            let bits = bits_of(array)?;
            let numbers = bits.as_slice()?.iter().map(|&bits| f32::from_bits(u32::from(bits) << 16));
            Ok(Numbers::CopiedF32(numbers.collect()))
        }
        // What numpy makes of a list with large integers.
        (b'O', _) => {
            let entries = array.call_method0("ravel")?.call_method0("tolist")?;
            let entries = entries.try_iter()?.enumerate().map(|(index, entry)| float(&entry?, name, Some(index)));
            Ok(Numbers::CopiedF64(entries.collect::<PyResult<_>>()?))
        }
        _ => {
            let dtype = array.dtype();
            Err(PyTypeError::new_err(format!("the parameter {name} must be numbers, but the array has dtype {dtype}")))
        }
    }
}

/// The numbers of an array that is short enough that a copy takes less time than to borrow it: that enters it into a
/// registry.
#[inline]
pub(super) fn copied<T: Element + Copy>(array: &Bound<'_, PyUntypedArray>) -> Option<Vec<T>> {
    if array.len() > SHORT || !is_plain(array) {
        return None;
    }
    array.cast::<PyArrayDyn<T>>().ok()?.to_vec().ok()
}

/// The numbers of an array of integers, which take less time here than numpy's conversion does for a few.
fn integers<'py, T: Element + Copy>(
    array: &Bound<'py, PyUntypedArray>,
    convert: impl Fn(T) -> f64,
) -> PyResult<Numbers<'py>> {
    if let Some(integers) = copied::<T>(array) {
        return Ok(Numbers::CopiedF64(integers.into_iter().map(convert).collect()));
    }
    let integers = converted::<T>(array)?;
    Ok(Numbers::CopiedF64(integers.as_slice()?.iter().map(|&integer| convert(integer)).collect()))
}

/// The numbers of an array of `float16`, which numpy would convert one by one.
fn halves<'py>(array: &Bound<'py, PyUntypedArray>) -> PyResult<Numbers<'py>> {
    let halves = converted::<f16>(array)?;
    let halves = halves.as_slice()?;
    let mut numbers = vec![0.0; halves.len()];
    halves.convert_to_f32_slice(&mut numbers);
    Ok(Numbers::CopiedF32(numbers))
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
