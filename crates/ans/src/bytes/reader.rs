//! Reads bytes and variable-length integers from the start of a slice.

use alloc::vec::Vec;

use super::BytesError;

/// The rest of the data.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockReader<'a>(pub(super) &'a [u8]);

impl<'a> BlockReader<'a> {
    /// The next `count` bytes.
    #[inline]
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], BytesError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(BytesError::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    /// # Errors
    /// If anything is left.
    pub(super) fn finish(self) -> Result<(), BytesError> {
        if self.0.is_empty() { Ok(()) } else { Err(BytesError::TrailingData) }
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, BytesError> {
        let (&byte, rest) = self.0.split_first().ok_or(BytesError::Truncated)?;
        self.0 = rest;
        Ok(byte)
    }

    /// A number of unknown size, up to 63 bits; `None` if it is larger, or has a byte too many.
    #[inline]
    pub(super) fn number(&mut self) -> Result<Option<u64>, BytesError> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok((byte != 0 || shift == 0).then_some(number));
            }
        }
        Ok(None)
    }
}

/// Appends a number of unknown size.
pub(super) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_have_one_form() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), (1 << 63) - 1] {
            let mut out = Vec::new();
            write_number(number, &mut out);
            assert_eq!(BlockReader(&out).number(), Ok(Some(number)));
            for len in 0..out.len() {
                assert_eq!(BlockReader(&out[..len]).number(), Err(BytesError::Truncated));
            }
            *out.last_mut().unwrap() |= 0x80;
            out.push(0);
            assert_eq!(BlockReader(&out).number(), Ok(None), "{number} in another form");
        }
        assert_eq!(BlockReader(&[0xff; 20]).number(), Ok(None));
    }
}
