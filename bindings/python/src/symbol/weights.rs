//! The numbers that Huffman codes are made from.

use std::hash::{Hash, Hasher};

use constriction_symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, Weight, WeightError};
use numpy::PyArray1;
use numpy::prelude::*;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::array::{asarray, elements};

/// Probabilities or counts. They are equal if they have the same type and the same bits.
pub(super) enum Weights {
    F32(Vec<f32>),
    F64(Vec<f64>),
    Counts(Vec<u64>),
}

impl Weights {
    /// A vector of floats or integers. Floats of 16 bits become `f32`.
    pub(super) fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let array = asarray(object)?;
        if array.ndim() != 1 {
            let message = format!("probabilities must have one dimension, not {}", array.ndim());
            return Err(PyValueError::new_err(message));
        }
        let dtype = array.dtype();
        match (dtype.kind(), dtype.itemsize()) {
            (b'f', 2 | 4) => Ok(Self::F32(elements(&array)?)),
            (b'f', 8) => Ok(Self::F64(elements(&array)?)),
            (b'u', _) => Ok(Self::Counts(elements(&array)?)),
            (b'i', _) => {
                let counts = elements::<i64>(&array)?.into_iter().enumerate();
                let error = |(index, count)| format!("the weight at index {index} is {count}");
                let counts = counts.map(|(index, count)| u64::try_from(count).map_err(|_| (index, count)));
                let counts = counts.collect::<Result<_, _>>().map_err(|at| PyValueError::new_err(error(at)))?;
                Ok(Self::Counts(counts))
            }
            _ if dtype.to_string() == "bfloat16" => Ok(Self::F32(elements(&array)?)),
            _ => {
                let message = format!("probabilities must be floats of up to 64 bits or integers, not {dtype}");
                Err(PyTypeError::new_err(message))
            }
        }
    }

    pub(super) fn encoder(&self) -> Result<EncoderHuffmanTree, WeightError> {
        fn make<P: Weight>(weights: &[P]) -> Result<EncoderHuffmanTree, WeightError> {
            EncoderHuffmanTree::from_probabilities::<P, _>(weights)
        }
        match self {
            Self::F32(weights) => make(weights),
            Self::F64(weights) => make(weights),
            Self::Counts(weights) => make(weights),
        }
    }

    pub(super) fn decoder(&self) -> Result<DecoderHuffmanTree, WeightError> {
        fn make<P: Weight>(weights: &[P]) -> Result<DecoderHuffmanTree, WeightError> {
            DecoderHuffmanTree::from_probabilities::<P, _>(weights)
        }
        match self {
            Self::F32(weights) => make(weights),
            Self::F64(weights) => make(weights),
            Self::Counts(weights) => make(weights),
        }
    }

    pub(super) fn canonical(&self, max_len: u32) -> Result<CanonicalHuffman, WeightError> {
        match self {
            Self::F32(weights) => CanonicalHuffman::from_weights(weights, max_len),
            Self::F64(weights) => CanonicalHuffman::from_weights(weights, max_len),
            Self::Counts(weights) => CanonicalHuffman::from_weights(weights, max_len),
        }
    }

    pub(super) fn to_array<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        match self {
            Self::F32(weights) => PyArray1::from_slice(py, weights).into_any(),
            Self::F64(weights) => PyArray1::from_slice(py, weights).into_any(),
            Self::Counts(weights) => PyArray1::from_slice(py, weights).into_any(),
        }
    }
}

impl PartialEq for Weights {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::F32(a), Self::F32(b)) => a.iter().map(|a| a.to_bits()).eq(b.iter().map(|b| b.to_bits())),
            (Self::F64(a), Self::F64(b)) => a.iter().map(|a| a.to_bits()).eq(b.iter().map(|b| b.to_bits())),
            (Self::Counts(a), Self::Counts(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Weights {}

impl Hash for Weights {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::F32(weights) => weights.iter().for_each(|weight| weight.to_bits().hash(state)),
            Self::F64(weights) => weights.iter().for_each(|weight| weight.to_bits().hash(state)),
            Self::Counts(weights) => weights.hash(state),
        }
    }
}
