//! The tables of an encoder, one for each context, ready for the instructions of a level.

use super::{are_lower_bits, are_probabilities};
use crate::Level;
use crate::rans_bytes::{Entry, Reciprocals};

/// The probabilities of each byte after each other byte, ready to encode with the instructions of a level.
#[derive(Debug)]
pub struct Order1EncodeTable<'a> {
    /// At `symbol << 8 | context`, which is how the two are in memory, the parts of an [`Entry`].
    pub(crate) entries: &'a mut [[u64; 2]; Order1EncodeTable::NUM_ENTRIES],
    /// 10 to 14.
    pub(crate) bits: u32,
    /// log2(L), 15 or 16.
    pub(crate) lower_bits: u32,
    /// What the reciprocals are for.
    pub(crate) level: Level,
}

impl<'a> Order1EncodeTable<'a> {
    /// The number of entries that a table needs.
    pub const NUM_ENTRIES: usize = 1 << 16;

    /// A table of probabilities in units of `2^-bits`, for states of at least `2^lower_bits`, in the memory given,
    /// which must be zero.
    ///
    /// `None` if `bits` is not 10 to 14, or `lower_bits` not 15 or 16, or the memory is not of the right size.
    #[must_use]
    pub fn new(bits: u32, lower_bits: u32, level: Level, entries: &'a mut [[u64; 2]]) -> Option<Self> {
        let entries = entries.try_into().ok()?;
        let is_valid = (10..=14).contains(&bits) && are_lower_bits(lower_bits);
        is_valid.then_some(Self { entries, bits, lower_bits, level })
    }

    /// Sets the probabilities of the bytes after a byte. Contexts and bytes that are not in the message need none.
    ///
    /// `None`, and nothing is set, if they do not sum to one.
    pub fn set_row(&mut self, context: u8, freqs: &[u16; 256]) -> Option<()> {
        if !are_probabilities(freqs, self.bits) {
            return None;
        }
        let reciprocals = Reciprocals::of(self.level);
        let mut left = 0;
        for (symbol, &freq) in freqs.iter().enumerate().filter(|(_, freq)| **freq != 0) {
            let entry = Entry::new(reciprocals, u64::from(freq), left, self.bits);
            self.entries[symbol << 8 | usize::from(context)] = entry.parts();
            left += u64::from(freq);
        }
        Some(())
    }

    #[inline]
    pub(crate) fn entry(&self, context: u8, symbol: u8) -> Entry {
        Entry::of_parts(self.entries[usize::from(symbol) << 8 | usize::from(context)])
    }
}
