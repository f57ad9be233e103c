//! `constriction.symbol.huffman`.

use std::ops::ControlFlow;
use std::sync::OnceLock;

use constriction_runtime::Error;
use constriction_symbol::huffman::{self, WeightError};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::code::{self, Code};
use super::codebook::Codebook;
use super::error::value_error;
use super::weights::Weights;
use crate::array::{as_integers, check_is_vector, integer, integers};
use crate::watch::Watcher;

/// Builds a code from weights with the interpreter released. A signal can stop it.
fn watched<T: Send>(
    py: Python<'_>,
    make: impl FnOnce(&mut dyn FnMut() -> ControlFlow<()>) -> Result<T, WeightError> + Send,
) -> PyResult<T> {
    let mut watcher = Watcher::new(0, None)?;
    let made = py.detach(|| make(&mut || watcher.go_on(0)));
    let interrupted = if matches!(made, Err(WeightError::Interrupted)) { Err(Error::Interrupted) } else { Ok(()) };
    watcher.finish(py, interrupted)?;
    made.map_err(value_error)
}

#[doc = include_str!("../docs/EncoderHuffmanTree.md")]
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct EncoderHuffmanTree;

#[pymethods]
impl EncoderHuffmanTree {
    #[new]
    fn new(py: Python<'_>, probabilities: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(probabilities)?;
        let tree = watched(py, |watch| weights.encoder(watch))?;
        Ok(Codebook::subclass(Code::EncoderTree(code::EncoderTree { weights, tree }), Self))
    }
}

#[doc = include_str!("../docs/DecoderHuffmanTree.md")]
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct DecoderHuffmanTree;

#[pymethods]
impl DecoderHuffmanTree {
    #[new]
    fn new(py: Python<'_>, probabilities: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(probabilities)?;
        let tree = watched(py, |watch| weights.decoder(watch))?;
        Ok(Codebook::subclass(Code::DecoderTree(code::DecoderTree { weights, tree, words: OnceLock::new() }), Self))
    }
}

#[doc = include_str!("../docs/CanonicalHuffman.md")]
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct CanonicalHuffman;

#[pymethods]
impl CanonicalHuffman {
    #[new]
    #[pyo3(signature = (weights, *, max_length = None), text_signature = "(weights, *, max_length=32)")]
    fn new(
        py: Python<'_>,
        weights: &Bound<'_, PyAny>,
        max_length: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(weights)?;
        let max_len = max_length.map(|len| integer("max_length", len)).transpose()?;
        let max_len = max_len.unwrap_or(huffman::CanonicalHuffman::MAX_LEN);
        let code = watched(py, |watch| weights.canonical(max_len, watch))?;
        Ok(Self::with_code(code))
    }

    #[doc = include_str!("../docs/CanonicalHuffman.from_lengths.md")]
    #[classmethod]
    fn from_lengths<'py>(class: &Bound<'py, PyType>, lengths: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let array = as_integers(lengths, "lengths")?;
        check_is_vector(&array, "lengths")?;
        let lengths: Vec<u8> = integers(&array, |index, length| {
            PyValueError::new_err(format!("the length at index {index} is {length}, which no code word has"))
        })?;
        let code = huffman::CanonicalHuffman::from_lengths(&lengths).map_err(value_error)?;
        Bound::new(class.py(), Self::with_code(code))
    }

    #[doc = include_str!("../docs/CanonicalHuffman.lengths.md")]
    #[getter]
    fn lengths<'py>(slf: &Bound<'py, Self>) -> Option<Bound<'py, PyArray1<u8>>> {
        let code = Self::code(slf)?;
        Some(PyArray1::from_slice(slf.py(), code.lengths()))
    }

    #[doc = include_str!("../docs/CanonicalHuffman.max_length.md")]
    #[getter]
    fn max_length(slf: &Bound<'_, Self>) -> Option<u32> {
        Some(Self::code(slf)?.max_len())
    }
}

impl CanonicalHuffman {
    fn with_code(code: huffman::CanonicalHuffman) -> PyClassInitializer<Self> {
        let table = code.to_decoder();
        Codebook::subclass(Code::Canonical(code::Canonical { code, table }), Self)
    }

    fn code<'a>(slf: &'a Bound<'_, Self>) -> Option<&'a huffman::CanonicalHuffman> {
        match &slf.as_super().get().0 {
            Code::Canonical(code) => Some(&code.code),
            _ => None,
        }
    }
}
