//! From Python's numbers and arrays to slices, and back.
//!
//! Arrays that are of a type that the library knows, and contiguous, are used as they are. All others go through numpy.

use constriction_dyn::{Argument, Floats, Parameter, Shape, Symbols, SymbolsMut};
use numpy::{
    Element, PyArray1, PyArrayDescr, PyArrayDescrMethods, PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn,
    PyReadwriteArrayDyn, PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyFloat, PyInt};

/// A function of numpy's.
fn numpy<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    static NUMPY: PyOnceLock<Py<PyModule>> = PyOnceLock::new();
    NUMPY.get_or_try_init(py, || py.import("numpy").map(Bound::unbind))?.bind(py).getattr(name)
}

/// The array that an object is, or can be seen as.
pub(crate) fn as_array<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    if let Ok(array) = object.cast::<PyUntypedArray>() {
        return Ok(array.clone());
    }
    let py = object.py();
    let has_dlpack_only = object.hasattr("__dlpack__")?
        && !object.hasattr("__array__")?
        && !object.hasattr("__array_interface__")?
        && !object.hasattr("__buffer__")?;
    let array = numpy(py, if has_dlpack_only { "from_dlpack" } else { "asarray" })?.call1((object,))?;
    Ok(array.cast_into()?)
}

/// The same numbers as a contiguous array of a type.
fn converted<'py, T: Element>(array: &Bound<'py, PyUntypedArray>) -> PyResult<PyReadonlyArrayDyn<'py, T>> {
    let py = array.py();
    let converted = if array.is_c_contiguous() && array.dtype().is_equiv_to(&PyArrayDescr::of::<T>(py)) {
        array.clone().into_any()
    } else {
        // Keeps the shape, also of arrays without dimensions, which `ascontiguousarray` does not.
        numpy(py, "asarray")?.call1((array, PyArrayDescr::of::<T>(py), "C"))?
    };
    Ok(converted.cast_into::<PyArrayDyn<T>>()?.try_readonly()?)
}

fn kind_of(array: &Bound<'_, PyUntypedArray>) -> (u8, usize) {
    let dtype = array.dtype();
    (dtype.kind(), dtype.itemsize())
}

macro_rules! symbol_arrays {
    ($($variant:ident $t:ident $kind:literal $size:literal),*) => {
        /// An array of symbols.
        pub(crate) enum SymbolArray<'py> {
            $($variant(PyReadonlyArrayDyn<'py, $t>)),*
        }

        impl<'py> SymbolArray<'py> {
            pub(crate) fn new(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
                match kind_of(array) {
                    $(($kind, $size) => converted(array).map(Self::$variant),)*
                    (b'b', _) => converted(array).map(Self::U8),
                    // What has no entries has no type to speak of: numpy makes an empty list an array of floats.
                    _ if array.len() == 0 => converted(array).map(Self::I32),
                    _ => Err(PyTypeError::new_err(format!(
                        "symbols must be integers, but the array has dtype {}",
                        array.dtype()
                    ))),
                }
            }

            pub(crate) fn as_symbols(&self) -> PyResult<Symbols<'_>> {
                Ok(match self {
                    $(Self::$variant(array) => Symbols::$variant(array.as_slice()?)),*
                })
            }

            pub(crate) fn shape(&self) -> &[usize] {
                match self { $(Self::$variant(array) => array.shape()),* }
            }
        }

        /// A new or given array for symbols.
        pub(crate) enum SymbolArrayMut<'py> {
            $($variant(PyReadwriteArrayDyn<'py, $t>)),*
        }

        impl<'py> SymbolArrayMut<'py> {
            /// Takes an array to write to, which must be contiguous.
            pub(crate) fn new(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
                if !array.is_c_contiguous() {
                    return Err(PyValueError::new_err("the output array must be C-contiguous"));
                }
                match kind_of(array) {
                    $(($kind, $size) => {
                        Ok(Self::$variant(array.cast::<PyArrayDyn<$t>>()?.try_readwrite()?))
                    })*
                    _ => Err(PyTypeError::new_err(format!(
                        "the output array must have an integer dtype, but has {}",
                        array.dtype()
                    ))),
                }
            }

            pub(crate) fn as_symbols(&mut self) -> PyResult<SymbolsMut<'_>> {
                Ok(match self {
                    $(Self::$variant(array) => SymbolsMut::$variant(array.as_slice_mut()?)),*
                })
            }
        }
    };
}
symbol_arrays!(
    I32 i32 b'i' 4, I64 i64 b'i' 8, I16 i16 b'i' 2, I8 i8 b'i' 1,
    U8 u8 b'u' 1, U16 u16 b'u' 2, U32 u32 b'u' 4, U64 u64 b'u' 8
);

/// One symbol, or an array of symbols.
pub(crate) enum SymbolInput<'py> {
    One(i32),
    Many(SymbolArray<'py>),
}

impl<'py> SymbolInput<'py> {
    #[inline]
    pub(crate) fn new(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        if object.is_exact_instance_of::<PyInt>() {
            return one_symbol(object).map(Self::One);
        }
        if let Ok(array) = object.cast::<PyUntypedArray>() {
            return Self::from_array(array);
        }
        if object.hasattr("__index__")? && !object.hasattr("__len__")? {
            return one_symbol(object).map(Self::One);
        }
        Self::from_array(&as_array(object)?)
    }

    fn from_array(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
        let symbols = SymbolArray::new(array)?;
        if array.ndim() == 0 {
            return one_symbol(&array.call_method0("item")?).map(Self::One);
        }
        Ok(Self::Many(symbols))
    }
}

