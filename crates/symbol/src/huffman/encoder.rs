//! The encoding side of a Huffman tree.

use core::borrow::Borrow;
use core::ops::ControlFlow;

use alloc::vec::Vec;

use super::weight::go_on;
use super::{Weight, WeightError, tree, weight};
use crate::{Bits, Codebook, EncoderCodebook};

/// The code words of a Huffman tree.
///
/// Huffman's algorithm joins the two least likely nodes under a new node with the sum of their probabilities, until one node is
/// left. The path from this root to a symbol is its code word; the child that was taken first has the bit 0.
///
/// A single symbol has a code word without bits. A symbol with the probability 0 has a long code word.
///
/// Code words up to 64 bits are looked up, longer ones (which need ratios of more than 10^12 among the probabilities)
/// are read from the tree.
///
/// # References
/// - Huffman, "A method for the construction of minimum-redundancy codes", Proceedings of the IRE 40 (9), 1952,
///   <https://doi.org/10.1109/JRPROC.1952.273898>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncoderHuffmanTree {
    words: Vec<Word>,
    /// For each node but the root its parent's number, doubled, plus its bit. Empty if no code word has more than 64
    /// bits.
    parents: Vec<u32>,
}

/// A code word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Word {
    /// The first bit is the least significant one. Of no meaning where there are more than 64.
    bits: u64,
    len: u32,
}

impl EncoderHuffmanTree {
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
        let n = weights.len();
        // Parents have greater numbers than their children, so from the last node on they come first.
        let mut words = alloc::vec![Word::default(); n + children.len()];
        let mut parents = alloc::vec![0; n + children.len()];
        for (index, pair) in children.iter().enumerate().rev() {
            let node = n + index;
            let parent = words[node];
            for (bit, &child) in (0u32..).zip(pair) {
                let set = u64::from(bit).checked_shl(parent.len).unwrap_or(0);
                words[child as usize] = Word { bits: parent.bits | set, len: parent.len + 1 };
                parents[child as usize] = (node as u32) << 1 | bit;
            }
        }
        words.truncate(n);
        words.shrink_to_fit();
        if words.iter().all(|word| word.len <= Bits::MAX_LEN) {
            parents = Vec::new();
        }
        Ok(Self { words, parents })
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
        self.words.len()
    }

    /// The bits of a code word of more than 64 bits, from the `start`-th on, up to 64 of them.
    #[cold]
    fn long_part(&self, symbol: usize, start: u32, len: u32) -> Bits {
        let mut bits = 0;
        let mut node = symbol;
        for depth in (start..len).rev() {
            let Some(&parent) = self.parents.get(node) else { break };
            if depth < start + Bits::MAX_LEN {
                bits |= u64::from(parent & 1) << (depth - start);
            }
            node = (parent >> 1) as usize;
        }
        Bits::new(bits, len - start)
    }
}

impl Codebook for EncoderHuffmanTree {
    type Symbol = usize;
}

impl EncoderCodebook for EncoderHuffmanTree {
    #[inline]
    fn codeword(&self, &symbol: &usize) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        let Word { bits, len } = *self.words.get(symbol)?;
        Some((0..len.div_ceil(Bits::MAX_LEN)).map(move |part| {
            if len <= Bits::MAX_LEN { Bits::new(bits, len) } else { self.long_part(symbol, part * Bits::MAX_LEN, len) }
        }))
    }
}
