//! Shapes of arrays.

use numpy::{PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt, PyList, PyTuple};
use smallvec::{SmallVec, smallvec};

use super::integer::type_name;
use super::{integer, numpy};

/// The sizes of the dimensions of an array.
pub(crate) type Dims = SmallVec<[usize; 4]>;

/// The shape that a size means, or a tuple or a list of sizes.
#[inline]
pub(crate) fn shape_of(object: &Bound<'_, PyAny>) -> PyResult<Dims> {
    let size = |size: &Bound<'_, PyAny>| {
        let is_integer =
            size.is_exact_instance_of::<PyInt>() || !size.is_instance_of::<PyBool>() && size.hasattr("__index__")?;
        if is_integer {
            return integer("the number of symbols", size);
        }
        let given = if size.is_instance_of::<PyBool>() { size.to_string() } else { type_name(size) };
        let message = format!("the number of symbols must be an integer or a tuple of integers, not {given}");
        Err(PyTypeError::new_err(message))
    };
    if let Ok(sizes) = object.cast::<PyTuple>() {
        return sizes.iter().map(|object| size(&object)).collect();
    }
    if let Ok(sizes) = object.cast::<PyList>() {
        return sizes.iter().map(|object| size(&object)).collect();
    }
    Ok(smallvec![size(object)?])
}

/// A shape as numpy writes it.
pub(crate) fn shape_text(shape: &[usize]) -> String {
    match shape {
        [size] => format!("({size},)"),
        sizes => format!("({})", sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// The shape that two become by numpy's rules: they are aligned at their last dimensions, and a size of 1 becomes that
/// of the other. Returns `None` if they do not go together.
pub(crate) fn broadcast(a: &[usize], b: &[usize]) -> Option<Dims> {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let mut shape = Dims::from_slice(long);
    let first = long.len() - short.len();
    for (size, &other) in shape[first..].iter_mut().zip(short) {
        if *size == 1 {
            *size = other;
        } else if other != 1 && other != *size {
            return None;
        }
    }
    Some(shape)
}

/// The same array, repeated to a shape that it can be broadcast to.
pub(super) fn repeated<'py>(
    array: &Bound<'py, PyUntypedArray>,
    shape: &[usize],
) -> PyResult<Bound<'py, PyUntypedArray>> {
    debug_assert!(broadcast(array.shape(), shape).is_some_and(|all| *all == *shape));
    let shape = PyTuple::new(array.py(), shape)?;
    Ok(numpy(array.py(), "broadcast_to")?.call1((array, shape))?.cast_into()?)
}
