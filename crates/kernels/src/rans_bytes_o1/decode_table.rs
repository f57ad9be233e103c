//! The tables of a decoder, one for each context.

use super::{are_lower_bits, are_probabilities};

/// The probabilities of each byte after each other byte, ready to decode.
///
/// A quantile's symbol is looked up first, and then the symbol's interval: this takes a quarter of the memory that a
/// table of all for each quantile would, which no cache would hold.
#[derive(Debug)]
pub struct Order1DecodeTable<'a> {
    /// At `context << bits | quantile`; and then some that are never meant.
    pub(crate) symbols: &'a mut [u8],
    /// At `context << 8 | symbol`: 16 bits of c, 16 of f.
    pub(crate) intervals: &'a mut [u32; Order1DecodeTable::NUM_INTERVALS],
    /// 10 to 14.
    pub(crate) bits: u32,
    /// log2(L), 15 or 16.
    pub(crate) lower_bits: u32,
}

impl<'a> Order1DecodeTable<'a> {
    /// The number of intervals that a table needs.
    pub const NUM_INTERVALS: usize = 1 << 16;

    /// The number of symbols that a table needs.
    #[must_use]
    pub fn num_symbols(bits: u32) -> usize {
        // Vectors of symbols are gathered four bytes at a time.
        (256 << bits.min(14)) + 3
    }

    /// A table of probabilities in units of `2^-bits`, for states of at least `2^lower_bits`, in the memory given,
    /// which must be zero.
    ///
    /// `None` if `bits` is not 10 to 14, or `lower_bits` not 15 or 16, or the memory is not of the right size.
    #[must_use]
    pub fn new(bits: u32, lower_bits: u32, symbols: &'a mut [u8], intervals: &'a mut [u32]) -> Option<Self> {
        let intervals = intervals.try_into().ok()?;
        let is_valid =
            (10..=14).contains(&bits) && are_lower_bits(lower_bits) && symbols.len() == Self::num_symbols(bits);
        is_valid.then_some(Self { symbols, intervals, bits, lower_bits })
    }

    /// Sets the probabilities of the bytes after a byte. After a byte without probabilities, everything decodes as 0,
    /// of probability 0.
    ///
    /// `None`, and nothing is set, if they do not sum to one.
    pub fn set_row(&mut self, context: u8, freqs: &[u16; 256]) -> Option<()> {
        if !are_probabilities(freqs, self.bits) {
            return None;
        }
        let symbols = &mut self.symbols[usize::from(context) << self.bits..][..1 << self.bits];
        let intervals = &mut self.intervals[usize::from(context) << 8..][..256];
        let mut left = 0;
        for ((symbol, interval), &freq) in (0..=255u8).zip(intervals).zip(freqs).filter(|(_, freq)| **freq != 0) {
            *interval = u32::from(freq) << 16 | left as u32;
            symbols[left..left + usize::from(freq)].fill(symbol);
            left += usize::from(freq);
        }
        Some(())
    }
}
