//! Huffman codes: the shortest codes of symbols with known probabilities.
//!
//! [`EncoderHuffmanTree`] and [`DecoderHuffmanTree`] are the tree of Huffman's algorithm itself; encoder and decoder
//! need the same probabilities. [`CanonicalHuffman`] needs no more than the code lengths, which can be limited, and its
//! decoder, [`HuffmanTable`], is the fastest. [`HuffmanArray`] decodes the same code without an allocator.
//!
//! Several codes can be equally good. A tree is the one that the published package makes: of nodes with the same
//! probability, the one that was made first (leaves in the order of their symbols) becomes a child first, and the child
//! that comes first has the bit 0.
//!
//! # References
//! - Huffman, "A method for the construction of minimum-redundancy codes", Proceedings of the IRE 40 (9), 1952,
//!   <https://doi.org/10.1109/JRPROC.1952.273898>

mod array;
#[cfg(feature = "alloc")]
mod canonical;
#[cfg(feature = "alloc")]
mod decoder;
#[cfg(feature = "alloc")]
mod encoder;
mod error;
mod lengths;
#[cfg(feature = "alloc")]
mod package_merge;
#[cfg(feature = "alloc")]
mod table;
#[cfg(feature = "alloc")]
mod tree;
#[cfg(feature = "alloc")]
mod weight;

pub use array::HuffmanArray;
#[cfg(feature = "alloc")]
pub use canonical::CanonicalHuffman;
#[cfg(feature = "alloc")]
pub use decoder::DecoderHuffmanTree;
#[cfg(feature = "alloc")]
pub use encoder::EncoderHuffmanTree;
pub use error::{LengthError, WeightError};
#[cfg(feature = "alloc")]
pub use table::HuffmanTable;
#[cfg(feature = "alloc")]
pub use weight::Weight;
