//! The decoding side of a Huffman tree.

use core::borrow::Borrow;
use core::ops::ControlFlow;

use alloc::vec::Vec;

use super::weight::go_on;
use super::{Weight, WeightError, tree, weight};
use crate::{Bits, Codebook, DecoderCodebook, SymbolCodeError, TakeBits};

/// A Huffman tree to decode with. It looks up the first 8 bits, and then goes down the tree bit by bit.
///
/// Encoder and decoder must be made from the same probabilities, in the same type: see
/// [`EncoderHuffmanTree`](super::EncoderHuffmanTree). A [`HuffmanTable`](super::HuffmanTable) decodes faster, and has another code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecoderHuffmanTree {
    /// The children of inner nodes, of which the last one is the root; none if there is only one symbol. Numbers from
    /// `num_symbols` on are inner nodes.
    children: Vec<[u32; 2]>,
    num_symbols: u32,
    /// For the next bits, the first one least significant: where they lead. A power of two of them, up to
    /// `2^FIRST_BITS`.
    first: Vec<Start>,
}

/// A node at a depth below the root: a leaf, or as far down as the table goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Start {
    node: u32,
    depth: u32,
}

impl DecoderHuffmanTree {
    /// The most bits that are looked up at once; the bits after them lead down the tree one by one.
    const FIRST_BITS: u32 = 8;

    /// The code of symbols with these weights.
    ///
    /// # Errors
    /// If `probabilities` is empty, or one of them is negative, infinite or NaN.
    pub fn from_probabilities<P, I>(probabilities: I) -> Result<Self, WeightError>
    where
        P: Weight,
        I: IntoIterator<Item: Borrow<P>>,
    {
        Self::from_probabilities_watched::<P, I>(probabilities, &mut go_on)
    }

    /// [`from_probabilities`](Self::from_probabilities), which `watch` can stop: it is asked every few milliseconds, as
    /// millions of symbols take seconds.
    ///
    /// # Errors
    /// As [`from_probabilities`](Self::from_probabilities), or [`WeightError::Interrupted`].
    pub fn from_probabilities_watched<P, I>(
        probabilities: I,
        watch: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Self, WeightError>
    where
        P: Weight,
        I: IntoIterator<Item: Borrow<P>>,
    {
        let weights = weight::checked::<P, I>(probabilities)?;
        let children = tree::children(&weights, watch)?;
        let num_symbols = weights.len() as u32;
        let first = first_steps(&children, num_symbols, Self::FIRST_BITS.min(num_symbols.ilog2() + 1));
        Ok(Self { children, num_symbols, first })
    }

    /// The code of symbols with these probabilities: [`from_probabilities`](Self::from_probabilities) under the name
    /// that the published package has for floats.
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

/// Where each sequence of this many bits leads.
fn first_steps(children: &[[u32; 2]], num_symbols: u32, bits: u32) -> Vec<Start> {
    // The root is the last node; with a single symbol, it is that.
    let root = num_symbols + children.len() as u32 - 1;
    let walk = |path: u32| {
        let mut start = Start { node: root, depth: 0 };
        while let (Some(inner), true) = (start.node.checked_sub(num_symbols), start.depth < bits) {
            start.node = children[inner as usize][(path >> start.depth & 1) as usize];
            start.depth += 1;
        }
        start
    };
    (0..1 << bits).map(walk).collect()
}

impl Codebook for DecoderHuffmanTree {
    type Symbol = usize;
}

impl DecoderCodebook for DecoderHuffmanTree {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<usize, SymbolCodeError<R::Error>> {
        let mut seen = bits.peek_bits(Self::FIRST_BITS).map_err(SymbolCodeError::Source)?;
        let Start { mut node, depth: mut used } = self.first[seen.value() as usize & (self.first.len() - 1)];
        if used > seen.len() {
            return Err(SymbolCodeError::OutOfCompressedData);
        }
        let mut rest = seen.skip(used);
        while let Some(inner) = node.checked_sub(self.num_symbols) {
            if rest.is_empty() {
                if used == Bits::MAX_LEN {
                    // There is no looking farther ahead.
                    bits.skip_bits(used);
                    used = 0;
                }
                seen = bits.peek_bits(used + 1).map_err(SymbolCodeError::Source)?;
                rest = seen.skip(used);
                if rest.is_empty() {
                    return Err(SymbolCodeError::OutOfCompressedData);
                }
            }
            node = self.children[inner as usize][(rest.value() & 1) as usize];
            rest = rest.skip(1);
            used += 1;
        }
        bits.skip_bits(used);
        Ok(node as usize)
    }
}
