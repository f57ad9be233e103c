//! `constriction.stream.interleaved`.

use core::num::NonZeroUsize;

use constriction_ans::{ByteCoder, BytesError, ContextOrder, decoded_len};
use constriction_runtime::{Digesting, Error, InterleavedAnsCoder as Coder};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple, PyType};

use crate::array::{Output, buffer, buffer_of_bytes, integer, text, word_array, word_bytes, words, words_from_bytes};
use crate::batch;
use crate::call::{decode_any, encode_any};
use crate::digest::{self, MaybeDigesting};
use crate::error::value_error;
use crate::methods::{copy_methods, digest_methods, missing_methods, size_methods};
use crate::model::AnyModel;
use crate::threads;
use crate::waist;
use crate::watch::Watcher;

#[doc = include_str!("docs/InterleavedAnsCoder.md")]
#[pyclass(module = "constriction.stream.interleaved")]
#[derive(Clone, Debug)]
pub(crate) struct InterleavedAnsCoder {
    coder: MaybeDigesting<Coder>,
}

impl InterleavedAnsCoder {
    fn from_words(words: Vec<u32>, digest: bool) -> PyResult<Self> {
        Ok(Self { coder: Digesting::when(digest, load(words)?) })
    }
}

fn load(words: Vec<u32>) -> PyResult<Coder> {
    Coder::from_compressed(words).map_err(value_error)
}

/// An empty coder with this number of states.
fn with_lanes(lanes: &Bound<'_, PyAny>) -> PyResult<Coder> {
    let count = integer("lanes", lanes)?;
    Coder::with_lanes(count).ok_or_else(|| {
        PyValueError::new_err(format!("the number of lanes must be a power of two from 1 to 64, not {count}"))
    })
}

#[pymethods]
impl InterleavedAnsCoder {
    #[new]
    #[pyo3(signature = (compressed=None, *, lanes=None, digest=false))]
    fn new(compressed: Option<&Bound<'_, PyAny>>, lanes: Option<&Bound<'_, PyAny>>, digest: bool) -> PyResult<Self> {
        match (compressed, lanes) {
            (None, None) => Ok(Self { coder: Digesting::when(digest, Coder::new()) }),
            (None, Some(lanes)) => Ok(Self { coder: Digesting::when(digest, with_lanes(lanes)?) }),
            (Some(compressed), None) => Self::from_words(words(compressed)?, digest),
            (Some(_), Some(_)) => Err(PyValueError::new_err("compressed data has its own number of lanes")),
        }
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.encode_reverse.md")]
    #[pyo3(signature = (symbols, model, *optional_model_params, progress=None, threads=1))]
    fn encode_reverse<'py>(
        &mut self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        progress: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads_or_0)] threads: usize,
    ) -> PyResult<()> {
        let threads = NonZeroUsize::new(threads);
        encode_any(py, &mut self.coder, symbols, &model, optional_model_params, progress, threads)
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.decode.md")]
    #[pyo3(signature = (model, *optional_amt_or_model_params, dtype=None, out=None, progress=None))]
    fn decode<'py>(
        &mut self,
        py: Python<'py>,
        model: AnyModel<'_, 'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        out: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let output = Output { dtype, out, progress };
        decode_any(py, &mut self.coder, &model, optional_amt_or_model_params, &output)
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.get_compressed.md")]
    fn get_compressed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<u32>>> {
        word_array(py, &self.coder.coder().get_compressed())
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.to_bytes.md")]
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        word_bytes(py, &self.coder.coder().get_compressed())
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.from_bytes.md")]
    #[classmethod]
    #[pyo3(signature = (data, *, digest=false))]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>, digest: bool) -> PyResult<Self> {
        Self::from_words(words_from_bytes(buffer(data)?.as_bytes())?, digest)
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.check_end.md")]
    fn check_end(&self) -> PyResult<()> {
        if self.coder.coder().is_empty() {
            return Ok(());
        }
        Err(PyValueError::new_err("this is not the end: data is left, or too much was decoded"))
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.lanes.md")]
    #[getter]
    fn lanes(&self) -> Option<usize> {
        (!self.coder.coder().chooses_lanes()).then(|| self.coder.coder().num_lanes())
    }

    fn __repr__(&self) -> String {
        let lanes = self.lanes().map_or("None".to_owned(), |lanes| lanes.to_string());
        format!("InterleavedAnsCoder(num_words={}, lanes={lanes})", self.coder.coder().num_words())
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Option<Bound<'py, PyBytes>>, digest::Parts))> {
        let load = py.import("constriction._native")?.getattr("_load_interleaved_ans_coder")?;
        let bytes = (!self.coder.coder().chooses_lanes()).then(|| self.to_bytes(py)).transpose()?;
        Ok((load, (bytes, digest::parts(&self.coder))))
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.encode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (symbols, model, *optional_model_params, threads=None))]
    fn encode_batch<'py>(
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        #[pyo3(from_py_with = threads::threads)] threads: Option<NonZeroUsize>,
    ) -> PyResult<Bound<'py, PyList>> {
        let finish = |coder: Coder| coder.get_compressed();
        batch::encode(py, Coder::new, finish, symbols, &model, optional_model_params, threads)
    }

    #[doc = include_str!("docs/InterleavedAnsCoder.decode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (compressed, model, *optional_amt_or_model_params, dtype=None, threads=None))]
    fn decode_batch<'py>(
        py: Python<'py>,
        compressed: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads)] threads: Option<NonZeroUsize>,
    ) -> PyResult<Bound<'py, PyList>> {
        batch::decode(py, load, compressed, &model, optional_amt_or_model_params, dtype, threads)
    }
}

