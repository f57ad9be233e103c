//! The index: an entry for each array, with its table of chunks.

use std::sync::Arc;

use constriction_auto::Dtype;

use crate::array_spec::{MOST_CHUNK_BYTES, elements_of};
use crate::frame::u32_at;
use crate::number::{Input, write_block, write_number};
use crate::{ArrayInfo, Coder, Coding, Error, ModelCoding, Part};

/// The number of bytes that the index has for a chunk.
pub(crate) const CHUNK_ENTRY_LEN: usize = 16;

const RAW: u8 = 0;
const AUTO: u8 = 4;
/// Chunks of an array that was given up.
const ABANDONED: u8 = 255;

/// The entry of a chunk in the index.
pub(crate) fn chunk_entry(payload: &[u8], check: u64) -> [u8; CHUNK_ENTRY_LEN] {
    let mut entry = [0; CHUNK_ENTRY_LEN];
    // A chunk has at most MOST_CHUNK_BYTES and some parameters.
    entry[..4].copy_from_slice(&(payload.len() as u32).to_le_bytes());
    entry[4..8].copy_from_slice(&crc32c::crc32c(payload).to_le_bytes());
    entry[8..].copy_from_slice(&check.to_le_bytes());
    entry
}

/// The fields of an array's entry before the table of chunks.
#[derive(Debug)]
pub(crate) struct Head<'a> {
    pub(crate) name: &'a str,
    pub(crate) dtype: Dtype,
    pub(crate) shape: &'a [u64],
    pub(crate) coding: &'a Coding,
    pub(crate) metadata: &'a str,
    pub(crate) chunk_len: u64,
}

impl Head<'_> {
    /// Appends the entry of an array.
    pub(crate) fn write(&self, table: &[u8], index: &mut Vec<u8>) {
        index.push(match self.coding {
            Coding::Raw => RAW,
            Coding::Auto => AUTO,
            Coding::Model(coding) => coding.coder().code(),
        });
        write_block(self.name.as_bytes(), index);
        index.push(self.dtype.code());
        write_number(self.shape.len() as u64, index);
        self.shape.iter().for_each(|&length| write_number(length, index));
        if let Coding::Model(coding) = self.coding {
            index.push(coding.precision() as u8);
            index.push(coding.stores_parameters().into());
            write_block(coding.text().as_bytes(), index);
        }
        write_block(self.metadata.as_bytes(), index);
        write_number(self.chunk_len, index);
        index.extend_from_slice(table);
    }
}

/// Appends the entry of chunks that belong to no array.
pub(crate) fn write_abandoned(table: &[u8], index: &mut Vec<u8>) {
    index.push(ABANDONED);
    write_number((table.len() / CHUNK_ENTRY_LEN) as u64, index);
    index.extend_from_slice(table);
}

/// Reads an index, of a segment whose chunks are at these places.
pub(crate) fn read_index(index: &Arc<[u8]>, start: u64, end: u64) -> Result<Vec<ArrayInfo>, Error> {
    let mut input = Input::new(index, Part::Index);
    let mut arrays = Vec::new();
    let mut offset = start;
    for _ in 0..input.count()? {
        if let Some(array) = read_entry(index, &mut input, &mut offset, end)? {
            arrays.push(array);
        }
    }
    input.finish()?;
    if offset == end { Ok(arrays) } else { Err(input.malformed("the chunks have another length than the file")) }
}

/// Reads the entry of an array, or of chunks that belong to none.
fn read_entry(
    index: &Arc<[u8]>,
    input: &mut Input<'_>,
    offset: &mut u64,
    end: u64,
) -> Result<Option<ArrayInfo>, Error> {
    let code = input.byte()?;
    if code == ABANDONED {
        let chunks = input.number()?;
        read_table(input, chunks, offset, end)?;
        return Ok(None);
    }
    let name = input.text()?.to_owned();
    let dtype = Dtype::from_code(input.byte()?).ok_or_else(|| input.malformed("there is no such type of elements"))?;
    let mut shape = Vec::new();
    for _ in 0..input.count()? {
        shape.push(input.number()?);
    }
    let elements = elements_of(&shape).ok_or_else(|| input.malformed("there are too many elements"))?;
    let coding = match (code, Coder::from_code(code)) {
        (RAW, _) => Coding::Raw,
        (AUTO, _) => Coding::Auto,
        (_, Some(coder)) => {
            let precision = input.byte()?;
            let stores_parameters = match input.byte()? {
                0 => false,
                1 => true,
                _ => return Err(input.malformed("it does not say where parameters are")),
            };
            if !dtype.is_integer() {
                return Err(input.malformed("elements with a model are no integers"));
            }
            let text = input.text()?.to_owned();
            Coding::Model(ModelCoding::from_text(coder, stores_parameters, precision, text))
        }
        _ => return Err(input.malformed("there is no such coder")),
    };
    let metadata = input.text()?.to_owned();
    let chunk_len = input.number()?;
    let is_allowed = chunk_len > 0 && chunk_len <= MOST_CHUNK_BYTES / dtype.width() as u64;
    if !is_allowed {
        return Err(input.malformed("a chunk has too many elements, or none"));
    }
    let start = *offset;
    let table = input.place;
    let ends = read_table(input, elements.div_ceil(chunk_len), offset, end)?;
    let index = Arc::clone(index);
    Ok(Some(ArrayInfo { name, dtype, shape, elements, coding, metadata, chunk_len, index, table, start, ends }))
}

/// Reads a table of chunks: where each of them ends.
fn read_table(input: &mut Input<'_>, chunks: u64, offset: &mut u64, end: u64) -> Result<Vec<u64>, Error> {
    let bytes = usize::try_from(chunks).ok().and_then(|chunks| chunks.checked_mul(CHUNK_ENTRY_LEN));
    let table = input.bytes(bytes.unwrap_or(usize::MAX))?;
    let mut ends = Vec::with_capacity(table.len() / CHUNK_ENTRY_LEN);
    for entry in table.chunks_exact(CHUNK_ENTRY_LEN) {
        // Not above the length of the file in earlier steps, so that it does not overflow.
        *offset += u64::from(u32_at(entry, 0));
        ends.push(*offset);
    }
    if *offset > end {
        return Err(input.malformed("the chunks are longer than the file"));
    }
    Ok(ends)
}
