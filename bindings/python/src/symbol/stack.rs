//! A stack.

use constriction_symbol::{Bits, DefaultStackCoder, TakeBits};
use numpy::PyArray1;
use pyo3::exceptions::PyDeprecationWarning;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

use super::codebook::Codebook;
use super::decode::{DecodeFrom, decode_array};
use super::encode::{EncodeTo, encode_all};
use super::error::{encode_error, value_error};
use super::{array, bytes};

/// A stack of bits, to encode and to decode with: what is encoded last is decoded first.
///
/// `compressed` are words that `get_compressed` returned, to decode or to go on with: a `uint32` array of one dimension,
/// or other integers in that range; the coder makes a copy. Without it, the coder is empty. `len(coder)` is the number
/// of bits. Coders can be pickled and copied.
///
/// Raises `ValueError` if the last word is 0 or a word is not one of 32 bits.
///
/// >>> import constriction
/// >>> probabilities = [0.3, 0.2, 0.4, 0.1]
/// >>> coder = constriction.symbol.StackCoder()
/// >>> coder.encode_symbols_reverse([1, 3, 2, 0], constriction.symbol.huffman.EncoderHuffmanTree(probabilities))
/// >>> compressed, num_bits = coder.get_compressed()
/// >>> compressed, num_bits
/// (array([1010], dtype=uint32), 9)
/// >>> coder = constriction.symbol.StackCoder(compressed)
/// >>> coder.decode_symbols(constriction.symbol.huffman.DecoderHuffmanTree(probabilities), 4)
/// array([1, 3, 2, 0], dtype=int32)
#[pyclass(module = "constriction.symbol")]
pub(crate) struct StackCoder(DefaultStackCoder);

#[pymethods]
impl StackCoder {
    #[new]
    #[pyo3(signature = (compressed = None))]
    fn new(compressed: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        compressed.map_or_else(|| Ok(Self(DefaultStackCoder::new())), |words| Self::with_words(array::words(words)?))
    }

    /// Puts the code word of one symbol on top.
    ///
    /// `symbol` is an integer and `codebook` a code to encode with, from this module or `constriction.symbol.huffman`.
    ///
    /// Raises `KeyError` if the symbol has no code word and `TypeError` if it is no integer.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> coder.num_bits()
    /// 5
    fn encode_symbol(&mut self, symbol: &Bound<'_, PyAny>, codebook: &Bound<'_, Codebook>) -> PyResult<()> {
        let symbol = array::symbol(symbol)?;
        let code: &dyn EncodeTo<_> = codebook.get().0.encoder()?;
        code.encode(symbol, &mut self.0).map_err(|error| encode_error(error, None, &[symbol]))
    }

    /// Puts the code words of many symbols on top, the last one first, so that they are decoded in their order: all of
    /// them or, if there is an error, none.
    ///
    /// `symbols` are integers of any type: an array of any shape (in C order), a list, a single integer.
    ///
    /// Raises `KeyError` with symbol and index if a symbol has no code word and `TypeError` if symbols are no integers.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.encode_symbols_reverse([5, 0, 2], constriction.symbol.ExpGolomb())
    /// >>> coder.decode_symbol(constriction.symbol.ExpGolomb())
    /// 5
    fn encode_symbols_reverse(
        &mut self,
        py: Python<'_>,
        symbols: &Bound<'_, PyAny>,
        codebook: &Bound<'_, Codebook>,
    ) -> PyResult<()> {
        let symbols = array::symbols(symbols)?;
        encode_all(py, &mut self.0, codebook.get().0.encoder()?, &symbols)
    }

    /// Takes one symbol from the top and returns it as an `int`.
    ///
    /// `codebook` is a code to decode with: the one of the encoder, or the `DecoderHuffmanTree` to its
    /// `EncoderHuffmanTree`.
    ///
    /// Raises `ValueError` if there are no more bits or they were not made with this code.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> coder.decode_symbol(constriction.symbol.ExpGolomb()), coder.is_empty()
    /// (3, True)
    fn decode_symbol(&mut self, codebook: &Bound<'_, Codebook>) -> PyResult<u64> {
        let mut view = self.0.as_decoder();
        let code: &dyn DecodeFrom<_, u64> = codebook.get().0.decoder()?;
        let symbol = code.decode(&mut view).map_err(value_error)?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(symbol)
    }

    /// Takes `amt` symbols from the top, into an array of one dimension: all of them or, if there is an error, none.
    ///
    /// `dtype` is any integer type of numpy, by default `int32`.
    ///
    /// Raises `ValueError` if there are not so many, they were not made with this code, or one is too large for `dtype`.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.encode_symbols_reverse([5, 0, 2], constriction.symbol.ExpGolomb())
    /// >>> coder.decode_symbols(constriction.symbol.ExpGolomb(), 2)
    /// array([5, 0], dtype=int32)
    #[pyo3(signature = (codebook, amt, *, dtype = None))]
    fn decode_symbols<'py>(
        &mut self,
        py: Python<'py>,
        codebook: &Bound<'py, Codebook>,
        amt: &Bound<'py, PyAny>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut view = self.0.as_decoder();
        let symbols = decode_array(py, &mut view, &codebook.get().0, array::unsigned("amt", amt)?, dtype)?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(symbols)
    }

    /// The compressed data, as a tuple of an array of `uint32` words and the number of bits.
    ///
    /// Bits fill each word from the least significant bit up. Above the last one is a 1 that marks the end and is not
    /// counted, and then zeros; so the last word is never 0. The coder is not changed and can go on.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.get_compressed()
    /// (array([1], dtype=uint32), 0)
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

    /// The number of bits.
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

    /// A copy that is used independently.
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    /// The compressed data as bytes: the words of `get_compressed`, each as four bytes, least significant first.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder()
    /// >>> coder.encode_symbol(3, constriction.symbol.ExpGolomb())
    /// >>> coder.to_bytes()
    /// b'$\x00\x00\x00'
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let Ok(words) = self.0.clone().into_compressed();
        PyBytes::new(py, &bytes::from_words(&words))
    }

    /// The coder whose `to_bytes` returned `data`.
    ///
    /// Raises `ValueError` if no coder returned it.
    ///
    /// >>> import constriction
    /// >>> coder = constriction.symbol.StackCoder.from_bytes(b'$\x00\x00\x00')
    /// >>> coder.decode_symbol(constriction.symbol.ExpGolomb())
    /// 3
    #[classmethod]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::with_words(bytes::to_words(bytes::bytes(data)?.as_bytes())?)
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
        Ok((py.get_type::<Self>().getattr("from_bytes")?, (self.to_bytes(py),)))
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
