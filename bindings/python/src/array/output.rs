//! Arrays for decoded symbols and other numbers.

use numpy::{
    PyArray1, PyArrayDescr, PyArrayDescrMethods, PyArrayDyn, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyMemoryError, PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::integer::type_name;
use super::{is_plain, numpy, shape_text, tensor};

/// The most symbols that are decoded to the stack, as to borrow an array takes longer than to copy them.
pub(crate) const SHORT_OUTPUT: usize = 128;
/// Arrays of at most this many bytes are made without a check for memory.
const SMALL: usize = 1 << 16;

/// A new array of zeros. Its memory is not touched before it is used.
pub(crate) fn zeros<'py>(
    py: Python<'py>,
    shape: &[usize],
    dtype: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyUntypedArray>> {
    let too_large =
        || PyValueError::new_err(format!("an array of shape {} is too large for the memory", shape_text(shape)));
    /// numpy refuses more in any version; older ones refuse some of these, too.
    const MOST_DIMENSIONS: usize = 32;
    let bytes = shape.iter().try_fold(8usize, |bytes, &size| bytes.checked_mul(size.max(1)));
    if bytes.is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(too_large());
    }
    let dtype = match dtype {
        Some(dtype) => dtype.clone(),
        // Without a detour through Python, which takes longer than to decode a few symbols.
        None if shape.len() <= MOST_DIMENSIONS && bytes.is_some_and(|bytes| bytes <= SMALL) => {
            return Ok(PyArrayDyn::<i32>::zeros(py, shape, false).as_untyped().clone());
        }
        None => PyArrayDescr::of::<i32>(py).into_any(),
    };
    let array = numpy(py, "zeros")?.call1((shape, dtype));
    Ok(array
        .map_err(|error| if error.is_instance_of::<PyMemoryError>(py) { too_large() } else { error })?
        .cast_into()?)
}

/// The arguments of `decode` other than the model.
#[derive(Default)]
pub(crate) struct Output<'a, 'py> {
    pub(crate) dtype: Option<&'a Bound<'py, PyAny>>,
    pub(crate) out: Option<&'a Bound<'py, PyAny>>,
    pub(crate) progress: Option<&'a Bound<'py, PyAny>>,
}

impl Output<'_, '_> {
    /// Whether nothing is asked for.
    pub(crate) fn is_default(&self) -> bool {
        self.dtype.is_none() && self.out.is_none() && self.progress.is_none()
    }
}

/// Decodes a few symbols to the stack, and returns them as a new array, or as a number if there is no shape. Returns
/// `None` if they are not few.
#[inline]
pub(crate) fn few_symbols<'py>(
    py: Python<'py>,
    shape: Option<&[usize]>,
    decode: impl FnOnce(&mut [i32]) -> PyResult<()>,
) -> Option<PyResult<Bound<'py, PyAny>>> {
    // What numpy makes of more dimensions depends on its version.
    const MOST_DIMENSIONS: usize = 8;
    if shape.is_some_and(|shape| shape.len() > MOST_DIMENSIONS) {
        return None;
    }
    let len = shape.unwrap_or(&[]).iter().try_fold(1usize, |len, &size| len.checked_mul(size))?;
    let mut buffer = [0; SHORT_OUTPUT];
    let symbols = buffer.get_mut(..len)?;
    Some(decode(symbols).and_then(|()| match shape {
        None => Ok(symbols[0].into_pyobject(py)?.into_any()),
        Some(&[_]) => Ok(PyArray1::from_slice(py, symbols).into_any()),
        Some(shape) => Ok(PyArray1::from_slice(py, symbols).reshape(shape)?.into_any()),
    }))
}

/// Where decoded symbols go: a new array, one that was given, or a place for one symbol.
pub(crate) struct Places<'py> {
    /// An array that can be written to as it is.
    pub(crate) array: Bound<'py, PyUntypedArray>,
    /// The array to which the symbols are copied at the end, if it is not the one that is decoded into.
    end: Option<Bound<'py, PyAny>>,
    /// The object to decode into, such as a tensor; the array is a view of its memory.
    given: Option<Bound<'py, PyAny>>,
    is_one: bool,
}

impl<'py> Places<'py> {
    pub(crate) fn new(py: Python<'py>, shape: Option<&[usize]>, output: &Output<'_, 'py>) -> PyResult<Self> {
        let (array, is_one) = match output.out {
            None => {
                let array = zeros(py, shape.unwrap_or(&[]), output.dtype)?;
                if output.dtype.is_none() {
                    return Ok(Self { array, end: None, given: None, is_one: shape.is_none() });
                }
                (array, shape.is_none())
            }
            Some(_) if output.dtype.is_some() => {
                return Err(PyValueError::new_err("the dtype is that of out; only one of the two can be given"));
            }
            Some(out) => (given(out, shape)?, false),
        };
        let given = output.out.cloned();
        let dtype = array.dtype();
        if is_plain(&array) && dtype.is_native_byteorder().unwrap_or(true) {
            return Ok(Self { array, end: None, given, is_one });
        }
        let native = dtype.call_method1("newbyteorder", ("=",))?;
        let plain = zeros(py, array.shape(), Some(&native))?;
        Ok(Self { array: plain, end: Some(array.into_any()), given, is_one })
    }

    pub(crate) fn finish(self) -> PyResult<Bound<'py, PyAny>> {
        let array = match self.end {
            None => self.array.into_any(),
            Some(end) => {
                numpy(end.py(), "copyto")?.call1((&end, self.array))?;
                end
            }
        };
        if self.is_one { array.call_method0("item") } else { Ok(self.given.unwrap_or(array)) }
    }
}

/// The array that was given to decode into.
fn given<'py>(out: &Bound<'py, PyAny>, shape: Option<&[usize]>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let array = match out.cast::<PyUntypedArray>() {
        Ok(array) => array.clone(),
        Err(_) => tensor::shared(out)?.ok_or_else(|| {
            PyTypeError::new_err(format!("out must be a numpy array or a tensor, not {}", type_name(out)))
        })?,
    };
    if !array.getattr("flags")?.getattr("writeable")?.is_truthy()? {
        return Err(PyValueError::new_err("out is read-only"));
    }
    match shape {
        Some(shape) if shape != array.shape() => {
            let (given, expected) = (shape_text(array.shape()), shape_text(shape));
            let message = format!("out has the shape {given}, but the symbols have {expected}");
            Err(PyValueError::new_err(message))
        }
        _ if overlaps_itself(&array) => {
            Err(PyValueError::new_err("out overlaps itself: several of its elements share memory"))
        }
        _ => Ok(array),
    }
}

/// Whether an array with these strides can have two places in the same memory: each step along an axis must go beyond
/// all that lies in the axes with smaller steps.
fn overlaps_itself(array: &Bound<'_, PyUntypedArray>) -> bool {
    let axes = array.shape().iter().zip(array.strides()).filter(|&(&size, _)| size > 1);
    let mut axes: Vec<(usize, usize)> = axes.map(|(&size, stride)| (stride.unsigned_abs(), size)).collect();
    axes.sort_unstable();
    let mut extent = array.dtype().itemsize();
    !array.is_empty()
        && axes.into_iter().any(|(stride, size)| {
            let is_inside = stride < extent;
            extent += stride * (size - 1);
            is_inside
        })
}
