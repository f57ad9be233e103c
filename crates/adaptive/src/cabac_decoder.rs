//! CABAC's decoder of bits.

use crate::CabacContext;

/// The arithmetic decoder of H.264's CABAC; `CabacEncoder` has the formula and the reference.
///
/// It reads bytes of 0 after the end; [`is_past_end`](Self::is_past_end) tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CabacDecoder<'a> {
    bytes: &'a [u8],
    /// The place of the next byte; past the end, the bytes 0 count, too.
    next: usize,
    /// The message's number, less the encoder's `lower`. Its top 10 bits are less than the range.
    value: u64,
    /// From 256 to 510.
    range: u32,
    /// How many bits of the value, from the second one on, are there: at least 16 between two calls.
    bits: u32,
}

/// Where the range is in the value: a bit above it is free, so that a bypass can double the value.
const PLACE: u32 = 54;

impl<'a> CabacDecoder<'a> {
    /// A decoder of a message, which begins with the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self { bytes, next: 0, value: 0, range: 510, bits: 0 };
        decoder.refill();
        decoder
    }

    /// Decodes a bit in a context, from which the context then learns.
    #[inline]
    pub fn decode_bit(&mut self, context: &mut CabacContext) -> bool {
        let unlikely = context.unlikely_range(self.range);
        let likely = self.range - unlikely;
        let bound = u64::from(likely) << PLACE;
        let is_likely = self.value < bound;
        if is_likely {
            self.range = likely;
        } else {
            self.value -= bound;
            self.range = unlikely;
        }
        let bit = context.likely() == is_likely;
        *context = context.next(is_likely);
        self.double(self.range.leading_zeros() - 23);
        bit
    }

    /// Decodes a bit that is 0 or 1 with equal probability: the standard's bypass.
    #[inline]
    pub fn take_bypass(&mut self) -> bool {
        self.double_value(1);
        let bound = u64::from(self.range) << PLACE;
        let bit = self.value >= bound;
        self.value -= if bit { bound } else { 0 };
        bit
    }

    /// Decodes whether the message ends here. If it does, [`rest`](Self::rest) returns the bytes that follow.
    #[inline]
    pub fn take_end(&mut self) -> bool {
        self.range -= 2;
        let is_end = self.value >= u64::from(self.range) << PLACE;
        if is_end {
            // The decoder stays where it is.
            self.range += 2;
        } else {
            self.double(self.range.leading_zeros() - 23);
        }
        is_end
    }

    /// The number of bits that are read, with the nine that the range is compared with.
    ///
    /// After the message's end, the last of these is the 1 with which the encoder ended it.
    #[must_use]
    pub fn bits_read(&self) -> usize {
        8 * self.next + 9 - self.bits as usize
    }

    /// The bytes after the one in which the last bit is that was read.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.bits_read().div_ceil(8)..).unwrap_or_default()
    }

    /// Whether bits were decoded for which there were no bytes: the message is truncated.
    #[must_use]
    pub fn is_past_end(&self) -> bool {
        self.bits_read() > 8 * self.bytes.len()
    }

    #[inline]
    fn double(&mut self, shift: u32) {
        self.range <<= shift;
        self.double_value(shift);
    }

    #[inline]
    fn double_value(&mut self, shift: u32) {
        self.value <<= shift;
        self.bits -= shift;
        if self.bits < 16 {
            self.refill();
        }
    }

    #[inline]
    fn refill(&mut self) {
        while self.bits <= 55 {
            let byte = self.bytes.get(self.next).copied().unwrap_or(0);
            self.value |= u64::from(byte) << (55 - self.bits);
            self.next += 1;
            self.bits += 8;
        }
    }
}
