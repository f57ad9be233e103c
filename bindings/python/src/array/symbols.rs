//! Symbols of models: integers of 32 bits, in arrays of any integer type.

use core::fmt::Display;

use constriction_runtime::{Symbols, SymbolsMut};
use numpy::{
    PyArray1, PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn, PyReadwriteArrayDyn, PyUntypedArray,
    PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyInt};

use super::few::{FEW, Few};
use super::integer::{instead_of_type_error, type_name};
use super::parameter::copied;
use super::scalar::{Scalar, kind_of_scalar};
use super::{as_array, as_integers, converted, integers, kind_of, text};

macro_rules! symbol_arrays {
    ($($variant:ident $t:ident $kind:literal $size:literal),*) => {
        /// An array of symbols.
        pub(crate) enum SymbolArray<'py> {
            /// In one dimension or two.
            Few(Few<i32>, Bound<'py, PyUntypedArray>),
            Copied(Vec<i32>, Bound<'py, PyUntypedArray>),
            Bytes(Bound<'py, PyBytes>, [usize; 1]),
            $($variant(PyReadonlyArrayDyn<'py, $t>)),*
        }

        impl<'py> SymbolArray<'py> {
            /// Takes an array of integers.
            fn from_integers(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
                match kind_of(array) {
                    $(($kind, $size) => converted(array).map(Self::$variant),)*
                    (b'b', _) => converted(array).map(Self::U8),
                    _ => {
                        let symbols = PyArray1::from_vec(array.py(), integers::<i32>(array, impossible)?);
                        let symbols = symbols.call_method1("reshape", (array.shape(),))?;
                        Ok(Self::I32(symbols.cast_into::<PyArrayDyn<i32>>()?.try_readonly()?))
                    }
                }
            }

            pub(crate) fn as_symbols(&self) -> PyResult<Symbols<'_>> {
                Ok(match self {
                    Self::Few(symbols, _) => Symbols::I32(symbols.as_slice()),
                    Self::Copied(symbols, _) => Symbols::I32(symbols),
                    Self::Bytes(bytes, _) => Symbols::U8(bytes.as_bytes()),
                    $(Self::$variant(array) => Symbols::$variant(array.as_slice()?)),*
                })
            }

            pub(crate) fn shape(&self) -> &[usize] {
                match self {
                    Self::Few(_, array) | Self::Copied(_, array) => array.shape(),
                    Self::Bytes(_, shape) => shape,
                    $(Self::$variant(array) => array.shape()),*
                }
            }
        }

        /// An array for symbols, in C order, aligned and writable.
        pub(crate) enum SymbolArrayMut<'py> {
            $($variant(PyReadwriteArrayDyn<'py, $t>)),*
        }

        impl<'py> SymbolArrayMut<'py> {
            /// Takes an array to write to.
            pub(crate) fn new(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
                match kind_of(array) {
                    $(($kind, $size) => {
                        Ok(Self::$variant(array.cast::<PyArrayDyn<$t>>()?.try_readwrite()?))
                    })*
                    _ => Err(PyTypeError::new_err(format!(
                        "decoded symbols need an integer dtype, not {}",
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

impl<'py> SymbolArray<'py> {
    #[inline]
    pub(crate) fn new(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Some(symbols) = Self::short(object) {
            return Ok(symbols);
        }
        if let Ok(bytes) = object.cast_exact::<PyBytes>() {
            return Ok(Self::Bytes(bytes.clone(), [bytes.as_bytes().len()]));
        }
        Self::from_integers(&as_integers(object, "symbols")?)
    }

    /// The symbols of a short array of a usual type.
    #[inline]
    fn short(object: &Bound<'py, PyAny>) -> Option<Self> {
        let array = object.cast_exact::<PyUntypedArray>().ok()?;
        let few = match kind_of(array) {
            (b'i', 4) if array.len() > FEW && array.ndim() > 0 => {
                return copied(array).map(|symbols| Self::Copied(symbols, array.clone()));
            }
            (b'i', 4) => Few::of(array, Some),
            (b'i', 8) => Few::of(array, |symbol: i64| symbol.try_into().ok()),
            _ => None,
        };
        Some(Self::Few(few?, array.clone()))
    }

    /// Takes an array of contexts, which are integers just as symbols are.
    pub(crate) fn of_contexts(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        let array = as_integers(object, "contexts")?;
        if kind_of(&array).0 != b'O' {
            return Self::from_integers(&array);
        }
        let too_large = |index, value: &dyn Display| {
            PyValueError::new_err(format!("the context {value} at index {index} does not fit in 64 bits"))
        };
        let contexts = PyArray1::from_vec(array.py(), integers::<u64>(&array, too_large)?);
        let contexts = contexts.call_method1("reshape", (array.shape(),))?;
        Ok(Self::U64(contexts.cast_into::<PyArrayDyn<u64>>()?.try_readonly()?))
    }
}

/// One symbol, or an array of symbols.
pub(crate) enum SymbolInput<'py> {
    One(i32),
    Many(SymbolArray<'py>),
}

impl<'py> SymbolInput<'py> {
    #[inline]
    pub(crate) fn new(object: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Some(symbols) = SymbolArray::short(object) {
            return Ok(Self::Many(symbols));
        }
        match kind_of_scalar(object) {
            Some(Scalar::Bool) => return Ok(Self::One(object.is_truthy()?.into())),
            Some(_) => return one_symbol(object).map(Self::One),
            None => {}
        }
        if object.cast::<PyUntypedArray>().is_err() && object.hasattr("__index__")? && !object.hasattr("__len__")? {
            return one_symbol(object).map(Self::One);
        }
        let symbols = SymbolArray::new(object)?;
        if symbols.shape().is_empty() {
            return one_symbol(&as_array(object)?.call_method0("item")?).map(Self::One);
        }
        Ok(Self::Many(symbols))
    }
}

/// The symbol that an integer of Python's or numpy's is; `None` for other objects.
#[inline]
pub(crate) fn scalar_symbol(object: &Bound<'_, PyAny>) -> Option<PyResult<i32>> {
    let is_integer = object.is_exact_instance_of::<PyInt>()
        || !object.is_exact_instance_of::<PyUntypedArray>() && kind_of_scalar(object) == Some(Scalar::Integer);
    is_integer.then(|| one_symbol(object))
}

/// The symbol that an integer is. All models have symbols of 32 bits.
#[inline]
fn one_symbol(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    object.extract().map_err(|error| not_a_symbol(object, error))
}

/// The error for an object that is not an integer, or that no model can have as a symbol.
#[cold]
fn not_a_symbol(object: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    if error.is_instance_of::<pyo3::exceptions::PyOverflowError>(object.py()) {
        return impossible(0, &text(object));
    }
    instead_of_type_error(object.py(), error, || format!("symbols must be integers, not {}", type_name(object)))
}

/// The error for an integer that no model can have as a symbol.
#[cold]
pub(crate) fn impossible(index: usize, symbol: &dyn Display) -> PyErr {
    PyKeyError::new_err(format!("the symbol {symbol} at index {index} has no probability under its model"))
}
