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
use super::{array, bytes};

/// The encoder of a queue of bits: what is encoded first is decoded first.
///
/// Each symbol's code word is appended to the bits so far. `len(encoder)` is the number of bits. Encoders can be pickled
/// and copied.
///
/// >>> import constriction
/// >>> probabilities = [0.3, 0.2, 0.4, 0.1]
/// >>> encoder = constriction.symbol.QueueEncoder()
/// >>> encoder.encode_symbols([1, 3, 2, 0], constriction.symbol.huffman.EncoderHuffmanTree(probabilities))
/// >>> compressed, num_bits = encoder.get_compressed()
/// >>> compressed, num_bits
/// (array([159], dtype=uint32), 9)
/// >>> decoder = constriction.symbol.QueueDecoder(compressed)
/// >>> decoder.decode_symbols(constriction.symbol.huffman.DecoderHuffmanTree(probabilities), 4)
/// array([1, 3, 2, 0], dtype=int32)
#[pyclass(module = "constriction.symbol")]
pub(crate) struct QueueEncoder(DefaultQueueEncoder);

#[pymethods]
impl QueueEncoder {
    #[new]
    fn new() -> Self {
        Self(DefaultQueueEncoder::new())
    }

    /// Appends the code word of one symbol.
    ///
    /// `symbol` is an integer and `codebook` a code to encode with, from this module or `constriction.symbol.huffman`.
    ///
    /// Raises `KeyError` if the symbol has no code word and `TypeError` if it is no integer.
    ///
    /// >>> import constriction
    /// >>> encoder = constriction.symbol.QueueEncoder()
    /// >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> encoder.num_bits()
    /// 5
    fn encode_symbol(&mut self, symbol: &Bound<'_, PyAny>, codebook: &Bound<'_, Codebook>) -> PyResult<()> {
        let symbol = array::symbol(symbol)?;
        let code: &dyn EncodeTo<_> = codebook.get().0.encoder()?;
        code.encode(symbol, &mut self.0).map_err(|error| encode_error(error, None, &[symbol]))
    }

    /// Appends the code words of many symbols, the first one first: all of them or, if there is an error, none.
    ///
    /// `symbols` are integers of any type: an array of any shape (in C order), a list, a single integer.
    ///
    /// Raises `KeyError` with symbol and index if a symbol has no code word and `TypeError` if symbols are no integers.
    ///
    /// >>> import constriction, numpy as np
    /// >>> encoder = constriction.symbol.QueueEncoder()
    /// >>> encoder.encode_symbols(np.arange(6).reshape(2, 3), constriction.symbol.ExpGolomb())
    /// >>> encoder.num_bits()
    /// 22
    fn encode_symbols(
        &mut self,
        py: Python<'_>,
        symbols: &Bound<'_, PyAny>,
        codebook: &Bound<'_, Codebook>,
    ) -> PyResult<()> {
        let symbols = array::symbols(symbols)?;
        encode_all(py, &mut self.0, codebook.get().0.encoder()?, &symbols)
    }

    /// The compressed data, as a tuple of an array of `uint32` words and the number of bits.
    ///
    /// Bits fill each word from the least significant bit up; the last word is padded with zeros. The encoder is not
    /// changed and can go on.
    ///
    /// >>> import constriction
    /// >>> encoder = constriction.symbol.QueueEncoder()
    /// >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> encoder.get_compressed()
    /// (array([4], dtype=uint32), 5)
    fn get_compressed<'py>(&mut self, py: Python<'py>) -> (Bound<'py, PyArray1<u32>>, usize) {
        let num_bits = self.0.num_bits();
        let Ok(words) = self.0.get_compressed();
        (PyArray1::from_slice(py, &words), num_bits)
    }

    /// Deprecated: the same as `get_compressed`.
    fn get_compressed_and_bitrate<'py>(&mut self, py: Python<'py>) -> PyResult<(Bound<'py, PyArray1<u32>>, usize)> {
        let message = c"get_compressed_and_bitrate is deprecated: use get_compressed, which returns the same";
        PyErr::warn(py, &py.get_type::<PyDeprecationWarning>(), message, 1)?;
        Ok(self.get_compressed(py))
    }

    /// A decoder of a copy of the bits so far.
    ///
    /// >>> import constriction
    /// >>> encoder = constriction.symbol.QueueEncoder()
    /// >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> encoder.get_decoder().decode_symbol(constriction.symbol.ExpGolomb())
    /// 3
    fn get_decoder(&mut self) -> QueueDecoder {
        let Ok(words) = self.0.get_compressed();
        QueueDecoder::with_words(words.as_slice().into())
    }

    /// The number of bits so far.
    fn num_bits(&self) -> usize {
        self.0.num_bits()
    }

    /// Whether there are no bits.
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops all bits.
    fn clear(&mut self) {
        self.0.clear();
    }

    /// A copy that is encoded on independently.
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    /// The compressed data as bytes, with the number of bits.
    ///
    /// The layout: the words of `get_compressed`, each as four bytes, least significant first; then one byte, the number
    /// of bits that pad the last word (0 to 31). `from_bytes` and `QueueDecoder.from_bytes` read it.
    ///
    /// >>> import constriction
    /// >>> encoder = constriction.symbol.QueueEncoder()
    /// >>> encoder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> encoder.to_bytes()
    /// b'\x04\x00\x00\x00\x1b'
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let num_bits = self.0.num_bits();
        let Ok(words) = self.0.clone().into_compressed();
        let mut data = bytes::from_words(&words);
        // Less than a word.
        data.push((words.len() * u32::BITS as usize - num_bits) as u8);
        PyBytes::new(py, &data)
    }

    /// The encoder whose `to_bytes` returned `data`, to go on with.
    ///
    /// Raises `ValueError` if no encoder returned it.
    ///
    /// >>> import constriction
    /// >>> encoder = constriction.symbol.QueueEncoder.from_bytes(b'\x04\x00\x00\x00\x1b')
    /// >>> encoder.num_bits()
    /// 5
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = bytes::bytes(data)?;
        let (&padding, words) = data
            .as_bytes()
            .split_last()
            .ok_or_else(|| PyValueError::new_err("the number of padding bits is missing"))?;
        let mut words = bytes::to_words(words)?;
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
        Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.to_bytes(py),)))
    }
}
