//! VP8's boolean encoder.

use alloc::vec::Vec;

use crate::carry::push_byte;

/// The boolean encoder of VP8 and of lossy WebP files.
///
/// The format that is written gives the probability of each bit. With z for the probability of a 0 out of 256, and a range from
/// 128 to 255, a bit narrows the range:
///
/// ```text
/// split = 1 + ((range - 1) z >> 8)        a 0: range = split        a 1: lower += split,  range -= split
/// ```
///
/// Then the range and `lower` are doubled until the range is at least 128. Bytes are the top bits of `lower`. A carry changes
/// bytes that are written.
///
/// # References
/// - Bankoski, Koleszar, Quillio, Salonen, Wilkins, Xu, "VP8 data format and decoding guide", RFC 6386, section 7, 2011,
///   <https://doi.org/10.17487/RFC6386>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoolEncoder {
    bytes: Vec<u8>,
    /// The bits of the message that no byte has yet: `8 + pending` of them, and above these a carry.
    lower: u32,
    /// From 128 to 255.
    range: u32,
    /// Less than 8.
    pending: u32,
}

impl Default for BoolEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl BoolEncoder {
    /// An encoder without data.
    #[must_use]
    pub fn new() -> Self {
        Self { bytes: Vec::new(), lower: 0, range: 255, pending: 0 }
    }

    /// Encodes a bit that is 0 with the probability `zero` out of 256. The probability 0 is as small as possible.
    #[inline]
    pub fn put_bit(&mut self, bit: bool, zero: u8) {
        let split = 1 + (((self.range - 1) * u32::from(zero)) >> 8);
        if bit {
            self.lower += split;
            self.range -= split;
        } else {
            self.range = split;
        }
        let shift = self.range.leading_zeros() - 24;
        self.range <<= shift;
        self.lower <<= shift;
        self.pending += shift;
        if self.pending >= 8 {
            push_byte(&mut self.bytes, self.lower >> self.pending);
            self.lower &= (1 << self.pending) - 1;
            self.pending -= 8;
        }
    }

    /// The bytes of the message, as many as the encoder of RFC 6386 writes: the last ones may be 0.
    #[must_use]
    pub fn into_bytes(mut self) -> Vec<u8> {
        let rest = self.lower << (8 - self.pending);
        push_byte(&mut self.bytes, rest >> 8);
        self.bytes.push(rest as u8);
        // The RFC's encoder keeps four bytes until it has written 24 bits.
        self.bytes.resize(self.bytes.len().max(4), 0);
        self.bytes
    }
}
