//! Arrays of numbers, one for each symbol.

use constriction_runtime::Error;
use numpy::{PyArrayDescr, PyArrayDyn, PyArrayMethods};
use pyo3::prelude::*;

use crate::array::zeros;
use crate::watch::Watcher;

/// An array of numbers that a function fills.
pub(crate) fn numbers<'py>(
    py: Python<'py>,
    shape: &[usize],
    fill: impl FnOnce(&mut [f64], &mut Watcher) -> Result<(), Error>,
) -> PyResult<Bound<'py, PyAny>> {
    let array = zeros(py, shape, Some(PyArrayDescr::of::<f64>(py).as_any()))?.cast_into::<PyArrayDyn<f64>>()?;
    let mut places = array.try_readwrite()?;
    let slice = places.as_slice_mut()?;
    let mut watcher = Watcher::new(slice.len(), None)?;
    let result = fill(slice, &mut watcher);
    watcher.finish(py, result)?;
    drop(places);
    if shape.is_empty() { array.call_method0("item") } else { Ok(array.into_any()) }
}
