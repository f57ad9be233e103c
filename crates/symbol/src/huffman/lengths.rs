//! The checked lengths of code words.

use super::LengthError;

/// The greatest number of bits of a code word.
pub(super) const MAX_LEN: u32 = 32;
/// The greatest number of symbols.
pub(super) const MAX_SYMBOLS: usize = 1 << 26;

/// How many code words there are of each length; valid by construction.
///
/// Canonical code words are numbers that count up: within a length by the index of the symbol, and from the last one of
/// a length to the first one of the next by one and a shift (RFC 1951, section 3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Counts([u32; MAX_LEN as usize + 1]);

impl Counts {
    /// The counts of lengths, if these make a code.
    pub(super) const fn new(lengths: &[u8]) -> Result<Self, LengthError> {
        if lengths.len() > MAX_SYMBOLS {
            return Err(LengthError::TooManySymbols { symbols: lengths.len() });
        }
        // Kraft's sum in units of 2^-MAX_LEN. At most 2^26 code words, so that it fits.
        let (mut counts, mut sum, mut index) = ([0; MAX_LEN as usize + 1], 0u64, 0);
        let one = 1u64 << MAX_LEN;
        // Iterators are not for constants.
        while index < lengths.len() {
            let len = lengths[index];
            if len as u32 > MAX_LEN {
                return Err(LengthError::TooLong { index, len });
            }
            if len > 0 {
                counts[len as usize] += 1;
                sum += one >> len;
            }
            index += 1;
        }
        let is_single = counts[1] == 1 && sum == one / 2;
        if sum == 0 {
            Err(LengthError::Empty)
        } else if sum > one {
            Err(LengthError::Oversubscribed)
        } else if sum < one && !is_single {
            Err(LengthError::Incomplete)
        } else {
            Ok(Self(counts))
        }
    }

    /// The number of code words that are shorter than each length.
    pub(super) const fn places(&self) -> [usize; MAX_LEN as usize + 1] {
        let (mut places, mut total, mut len) = ([0; MAX_LEN as usize + 1], 0, 1);
        while len <= MAX_LEN as usize {
            places[len] = total;
            total += self.0[len] as usize;
            len += 1;
        }
        places
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
    #[cfg(feature = "alloc")]
    pub(super) fn max_len(&self) -> u32 {
        self.iter().filter(|&(_, count, _)| count > 0).map(|(len, ..)| len).last().unwrap_or(0)
    }
}
