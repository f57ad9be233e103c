//! Variable-length integers (LEB128).

use crate::AutoError;

/// Appends a number, seven bits at a time.
pub(crate) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The rest of the compressed data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Input<'a>(pub(crate) &'a [u8]);

impl<'a> Input<'a> {
    /// The next bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], AutoError> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(AutoError::Truncated)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> Result<u8, AutoError> {
        self.bytes(1).map(|byte| byte[0])
    }

    /// The next bytes, as many as the array has.
    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], AutoError> {
        let mut array = [0; N];
        array.copy_from_slice(self.bytes(N)?);
        Ok(array)
    }

    /// The next number, which has its shortest form.
    pub(crate) fn number(&mut self) -> Result<u64, AutoError> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 { Err(AutoError::Corrupt) } else { Ok(number) };
            }
        }
        Err(AutoError::Corrupt)
    }

    /// The next bytes, whose number comes before them.
    pub(crate) fn block(&mut self) -> Result<&'a [u8], AutoError> {
        let count = usize::try_from(self.number()?).map_err(|_| AutoError::Truncated)?;
        self.bytes(count)
    }

    /// Nothing must be left.
    pub(crate) fn finish(self) -> Result<(), AutoError> {
        if self.0.is_empty() { Ok(()) } else { Err(AutoError::Corrupt) }
    }
}

/// Appends the number of bytes, and the bytes.
pub(crate) fn write_block(block: &[u8], out: &mut Vec<u8>) {
    write_number(block.len() as u64, out);
    out.extend_from_slice(block);
}
