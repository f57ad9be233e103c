//! The coder: two stacks of words and their heads.

use constriction_core::Format;

use crate::ChainHeads;

/// A coder that turns a stack of words into symbols and a stack of remainders, and back.
///
/// Use it for bits-back coding, where symbols are decoded from data that was never encoded, if symbols should not
/// depend on each other's models: each of them takes the next `PRECISION` bits of the compressed data and nothing else.
/// The part of these bits that does not choose the symbol goes to the remainders. A symbol costs one division to
/// encode and one multiplication to decode.
///
/// `F` fixes the bits ([`DefaultFormat`](constriction_core::DefaultFormat),
/// [`SmallFormat`](constriction_core::SmallFormat), or one of your own with the default lower bound). `C` is the
/// storage of compressed words, `R` that of remainders: decoding takes from `C` and writes to `R`, encoding takes from
/// `R` and writes to `C`. What is taken from must be in memory ([`PeekWords`](constriction_bits::PeekWords)), because a
/// symbol that fails must not lose a word.
///
/// With words of W bits, a state of S bits and P for the precision, the coder computes with two numbers: c, the head of the
/// compressed data, and r, that of the remainders. A symbol with the interval `[l, l + p)` out of `2^P` is decoded by
///
/// ```text
/// if c < 2^P:  c = c * 2^W + next compressed word
/// q = c mod 2^P,  c = c / 2^P                                  the symbol is that of the quantile q
/// r = r * p + q - l
/// if r >= 2^(S-P):  push r mod 2^W to the remainders,  r = r / 2^W
/// ```
///
/// Encoding runs these steps backwards.
///
/// Symbols are encoded and decoded by the methods of [`Encode`](constriction_core::Encode) and
/// [`Decode`](constriction_core::Decode); models must have the coder's precision, which
/// [`change_precision`](Self::change_precision) changes. Encoding needs remainders: it only restores what was decoded,
/// or what [`from_remainders`](Self::from_remainders) got.
///
/// # References
/// - Bamler, "Understanding Entropy Coding With Asymmetric Numeral Systems (ANS): a Statistician's Perspective", 2022,
///   section 4.3, <https://arxiv.org/abs/2201.01741>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainCoder<F: Format, C, R, const PRECISION: u32> {
    pub(crate) compressed: C,
    pub(crate) remainders: R,
    pub(crate) heads: ChainHeads<F, PRECISION>,
}

impl<F: Format, C, R, const PRECISION: u32> ChainCoder<F, C, R, PRECISION> {
    /// The compressed words below the head: what decoding has not come to.
    pub fn compressed(&self) -> &C {
        &self.compressed
    }

    /// The remainders below the head.
    pub fn remainders(&self) -> &R {
        &self.remainders
    }

    /// The numbers that the coder computes with.
    pub fn heads(&self) -> ChainHeads<F, PRECISION> {
        self.heads
    }

    /// The compressed words, the remainders and the heads, which are the whole coder.
    pub fn into_raw_parts(self) -> (C, R, ChainHeads<F, PRECISION>) {
        (self.compressed, self.remainders, self.heads)
    }

    /// A coder of the parts that [`into_raw_parts`](Self::into_raw_parts) returned, or of other storage for the same
    /// words.
    pub fn from_raw_parts(compressed: C, remainders: R, heads: ChainHeads<F, PRECISION>) -> Self {
        Self { compressed, remainders, heads }
    }

    /// Whether the compressed data is a whole number of words: no word is used in part.
    ///
    /// It is so at the start, and again when all symbols that were decoded have been encoded.
    pub fn is_whole(&self) -> bool {
        self.heads.is_whole()
    }

    pub(crate) fn check_precision(precision: u32) {
        assert!(precision == PRECISION, "the precision must be that of the coder");
    }
}
