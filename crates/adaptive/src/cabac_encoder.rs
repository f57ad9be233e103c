//! CABAC's encoder of bits.

use alloc::vec::Vec;

use crate::CabacContext;
use crate::carry::push_byte;

/// The arithmetic encoder of H.264's CABAC, with the bits of the standard's procedures.
///
/// With l for the range of the less probable bit, from the standard's table, and a range from 256 to 510, a bit narrows the
/// range:
///
/// ```text
/// the more probable bit: range -= l        the other one: lower += range - l,  range = l
/// ```
///
/// Then the range and `lower` are doubled until the range is at least 256. The standard counts bits that a carry can still
/// change; this encoder changes bytes that are written instead.
///
/// # References
/// - ITU-T, "Advanced video coding for generic audiovisual services", Recommendation H.264, clause 9.3.4
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CabacEncoder {
    bytes: Vec<u8>,
    /// The bits of the message that no byte has yet: `9 + pending` of them, and above these a carry.
    lower: u32,
    /// From 256 to 510.
    range: u32,
    /// Less than 8.
    pending: u32,
}

impl Default for CabacEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl CabacEncoder {
    /// An encoder without data.
    #[must_use]
    pub fn new() -> Self {
        Self::after(Vec::new())
    }

    /// An encoder that begins after these bytes: those of a slice's header, or of samples that are stored as they are.
    #[must_use]
    pub fn after(bytes: Vec<u8>) -> Self {
        Self { bytes, lower: 0, range: 510, pending: 0 }
    }

    /// Encodes a bit in a context, from which the context then learns.
    #[inline]
    pub fn encode_bit(&mut self, context: &mut CabacContext, bit: bool) {
        let unlikely = context.unlikely_range(self.range);
        let is_likely = bit == context.likely();
        let likely = self.range - unlikely;
        if is_likely {
            self.range = likely;
        } else {
            self.lower += likely;
            self.range = unlikely;
        }
        *context = context.next(is_likely);
        self.double(self.range.leading_zeros() - 23);
    }

    /// Encodes a bit that is 0 or 1 with equal probability: the standard's bypass.
    #[inline]
    pub fn put_bypass(&mut self, bit: bool) {
        self.lower = 2 * self.lower + if bit { self.range } else { 0 };
        self.pending += 1;
        self.write();
    }

    /// Encodes that the message does not end here: a 0 of the standard's decision before termination.
    #[inline]
    pub fn go_on(&mut self) {
        self.range -= 2;
        self.double(self.range.leading_zeros() - 23);
    }

    /// Encodes that the message ends here, and returns the bytes.
    ///
    /// The last 1 in the last byte is `rbsp_stop_one_bit` if a slice ends.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.lower += self.range - 2;
        self.double(7);
        // All bits but the last seven, of which the first one becomes a 1.
        let rest = (self.lower >> 7 | 1) << (14 - self.pending);
        push_byte(&mut self.bytes, rest >> 8);
        if self.pending > 6 {
            self.bytes.push(rest as u8);
        }
        self.bytes
    }

    /// Doubles the range `shift` times, which is at most 7.
    #[inline]
    fn double(&mut self, shift: u32) {
        self.range <<= shift;
        self.lower <<= shift;
        self.pending += shift;
        self.write();
    }

    /// Writes a byte if there is one.
    #[inline]
    fn write(&mut self) {
        if self.pending >= 8 {
            push_byte(&mut self.bytes, self.lower >> (self.pending + 1));
            self.lower &= (2 << self.pending) - 1;
            self.pending -= 8;
        }
    }
}
