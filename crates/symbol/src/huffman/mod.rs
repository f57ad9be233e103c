//! Huffman codes: the shortest codes of symbols with known probabilities.
//!
//! [`EncoderHuffmanTree`] and [`DecoderHuffmanTree`] are the tree of Huffman's algorithm itself; encoder and decoder
//! need the same probabilities. [`CanonicalHuffman`] needs no more than the code lengths, which can be limited, and its
//! decoder, [`HuffmanTable`], is the fastest.
//!
//! Several codes can be equally good. A tree is the one that the published package makes: of nodes with the same
//! probability, the one that was made first (leaves in the order of their symbols) becomes a child first, and the child
//! that comes first has the bit 0.
//!
//! # References
//! - Huffman, "A method for the construction of minimum-redundancy codes", Proceedings of the IRE 40 (9), 1952,
//!   <https://doi.org/10.1109/JRPROC.1952.273898>

mod canonical;
mod decoder;
mod encoder;
mod error;
mod lengths;
mod package_merge;
mod table;
mod tree;
mod weight;

pub use canonical::CanonicalHuffman;
pub use decoder::DecoderHuffmanTree;
pub use encoder::EncoderHuffmanTree;
pub use error::{LengthError, WeightError};
pub use table::HuffmanTable;
pub use weight::Weight;
