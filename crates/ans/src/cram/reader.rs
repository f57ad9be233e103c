//! Reads bytes and variable-length integers from the start of a slice.

use alloc::vec::Vec;

use super::Nx16Error;

/// The rest of the data.
#[derive(Clone, Copy, Debug)]
pub(super) struct CramReader<'a>(pub(super) &'a [u8]);

impl<'a> CramReader<'a> {
    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Nx16Error> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Nx16Error::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Nx16Error> {
        Ok(self.take(1)?[0])
    }

    /// A number of up to 32 bits: seven bits at a time, most significant ones first, the high bit set in all bytes but
    /// the last.
    pub(super) fn number(&mut self) -> Result<usize, Nx16Error> {
        let mut number = 0u32;
        for _ in 0..5 {
            let byte = self.byte()?;
            if number >> 25 != 0 {
                break;
            }
            number = number << 7 | u32::from(byte & 0x7f);
            if byte < 0x80 {
                return usize::try_from(number).map_err(|_| Nx16Error::Length);
            }
        }
        Err(Nx16Error::Corrupt)
    }
}

/// Appends a number of up to 32 bits.
pub(super) fn write_number(number: usize, out: &mut Vec<u8>) {
    for shift in [28, 21, 14, 7] {
        if number >> shift != 0 {
            out.push((number >> shift) as u8 | 0x80);
        }
    }
    out.push(number as u8 & 0x7f);
}
