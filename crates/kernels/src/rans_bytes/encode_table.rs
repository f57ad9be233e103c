//! The table of an encoder, ready for the instructions of a level.

use super::{LOWER_BOUND, are_probabilities};
use crate::Level;
use crate::rans_bytes_o1::are_lower_bits;

/// The probabilities of bytes, ready to encode with the instructions of a level.
#[derive(Clone, Debug)]
pub struct EncodeTable {
    pub(crate) entries: Entries,
    /// 10 to 14.
    pub(crate) bits: u32,
    /// log2(L), 15 or 16.
    pub(crate) lower_bits: u32,
    /// The shift that belongs to the reciprocals.
    pub(crate) level: Level,
}

/// The parts of an [`Entry`] for each byte: 16 bytes, which are loaded at once, and so are aligned.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(crate) struct Entries(pub(crate) [[u64; 2]; 256]);

/// The numbers that encode a symbol.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// To divide by the probability f.
    pub(crate) reciprocal: u64,
    /// From the least significant bit up: 32 bits of c, or more than that where `reciprocal` is one too small; 32 of f.
    /// Without a probability, both are 0, so that states only get smaller.
    pub(crate) prob_and_left: u64,
}

/// How to divide a number x of 32 bits by f, rounding down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reciprocals {
    /// By an integer r: x * r / 2^52.
    ///
    /// With r = ceil(2^52 / f), x * r / 2^52 is above x / f by less than 2^32 / 2^52, and so by less than the 1 / f
    /// that it would need to get to the next integer. For f = 1, r has one bit too many: r is less by one, as is the
    /// result, and what that misses in `x + c + x / f * (2^P - f)` is added to c.
    Integer,
    /// By a double r: the largest integer that is not above x * r.
    ///
    /// With r the double above 1 / f rounded, x * r is not below x / f, and above it by less than 2^-50 parts, or
    /// 2^-18 / f.
    #[cfg(target_arch = "x86_64")]
    Float,
}

impl EncodeTable {
    /// A table of probabilities in units of `2^-bits`; those of bytes that are not in the message can be 0.
    ///
    /// `None` if `bits` is not 10 to 14, or the probabilities do not sum to one, or one of them is all of that.
    #[must_use]
    pub fn new(freqs: &[u16; 256], bits: u32, level: Level) -> Option<Self> {
        if !are_probabilities(freqs, bits) {
            return None;
        }
        let reciprocals = Reciprocals::of(level);
        let mut table = Self { entries: Entries([[0; 2]; 256]), bits, lower_bits: LOWER_BOUND.ilog2(), level };
        let mut left = 0;
        for (entry, &freq) in table.entries.0.iter_mut().zip(freqs).filter(|(_, freq)| **freq != 0) {
            *entry = Entry::new(reciprocals, u64::from(freq), left, bits).parts();
            left += u64::from(freq);
        }
        Some(table)
    }

    /// Sets the lower bound of the states, `2^lower_bits`; `None` if the number is not 15 or 16. The default is 16.
    #[must_use]
    pub fn with_lower_bits(self, lower_bits: u32) -> Option<Self> {
        are_lower_bits(lower_bits).then_some(Self { lower_bits, ..self })
    }
}

impl Reciprocals {
    /// Those that a level divides by.
    pub(crate) fn of(level: Level) -> Self {
        match level {
            #[cfg(target_arch = "x86_64")]
            Level::Avx2(_) | Level::Avx512(_) => Self::Float,
            _ => Self::Integer,
        }
    }
}

impl Entry {
    pub(crate) fn new(reciprocals: Reciprocals, freq: u64, left: u64, bits: u32) -> Self {
        let (reciprocal, left) = match reciprocals {
            Reciprocals::Integer if freq == 1 => ((1 << 52) - 1, left + (1 << bits) - 1),
            Reciprocals::Integer => ((1u64 << 52).div_ceil(freq), left),
            #[cfg(target_arch = "x86_64")]
            Reciprocals::Float => ((1.0 / freq as f64).to_bits() + 1, left),
        };
        Self { reciprocal, prob_and_left: freq << 32 | left }
    }

    #[inline]
    pub(crate) fn parts(self) -> [u64; 2] {
        [self.reciprocal, self.prob_and_left]
    }

    #[inline]
    pub(crate) fn of_parts([reciprocal, prob_and_left]: [u64; 2]) -> Self {
        Self { reciprocal, prob_and_left }
    }
}
