//! Canonical Huffman codes.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::lengths::{self, Counts};
use super::weight::go_on;
use super::{HuffmanTable, LengthError, Weight, WeightError, package_merge, weight};
use crate::{Bits, Codebook, EncoderCodebook};

/// The code words of a canonical Huffman code, which follow from their lengths alone.
///
/// Shorter code words come before longer ones, and those of the same length are in the order of their symbols, as in section
/// 3.2.2 of RFC 1951 (DEFLATE): the first word of a length is `(first word of the length before + their number) * 2`. Lengths
/// below a limit are the best ones, found by package-merge. A queue on 8-bit words packs them as DEFLATE does; with
/// [`MsbFirst`](crate::MsbFirst) storage, as JPEG and bzip2 do. The decoder is [`HuffmanTable`].
///
/// ```
/// use constriction_symbol::huffman::CanonicalHuffman;
///
/// // The example of RFC 1951.
/// let code = CanonicalHuffman::from_lengths(&[3, 3, 3, 3, 3, 2, 4, 4])?;
/// assert_eq!((code.word(5), code.word(0), code.word(7)), (Some((0b00, 2)), Some((0b010, 3)), Some((0b1111, 4))));
/// # Ok::<(), constriction_symbol::huffman::LengthError>(())
/// ```
///
/// # References
/// - Schwartz, Kallick, "Generating a canonical prefix encoding", Communications of the ACM 7 (3), 1964,
///   <https://doi.org/10.1145/363958.363991>
/// - Larmore, Hirschberg, "A fast algorithm for optimal length-limited Huffman codes", Journal of the ACM 37 (3), 1990,
///   <https://doi.org/10.1145/79147.79150>
/// - Deutsch, RFC 1951, 1996, <https://www.rfc-editor.org/rfc/rfc1951>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalHuffman {
    /// The number of bits of each symbol's code word; 0 for a symbol without a code word.
    lengths: Vec<u8>,
    /// The code words, the first bit least significant.
    words: Vec<u32>,
    counts: Counts,
}

impl CanonicalHuffman {
    /// The greatest number of bits of a code word.
    pub const MAX_LEN: u32 = lengths::MAX_LEN;
    /// The greatest number of symbols.
    pub const MAX_SYMBOLS: usize = lengths::MAX_SYMBOLS;

    /// The code with these lengths, one for each symbol; 0 for symbols without a code word.
    ///
    /// The code must be complete, with the exception that DEFLATE makes, too: if only one symbol has a code word, that
    /// is the one bit 0, and a bit 1 is an error of the decoder.
    ///
    /// # Errors
    /// If a length is above [`MAX_LEN`](Self::MAX_LEN), or no code has these lengths, or bits would be left over.
    pub fn from_lengths(lengths: &[u8]) -> Result<Self, LengthError> {
        let counts = Counts::new(lengths)?;
        let mut next = [0u32; Self::MAX_LEN as usize + 1];
        for (len, _, first) in counts.iter() {
            next[len as usize] = first;
        }
        let words = lengths.iter().map(|&len| {
            let word = next[usize::from(len)];
            next[usize::from(len)] = word.wrapping_add(1);
            Bits::msb_first(word.into(), len.into()).value() as u32
        });
        Ok(Self { words: words.collect(), lengths: lengths.to_vec(), counts })
    }

    /// The best code of symbols with these weights whose code words have at most `max_len` bits, 1 to
    /// [`MAX_LEN`](Self::MAX_LEN).
    ///
    /// Symbols with the weight 0 get no code word. If only one symbol has a weight, its code word has one bit. The time
    /// is proportional to the number of symbols times `max_len` (and its logarithm, for sorting), and so is the memory:
    /// two bytes for each.
    ///
    /// # Errors
    /// If no weight is above 0, one is negative, infinite or not a number, or there are too many symbols for code words
    /// of that length.
    pub fn from_weights<P: Weight>(weights: &[P], max_len: u32) -> Result<Self, WeightError> {
        Self::from_weights_watched(weights, max_len, &mut go_on)
    }

    /// [`from_weights`](Self::from_weights), which `watch` can stop: it is asked every few milliseconds.
    ///
    /// # Errors
    /// As [`from_weights`](Self::from_weights), or [`WeightError::Interrupted`].
    pub fn from_weights_watched<P: Weight>(
        weights: &[P],
        max_len: u32,
        watch: &mut dyn FnMut() -> ControlFlow<()>,
    ) -> Result<Self, WeightError> {
        let weights = weight::checked::<P, _>(weights)?;
        let symbols = weights.len();
        if symbols > Self::MAX_SYMBOLS {
            return Err(WeightError::TooManySymbols { symbols });
        }
        let lengths = package_merge::lengths(&weights, max_len, watch)?;
        // Lengths of a code that was just made: all errors are ruled out.
        Self::from_lengths(&lengths).map_err(|_| WeightError::TooManySymbols { symbols })
    }

    /// The number of bits of each symbol's code word, 0 for symbols without one: what a file needs to hold.
    #[must_use]
    pub fn lengths(&self) -> &[u8] {
        &self.lengths
    }

    /// The number of symbols, with and without a code word.
    #[must_use]
    pub fn num_symbols(&self) -> usize {
        self.lengths.len()
    }

    /// The number of bits of the longest code word.
    #[must_use]
    pub fn max_len(&self) -> u32 {
        self.counts.max_len()
    }

    /// A symbol's code word as a number, most significant bit first, and its number of bits.
    #[must_use]
    pub fn word(&self, symbol: usize) -> Option<(u32, u32)> {
        let bits = self.bits(symbol)?;
        Some((bits.to_msb_first() as u32, bits.len()))
    }

    /// The decoder.
    #[must_use]
    pub fn to_decoder(&self) -> HuffmanTable {
        HuffmanTable::new(&self.lengths, self.counts)
    }

    #[inline]
    fn bits(&self, symbol: usize) -> Option<Bits> {
        let &len = self.lengths.get(symbol)?;
        let &word = self.words.get(symbol)?;
        (len > 0).then(|| Bits::new(word.into(), len.into()))
    }
}

impl Codebook for CanonicalHuffman {
    type Symbol = usize;
}

impl EncoderCodebook for CanonicalHuffman {
    #[inline]
    fn codeword(&self, &symbol: &usize) -> Option<impl DoubleEndedIterator<Item = Bits>> {
        Some(core::iter::once(self.bits(symbol)?))
    }
}
