//! `MatchModel`: predicts the bit that followed the last occurrence of the same bytes.

use alloc::vec::Vec;

use crate::filled::filled;
use crate::{BitRule, Counting, SetupError, stretch};

/// An input of a mixer that knows long repetitions.
///
/// A table maps a hash of the last bytes to the position of their last occurrence. As long as the bytes after that position equal
/// those that are coded now, the next bit there is the prediction. Counters for each length of the match say how often such a
/// prediction was right.
///
/// # References
/// - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
///   CS-2005-16, 2005
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchModel {
    min_length: u32,
    /// A ring: its length is a power of two.
    history: Vec<u8>,
    /// Where the bytes of a hash were followed by something: its place in the ring, plus 1. 0 is nowhere.
    places: Vec<u32>,
    /// By the length of the match: a 0 stands for a right prediction.
    counters: [u32; Self::LENGTHS],
    /// The number of bytes so far, as far as it matters.
    position: u32,
    /// Where the match goes on.
    place: u32,
    /// 0 without a match.
    length: u32,
    /// A 1 and then the bits of the present byte so far.
    node: u32,
}

const RULE: Counting = Counting::new(1023);

impl MatchModel {
    const LENGTHS: usize = 32;

    /// A new model: the history has `2^history_bits` bytes, the table `2^table_bits` places (both from 8 to 28 bits), and a
    /// match begins when `min_length` bytes (1 to 32) have come before.
    ///
    /// # Errors
    /// If a number is out of range, or there is not enough memory.
    pub fn new(history_bits: u32, table_bits: u32, min_length: u32) -> Result<Self, SetupError> {
        for bits in [history_bits, table_bits] {
            if !(8..=28).contains(&bits) {
                return Err(SetupError::Bits(bits));
            }
        }
        if !(1..=32).contains(&min_length) {
            return Err(SetupError::Symbols(min_length as usize));
        }
        Ok(Self {
            min_length,
            history: filled(0, 1 << history_bits)?,
            places: filled(0, 1 << table_bits)?,
            counters: Self::start(),
            position: 0,
            place: 0,
            length: 0,
            node: 1,
        })
    }

    fn start() -> [u32; Self::LENGTHS] {
        // A long match was right at first, too: n times out of n + 1.
        core::array::from_fn(|length| Counting::state((65536 * (length as u32 + 1)) / (length as u32 + 2)))
    }

    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.history.fill(0);
        self.places.fill(0);
        self.counters = Self::start();
        (self.position, self.place, self.length, self.node) = (0, 0, 0, 1);
    }

    fn byte(&self, position: u32) -> u32 {
        u32::from(self.history[position as usize & (self.history.len() - 1)])
    }

    /// The number of bytes that the match has lasted, at most 65535; 0 if there is no match.
    #[must_use]
    pub fn length(&self) -> u32 {
        self.length
    }

    /// The predicted byte; `None` if there is no match, or the bits so far differ from it.
    #[inline]
    #[must_use]
    pub fn predicted_byte(&self) -> Option<u8> {
        if self.length == 0 {
            return None;
        }
        let byte = self.byte(self.place);
        let depth = self.node.ilog2();
        (((256 | byte) >> (8 - depth)) == self.node).then_some(byte as u8)
    }

    /// The bit that is predicted.
    #[inline]
    #[must_use]
    pub fn predicted(&self) -> Option<bool> {
        Some(self.predicted_byte()? >> (7 - self.node.ilog2()) & 1 == 1)
    }

    #[inline]
    fn bucket(&self) -> usize {
        let length = self.length as usize;
        if length < 16 { length } else { (12 + length / 4).min(Self::LENGTHS - 1) }
    }

    /// The probability of a 0 on the logistic scale; 0 if there is no prediction.
    #[inline]
    #[must_use]
    pub fn input(&self) -> i32 {
        match self.predicted() {
            None => 0,
            Some(bit) => {
                let right = stretch(RULE.zero(self.counters[self.bucket()]));
                if bit { -right } else { right }
            }
        }
    }

    /// Learns a bit; the bits of a byte come from the most significant one on.
    #[inline]
    pub fn update(&mut self, bit: bool) {
        if let Some(predicted) = self.predicted() {
            let bucket = self.bucket();
            let counter = &mut self.counters[bucket];
            *counter = RULE.next(*counter, bit != predicted);
        }
        self.node = self.node << 1 | u32::from(bit);
        if self.node >= 256 {
            self.end_byte();
        }
    }

    fn end_byte(&mut self) {
        let byte = self.node as u8;
        self.node = 1;
        let mask = self.history.len() - 1;
        let at_place = self.byte(self.place) as u8;
        self.history[self.position as usize & mask] = byte;
        self.position = self.position.wrapping_add(1);
        if self.length > 0 && at_place == byte {
            self.length = (self.length + 1).min(65535);
            self.place = self.place.wrapping_add(1);
        } else {
            self.length = 0;
        }
        let mut hash = 0u32;
        for back in 1..=self.min_length {
            hash = (hash ^ self.byte(self.position.wrapping_sub(back)).wrapping_add(1)).wrapping_mul(0x9E37_79B1);
            hash ^= hash >> 15;
        }
        let slot = hash as usize & (self.places.len() - 1);
        if self.length == 0 && self.places[slot] > 0 {
            self.place = self.places[slot] - 1;
            while self.length < 64
                && self.byte(self.place.wrapping_sub(self.length + 1))
                    == self.byte(self.position.wrapping_sub(self.length + 1))
            {
                self.length += 1;
            }
            if self.length < self.min_length {
                self.length = 0;
            }
        }
        self.places[slot] = (self.position & mask as u32) + 1;
    }
}
