//! Decodes blocks.

use super::coder::{CODED, CODED_ORDER_1, CONSTANT, MAX_ROWS, PLANES, SECTIONS, STORED};
use super::reader::BlockReader;
use super::rows::ByteRows;
use super::{ByteCoder, BytesError, payload, planes, sections, table};
use crate::LaneCount;

/// The place of a block, which limits its kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nesting {
    /// In a message: of any kind.
    Message,
    /// A plane: of any other kind.
    Plane,
    /// A section or a table of rows: without rows and sections.
    Inner,
}

impl ByteCoder {
    /// Decodes a block.
    pub(super) fn decode_block(
        &self,
        reader: &mut BlockReader<'_>,
        block: &mut [u8],
        nesting: Nesting,
    ) -> Result<(), BytesError> {
        match reader.byte()? {
            STORED => block.copy_from_slice(reader.take(block.len())?),
            CONSTANT => block.fill(reader.byte()?),
            head @ CODED..=255 => {
                let (bits, lanes) = Self::read_choices(head - CODED)?;
                let freqs = table::read(bits, reader)?;
                let data = Self::read_payload(reader, lanes, block.len())?;
                payload::decode(self.level(), &freqs, bits, lanes, data, block).ok_or(BytesError::Corrupt)?;
            }
            PLANES if nesting == Nesting::Message => {
                let width = Self::read_width(reader, block.len())?;
                let mut all = alloc::vec![0; block.len()];
                planes::split(&mut all, width)
                    .try_for_each(|plane| self.decode_block(reader, plane, Nesting::Plane))?;
                planes::scatter(&mut all, width, block);
            }
            SECTIONS if nesting != Nesting::Inner => {
                let mut rest = block;
                for len in sections::read_lengths(reader, rest.len())? {
                    let (section, others) = rest.split_at_mut(len);
                    self.decode_block(reader, section, Nesting::Inner)?;
                    rest = others;
                }
            }
            head @ CODED_ORDER_1..CODED if nesting != Nesting::Inner => {
                let (bits, lanes) = Self::read_choices(head - CODED_ORDER_1)?;
                let mut table = alloc::vec![0; Self::read_rows_len(reader)?];
                self.decode_block(reader, &mut table, Nesting::Inner)?;
                let rows = ByteRows::read(bits, &table)?;
                let data = Self::read_payload(reader, lanes, block.len())?;
                payload::decode_rows(self.level(), &rows, bits, lanes, data, block).ok_or(BytesError::Corrupt)?;
            }
            _ => return Err(BytesError::InvalidBlock),
        }
        Ok(())
    }

    /// Goes on to the end of a block, unless there is an error in what has to be read for that.
    #[cfg(feature = "rayon")]
    pub(super) fn skip_block(reader: &mut BlockReader<'_>, len: usize, nesting: Nesting) -> Result<(), BytesError> {
        match reader.byte()? {
            STORED => drop(reader.take(len)?),
            CONSTANT => drop(reader.byte()?),
            head @ CODED..=255 => {
                let (bits, lanes) = Self::read_choices(head - CODED)?;
                table::read(bits, reader)?;
                Self::read_payload(reader, lanes, len)?;
            }
            PLANES if nesting == Nesting::Message => {
                let width = Self::read_width(reader, len)?;
                for place in 0..width {
                    Self::skip_block(reader, planes::plane_len(len, width, place), Nesting::Plane)?;
                }
            }
            SECTIONS if nesting != Nesting::Inner => {
                for len in sections::read_lengths(reader, len)? {
                    Self::skip_block(reader, len, Nesting::Inner)?;
                }
            }
            head @ CODED_ORDER_1..CODED if nesting != Nesting::Inner => {
                let (_, lanes) = Self::read_choices(head - CODED_ORDER_1)?;
                let table = Self::read_rows_len(reader)?;
                Self::skip_block(reader, table, Nesting::Inner)?;
                Self::read_payload(reader, lanes, len)?;
            }
            _ => return Err(BytesError::InvalidBlock),
        }
        Ok(())
    }

    /// The number of bytes of an item, in a block with planes.
    fn read_width(reader: &mut BlockReader<'_>, block_len: usize) -> Result<usize, BytesError> {
        let width = usize::from(reader.byte()?);
        let is_possible = (2..=planes::MOST_WIDTH.min(block_len)).contains(&width);
        if is_possible { Ok(width) } else { Err(BytesError::InvalidBlock) }
    }

    /// The number of bytes that rows have.
    fn read_rows_len(reader: &mut BlockReader<'_>) -> Result<usize, BytesError> {
        let len = reader.number()?.and_then(|len| usize::try_from(len).ok());
        len.filter(|len| *len <= MAX_ROWS).ok_or(BytesError::InvalidBlock)
    }

    /// P and N.
    fn read_choices(choices: u8) -> Result<(u32, LaneCount), BytesError> {
        let bits = 10 + u32::from(choices >> 3);
        let lanes = LaneCount::new(1 << (choices & 7)).filter(|_| bits <= 14).ok_or(BytesError::InvalidBlock)?;
        Ok((bits, lanes))
    }

    /// The words and states of a block.
    fn read_payload<'a>(
        reader: &mut BlockReader<'a>,
        lanes: LaneCount,
        block_len: usize,
    ) -> Result<&'a [u8], BytesError> {
        // Each byte of a block takes at most one word.
        let words = reader.take(3)?.iter().rev().fold(0, |words, &byte| words << 8 | usize::from(byte));
        if words > block_len {
            return Err(BytesError::InvalidBlock);
        }
        reader.take(2 * words + 4 * lanes.get())
    }
}
