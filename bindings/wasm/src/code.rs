//! `Code`.

use constriction_symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, Weight, WeightError};
use constriction_symbol::{DefaultQueueEncoder, EliasDelta, EliasGamma, ExpGolomb, Golomb, Rice, Unary};
use wasm_bindgen::prelude::*;

use crate::code_call::encode_all;
use crate::code_kind::Kind;
use crate::error::range_error;
use crate::memory::room;
use crate::numbers::Numbers;

/// The memory of a code for each symbol, while it is built.
const BYTES_OF_CODE: usize = 256;

/// A symbol code. The universal ones are those of 64-bit integers.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct Code {
    pub(crate) kind: Kind,
}

fn trees<W: Weight>(weights: &[W]) -> Result<Code, JsValue> {
    room(weights.len().saturating_mul(BYTES_OF_CODE))?;
    let trees = || -> Result<Kind, WeightError> {
        let encoder = EncoderHuffmanTree::from_probabilities::<W, _>(weights)?;
        Ok(Kind::Huffman(encoder, DecoderHuffmanTree::from_probabilities::<W, _>(weights)?))
    };
    Ok(Code { kind: trees().map_err(range_error)? })
}

fn canonical(code: Result<CanonicalHuffman, WeightError>) -> Result<Code, JsValue> {
    let code = code.map_err(range_error)?;
    let table = code.to_decoder();
    Ok(Code { kind: Kind::Canonical(code, table) })
}

#[wasm_bindgen]
impl Code {
    /// A Huffman code of probabilities in single precision.
    pub fn huffman_f32(weights: &[f32]) -> Result<Self, JsValue> {
        trees(weights)
    }

    /// A Huffman code of probabilities in double precision.
    pub fn huffman_f64(weights: &[f64]) -> Result<Self, JsValue> {
        trees(weights)
    }

    /// A canonical Huffman code of probabilities in single precision.
    pub fn canonical_f32(weights: &[f32], max_length: u32) -> Result<Self, JsValue> {
        room(weights.len().saturating_mul(BYTES_OF_CODE))?;
        canonical(CanonicalHuffman::from_weights(weights, max_length))
    }

    /// A canonical Huffman code of probabilities in double precision.
    pub fn canonical_f64(weights: &[f64], max_length: u32) -> Result<Self, JsValue> {
        room(weights.len().saturating_mul(BYTES_OF_CODE))?;
        canonical(CanonicalHuffman::from_weights(weights, max_length))
    }

    /// The canonical Huffman code of these lengths.
    pub fn canonical_lengths(lengths: &[u8]) -> Result<Self, JsValue> {
        room(lengths.len().saturating_mul(BYTES_OF_CODE))?;
        let code = CanonicalHuffman::from_lengths(lengths).map_err(range_error)?;
        canonical(Ok(code))
    }

    /// An Exp-Golomb code.
    pub fn exp_golomb(order: u32) -> Result<Self, JsValue> {
        Ok(Self { kind: Kind::ExpGolomb(ExpGolomb::with_order(order).map_err(range_error)?) })
    }

    /// The Elias gamma code.
    pub fn elias_gamma() -> Self {
        Self { kind: Kind::EliasGamma(EliasGamma::new()) }
    }

    /// The Elias delta code.
    pub fn elias_delta() -> Self {
        Self { kind: Kind::EliasDelta(EliasDelta::new()) }
    }

    /// A Golomb code.
    pub fn golomb(divisor: u64) -> Result<Self, JsValue> {
        Ok(Self { kind: Kind::Golomb(Golomb::new(divisor).map_err(range_error)?) })
    }

    /// A Rice code.
    pub fn rice(low_bits: u32) -> Result<Self, JsValue> {
        Ok(Self { kind: Kind::Rice(Rice::new(low_bits).map_err(range_error)?) })
    }

    /// The unary code.
    pub fn unary() -> Self {
        Self { kind: Kind::Unary(Unary::new()) }
    }

    /// The number of symbols, if it is limited.
    pub fn num_symbols(&self) -> Option<usize> {
        match &self.kind {
            Kind::Huffman(encoder, _) => Some(encoder.num_symbols()),
            Kind::Canonical(code, _) => Some(code.num_symbols()),
            _ => None,
        }
    }

    /// The lengths of canonical code words.
    pub fn lengths(&self) -> Option<Vec<u8>> {
        if let Kind::Canonical(code, _) = &self.kind { Some(code.lengths().to_vec()) } else { None }
    }

    /// The code word of a symbol, in ones and zeros.
    pub fn codeword(&self, kind: u8, symbol: &[u8]) -> Result<String, JsValue> {
        let mut queue = DefaultQueueEncoder::new();
        encode_all(&mut queue, &self.kind, &Numbers::new(kind, symbol)?)?;
        room(queue.num_bits().saturating_mul(3))?;
        Ok(queue.iter().map(|bit| if bit { '1' } else { '0' }).collect())
    }
}
