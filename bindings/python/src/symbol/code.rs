//! All codes, as one type.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::OnceLock;

use constriction_symbol::huffman::{self, HuffmanTable};
use constriction_symbol::{EliasDelta, EliasGamma, ExpGolomb, Golomb, PutBits, Rice, TakeBits, Unary};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::decode_from::DecodeFrom;
use super::encode::EncodeTo;
use super::weights::Weights;

/// A code. The universal ones are those of 64-bit integers.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Code {
    EncoderTree(EncoderTree),
    DecoderTree(DecoderTree),
    Canonical(Canonical),
    ExpGolomb(ExpGolomb<u64>),
    EliasGamma(EliasGamma<u64>),
    EliasDelta(EliasDelta<u64>),
    Golomb(Golomb<u64>),
    Rice(Rice<u64>),
    Unary(Unary<u64>),
}

pub(super) struct EncoderTree {
    pub(super) weights: Weights,
    pub(super) tree: huffman::EncoderHuffmanTree,
}

pub(super) struct DecoderTree {
    pub(super) weights: Weights,
    pub(super) tree: huffman::DecoderHuffmanTree,
    /// The code words, once somebody wants to see them.
    pub(super) words: OnceLock<Option<huffman::EncoderHuffmanTree>>,
}

pub(super) struct Canonical {
    pub(super) code: huffman::CanonicalHuffman,
    pub(super) table: HuffmanTable,
}

/// Trees and canonical codes are equal if they were made from the same numbers.
macro_rules! equal_by {
    ($($t:ty: $self:ident => $key:expr;)*) => {$(
        impl PartialEq for $t {
            fn eq(&self, other: &Self) -> bool {
                let ours = { let $self = self; $key };
                let theirs = { let $self = other; $key };
                ours == theirs
            }
        }
        impl Eq for $t {}
        impl Hash for $t {
            fn hash<H: Hasher>(&self, state: &mut H) {
                let $self = self;
                $key.hash(state);
            }
        }
    )*};
}
equal_by! {
    EncoderTree: this => &this.weights;
    DecoderTree: this => &this.weights;
    Canonical: this => this.code.lengths();
}

impl Code {
    /// The name of the Python class.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::EncoderTree(_) => "EncoderHuffmanTree",
            Self::DecoderTree(_) => "DecoderHuffmanTree",
            Self::Canonical(_) => "CanonicalHuffman",
            Self::ExpGolomb(_) => "ExpGolomb",
            Self::EliasGamma(_) => "EliasGamma",
            Self::EliasDelta(_) => "EliasDelta",
            Self::Golomb(_) => "Golomb",
            Self::Rice(_) => "Rice",
            Self::Unary(_) => "Unary",
        }
    }

    /// The code to encode with.
    #[inline]
    pub(super) fn encoder<T: PutBits<Error = Infallible>>(&self) -> PyResult<&dyn EncodeTo<T>> {
        Ok(match self {
            Self::EncoderTree(code) => &code.tree,
            Self::DecoderTree(_) => return Err(wrong_side("encode with a DecoderHuffmanTree")),
            Self::Canonical(code) => &code.code,
            Self::ExpGolomb(code) => code,
            Self::EliasGamma(code) => code,
            Self::EliasDelta(code) => code,
            Self::Golomb(code) => code,
            Self::Rice(code) => code,
            Self::Unary(code) => code,
        })
    }

    /// The code to decode with.
    #[inline]
    pub(super) fn decoder<T: TakeBits<Error = Infallible>, S: TryFrom<u64>>(&self) -> PyResult<&dyn DecodeFrom<T, S>> {
        Ok(match self {
            Self::EncoderTree(_) => return Err(wrong_side("decode with an EncoderHuffmanTree")),
            Self::DecoderTree(code) => &code.tree,
            Self::Canonical(code) => &code.table,
            Self::ExpGolomb(code) => code,
            Self::EliasGamma(code) => code,
            Self::EliasDelta(code) => code,
            Self::Golomb(code) => code,
            Self::Rice(code) => code,
            Self::Unary(code) => code,
        })
    }

    /// The number of symbols, if it is limited.
    pub(super) fn num_symbols(&self) -> Option<usize> {
        match self {
            Self::EncoderTree(code) => Some(code.tree.num_symbols()),
            Self::DecoderTree(code) => Some(code.tree.num_symbols()),
            Self::Canonical(code) => Some(code.code.num_symbols()),
            _ => None,
        }
    }

    /// A code that has a word for each symbol, also where this one is for decoding.
    pub(super) fn words<T: PutBits<Error = Infallible>>(&self) -> Option<&dyn EncodeTo<T>> {
        match self {
            Self::DecoderTree(code) => Some(code.words()?),
            other => other.encoder().ok(),
        }
    }
}

impl DecoderTree {
    fn words(&self) -> Option<&huffman::EncoderHuffmanTree> {
        self.words.get_or_init(|| self.weights.encoder(&mut || ControlFlow::Continue(())).ok()).as_ref()
    }
}

#[cold]
fn wrong_side(what: &str) -> PyErr {
    PyTypeError::new_err(format!("cannot {what}: make the other tree from the same probabilities"))
}
