//! Reading.

use core::num::NonZeroUsize;

use constriction_container::{ArrayInfo, Coding, Reader};
use numpy::{PyArray1, PyArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::error::container_error;
use super::file::{Raised, Source};
use super::writer::closed;
use crate::call::Call;
use crate::error::value_error;
use crate::threads;

/// Reads bytes of arrays.
#[pyclass(module = "constriction._native", name = "_ContainerReader")]
#[derive(Debug)]
pub(crate) struct ContainerReader {
    reader: Option<Reader<Source>>,
    raised: Raised,
}

impl ContainerReader {
    fn reader(&mut self) -> PyResult<&mut Reader<Source>> {
        self.reader.as_mut().ok_or_else(closed)
    }

    fn info(&mut self, py: Python<'_>, name: &str) -> PyResult<ArrayInfo> {
        let info = self.reader()?.array(name).cloned();
        info.map_err(|error| container_error(py, error, &self.raised))
    }
}

#[pymethods]
impl ContainerReader {
    #[new]
    fn new(
        py: Python<'_>,
        file: &Bound<'_, PyAny>,
        #[pyo3(from_py_with = threads::threads)] threads: Option<NonZeroUsize>,
    ) -> PyResult<Self> {
        let raised = Raised::default();
        let source = Source::new(file, &raised)?;
        let reader = py.detach(|| Reader::new(source).and_then(|reader| reader.with_threads(threads)));
        let reader = reader.map_err(|error| container_error(py, error, &raised))?;
        Ok(Self { reader: Some(reader), raised })
    }

    /// The names of the arrays, in the order in which they were written.
    fn names(&mut self) -> PyResult<Vec<String>> {
        Ok(self.reader()?.arrays().iter().map(|array| array.name().to_owned()).collect())
    }

    /// The description of an array in the file.
    fn describe<'py>(&mut self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyDict>> {
        let info = self.info(py, name)?;
        let description = PyDict::new(py);
        description.set_item("dtype", info.dtype().name())?;
        description.set_item("shape", PyTuple::new(py, info.shape())?)?;
        description.set_item("metadata", info.metadata())?;
        description.set_item("chunk_len", info.chunk_len())?;
        description.set_item("chunks", info.chunks())?;
        description.set_item("compressed_len", info.compressed_len())?;
        let (coding, model) = match info.coding() {
            Coding::Raw => ("raw", None),
            Coding::Auto => ("auto", None),
            Coding::Model(coding) => (coding.coder().name(), Some(coding.text())),
            _ => return Err(PyValueError::new_err("this version does not know how the array is coded")),
        };
        description.set_item("coding", coding)?;
        description.set_item("model", model)?;
        Ok(description)
    }

    /// The elements of the chunks that have these elements.
    fn covering(&mut self, py: Python<'_>, name: &str, start: u64, stop: u64) -> PyResult<(u64, u64)> {
        let covering = self.info(py, name)?.covering(start..stop);
        Ok((covering.start, covering.end))
    }

    /// Where in the file the chunks are that have these elements.
    fn bytes_of(&mut self, py: Python<'_>, name: &str, start: u64, stop: u64) -> PyResult<(u64, u64)> {
        let info = self.info(py, name)?;
        if start >= stop || stop > info.elements() {
            return Ok((0, 0));
        }
        let chunk = |element: u64| info.chunk_bytes((element / info.chunk_len()) as usize);
        Ok((chunk(start).start, chunk(stop - 1).end))
    }

    /// Reads elements to as many places, given as bytes. Parameters are for symbols of one of these shapes.
    #[expect(clippy::too_many_arguments, reason = "what a call has")]
    fn read_into<'py>(
        &mut self,
        py: Python<'py>,
        name: &str,
        start: u64,
        stop: u64,
        params: &Bound<'py, PyTuple>,
        shapes: Vec<Vec<usize>>,
        out: &Bound<'py, PyArray1<u8>>,
    ) -> PyResult<()> {
        let info = self.info(py, name)?;
        let lacking: Vec<_> = match info.coding() {
            Coding::Model(coding) if !coding.stores_parameters() => {
                coding.model().map_err(value_error)?.free_parameters().copied().collect()
            }
            _ => Vec::new(),
        };
        let mut calls = shapes.iter().map(|shape| Call::new(lacking.iter().copied(), params, Some(shape)));
        let first = calls.next().ok_or_else(|| PyValueError::new_err("no shape was given"))?;
        // The error is that of the first shape.
        let call = first.or_else(|error| calls.find_map(Result::ok).ok_or(error))?;
        let params = call.arguments()?;
        let mut out = out.try_readwrite()?;
        let out = out.as_slice_mut()?;
        let reader = self.reader()?;
        let result = py.detach(|| reader.read_into(name, start..stop, &params, out));
        result.map_err(|error| container_error(py, error, &self.raised))
    }

    /// Closes the file.
    fn close(&mut self) {
        self.reader = None;
    }
}
