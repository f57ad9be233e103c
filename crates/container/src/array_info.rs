//! `ArrayInfo`: the description of an array in a file.

use core::ops::Range;
use std::sync::Arc;

use constriction_auto::{Dtype, Layout};
use constriction_runtime::Param;

use crate::entry::CHUNK_ENTRY_LEN;
use crate::frame::{u32_at, u64_at};
use crate::{Coding, Error, Part, chunk};

/// An array of a container: what it is, and where its chunks are.
#[derive(Clone, Debug)]
pub struct ArrayInfo {
    pub(crate) name: String,
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<u64>,
    pub(crate) elements: u64,
    pub(crate) coding: Coding,
    pub(crate) metadata: String,
    pub(crate) chunk_len: u64,
    /// The index that has the array's table of chunks, and where in it.
    pub(crate) index: Arc<[u8]>,
    pub(crate) table: usize,
    /// Where the first chunk starts in the file, and where each chunk ends.
    pub(crate) start: u64,
    pub(crate) ends: Vec<u64>,
}

impl ArrayInfo {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The type of the elements.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// The length of each axis, the slowest one first.
    #[must_use]
    pub fn shape(&self) -> &[u64] {
        &self.shape
    }

    /// The number of elements.
    #[must_use]
    pub fn elements(&self) -> u64 {
        self.elements
    }

    /// How the elements are coded.
    #[must_use]
    pub fn coding(&self) -> &Coding {
        &self.coding
    }

    /// The caller's note on the array: JSON, or nothing.
    #[must_use]
    pub fn metadata(&self) -> &str {
        &self.metadata
    }

    /// The number of elements of each chunk but the last.
    #[must_use]
    pub fn chunk_len(&self) -> u64 {
        self.chunk_len
    }

    /// The number of chunks.
    #[must_use]
    pub fn chunks(&self) -> usize {
        self.ends.len()
    }

    /// How the elements lie in a chunk.
    #[must_use]
    pub fn layout(&self) -> Layout {
        layout(self.dtype, &self.shape, self.chunk_len)
    }

    /// The elements of a chunk.
    ///
    /// # Panics
    /// If the array does not have this chunk.
    #[must_use]
    pub fn chunk_range(&self, chunk: usize) -> Range<u64> {
        assert!(chunk < self.chunks(), "there is no chunk {chunk}");
        let start = chunk as u64 * self.chunk_len;
        start..self.elements.min(start + self.chunk_len)
    }

    /// The bytes of a chunk in the file.
    ///
    /// # Panics
    /// If the array does not have this chunk.
    #[must_use]
    pub fn chunk_bytes(&self, chunk: usize) -> Range<u64> {
        let start = chunk.checked_sub(1).map_or(self.start, |before| self.ends[before]);
        start..self.ends[chunk]
    }

    /// The number of bytes of all chunks.
    #[must_use]
    pub fn compressed_len(&self) -> u64 {
        self.ends.last().map_or(0, |end| end - self.start)
    }

    /// The elements of all chunks that have some of these elements: what parameters are needed for.
    #[must_use]
    pub fn covering(&self, range: Range<u64>) -> Range<u64> {
        if range.is_empty() {
            return range;
        }
        let end = range.end.div_ceil(self.chunk_len).saturating_mul(self.chunk_len);
        range.start / self.chunk_len * self.chunk_len..end.min(self.elements)
    }

    /// Whether elements can be decoded only with parameters that are given.
    ///
    /// # Errors
    /// If this version does not know the model.
    pub fn needs_parameters(&self) -> Result<bool, Error> {
        Ok(match &self.coding {
            Coding::Model(coding) if !coding.stores_parameters() => {
                coding.model_of(&self.name)?.free_parameters().next().is_some()
            }
            _ => false,
        })
    }

    /// Decodes a chunk from its bytes in the file, for those who read these themselves.
    ///
    /// # Errors
    /// If the bytes are damaged, there are not as many places as the chunk's elements have bytes, or the parameters are
    /// not those of the encoder. Then, what is in the places is not defined.
    ///
    /// # Panics
    /// If the array does not have this chunk.
    pub fn decode_chunk(&self, chunk: usize, bytes: &[u8], params: &[Param<'_>], out: &mut [u8]) -> Result<(), Error> {
        self.check_bytes(chunk, bytes)?;
        let range = self.chunk_range(chunk);
        let expected = range.end - range.start;
        if out.len() as u64 != expected * self.dtype.width() as u64 {
            return Err(Error::Length { expected, given: (out.len() / self.dtype.width()) as u64 });
        }
        self.check_parameters(params)?;
        let params = crate::parameters::slice(params, self.elements, &range, &range)?;
        chunk::decode(self, chunk, bytes, &params, out)
    }

    /// In words, how a chunk was coded whose coding was chosen; `None` for other codings, and if the chunk does not begin as it
    /// must.
    #[must_use]
    pub fn describe_chunk(&self, bytes: &[u8]) -> Option<String> {
        match self.coding {
            Coding::Auto => constriction_auto::describe(bytes).ok().map(|choice| choice.to_string()),
            _ => None,
        }
    }

    /// Where no parameters are needed, there must be none.
    pub(crate) fn check_parameters(&self, params: &[Param<'_>]) -> Result<(), Error> {
        let takes_some = matches!(&self.coding, Coding::Model(coding) if !coding.stores_parameters());
        if takes_some || params.is_empty() {
            return Ok(());
        }
        Err(Error::NeedsNoParameters { array: self.name.clone() })
    }

    /// Checks the bytes of a chunk.
    pub(crate) fn check_bytes(&self, chunk: usize, bytes: &[u8]) -> Result<(), Error> {
        let range = self.chunk_bytes(chunk);
        if bytes.len() as u64 == range.end - range.start && crc32c::crc32c(bytes) == self.crc(chunk) {
            return Ok(());
        }
        Err(Error::Corrupt { part: Part::Chunk { array: self.name.clone(), chunk } })
    }

    fn entry(&self, chunk: usize) -> &[u8] {
        let start = self.table + chunk * CHUNK_ENTRY_LEN;
        &self.index[start..start + CHUNK_ENTRY_LEN]
    }

    fn crc(&self, chunk: usize) -> u32 {
        u32_at(self.entry(chunk), 4)
    }

    /// The sum of the intervals, or the checksum of the elements.
    pub(crate) fn check(&self, chunk: usize) -> u64 {
        u64_at(self.entry(chunk), 8)
    }
}

/// How the elements of a chunk lie: in rows if it has whole rows only.
pub(crate) fn layout(dtype: Dtype, shape: &[u64], chunk_len: u64) -> Layout {
    let layout = Layout::of_shape(dtype, shape);
    let has_rows = layout.row > 0 && chunk_len.is_multiple_of(layout.row as u64);
    if has_rows { layout } else { Layout { row: 0, ..layout } }
}
