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
use super::decode::{DecodeFrom, decode_array};
use super::error::value_error;
use super::{array, bytes};

/// The decoder of a queue of bits, which returns symbols in the order in which a `QueueEncoder` encoded them.
///
/// `compressed` are the words that `QueueEncoder.get_compressed` returned: a `uint32` array of one dimension, or other
/// integers in that range. The decoder makes a copy. Decoders can be pickled and copied.
///
/// Raises `ValueError` if a word is not one of 32 bits.
///
/// >>> import constriction, numpy as np
/// >>> decoder = constriction.symbol.QueueDecoder(np.array([0b1_1_010], dtype=np.uint32))
/// >>> decoder.decode_symbols(constriction.symbol.ExpGolomb(), 3)
/// array([1, 0, 0], dtype=int32)
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
        Ok(Self::with_words(array::words(compressed)?.into()))
    }

    /// Decodes one symbol and returns it as an `int`.
    ///
    /// `codebook` is a code to decode with: the one of the encoder, or the `DecoderHuffmanTree` to its
    /// `EncoderHuffmanTree`. The zeros that pad the last word are bits like others: who needs to know where the message
    /// ends has to store the number of symbols.
    ///
    /// Raises `ValueError` if the data ends or was not made with this code.
    ///
    /// >>> import constriction
    /// >>> constriction.symbol.QueueDecoder([0b01100]).decode_symbol(constriction.symbol.ExpGolomb())
    /// 5
    fn decode_symbol(&mut self, codebook: &Bound<'_, Codebook>) -> PyResult<u64> {
        let code: &dyn DecodeFrom<_, u64> = codebook.get().0.decoder()?;
        let start = self.decoder.pos();
        code.decode(&mut self.decoder).map_err(|error| self.go_back(start, value_error(error)))
    }

    /// Decodes `amt` symbols into an array of one dimension: all of them or, if there is an error, none.
    ///
    /// `dtype` is any integer type of numpy, by default `int32`.
    ///
    /// Raises `ValueError` if the data ends or was not made with this code, or if a symbol is too large for `dtype`.
    ///
    /// >>> import constriction
    /// >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
    /// >>> decoder.decode_symbols(constriction.symbol.Unary(), 4, dtype="uint8")
    /// array([0, 2, 1, 0], dtype=uint8)
    #[pyo3(signature = (codebook, amt, *, dtype = None))]
    fn decode_symbols<'py>(
        &mut self,
        py: Python<'py>,
        codebook: &Bound<'py, Codebook>,
        amt: &Bound<'py, PyAny>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let amount = array::unsigned("amt", amt)?;
        let start = self.decoder.pos();
        let symbols = decode_array(py, &mut self.decoder, &codebook.get().0, amount, dtype);
        symbols.map_err(|error| self.go_back(start, error))
    }

    /// Whether all symbols may have been decoded: `False` only if there certainly are more bits than the zeros that pad
    /// a word.
    fn maybe_exhausted(&self) -> bool {
        self.decoder.maybe_exhausted()
    }

    /// The number of bits that have been decoded.
    ///
    /// >>> import constriction
    /// >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
    /// >>> [decoder.decode_symbol(constriction.symbol.Unary()) for _ in range(2)], decoder.pos()
    /// ([0, 2], 4)
    fn pos(&self) -> usize {
        self.decoder.pos()
    }

    /// Goes to a place where decoding is to continue: the number of bits before it, as `pos` returns it and as the
    /// encoder's `num_bits` was there.
    ///
    /// Raises `ValueError` if there are not so many bits.
    ///
    /// >>> import constriction
    /// >>> decoder = constriction.symbol.QueueDecoder([0b1_10_100_1])
    /// >>> decoder.seek(4)
    /// >>> decoder.decode_symbol(constriction.symbol.Unary())
    /// 1
    fn seek(&mut self, position: &Bound<'_, PyAny>) -> PyResult<()> {
        self.decoder.seek(array::unsigned("position", position)?).map_err(value_error)
    }

    /// A copy that decodes on independently.
    fn clone(&self) -> Self {
        Self { decoder: self.decoder.clone(), words: self.words.clone() }
    }

    /// A decoder of what `QueueEncoder.to_bytes` returned, or of 32-bit words as little-endian bytes.
    ///
    /// Raises `ValueError` if there is part of a word.
    ///
    /// >>> import constriction
    /// >>> decoder = constriction.symbol.QueueDecoder.from_bytes(b'\x04\x00\x00\x00\x1b')
    /// >>> decoder.decode_symbol(constriction.symbol.ExpGolomb())
    /// 3
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = bytes::bytes(data)?;
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
        Ok(Self::with_words(bytes::to_words(words)?.into()))
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
