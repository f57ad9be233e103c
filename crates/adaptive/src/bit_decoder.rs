//! The decoder of bits.

use constriction_core::Corrupt;

use crate::BitRule;

/// A fast range decoder of bits: it decodes what a [`BitEncoder`](crate::BitEncoder) or a range encoder with the default
/// format has encoded.
///
/// It reads words of 0 after the end, so that a truncated message decodes to wrong bits; ask
/// [`is_past_end`](Self::is_past_end).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitDecoder<'a> {
    words: &'a [u32],
    /// The place of the next word; past the end, the words 0 count, too.
    next: usize,
    /// The message's number, less the encoder's `lower`.
    point: u64,
    range: u64,
}

impl<'a> BitDecoder<'a> {
    /// A decoder of a message.
    #[must_use]
    pub fn new(words: &'a [u32]) -> Self {
        let word = |i| u64::from(words.get(i).copied().unwrap_or(0));
        Self { words, next: 2, point: word(0) << 32 | word(1), range: u64::MAX }
    }

    /// Decodes a bit, from which the state then learns.
    ///
    /// # Errors
    /// If no encoder can have written the words. Decoder and state are then as they were.
    #[inline]
    pub fn decode_bit<R: BitRule>(&mut self, rule: &R, state: &mut R::State) -> Result<bool, Corrupt> {
        const { assert!(0 < R::PRECISION && R::PRECISION <= 16, "a precision of at most 16 bits") };
        let bit = self.narrow(rule.zero(*state), R::PRECISION)?;
        *state = rule.next(*state, bit);
        Ok(bit)
    }

    /// Decodes a bit that is 0 with the probability `zero` out of `2^16`; 0 is taken for 1, and 65536 and more for 65535.
    ///
    /// # Errors
    /// If no encoder can have written the words. The decoder is then as it was.
    #[inline]
    pub fn take_bit(&mut self, zero: u32) -> Result<bool, Corrupt> {
        self.narrow(zero.clamp(1, 65535), 16)
    }

    #[inline]
    fn narrow(&mut self, zero: u32, precision: u32) -> Result<bool, Corrupt> {
        let scale = self.range >> precision;
        let bound = scale * u64::from(zero);
        let total = scale << precision;
        if self.point >= total {
            return Err(Corrupt);
        }
        let bit = self.point >= bound;
        let mask = u64::from(bit).wrapping_neg();
        self.point -= bound & mask;
        self.range = bound ^ ((bound ^ (total - bound)) & mask);
        if self.range >> 32 == 0 {
            let word = self.words.get(self.next).copied().unwrap_or(0);
            self.next += 1;
            self.point = self.point << 32 | u64::from(word);
            self.range <<= 32;
        }
        Ok(bit)
    }

    /// Whether bits were decoded for which there were no words: the message is truncated, or has fewer bits.
    ///
    /// It becomes `true` at most one word of information late.
    #[must_use]
    pub fn is_past_end(&self) -> bool {
        self.next >= self.words.len() + 2 && self.range != u64::MAX
    }
}
