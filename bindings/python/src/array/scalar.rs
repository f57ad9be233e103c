//! Scalars of numpy, such as `numpy.int32(3)`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyFloat, PyInt, PyType, PyTypeMethods};

use super::numpy;

/// The kind of number of a scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Integer,
    /// At most as wide as a double.
    Float,
    Bool,
}

/// The types of numpy, by their names.
const TYPES: [(&str, Scalar); 14] = [
    ("float64", Scalar::Float),
    ("int64", Scalar::Integer),
    ("int32", Scalar::Integer),
    ("uint8", Scalar::Integer),
    ("float32", Scalar::Float),
    ("int16", Scalar::Integer),
    ("uint16", Scalar::Integer),
    ("int8", Scalar::Integer),
    ("uint32", Scalar::Integer),
    ("uint64", Scalar::Integer),
    ("float16", Scalar::Float),
    ("bool_", Scalar::Bool),
    ("longlong", Scalar::Integer),
    ("ulonglong", Scalar::Integer),
];

/// The kind of a number of Python's or numpy's; `None` for other objects, and for numbers that are wider than a double.
///
/// To ask the object itself for what it can do would raise and drop an exception, which takes a microsecond.
#[inline]
pub(crate) fn kind_of_scalar(object: &Bound<'_, PyAny>) -> Option<Scalar> {
    static OF_NUMPY: PyOnceLock<Vec<Py<PyType>>> = PyOnceLock::new();
    if object.is_exact_instance_of::<PyInt>() {
        return Some(Scalar::Integer);
    }
    let py = object.py();
    let types = OF_NUMPY.get_or_try_init(py, || {
        TYPES.iter().map(|(name, _)| Ok(numpy(py, name)?.cast_into::<PyType>()?.unbind())).collect::<PyResult<_>>()
    });
    let given = object.get_type_ptr();
    match types.ok()?.iter().position(|of_numpy| of_numpy.bind(py).as_type_ptr() == given) {
        Some(place) => Some(TYPES[place].1),
        None => object.is_instance_of::<PyFloat>().then_some(Scalar::Float),
    }
}
