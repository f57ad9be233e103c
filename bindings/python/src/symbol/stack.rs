//! A stack.

use constriction_symbol::{Bits, DefaultStackCoder, TakeBits};
use numpy::PyArray1;
use pyo3::exceptions::PyDeprecationWarning;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use super::codebook::Codebook;
use super::decode::decode_array;
use super::decode_from::DecodeFrom;
use super::encode::{EncodeTo, encode_all};
use super::error::{encode_error, value_error};
use super::{array, room};
use crate::array::{buffer, integer, word_bytes, words, words_from_bytes};

#[doc = include_str!("../docs/StackCoder.md")]
#[pyclass(module = "constriction.symbol")]
pub(crate) struct StackCoder(DefaultStackCoder);

#[pymethods]
impl StackCoder {
    #[new]
    #[pyo3(signature = (compressed = None))]
    fn new(compressed: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        compressed.map_or_else(|| Ok(Self(DefaultStackCoder::new())), |compressed| Self::with_words(words(compressed)?))
    }

    #[doc = include_str!("../docs/StackCoder.encode_symbol.md")]
    fn encode_symbol(&mut self, symbol: &Bound<'_, PyAny>, codebook: &Bound<'_, Codebook>) -> PyResult<()> {
        let symbol = array::symbol(symbol)?;
        let code: &dyn EncodeTo<_> = codebook.get().0.encoder()?;
        room::check(&codebook.get().0, &[symbol], self.0.num_bits())?;
        code.encode(symbol, &mut self.0).map_err(|error| encode_error(error, None, &[symbol]))
    }

    #[doc = include_str!("../docs/StackCoder.encode_symbols_reverse.md")]
    fn encode_symbols_reverse(
        &mut self,
        py: Python<'_>,
        symbols: &Bound<'_, PyAny>,
        codebook: &Bound<'_, Codebook>,
    ) -> PyResult<()> {
        let symbols = array::symbols(symbols)?;
        room::check(&codebook.get().0, &symbols, self.0.num_bits())?;
        encode_all(py, &mut self.0, codebook.get().0.encoder()?, &symbols)
    }

    #[doc = include_str!("../docs/StackCoder.decode_symbol.md")]
    fn decode_symbol(&mut self, codebook: &Bound<'_, Codebook>) -> PyResult<u64> {
        let mut view = self.0.as_decoder();
        let code: &dyn DecodeFrom<_, u64> = codebook.get().0.decoder()?;
        let symbol = code.decode(&mut view).map_err(value_error)?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(symbol)
    }

    #[doc = include_str!("../docs/StackCoder.decode_symbols.md")]
    #[pyo3(signature = (codebook, amt, *, dtype = None))]
    fn decode_symbols<'py>(
        &mut self,
        py: Python<'py>,
        codebook: &Bound<'py, Codebook>,
        amt: &Bound<'py, PyAny>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut view = self.0.as_decoder();
        let symbols = decode_array(py, &mut view, &codebook.get().0, integer("amt", amt)?, dtype)?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(symbols)
    }

    #[doc = include_str!("../docs/StackCoder.get_compressed.md")]
    fn get_compressed<'py>(&mut self, py: Python<'py>) -> (Bound<'py, PyArray1<u32>>, usize) {
        let num_bits = self.0.num_bits();
        let Ok(words) = self.0.get_compressed();
        (PyArray1::from_slice(py, &words), num_bits)
    }

    #[doc = include_str!("../docs/StackCoder.get_compressed_and_bitrate.md")]
    fn get_compressed_and_bitrate<'py>(&mut self, py: Python<'py>) -> PyResult<(Bound<'py, PyArray1<u32>>, usize)> {
        let message = c"get_compressed_and_bitrate is deprecated: use get_compressed, which returns the same";
        PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), message, 1)?;
        Ok(self.get_compressed(py))
    }

    #[doc = include_str!("../docs/StackCoder.num_bits.md")]
    fn num_bits(&self) -> usize {
        self.0.num_bits()
    }

    #[doc = include_str!("../docs/StackCoder.is_empty.md")]
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[doc = include_str!("../docs/StackCoder.clear.md")]
    fn clear(&mut self) {
        self.0.clear();
    }

    #[doc = include_str!("../docs/StackCoder.clone.md")]
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    #[doc = include_str!("../docs/StackCoder.to_bytes.md")]
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let Ok(words) = self.0.clone().into_compressed();
        word_bytes(py, &words)
    }

    #[doc = include_str!("../docs/StackCoder.from_bytes.md")]
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::with_words(words_from_bytes(buffer(data)?.as_bytes())?)
    }

    fn __len__(&self) -> usize {
        self.0.num_bits()
    }

    fn __repr__(&self) -> String {
        format!("StackCoder(num_bits={})", self.0.num_bits())
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

impl StackCoder {
    fn with_words(words: Vec<u32>) -> PyResult<Self> {
        Ok(Self(DefaultStackCoder::from_compressed(words).map_err(value_error)?))
    }

    /// Drops bits from the top until there are `left`, as a view of them has read the others.
    #[inline]
    fn drop_bits(&mut self, left: usize) {
        loop {
            let count = self.0.num_bits().saturating_sub(left).min(Bits::MAX_LEN as usize) as u32;
            if count == 0 {
                return;
            }
            let Ok(_) = self.0.peek_bits(count);
            self.0.skip_bits(count);
        }
    }
}
