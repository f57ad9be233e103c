//! `constriction.symbol.huffman`.

use std::sync::OnceLock;

use constriction_symbol::huffman;
use numpy::PyArray1;
use numpy::prelude::*;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::array::{asarray, elements, unsigned};
use super::code::{self, Code};
use super::codebook::Codebook;
use super::error::value_error;
use super::weights::Weights;

/// A Huffman tree to encode with.
///
/// `probabilities` has one dimension: the probability of each of the symbols `0, 1, ..., len(probabilities) - 1`, as
/// floats (`float16`, `float32`, `float64`, a list) or as counts (any integer type). They must be finite and not
/// negative. Only ratios matter, so they need not sum to anything.
///
/// Of equally good codes, sums decide: those of `float32` (and `float16`) are in `float32`, those of `float64` in
/// `float64`, those of counts are exact. Make the `DecoderHuffmanTree` from the same numbers in the same type.
///
/// Raises `ValueError` for invalid probabilities or if there are none.
///
/// >>> import constriction
/// >>> tree = constriction.symbol.huffman.EncoderHuffmanTree([0.3, 0.2, 0.4, 0.1])
/// >>> [tree.code_word(symbol) for symbol in range(4)]
/// ['10', '111', '0', '110']
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct EncoderHuffmanTree;

#[pymethods]
impl EncoderHuffmanTree {
    #[new]
    fn new(probabilities: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(probabilities)?;
        let tree = weights.encoder().map_err(value_error)?;
        Ok(Codebook::subclass(Code::EncoderTree(code::EncoderTree { weights, tree }), Self))
    }
}

/// A Huffman tree to decode with.
///
/// `probabilities` are those of the `EncoderHuffmanTree`, in the same type: see there.
///
/// Raises `ValueError` for invalid probabilities or if there are none.
///
/// >>> import constriction, numpy as np
/// >>> tree = constriction.symbol.huffman.DecoderHuffmanTree([0.3, 0.2, 0.4, 0.1])
/// >>> compressed = np.array([0b0_111_01], dtype=np.uint32)  # The first bit is the lowest one.
/// >>> constriction.symbol.QueueDecoder(compressed).decode_symbols(tree, 3)
/// array([0, 1, 2], dtype=int32)
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct DecoderHuffmanTree;

#[pymethods]
impl DecoderHuffmanTree {
    #[new]
    fn new(probabilities: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(probabilities)?;
        let tree = weights.decoder().map_err(value_error)?;
        Ok(Codebook::subclass(Code::DecoderTree(code::DecoderTree { weights, tree, words: OnceLock::new() }), Self))
    }
}

/// A canonical Huffman code with code words of a limited length, to encode and to decode with.
///
/// `weights` has one dimension: the probability or count of each of the symbols `0, 1, ..., len(weights) - 1`, of any
/// type that `EncoderHuffmanTree` takes. Symbols with the weight 0 get no code word. `max_length` is the greatest number
/// of bits of a code word, from 1 to 32; among codes with that limit, this is one of the best.
///
/// All there is to know of the code are the lengths of its code words: shorter code words come before longer ones, and
/// those of the same length are in the order of their symbols, as in DEFLATE (RFC 1951). Store `lengths` with the
/// compressed data, and decode with `CanonicalHuffman.from_lengths(lengths)`.
///
/// Raises `ValueError` for invalid weights, if none is above 0, or if there are too many for `max_length`.
///
/// >>> import constriction
/// >>> code = constriction.symbol.huffman.CanonicalHuffman([10, 1, 5, 0, 20], max_length=3)
/// >>> code.lengths
/// array([2, 3, 3, 0, 1], dtype=uint8)
/// >>> code.code_word(0)
/// '10'
#[pyclass(module = "constriction.symbol.huffman", extends = Codebook, frozen)]
pub(crate) struct CanonicalHuffman;

#[pymethods]
impl CanonicalHuffman {
    #[new]
    #[pyo3(signature = (weights, *, max_length = None), text_signature = "(weights, *, max_length=32)")]
    fn new(weights: &Bound<'_, PyAny>, max_length: Option<&Bound<'_, PyAny>>) -> PyResult<PyClassInitializer<Self>> {
        let weights = Weights::new(weights)?;
        let max_len = max_length.map(|len| unsigned("max_length", len)).transpose()?;
        let code = weights.canonical(max_len.unwrap_or(huffman::CanonicalHuffman::MAX_LEN)).map_err(value_error)?;
        Ok(Self::with_code(code))
    }

    /// The canonical code whose code words have these lengths.
    ///
    /// `lengths` has one dimension: the number of bits of each symbol's code word, from 1 to 32, or 0 if it has none. The
    /// code must be complete (the sum of `2.0**-length` is 1), but a code with a single code word of one bit is fine.
    ///
    /// Raises `ValueError` if no code has these lengths or bits would be left over.
    ///
    /// >>> import constriction
    /// >>> code = constriction.symbol.huffman.CanonicalHuffman.from_lengths([3, 3, 3, 3, 3, 2, 4, 4])
    /// >>> code.code_word(5), code.code_word(0), code.code_word(7)
    /// ('00', '010', '1111')
    #[classmethod]
    fn from_lengths<'py>(class: &Bound<'py, PyType>, lengths: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let array = asarray(lengths)?;
        if array.ndim() != 1 {
            return Err(PyValueError::new_err(format!("lengths must have one dimension, not {}", array.ndim())));
        }
        let dtype = array.dtype();
        let lengths = match dtype.kind() {
            b'u' if dtype.itemsize() == 1 => elements::<u8>(&array)?,
            b'u' | b'i' => {
                // What is not among the lengths of codes is an error of the code, too.
                let lengths = elements::<i64>(&array)?;
                lengths.into_iter().map(|len| u8::try_from(len).unwrap_or(u8::MAX)).collect()
            }
            _ if array.is_empty() => Vec::new(),
            _ => return Err(PyTypeError::new_err(format!("lengths must be integers, not {dtype}"))),
        };
        let code = huffman::CanonicalHuffman::from_lengths(&lengths).map_err(value_error)?;
        Bound::new(class.py(), Self::with_code(code))
    }

    /// The number of bits of each symbol's code word, 0 for symbols without one: an array of `uint8`.
    #[getter]
    fn lengths<'py>(slf: &Bound<'py, Self>) -> Option<Bound<'py, PyArray1<u8>>> {
        let code = Self::code(slf)?;
        Some(PyArray1::from_slice(slf.py(), code.lengths()))
    }

    /// The number of bits of the longest code word.
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
