//! All codes as one type.

use constriction_symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, HuffmanTable};
use constriction_symbol::{EliasDelta, EliasGamma, ExpGolomb, Golomb, Rice, Unary};

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Huffman(EncoderHuffmanTree, DecoderHuffmanTree),
    Canonical(CanonicalHuffman, HuffmanTable),
    ExpGolomb(ExpGolomb<u64>),
    EliasGamma(EliasGamma<u64>),
    EliasDelta(EliasDelta<u64>),
    Golomb(Golomb<u64>),
    Rice(Rice<u64>),
    Unary(Unary<u64>),
}