/// The symbol that an integer is. All models have symbols of 32 bits.
#[inline]
pub(crate) fn one_symbol(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    object.extract().map_err(|error: PyErr| {
        if error.is_instance_of::<pyo3::exceptions::PyOverflowError>(object.py()) {
            PyKeyError::new_err(format!("the symbol {object} has no probability under its model"))
        } else {
            error
        }
    })
}

/// The numbers of a parameter.
enum Numbers<'py> {
    One([f64; 1]),
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
        if parameter.shape == Shape::Number {
            if object.is_exact_instance_of::<PyFloat>() || object.is_exact_instance_of::<PyInt>() {
                let numbers = Numbers::One([object.extract()?]);
                return Ok(Self { numbers, width: 1, is_each: false, shape: Vec::new() });
            }
        }
        let array = as_array(object)?;
        let numbers = float_array(&array, parameter.name, parameter.shape)?;
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

    pub(crate) fn as_argument(&self) -> PyResult<Argument<'_>> {
        let values = match &self.numbers {
            Numbers::One(number) => Floats::F64(number),
            Numbers::F32(array) => Floats::F32(array.as_slice()?),
            Numbers::F64(array) => Floats::F64(array.as_slice()?),
        };
        Ok(Argument { values, width: self.width, is_each: self.is_each })
    }
}

fn float_array<'py>(array: &Bound<'py, PyUntypedArray>, name: &str, shape: Shape) -> PyResult<Numbers<'py>> {
    match kind_of(array) {
        (b'f', 8) => converted(array).map(Numbers::F64),
        (b'f', 2 | 4) => converted(array).map(Numbers::F32),
        (b'i' | b'u' | b'b', _) => converted(array).map(Numbers::F64),
        // As ml_dtypes has it.
        (b'V', 2) if array.dtype().to_string() == "bfloat16" => converted(array).map(Numbers::F32),
        _ if array.len() == 0 && shape == Shape::Number => converted(array).map(Numbers::F64),
        _ => {
            let dtype = array.dtype();
            Err(PyTypeError::new_err(format!("the parameter {name} must be numbers, but the array has dtype {dtype}")))
        }
    }
}

/// The shape that a size or a tuple of sizes means.
pub(crate) fn shape_of(object: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
    let wrong =
        |_| PyValueError::new_err(format!("the number of symbols must not be negative or huge, but is {object}"));
    if let Ok(sizes) = object.cast::<pyo3::types::PyTuple>() {
        return sizes.iter().map(|size| size.extract().map_err(wrong)).collect();
    }
    if object.is_instance_of::<PyBool>() || !object.hasattr("__index__")? {
        let message = format!("the number of symbols must be an integer or a tuple of integers, not {object}");
        return Err(PyTypeError::new_err(message));
    }
    Ok(vec![object.extract().map_err(wrong)?])
}

/// A new array of zeros. Its memory is not touched before it is used.
pub(crate) fn zeros<'py>(
    py: Python<'py>,
    shape: &[usize],
    dtype: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyUntypedArray>> {
    let bytes = shape.iter().try_fold(8usize, |bytes, &size| bytes.checked_mul(size));
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(PyValueError::new_err(format!("an array of shape {shape:?} is too large for the memory")));
    }
    let dtype = match dtype {
        Some(dtype) => dtype.clone(),
        None => PyArrayDescr::of::<i32>(py).into_any(),
    };
    let array = numpy(py, "zeros")?.call1((shape, dtype)).map_err(|error| {
        let is_memory = error.is_instance_of::<pyo3::exceptions::PyMemoryError>(py);
        let message = format!("an array of shape {shape:?} is too large for the memory");
        if is_memory { PyValueError::new_err(message) } else { error }
    })?;
    Ok(array.cast_into()?)
}

/// Compressed words from an array of them.
pub(crate) fn words(object: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    let array = as_array(object)?;
    match kind_of(&array) {
        (b'u', 4) => Ok(converted::<u32>(&array)?.as_slice()?.to_vec()),
        _ if array.len() == 0 => Ok(Vec::new()),
        (b'u' | b'i', _) => {
            // Numbers above those of i64 wrap to negative ones, which are errors as well.
            let wide = converted::<i64>(&array)?;
            let word = |(index, &word): (usize, &i64)| {
                let error = || PyValueError::new_err(format!("the word {word} at index {index} does not have 32 bits"));
                u32::try_from(word).map_err(|_| error())
            };
            wide.as_slice()?.iter().enumerate().map(word).collect()
        }
        _ => Err(PyTypeError::new_err(format!(
            "compressed data must be an array of unsigned 32-bit integers, but has dtype {}",
            array.dtype()
        ))),
    }
}

/// Compressed words from bytes, the least significant byte of each word first.
pub(crate) fn words_from_bytes(bytes: &[u8]) -> PyResult<Vec<u32>> {
    let (words, rest) = bytes.as_chunks::<4>();
    if !rest.is_empty() {
        let message = format!("compressed data is a sequence of 4-byte words, but there are {} bytes", bytes.len());
        return Err(PyValueError::new_err(message));
    }
    Ok(words.iter().copied().map(u32::from_le_bytes).collect())
}

/// Bytes from compressed words.
pub(crate) fn words_to_bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A new array of words.
pub(crate) fn word_array<'py>(py: Python<'py>, words: &[u32]) -> Bound<'py, PyArray1<u32>> {
    PyArray1::from_slice(py, words)
}
