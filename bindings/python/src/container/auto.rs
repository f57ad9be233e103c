//! Codes pieces of arrays whose type and shape are stored elsewhere, as by Zarr.

use constriction_auto::{Choice, Dtype, Layout, decode};
use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::error::Corrupt;
use crate::array::{as_array, converted};
use crate::error::value_error;

fn layout(dtype: &str, shape: &[u64]) -> PyResult<Layout> {
    let dtype: Dtype = dtype.parse().map_err(value_error)?;
    Ok(Layout::of_shape(dtype, shape))
}

/// Encodes the bytes of elements, in C order, little-endian, as suits them.
#[pyfunction]
#[pyo3(name = "_encode_auto")]
pub(crate) fn encode_auto<'py>(
    py: Python<'py>,
    dtype: &str,
    shape: Vec<u64>,
    data: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let layout = layout(dtype, &shape)?;
    let data = converted::<u8>(&as_array(data)?)?;
    let data = data.as_slice()?;
    let encoded = py.detach(|| {
        let mut encoded = Vec::new();
        Choice::of(data, layout).encode(data, layout, &mut encoded);
        encoded
    });
    Ok(PyBytes::new(py, &encoded))
}

/// Decodes what `_encode_auto` returned to as many places.
#[pyfunction]
#[pyo3(name = "_decode_auto")]
pub(crate) fn decode_auto<'py>(
    py: Python<'py>,
    dtype: &str,
    shape: Vec<u64>,
    data: &Bound<'py, PyAny>,
    out: &Bound<'py, PyArray1<u8>>,
) -> PyResult<()> {
    let layout = layout(dtype, &shape)?;
    let data = converted::<u8>(&as_array(data)?)?;
    let data = data.as_slice()?;
    let mut out = out.try_readwrite()?;
    let out = out.as_slice_mut()?;
    py.detach(|| decode(data, layout, out)).map_err(|error| Corrupt::new_err(error.to_string()))
}
