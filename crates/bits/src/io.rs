//! Words in files, pipes and sockets, as little-endian bytes.

use std::io::{self, ErrorKind, Read, SeekFrom, Write};

use constriction_core::{SeekError, Unsigned};

use crate::{ReadWords, SeekWords, WordPos, WriteWords};

/// A sink that writes each word as little-endian bytes to a [`Write`].
///
/// Each word is one call: wrap files in a [`std::io::BufWriter`]. Words cannot be taken back.
#[derive(Debug)]
pub struct WordWriter<T> {
    to: T,
    written: usize,
}

impl<T: Write> WordWriter<T> {
    /// A sink that starts at the present place of `to`.
    pub fn new(to: T) -> Self {
        Self { to, written: 0 }
    }

    /// Returns the writer, without flushing it.
    pub fn into_inner(self) -> T {
        self.to
    }
}

impl<W: Unsigned, T: Write> WriteWords<W> for WordWriter<T> {
    type Error = io::Error;

    fn write_word(&mut self, word: W) -> io::Result<()> {
        self.to.write_all(word.to_le_bytes().as_ref())?;
        self.written += 1;
        Ok(())
    }
}

impl<T> WordPos for WordWriter<T> {
    fn word_pos(&self) -> usize {
        self.written
    }
}

/// A source that reads each word as little-endian bytes from a [`Read`].
///
/// Each word is one call: wrap files in a [`std::io::BufReader`]. An ANS decoder, which needs the last word first, can
/// read a file that holds the words in that order: wrap the reader in [`Reversed`](crate::Reversed). If the data ends
/// within a word, that is an error of kind [`UnexpectedEof`](ErrorKind::UnexpectedEof).
#[derive(Debug)]
pub struct WordReader<W: Unsigned, T> {
    from: T,
    /// The bytes of a word that has been read in part; a reader that fails half-way can be asked again.
    part: W::Bytes,
    part_len: usize,
    read: usize,
}

impl<W: Unsigned, T: Read> WordReader<W, T> {
    /// A source that starts at the present place of `from`.
    pub fn new(from: T) -> Self {
        Self { from, part: W::Bytes::default(), part_len: 0, read: 0 }
    }

    /// Returns the reader.
    pub fn into_inner(self) -> T {
        self.from
    }
}

impl<W: Unsigned, T: Read> ReadWords<W> for WordReader<W, T> {
    type Error = io::Error;

    fn read_word(&mut self) -> io::Result<Option<W>> {
        while self.part_len < self.part.as_ref().len() {
            match self.from.read(&mut self.part.as_mut()[self.part_len..]) {
                Ok(0) if self.part_len == 0 => return Ok(None),
                Ok(0) => return Err(io::Error::new(ErrorKind::UnexpectedEof, "the data ends within a word")),
                Ok(len) => self.part_len += len,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.part_len = 0;
        self.read += 1;
        Ok(Some(W::from_le_bytes(core::mem::take(&mut self.part))))
    }
}

impl<W: Unsigned, T> WordPos for WordReader<W, T> {
    /// The number of words read since this source was made.
    fn word_pos(&self) -> usize {
        self.read
    }
}

impl<W: Unsigned, T: io::Seek> SeekWords for WordReader<W, T> {
    fn seek_words(&mut self, position: usize) -> Result<(), SeekError> {
        let word = i64::from(W::BITS / 8);
        let to = i64::try_from(position).map_err(|_| SeekError::OutOfRange)?;
        let here = self.read as i64;
        let words = to.checked_sub(here).and_then(|n| n.checked_mul(word)).ok_or(SeekError::OutOfRange)?;
        let bytes = words.checked_sub(self.part_len as i64).ok_or(SeekError::OutOfRange)?;

        // `std::io` allows positions after the end; a decoder there would read zeros without an error.
        let start = self.from.stream_position().map_err(|_| SeekError::Storage)?;
        let end = self.from.seek(SeekFrom::End(0)).map_err(|_| SeekError::Storage)?;
        let target = start.checked_add_signed(bytes).filter(|&target| target <= end);
        self.from.seek(SeekFrom::Start(target.unwrap_or(start))).map_err(|_| SeekError::Storage)?;
        if target.is_none() {
            return Err(SeekError::OutOfRange);
        }
        self.part_len = 0;
        self.read = position;
        Ok(())
    }
}
