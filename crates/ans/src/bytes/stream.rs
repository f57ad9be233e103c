//! Messages from a reader to a writer, a block at a time.

use alloc::vec;
use alloc::vec::Vec;
use std::io::{self, Read, Write};

use super::coder::{BLOCK, MAX_ROWS};
use super::decode::Nesting;
use super::planes::MOST_WIDTH;
use super::reader::{BlockReader, write_number};
use super::{ByteCoder, BytesError};

/// More than a block has that an encoder of ours writes, and the length of the message.
const MANY_BYTES: usize = BLOCK + 4096;

/// More than any block has: two bytes for each of its own and of the rows of each plane, the states twice, and the heads.
const MOST_BYTES: usize = 2 * BLOCK + MOST_WIDTH * (2 * MAX_ROWS + 4096);

impl ByteCoder {
    /// Encodes `len` bytes of a reader to a writer, as [`encode`](Self::encode) does, with the memory of a few blocks and
    /// on the calling thread.
    ///
    /// # Errors
    /// If the reader has fewer bytes (`UnexpectedEof`), or the reader or the writer fails. What was written is not taken
    /// back.
    ///
    /// ```
    /// use constriction_ans::{ByteCoder, encode_bytes};
    ///
    /// let message = b"she sells sea shells by the sea shore".repeat(100);
    /// let (coder, mut compressed, mut decoded) = (ByteCoder::new(), Vec::new(), Vec::new());
    /// coder.encode_stream(&message[..], message.len() as u64, &mut compressed)?;
    /// assert_eq!(compressed, encode_bytes(&message));
    /// coder.decode_stream(&compressed[..], &mut decoded, 1 << 20)?;
    /// assert_eq!(decoded, message);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn encode_stream(&self, mut reader: impl Read, len: u64, mut writer: impl Write) -> io::Result<()> {
        let (mut block, mut out) = (Vec::new(), Vec::new());
        write_number(len, &mut out);
        let mut left = len;
        while left > 0 {
            let size = left.min(BLOCK as u64);
            block.resize(size as usize, 0);
            reader.read_exact(&mut block)?;
            self.encode_block(&block, &mut out);
            writer.write_all(&out)?;
            out.clear();
            left -= size;
        }
        writer.write_all(&out)
    }

    /// Decodes a message of at most `max_len` bytes from a reader to a writer, as [`decode`](Self::decode) does, with the
    /// memory of a few blocks and on the calling thread. Returns the number of bytes.
    ///
    /// The message must be all that the reader has; [`Read::take`] makes a part of a file one.
    ///
    /// # Errors
    /// If the data is not a message, or if the message is longer (`InvalidData` with a [`BytesError`]), or if the reader or
    /// the writer fails. What was written is not taken back.
    pub fn decode_stream(&self, mut reader: impl Read, mut writer: impl Write, max_len: u64) -> io::Result<u64> {
        let mut data = Vec::new();
        fill(&mut reader, &mut data, MANY_BYTES)?;
        let mut head = BlockReader(&data);
        let len =
            head.number().map_err(invalid)?.filter(|&len| len <= max_len).ok_or_else(|| invalid(BytesError::Length))?;
        let used = data.len() - head.0.len();
        data.drain(..used);
        let (mut left, mut block) = (len, vec![0; BLOCK]);
        while left > 0 {
            fill(&mut reader, &mut data, MANY_BYTES)?;
            let block = &mut block[..left.min(BLOCK as u64) as usize];
            let mut rest = BlockReader(&data);
            let mut result = self.decode_block(&mut rest, block, Nesting::Message);
            if result == Err(BytesError::Truncated) {
                fill(&mut reader, &mut data, MOST_BYTES)?;
                rest = BlockReader(&data);
                result = self.decode_block(&mut rest, block, Nesting::Message);
            }
            result.map_err(invalid)?;
            writer.write_all(block)?;
            let used = data.len() - rest.0.len();
            data.drain(..used);
            left -= block.len() as u64;
        }
        fill(&mut reader, &mut data, MANY_BYTES)?;
        if data.is_empty() { Ok(len) } else { Err(invalid(BytesError::TrailingData)) }
    }
}

/// Reads until there is this number of bytes, or all that is left.
fn fill(reader: &mut impl Read, data: &mut Vec<u8>, count: usize) -> io::Result<()> {
    let missing = count.saturating_sub(data.len());
    reader.by_ref().take(missing as u64).read_to_end(data)?;
    Ok(())
}

fn invalid(error: BytesError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
