//! The decoding side of a canonical Huffman code.

use alloc::vec::Vec;

use super::lengths::Counts;
use super::{CanonicalHuffman, LengthError};
use crate::{Bits, Codebook, DecoderCodebook, SymbolCodeError, TakeBits};

/// A decoder of a [`CanonicalHuffman`] code: one look-up for most symbols.
///
/// It takes 8 KiB, less for codes of short words, and 4 bytes for each symbol.
///
/// The next [`HuffmanTable::FIRST_BITS`] bits are the index of a table that has the symbol and the length of its code
/// word. Longer code words are found by their value: as canonical code words count up, a code word has the length of
/// the first range of values that it lies in.
///
/// # References
/// - Moffat, Turpin, "On the implementation of minimum redundancy prefix codes", IEEE Transactions on Communications 45
///   (10), 1997, <https://doi.org/10.1109/26.634683>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HuffmanTable {
    /// For the next bits, the first one least significant: the symbol, shifted by [`LEN_BITS`](Self::LEN_BITS), and the
    /// length; 0 if the code word is longer, or none.
    first: Vec<u32>,
    /// The symbols in the order of their code words.
    symbols: Vec<u32>,
    /// The lengths of more than [`FIRST_BITS`](Self::FIRST_BITS).
    long: Vec<Long>,
}

/// The code words of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Long {
    len: u32,
    /// The first code word.
    first: u32,
    count: u32,
    /// The place of its symbol in `symbols`.
    place: u32,
}

impl HuffmanTable {
    /// The number of bits that index the table.
    pub const FIRST_BITS: u32 = 11;
    /// The number of bits of a length in the table.
    const LEN_BITS: u32 = 6;

    /// The decoder of the code with these lengths: see [`CanonicalHuffman::from_lengths`].
    ///
    /// # Errors
    /// As there.
    pub fn from_lengths(lengths: &[u8]) -> Result<Self, LengthError> {
        Ok(Self::new(lengths, Counts::new(lengths)?))
    }

    /// The decoder of lengths with these counts.
    pub(super) fn new(lengths: &[u8], counts: Counts) -> Self {
        // Counting sort of the symbols by the lengths.
        let starts = counts.places();
        let mut places = starts;
        let total = lengths.iter().filter(|&&len| len > 0).count();
        let mut symbols = alloc::vec![0; total];
        for (symbol, &len) in (0u32..).zip(lengths).filter(|&(_, &len)| len > 0) {
            symbols[places[usize::from(len)]] = symbol;
            places[usize::from(len)] += 1;
        }

        let first_bits = Self::FIRST_BITS.min(counts.max_len());
        let mut table = alloc::vec![0; 1 << first_bits];
        let mut long = Vec::new();
        for (len, count, first) in counts.iter().filter(|&(_, count, _)| count > 0) {
            let place = starts[len as usize];
            if len > first_bits {
                long.push(Long { len, first, count, place: place as u32 });
                continue;
            }
            for (word, &symbol) in (first..).zip(&symbols[place..place + count as usize]) {
                let start = Bits::msb_first(word.into(), len).value() as usize;
                for entry in table[start..].iter_mut().step_by(1 << len) {
                    *entry = symbol << Self::LEN_BITS | len;
                }
            }
        }
        Self { first: table, symbols, long }
    }

    /// Finds a code word by its value.
    #[cold]
    #[inline(never)]
    fn long_word(&self, bits: Bits) -> Option<(usize, u32)> {
        self.long.iter().find_map(|long| {
            let word = Bits::new(bits.value(), long.len).to_msb_first();
            let index = word.checked_sub(long.first.into()).filter(|&index| index < long.count.into())?;
            let &symbol = self.symbols.get((u64::from(long.place) + index) as usize)?;
            Some((symbol as usize, long.len))
        })
    }
}

impl Codebook for HuffmanTable {
    type Symbol = usize;
}

impl DecoderCodebook for HuffmanTable {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<usize, SymbolCodeError<R::Error>> {
        let mask = self.first.len() - 1;
        let mut seen = bits.peek_bits(Self::FIRST_BITS).map_err(SymbolCodeError::Source)?;
        let entry = self.first[seen.value() as usize & mask];
        let (mut symbol, mut len) = ((entry >> Self::LEN_BITS) as usize, entry & ((1 << Self::LEN_BITS) - 1));
        if entry == 0 {
            seen = bits.peek_bits(CanonicalHuffman::MAX_LEN).map_err(SymbolCodeError::Source)?;
            // After the end, there seem to be zeros: they can begin a code word, but they cannot make one wrong.
            (symbol, len) = self.long_word(seen).ok_or(SymbolCodeError::InvalidCodeword)?;
        }
        if len > seen.len() {
            return Err(SymbolCodeError::OutOfCompressedData);
        }
        bits.skip_bits(len);
        Ok(symbol)
    }
}
