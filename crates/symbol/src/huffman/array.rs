//! The decoding side of a canonical Huffman code without an allocator.

use super::LengthError;
use super::lengths::{Counts, MAX_LEN};
use crate::{Bits, Codebook, DecoderCodebook, SymbolCodeError, TakeBits};

/// A decoder of a canonical Huffman code over `N` symbols, at most `2^16`, that is as small as can be: two bytes for
/// each symbol, and 132.
///
/// It decodes what a `CanonicalHuffman` code with the same lengths encodes. The code words of one length are consecutive
/// numbers, in the order of their symbols. With `d` for the next `len` bits as a number, the code word has the length `len` if
/// `d` is not above the last code word of that length. The difference to the first code word of the length is the place of the
/// symbol. So a code word costs a comparison for each length up to its own. With an allocator, a `HuffmanTable` looks most code
/// words up at once.
///
/// The decoder can be a constant, which the compiler checks, and which lies in the program or in flash memory:
///
/// ```
/// use constriction_symbol::huffman::HuffmanArray;
/// use constriction_symbol::{QueueDecoder, ReadBitStream};
///
/// static CODE: HuffmanArray<4> = HuffmanArray::from_static(&[1, 2, 3, 3]);
///
/// let mut decoder = QueueDecoder::from_compressed(&[0b0_111_01_0u8][..]);
/// assert!(decoder.decode_iid_symbols(3, &CODE).map(Result::unwrap).eq([0, 1, 3]));
/// ```
///
/// # References
/// - Moffat, Turpin, "On the implementation of minimum redundancy prefix codes", IEEE Transactions on Communications 45
///   (10), 1997, <https://doi.org/10.1109/26.634683>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HuffmanArray<const N: usize> {
    counts: Counts,
    /// The symbols in the order of their code words; then those without one.
    symbols: [u16; N],
}

impl<const N: usize> HuffmanArray<N> {
    /// The decoder of the code with these lengths, one for each symbol; 0 for symbols without a code word.
    ///
    /// The code must be complete; if only one symbol has a code word, that is the one bit 0.
    ///
    /// # Errors
    /// If a length is above 32, or no code has these lengths, or bits would be left over.
    pub const fn from_lengths(lengths: &[u8; N]) -> Result<Self, LengthError> {
        const { assert!(N <= 1 << 16, "a symbol has 16 bits") };
        let counts = match Counts::new(lengths) {
            Ok(counts) => counts,
            Err(error) => return Err(error),
        };
        let (mut places, mut symbols, mut symbol) = (counts.places(), [0; N], 0);
        // Iterators are not for constants.
        while symbol < N {
            let len = lengths[symbol] as usize;
            if len > 0 {
                symbols[places[len]] = symbol as u16;
                places[len] += 1;
            }
            symbol += 1;
        }
        Ok(Self { counts, symbols })
    }

    /// The decoder of a code that is written in the program: [`from_lengths`](Self::from_lengths) for constants.
    ///
    /// # Panics
    /// Where `from_lengths` fails. In a constant, this is an error of the compiler.
    pub const fn from_static(lengths: &[u8; N]) -> Self {
        match Self::from_lengths(lengths) {
            Ok(code) => code,
            Err(LengthError::Empty) => panic!("no symbol has a code word"),
            Err(LengthError::TooManySymbols { .. }) => panic!("there are too many symbols"),
            Err(LengthError::TooLong { .. }) => panic!("a code word has more than 32 bits"),
            Err(LengthError::Oversubscribed) => panic!("the code lengths are too short for this many symbols"),
            Err(LengthError::Incomplete) => panic!("the code lengths leave some code words unused"),
        }
    }

    /// The symbol whose code word comes first in the bits, and the length of the code word.
    #[inline]
    fn find(&self, bits: Bits) -> Option<(usize, u32)> {
        let next = (bits.value() as u32).reverse_bits();
        let mut place = 0;
        self.counts.iter().find_map(|(len, count, first)| {
            let word = next >> (MAX_LEN - len);
            let symbol = word.checked_sub(first).filter(|&index| index < count);
            let found = symbol.and_then(|index| self.symbols.get(place + index as usize));
            place += count as usize;
            Some((usize::from(*found?), len))
        })
    }
}

impl<const N: usize> Codebook for HuffmanArray<N> {
    type Symbol = usize;
}

impl<const N: usize> DecoderCodebook for HuffmanArray<N> {
    #[inline]
    fn decode_from<R: TakeBits>(&self, bits: &mut R) -> Result<usize, SymbolCodeError<R::Error>> {
        let seen = bits.peek_bits(MAX_LEN).map_err(SymbolCodeError::Source)?;
        // After the end, there seem to be zeros: they can begin a code word, but they cannot make one wrong.
        let (symbol, len) = self.find(seen).ok_or(SymbolCodeError::InvalidCodeword)?;
        if len > seen.len() {
            return Err(SymbolCodeError::OutOfCompressedData);
        }
        bits.skip_bits(len);
        Ok(symbol)
    }
}
