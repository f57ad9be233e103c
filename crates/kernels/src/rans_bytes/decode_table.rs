//! The table of a decoder: the symbol and interval of each quantile.

use super::{LOWER_BOUND, are_probabilities};
use crate::rans_bytes_o1::are_lower_bits;

/// The most bits of probabilities for which an entry has the symbol, too.
pub(crate) const NARROW: u32 = 12;

/// The probabilities of bytes, ready to decode.
#[derive(Clone, Copy, Debug)]
pub struct DecodeTable<'a> {
    /// One for each of `2^bits` quantiles q. With at most [`NARROW`] bits, from the least significant bit up: 8 bits of
    /// symbol, 12 of q - c, 12 of f. Else 16 bits of q - c, 16 of f.
    pub(crate) entries: &'a [u32],
    /// With more than [`NARROW`] bits, the symbol for each quantile, and then some that are never meant.
    pub(crate) symbols: &'a [u8],
    /// 10 to 14.
    pub(crate) bits: u32,
    /// log2(L), 15 or 16.
    pub(crate) lower_bits: u32,
}

/// The symbol of a quantile and its interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) symbol: u8,
    pub(crate) freq: u32,
    /// q - c.
    pub(crate) offset: u32,
}

impl<'a> DecodeTable<'a> {
    /// The number of entries that a table needs: one for each quantile.
    #[must_use]
    pub fn num_entries(bits: u32) -> usize {
        1 << bits.min(14)
    }

    /// The number of symbols that a table needs.
    #[must_use]
    pub fn num_symbols(bits: u32) -> usize {
        // Vectors of symbols are gathered four bytes at a time.
        if bits <= NARROW { 0 } else { Self::num_entries(bits) + 3 }
    }

    /// A table of probabilities in units of `2^-bits`, in the memory given.
    ///
    /// `None` if `bits` is not 10 to 14, the probabilities do not sum to one, or one of them is all of that, or the
    /// memory is not of the right size.
    #[must_use]
    pub fn new(freqs: &[u16; 256], bits: u32, entries: &'a mut [u32], symbols: &'a mut [u8]) -> Option<Self> {
        let is_valid = are_probabilities(freqs, bits)
            && entries.len() == Self::num_entries(bits)
            && symbols.len() == Self::num_symbols(bits);
        if !is_valid {
            return None;
        }
        let mut left = 0;
        for (symbol, &freq) in (0..=255u8).zip(freqs) {
            let range = left..left + usize::from(freq);
            let (first, step) = if bits <= NARROW {
                (u32::from(freq) << 20 | u32::from(symbol), 1 << 8)
            } else {
                symbols[range.clone()].fill(symbol);
                (u32::from(freq) << 16, 1)
            };
            for (entry, offset) in entries[range].iter_mut().zip(0..) {
                *entry = first + offset * step;
            }
            left += usize::from(freq);
        }
        Some(Self { entries, symbols, bits, lower_bits: LOWER_BOUND.ilog2() })
    }

    /// Sets the lower bound of the states, `2^lower_bits`; `None` if the number is not 15 or 16. The default is 16.
    #[must_use]
    pub fn with_lower_bits(self, lower_bits: u32) -> Option<Self> {
        are_lower_bits(lower_bits).then_some(Self { lower_bits, ..self })
    }

    #[inline]
    pub(crate) fn step(&self, quantile: u32) -> Step {
        let entry = self.entries[quantile as usize];
        if self.bits <= NARROW {
            Step { symbol: entry as u8, freq: entry >> 20, offset: (entry >> 8) & 0xfff }
        } else {
            Step { symbol: self.symbols[quantile as usize], freq: entry >> 16, offset: entry & 0xffff }
        }
    }
}
