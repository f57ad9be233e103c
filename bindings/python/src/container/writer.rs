//! Writing.

use core::num::NonZeroUsize;

use constriction_container::{ArraySpec, Coder, Coding, Dtype, ModelCoding, Writer};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::error::container_error;
use super::file::{Raised, Sink};
use crate::array::{as_array, converted};
use crate::call::Call;
use crate::error::value_error;
use crate::model::{Kind, Model};
use crate::threads;

/// Writes bytes of arrays.
#[pyclass(module = "constriction._native", name = "_ContainerWriter")]
#[derive(Debug)]
pub(crate) struct ContainerWriter {
    writer: Option<Writer<Sink>>,
    raised: Raised,
}

impl ContainerWriter {
    fn writer(&mut self) -> PyResult<&mut Writer<Sink>> {
        self.writer.as_mut().ok_or_else(closed)
    }
}

pub(super) fn closed() -> PyErr {
    PyValueError::new_err("the container is closed")
}

#[pymethods]
impl ContainerWriter {
    #[new]
    fn new(
        py: Python<'_>,
        file: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = threads::threads)] threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let raised = Raised::default();
        let writer = Writer::new(Sink::new(file, &raised)?).and_then(|writer| writer.with_threads(threads));
        let writer = writer.map_err(|error| container_error(py, error, &raised))?;
        Ok(Self { writer: Some(writer), raised })
    }

    /// Writes an array: its bytes in C order, little-endian.
    #[expect(clippy::too_many_arguments, reason = "what an array has")]
    fn write<'py>(
        &mut self,
        py: Python<'py>,
        name: &str,
        dtype: &str,
        shape: Vec<usize>,
        data: &Bound<'py, PyAny>,
        model: Option<&Bound<'py, Model>>,
        params: &Bound<'py, PyTuple>,
        is_raw: bool,
        coder: &str,
        store_parameters: bool,
        chunk_len: Option<u64>,
        metadata: &str,
    ) -> PyResult<()> {
        let dtype: Dtype = dtype.parse().map_err(value_error)?;
        let (coding, call) = match model {
            None => (if is_raw { Coding::Raw } else { Coding::Auto }, None),
            Some(model) => {
                let Kind::Spec(spec) = &model.get().kind else {
                    return Err(PyTypeError::new_err(
                        "a model with your own functions cannot be stored in a container",
                    ));
                };
                let call = Call::new(spec.free_parameters().copied(), params, Some(&shape))?;
                let coding =
                    ModelCoding::new((**spec).clone(), coder_of(coder)?).with_stored_parameters(store_parameters);
                (Coding::Model(coding), Some(call))
            }
        };
        let lengths: Vec<u64> = shape.iter().map(|&length| length as u64).collect();
        let mut spec = ArraySpec::new(name, dtype, &lengths).with_coding(coding).with_metadata(metadata);
        if let Some(chunk_len) = chunk_len {
            spec = spec.with_chunk_len(chunk_len);
        }
        let data = converted::<u8>(&as_array(data)?)?;
        let bytes = data.as_slice()?;
        let params = call.as_ref().map(Call::arguments).transpose()?.unwrap_or_default();
        let writer = self.writer()?;
        let result = py.detach(|| writer.write_bytes_of(spec, bytes, &params));
        result.map_err(|error| container_error(py, error, &self.raised))
    }

    /// The number of bytes so far.
    fn bytes_written(&mut self) -> PyResult<u64> {
        Ok(self.writer()?.bytes_written())
    }

    /// Writes the index, and returns the number of bytes.
    fn finish(&mut self, py: Python<'_>) -> PyResult<u64> {
        let writer = self.writer.take().ok_or_else(closed)?;
        let result = py.detach(|| writer.finish().map(|(_, bytes)| bytes));
        result.map_err(|error| container_error(py, error, &self.raised))
    }

    /// Closes the file without an index.
    fn abandon(&mut self) {
        self.writer = None;
    }
}

fn coder_of(name: &str) -> PyResult<Coder> {
    let coders = [Coder::Interleaved, Coder::Ans, Coder::Range];
    coders.into_iter().find(|coder| coder.name() == name).ok_or_else(|| {
        PyValueError::new_err(format!("there is no coder {name:?}: \"interleaved\", \"ans\" or \"range\""))
    })
}
