//! The encoding side of a queue.

use constriction_symbol::{Bits, DefaultQueueEncoder, PutBits};
use numpy::PyArray1;
use pyo3::exceptions::{PyDeprecationWarning, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use super::codebook::Codebook;
use super::encode::{EncodeTo, encode_all};
use super::error::{encode_error, value_error};
use super::queue_decoder::QueueDecoder;
use super::{array, room};
use crate::array::{buffer, words_from_bytes};

#[doc = include_str!("../docs/QueueEncoder.md")]
#[pyclass(module = "constriction.symbol")]
pub(crate) struct QueueEncoder(DefaultQueueEncoder);

#[pymethods]
impl QueueEncoder {
    #[new]
    fn new() -> Self {
        Self(DefaultQueueEncoder::new())
    }

    #[doc = include_str!("../docs/QueueEncoder.encode_symbol.md")]
    fn encode_symbol(&mut self, symbol: &Bound<'_, PyAny>, codebook: &Bound<'_, Codebook>) -> PyResult<()> {
        let symbol = array::symbol(symbol)?;
        let code: &dyn EncodeTo<_> = codebook.get().0.encoder()?;
        room::check(&codebook.get().0, &[symbol], self.0.num_bits())?;
        code.encode(symbol, &mut self.0).map_err(|error| encode_error(error, None, &[symbol]))
    }

    #[doc = include_str!("../docs/QueueEncoder.encode_symbols.md")]
    fn encode_symbols(
        &mut self,
        py: Python<'_>,
        symbols: &Bound<'_, PyAny>,
        codebook: &Bound<'_, Codebook>,
    ) -> PyResult<()> {
        let symbols = array::symbols(symbols)?;
        room::check(&codebook.get().0, &symbols, self.0.num_bits())?;
        encode_all(py, &mut self.0, codebook.get().0.encoder()?, &symbols)
    }

    #[doc = include_str!("../docs/QueueEncoder.get_compressed.md")]
    fn get_compressed<'py>(&mut self, py: Python<'py>) -> (Bound<'py, PyArray1<u32>>, usize) {
        let num_bits = self.0.num_bits();
        let Ok(words) = self.0.get_compressed();
        (PyArray1::from_slice(py, &words), num_bits)
    }

    #[doc = include_str!("../docs/QueueEncoder.get_compressed_and_bitrate.md")]
    fn get_compressed_and_bitrate<'py>(&mut self, py: Python<'py>) -> PyResult<(Bound<'py, PyArray1<u32>>, usize)> {
        let message = c"get_compressed_and_bitrate is deprecated: use get_compressed, which returns the same";
        PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), message, 1)?;
        Ok(self.get_compressed(py))
    }

    #[doc = include_str!("../docs/QueueEncoder.get_decoder.md")]
    fn get_decoder(&mut self) -> QueueDecoder {
        let Ok(words) = self.0.get_compressed();
        QueueDecoder::with_words(words.as_slice().into())
    }

    #[doc = include_str!("../docs/QueueEncoder.num_bits.md")]
    fn num_bits(&self) -> usize {
        self.0.num_bits()
    }

    #[doc = include_str!("../docs/QueueEncoder.is_empty.md")]
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[doc = include_str!("../docs/QueueEncoder.clear.md")]
    fn clear(&mut self) {
        self.0.clear();
    }

    #[doc = include_str!("../docs/QueueEncoder.clone.md")]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    #[doc = include_str!("../docs/QueueEncoder.to_bytes.md")]
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let num_bits = self.0.num_bits();
        let Ok(words) = self.0.clone().into_compressed();
        PyBytes::new_with(py, size_of_val(&words[..]) + 1, |bytes| {
            let (whole, padding) = bytes.as_chunks_mut::<4>();
            whole.iter_mut().zip(&words).for_each(|(place, word)| *place = word.to_le_bytes());
            // Less than a word.
            padding.fill((words.len() * u32::BITS as usize - num_bits) as u8);
            Ok(())
        })
    }

    #[doc = include_str!("../docs/QueueEncoder.from_bytes.md")]
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = buffer(data)?;
        let (&padding, words) = data
            .as_bytes()
            .split_last()
            .ok_or_else(|| PyValueError::new_err("the number of padding bits is missing"))?;
        let mut words = words_from_bytes(words)?;
        let padding = u32::from(padding);
        let last = if padding == 0 { None } else { words.pop() };
        let is_padded = last.is_none_or(|last| padding < u32::BITS && last.leading_zeros() >= padding);
        if !is_padded || (padding > 0 && last.is_none()) {
            return Err(PyValueError::new_err(format!("the data is not padded with {padding} bits")));
        }
        let mut encoder = DefaultQueueEncoder::with_words(words);
        if let Some(last) = last {
            encoder.put_bits(Bits::new(last.into(), u32::BITS - padding)).map_err(value_error)?;
        }
        Ok(Self(encoder))
    }

    fn __len__(&self) -> usize {
        self.0.num_bits()
    }

    fn __repr__(&self) -> String {
        format!("QueueEncoder(num_bits={})", self.0.num_bits())
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    fn __deepcopy__(&self, _memo: &Bound<'_, PyAny>) -> Self {
        self.clone()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.to_bytes(py)?,)))
    }
}
