//! The decoding side of a Huffman tree.

use core::borrow::Borrow;

use alloc::vec::Vec;

use super::{Weight, WeightError, tree, weight};
use crate::{Bits, Codebook, DecoderCodebook, SymbolCodeError, TakeBits};

/// A Huffman tree to decode with, bit by bit.
///
/// Encoder and decoder must be made from the same probabilities, in the same type. [`HuffmanTable`](super::HuffmanTable)
/// decodes faster, but another code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecoderHuffmanTree {
    /// The children of inner nodes, of which the last one is the root; none if there is only one symbol. Numbers from
    /// `num_symbols` on are inner nodes.
    children: Vec<[u32; 2]>,
    num_symbols: u32,
}

impl DecoderHuffmanTree {
    /// The code of symbols with these weights.
    ///
    /// # Errors
    /// If there is none, or one is negative, infinite or not a number.
    pub fn from_probabilities<P, I>(probabilities: I) -> Result<Self, WeightError>
    where
        P: Weight,
        I: IntoIterator<Item: Borrow<P>>,
    {
        let weights = weight::checked::<P, I>(probabilities)?;
        let children = tree::children(&weights)?;
        Ok(Self { children, num_symbols: weights.len() as u32 })
    }

    /// The code of symbols with these probabilities: [`from_probabilities`](Self::from_probabilities) under the name that
    /// the published package has for floats.
    ///
    /// # Errors
    /// As [`from_probabilities`](Self::from_probabilities).
    pub fn from_float_probabilities<P, I>(probabilities: I) -> Result<Self, WeightError>
    where
        P: Weight,
        I: IntoIterator<Item: Borrow<P>>,
    {
        Self::from_probabilities(probabilities)
    }

    /// The number of symbols, which are `0..num_symbols`.
    #[must_use]
    pub fn num_symbols(&self) -> usize {
        self.num_symbols as usize
    }
}

impl Codebook for DecoderHuffmanTree {
    type Symbol = usize;
}

impl DecoderCodebook for DecoderHuffmanTree {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<usize, SymbolCodeError<R::Error>> {
        let Some(mut node) = self.children.last() else { return Ok(0) };
        let mut used = 0;
        loop {
            let seen = bits.peek_bits(used + 1).map_err(SymbolCodeError::Source)?;
            let mut rest = seen.skip(used).value();
            for depth in used..seen.len() {
                let child = node[(rest & 1) as usize];
                rest >>= 1;
                match child.checked_sub(self.num_symbols) {
                    None => {
                        bits.skip_bits(depth + 1);
                        return Ok(child as usize);
                    }
                    Some(inner) => node = &self.children[inner as usize],
                }
            }
            if seen.len() <= used {
                return Err(SymbolCodeError::OutOfCompressedData);
            }
            used = seen.len();
            if used == Bits::MAX_LEN {
                // There is no looking farther ahead.
                bits.skip_bits(used);
                used = 0;
            }
        }
    }
}
