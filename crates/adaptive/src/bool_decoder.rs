//! VP8's boolean decoder.

/// The boolean decoder of VP8 and of lossy WebP files; `BoolEncoder` has the formula and the reference.
///
/// It reads bytes of 0 after the end, as the decoder of RFC 6386 does; [`is_past_end`](Self::is_past_end) tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoolDecoder<'a> {
    bytes: &'a [u8],
    /// The place of the next byte; past the end, the bytes 0 count, too.
    next: usize,
    /// The message's number, less the encoder's `lower`. Its top 8 bits are less than the range.
    value: u64,
    /// From 128 to 255.
    range: u32,
    /// How many bits of the value, from the top on, are there: at least 8.
    bits: u32,
}

impl<'a> BoolDecoder<'a> {
    /// A decoder of a message.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut decoder = Self { bytes, next: 0, value: 0, range: 255, bits: 0 };
        decoder.refill();
        decoder
    }

    /// Decodes a bit that is 0 with the probability `zero` out of 256.
    #[inline]
    pub fn take_bit(&mut self, zero: u8) -> bool {
        let split = 1 + (((self.range - 1) * u32::from(zero)) >> 8);
        let bound = u64::from(split) << 56;
        let bit = self.value >= bound;
        if bit {
            self.value -= bound;
            self.range -= split;
        } else {
            self.range = split;
        }
        let shift = self.range.leading_zeros() - 24;
        self.range <<= shift;
        self.value <<= shift;
        self.bits -= shift;
        if self.bits < 8 {
            self.refill();
        }
        bit
    }

    #[inline]
    fn refill(&mut self) {
        while self.bits <= 56 {
            let byte = self.bytes.get(self.next).copied().unwrap_or(0);
            self.value |= u64::from(byte) << (56 - self.bits);
            self.next += 1;
            self.bits += 8;
        }
    }

    /// Whether bits were decoded for which there were no bytes: the message is truncated, or has fewer bits.
    ///
    /// It becomes `true` at most two bytes of information late.
    #[must_use]
    pub fn is_past_end(&self) -> bool {
        8 * self.next - self.bits as usize > 8 * self.bytes.len()
    }
}
