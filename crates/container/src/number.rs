//! Variable-length integers (LEB128), and reading from bytes.

use crate::{Error, Part};

/// Appends a number, seven bits at a time, least significant ones first.
pub(crate) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends the number of bytes, and the bytes.
pub(crate) fn write_block(block: &[u8], out: &mut Vec<u8>) {
    write_number(block.len() as u64, out);
    out.extend_from_slice(block);
}

/// The rest of a part of a file whose checksum is right.
#[derive(Clone, Debug)]
pub(crate) struct Input<'a> {
    all: &'a [u8],
    /// The place of the next byte.
    pub(crate) place: usize,
    part: Part,
}

impl<'a> Input<'a> {
    pub(crate) fn new(all: &'a [u8], part: Part) -> Self {
        Self { all, place: 0, part }
    }

    /// An error about this part.
    #[cold]
    pub(crate) fn malformed(&self, reason: &'static str) -> Error {
        Error::malformed(self.part.clone(), reason)
    }

    /// How many bytes there are still.
    pub(crate) fn left(&self) -> usize {
        self.all.len() - self.place
    }

    /// The next bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Error> {
        if count > self.left() {
            return Err(self.malformed("it ends too early"));
        }
        let bytes = &self.all[self.place..self.place + count];
        self.place += count;
        Ok(bytes)
    }

    /// All that is left.
    pub(crate) fn rest(&mut self) -> &'a [u8] {
        let rest = &self.all[self.place..];
        self.place = self.all.len();
        rest
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> Result<u8, Error> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    /// The next number, in its shortest form and below 2^63.
    pub(crate) fn number(&mut self) -> Result<u64, Error> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let is_shortest = byte != 0 || shift == 0;
                return if is_shortest {
                    Ok(number)
                } else {
                    Err(self.malformed("a number is longer than it need be"))
                };
            }
        }
        Err(self.malformed("a number has more than 63 bits"))
    }

    /// The next number, which counts bytes or things that have at least one byte each, so that it cannot be more than are
    /// left.
    pub(crate) fn count(&mut self) -> Result<usize, Error> {
        let number = self.number()?;
        let count = usize::try_from(number).ok().filter(|&count| count <= self.left());
        count.ok_or_else(|| self.malformed("it ends too early"))
    }

    /// The next bytes, whose number comes before them.
    pub(crate) fn block(&mut self) -> Result<&'a [u8], Error> {
        let count = self.count()?;
        self.bytes(count)
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Result<&'a str, Error> {
        let block = self.block()?;
        core::str::from_utf8(block).map_err(|_| self.malformed("a text is not UTF-8"))
    }

    /// Nothing must be left.
    pub(crate) fn finish(&self) -> Result<(), Error> {
        if self.left() == 0 { Ok(()) } else { Err(self.malformed("there are bytes after its end")) }
    }
}
