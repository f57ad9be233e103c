//! The decoding side of a queue.

use std::sync::Arc;

use constriction_bits::Cursor;
use constriction_core::{Pos, Seek};
use constriction_symbol::QueueDecoder as Decoder;
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::codebook::Codebook;
use super::decode::decode_array;
use super::decode_from::DecodeFrom;
use super::error::value_error;
use crate::array::{buffer, integer, words, words_from_bytes};

#[doc = include_str!("../docs/QueueDecoder.md")]
#[pyclass(module = "constriction.symbol")]
pub(crate) struct QueueDecoder {
    decoder: Decoder<u32, Cursor<u32, Arc<[u32]>>>,
    /// The same words as the decoder's.
    words: Arc<[u32]>,
}

#[pymethods]
impl QueueDecoder {
    #[new]
    fn new(compressed: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self::with_words(words(compressed)?.into()))
    }

    #[doc = include_str!("../docs/QueueDecoder.decode_symbol.md")]
    fn decode_symbol(&mut self, codebook: &Bound<'_, Codebook>) -> PyResult<u64> {
        let code: &dyn DecodeFrom<_, u64> = codebook.get().0.decoder()?;
        let start = self.decoder.pos();
        code.decode(&mut self.decoder).map_err(|error| self.go_back(start, value_error(error)))
    }

    #[doc = include_str!("../docs/QueueDecoder.decode_symbols.md")]
    #[pyo3(signature = (codebook, amt, *, dtype = None))]
    fn decode_symbols<'py>(
        &mut self,
        py: Python<'py>,
        codebook: &Bound<'py, Codebook>,
        amt: &Bound<'py, PyAny>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let amount = integer("amt", amt)?;
        let start = self.decoder.pos();
        let symbols = decode_array(py, &mut self.decoder, &codebook.get().0, amount, dtype);
        symbols.map_err(|error| self.go_back(start, error))
    }

    #[doc = include_str!("../docs/QueueDecoder.maybe_exhausted.md")]
    fn maybe_exhausted(&self) -> bool {
        self.decoder.maybe_exhausted()
    }

    #[doc = include_str!("../docs/QueueDecoder.pos.md")]
    fn pos(&self) -> usize {
        self.decoder.pos()
    }

    #[doc = include_str!("../docs/QueueDecoder.seek.md")]
    fn seek(&mut self, position: &Bound<'_, PyAny>) -> PyResult<()> {
        self.decoder.seek(integer("position", position)?).map_err(value_error)
    }

    #[doc = include_str!("../docs/QueueDecoder.clone.md")]
    fn clone(&self) -> Self {
        Self { decoder: self.decoder.clone(), words: self.words.clone() }
    }

    #[doc = include_str!("../docs/QueueDecoder.from_bytes.md")]
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = buffer(data)?;
        let data = data.as_bytes();
        let words = match data.split_last() {
            Some((&padding, words)) if words.len() % size_of::<u32>() == 0 => {
                if u32::from(padding) >= u32::BITS || (padding > 0 && words.is_empty()) {
                    return Err(PyValueError::new_err(format!("the data is not padded with {padding} bits")));
                }
                words
            }
            _ => data,
        };
        Ok(Self::with_words(words_from_bytes(words)?.into()))
    }

    fn __repr__(&self) -> String {
        format!("QueueDecoder(num_words={}, pos={})", self.words.len(), self.decoder.pos())
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        self.clone()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Bound<'py, PyArray1<u32>>,), usize) {
        (py.get_type::<Self>(), (PyArray1::from_slice(py, &self.words),), self.decoder.pos())
    }

    fn __setstate__(&mut self, position: &Bound<'_, PyAny>) -> PyResult<()> {
        self.seek(position)
    }
}

impl QueueDecoder {
    pub(super) fn with_words(words: Arc<[u32]>) -> Self {
        Self { decoder: Decoder::from_compressed(Cursor::at_start(words.clone())), words }
    }

    #[cold]
    fn go_back(&mut self, start: usize, error: PyErr) -> PyErr {
        // It was there before.
        let _ = self.decoder.seek(start);
        error
    }
}
