//! The code lengths of a canonical code.

use super::{CanonicalHuffman, LengthError};

/// How many code words there are of each length; valid by construction.
///
/// Canonical code words are numbers that count up: within a length by the index of the symbol, and from the last one of
/// a length to the first one of the next by one and a shift (RFC 1951, section 3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts([u32; CanonicalHuffman::MAX_LEN as usize + 1]);

impl Counts {
    /// The counts of lengths, if these make a code.
    pub(super) fn new(lengths: &[u8]) -> Result<Self, LengthError> {
        if lengths.len() > CanonicalHuffman::MAX_SYMBOLS {
            return Err(LengthError::TooManySymbols { symbols: lengths.len() });
        }
        let mut counts = [0; CanonicalHuffman::MAX_LEN as usize + 1];
        for (index, &len) in lengths.iter().enumerate() {
            *counts.get_mut(usize::from(len)).ok_or(LengthError::TooLong { index, len })? += 1;
        }
        counts[0] = 0;
        // Kraft's sum in units of 2^-MAX_LEN. At most 2^26 code words, so that it fits.
        let unit = |len: usize| 1u64 << (CanonicalHuffman::MAX_LEN as usize - len);
        let sum: u64 = counts.iter().enumerate().skip(1).map(|(len, &count)| u64::from(count) * unit(len)).sum();
        let one = unit(0);
        let is_single = counts[1] == 1 && sum == one / 2;
        match sum {
            0 => Err(LengthError::Empty),
            _ if sum > one => Err(LengthError::Oversubscribed),
            _ if sum < one && !is_single => Err(LengthError::Incomplete),
            _ => Ok(Self(counts)),
        }
    }

    /// Length, number of code words and first code word of each length from 1 on.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let mut next = 0u64;
        (1u32..).zip(&self.0[1..]).map(move |(len, &count)| {
            next <<= 1;
            let first = next;
            next += u64::from(count);
            // Above the longest code word, this is more than a code word can be; then there are none.
            (len, count, first as u32)
        })
    }

    /// The number of bits of the longest code word.
    pub(super) fn max_len(&self) -> u32 {
        self.iter().filter(|&(_, count, _)| count > 0).map(|(len, ..)| len).last().unwrap_or(0)
    }
}
