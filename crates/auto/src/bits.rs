//! Reads and writes bits, starting from the lowest bit of each byte.

use crate::AutoError;

/// Collects bits.
#[derive(Debug, Default)]
pub(crate) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits that do not make up a byte yet, at most 63 of them during a call.
    held: u64,
    count: u32,
}

impl BitWriter {
    /// Appends the low bits of a number, at most 62 of them.
    #[inline]
    pub(crate) fn write(&mut self, value: u64, bits: u32) {
        let (low, high) = (bits.min(32), bits.saturating_sub(32));
        self.write_some(value & ((1 << low) - 1), low);
        if high > 0 {
            self.write_some(value >> 32 & ((1 << high) - 1), high);
        }
    }

    /// At most 32.
    #[inline]
    fn write_some(&mut self, value: u64, bits: u32) {
        self.held |= value << self.count;
        self.count += bits;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    /// All bytes; the last one is padded with zeros.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let bytes = self.count.div_ceil(8) as usize;
        self.bytes.extend_from_slice(&self.held.to_le_bytes()[..bytes]);
        self.bytes
    }
}

/// Reads bits.
#[derive(Debug)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    held: u64,
    count: u32,
}

impl<'a> BitReader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, held: 0, count: 0 }
    }

    /// The next bits, at most 62 of them.
    #[inline]
    pub(crate) fn read(&mut self, bits: u32) -> Result<u64, AutoError> {
        let low = self.read_some(bits.min(32))?;
        Ok(if bits > 32 { low | self.read_some(bits - 32)? << 32 } else { low })
    }

    /// At most 32.
    #[inline]
    fn read_some(&mut self, bits: u32) -> Result<u64, AutoError> {
        if self.count < bits {
            self.refill(bits)?;
        }
        let value = self.held & ((1 << bits) - 1);
        self.held >>= bits;
        self.count -= bits;
        Ok(value)
    }

    #[inline]
    fn refill(&mut self, bits: u32) -> Result<(), AutoError> {
        if let Some((word, rest)) = self.bytes.split_first_chunk::<4>() {
            self.held |= u64::from(u32::from_le_bytes(*word)) << self.count;
            self.count += 32;
            self.bytes = rest;
            return Ok(());
        }
        while self.count < bits {
            let (&byte, rest) = self.bytes.split_first().ok_or(AutoError::Truncated)?;
            self.held |= u64::from(byte) << self.count;
            self.count += 8;
            self.bytes = rest;
        }
        Ok(())
    }

    /// Nothing must be left but zeros in the last byte.
    pub(crate) fn finish(self) -> Result<(), AutoError> {
        let is_end = self.bytes.is_empty() && self.count < 8 && self.held == 0;
        if is_end { Ok(()) } else { Err(AutoError::Corrupt) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back() {
        let mut writer = BitWriter::default();
        let numbers: Vec<(u64, u32)> =
            (0..200u32).map(|i| ((u64::MAX / (u64::from(i) + 1)) & ((1 << (i % 63)) - 1), i % 63)).collect();
        numbers.iter().for_each(|&(value, bits)| writer.write(value, bits));
        let bytes = writer.finish();
        let mut reader = BitReader::new(&bytes);
        assert!(numbers.iter().all(|&(value, bits)| reader.read(bits) == Ok(value)));
        assert_eq!(reader.finish(), Ok(()));
        assert_eq!(BitReader::new(&[1]).finish(), Err(AutoError::Corrupt));
        assert_eq!(BitReader::new(&[1]).read(9), Err(AutoError::Truncated));
    }
}