copy_methods!(InterleavedAnsCoder);
missing_methods!(
    InterleavedAnsCoder,
    encode: "a stack encodes from the last symbol to the first, by encode_reverse"
);
digest_methods!(InterleavedAnsCoder);
waist::encode_interval_method!(InterleavedAnsCoder);
waist::decode_interval_methods!(InterleavedAnsCoder);
size_methods!(InterleavedAnsCoder);

/// The coder that pickling has taken apart.
#[pyfunction]
#[pyo3(name = "_load_interleaved_ans_coder")]
pub(crate) fn load_interleaved_ans_coder(words: Option<&[u8]>, digest: digest::Parts) -> PyResult<InterleavedAnsCoder> {
    let coder = match words {
        Some(words) => load(words_from_bytes(words)?)?,
        None => Coder::new(),
    };
    Ok(InterleavedAnsCoder { coder: digest::from_parts(coder, digest) })
}

#[doc = include_str!("docs/encode_bytes.md")]
#[pyfunction]
#[pyo3(
    signature = (data, *, order=ContextOrder::Zero, typesize=None, threads=1),
    text_signature = "(data, *, order=0, typesize=None, threads=1)"
)]
pub(crate) fn encode_bytes<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    #[pyo3(from_py_with = context_order)] order: ContextOrder,
    typesize: Option<&Bound<'py, PyAny>>,
    #[pyo3(from_py_with = threads::threads_or_0)] threads: usize,
) -> PyResult<Bound<'py, PyBytes>> {
    let coder = ByteCoder::new().with_order(order).with_threads(NonZeroUsize::new(threads));
    let (coder, data) = match typesize {
        None => (coder, buffer_of_bytes(data)?),
        Some(bytes) => {
            let bytes: usize = integer("typesize", bytes)?;
            let coder = coder.with_type_size(bytes);
            let wrong = || PyValueError::new_err(format!("typesize must be 1 to 16 bytes, but is {bytes}"));
            (coder.ok_or_else(wrong)?, buffer(data)?)
        }
    };
    let data = data.as_bytes();
    let mut compressed = Vec::new();
    let mut watcher = Watcher::new(data.len(), None)?;
    let flow = py.detach(|| coder.encode_watched(data, &mut compressed, &mut |done| watcher.go_on(done)));
    let result = if flow.is_break() { Err(Error::Interrupted) } else { Ok(()) };
    watcher.finish(py, result)?;
    PyBytes::new_with(py, compressed.len(), |bytes| {
        bytes.copy_from_slice(&compressed);
        Ok(())
    })
}

#[doc = include_str!("docs/decode_bytes.md")]
#[pyfunction]
#[pyo3(signature = (data, *, max_len=4294967296, threads=1))]
pub(crate) fn decode_bytes<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    #[pyo3(from_py_with = max_len)] max_len: usize,
    #[pyo3(from_py_with = threads::threads_or_0)] threads: usize,
) -> PyResult<Bound<'py, PyBytes>> {
    let coder = ByteCoder::new().with_threads(NonZeroUsize::new(threads));
    let data = buffer(data)?;
    let data = data.as_bytes();
    let len = decoded_len(data).map_err(value_error)?;
    if len > max_len {
        return Err(value_error(BytesError::Length));
    }
    PyBytes::new_with(py, len, |bytes| {
        let mut watcher = Watcher::new(len, None)?;
        let result = py.detach(|| coder.decode_into_watched(data, bytes, &mut |done| watcher.go_on(done)));
        let interrupted = if result == Err(BytesError::Interrupted) { Err(Error::Interrupted) } else { Ok(()) };
        watcher.finish(py, interrupted)?;
        result.map_err(value_error)
    })
}

/// The order of contexts, from a keyword.
fn context_order(order: &Bound<'_, PyAny>) -> PyResult<ContextOrder> {
    match text(order).as_str() {
        "0" => Ok(ContextOrder::Zero),
        "1" => Ok(ContextOrder::One),
        "best" => Ok(ContextOrder::Best),
        other => Err(PyValueError::new_err(format!("order must be 0, 1 or 'best', not {other}"))),
    }
}

fn max_len(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    integer("max_len", object)
}
