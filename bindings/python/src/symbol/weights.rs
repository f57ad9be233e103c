//! The numbers that Huffman codes are made from.

use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;

use constriction_models::array::widened;
use constriction_runtime::FloatSlice;
use constriction_symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, Weight, WeightError};
use numpy::PyArray1;
use numpy::prelude::*;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::array::{as_array, as_integers, check_is_vector, floats, integers};

/// Asked whether to go on.
type Watch<'a> = dyn FnMut() -> ControlFlow<()> + 'a;

/// Probabilities or counts. They are equal if they have the same type and the same bits.
pub(super) enum Weights {
    F32(Vec<f32>),
    F64(Vec<f64>),
    Counts(Vec<u64>),
}

impl Weights {
    /// A vector of floats or integers. Floats of 16 bits become `f32`.
    pub(super) fn new(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut array = as_array(object)?;
        if array.dtype().kind() == b'b' {
            return Err(PyTypeError::new_err("probabilities must be floats or integers, not bools"));
        }
        if matches!(array.dtype().kind(), b'i' | b'u' | b'O') {
            array = as_integers(object, "probabilities")?;
            check_is_vector(&array, "probabilities")?;
            let error = |index: usize, count: &dyn std::fmt::Display| {
                PyValueError::new_err(format!("the weight at index {index} is out of range: {count}"))
            };
            return integers(&array, error).map(Self::Counts);
        }
        let numbers = floats(&array, "probabilities")?;
        check_is_vector(&array, "probabilities")?;
        Ok(match numbers.as_floats()? {
            FloatSlice::F16(numbers) => Self::F32(widened(numbers)),
            FloatSlice::Bf16(numbers) => Self::F32(widened(numbers)),
            FloatSlice::F32(numbers) => Self::F32(numbers.to_vec()),
            FloatSlice::F64(numbers) => Self::F64(numbers.to_vec()),
        })
    }

    pub(super) fn encoder(&self, watch: &mut Watch<'_>) -> Result<EncoderHuffmanTree, WeightError> {
        fn make<P: Weight>(weights: &[P], watch: &mut Watch<'_>) -> Result<EncoderHuffmanTree, WeightError> {
            EncoderHuffmanTree::from_probabilities_watched::<P, _>(weights, watch)
        }
        match self {
            Self::F32(weights) => make(weights, watch),
            Self::F64(weights) => make(weights, watch),
            Self::Counts(weights) => make(weights, watch),
        }
    }

    pub(super) fn decoder(&self, watch: &mut Watch<'_>) -> Result<DecoderHuffmanTree, WeightError> {
        fn make<P: Weight>(weights: &[P], watch: &mut Watch<'_>) -> Result<DecoderHuffmanTree, WeightError> {
            DecoderHuffmanTree::from_probabilities_watched::<P, _>(weights, watch)
        }
        match self {
            Self::F32(weights) => make(weights, watch),
            Self::F64(weights) => make(weights, watch),
            Self::Counts(weights) => make(weights, watch),
        }
    }

    pub(super) fn canonical(&self, max_len: u32, watch: &mut Watch<'_>) -> Result<CanonicalHuffman, WeightError> {
        match self {
            Self::F32(weights) => CanonicalHuffman::from_weights_watched(weights, max_len, watch),
            Self::F64(weights) => CanonicalHuffman::from_weights_watched(weights, max_len, watch),
            Self::Counts(weights) => CanonicalHuffman::from_weights_watched(weights, max_len, watch),
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
