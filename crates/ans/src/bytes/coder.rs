//! `ByteCoder`: encodes and decodes messages and blocks of bytes.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use super::decode::Nesting;
use super::reader::{BlockReader, write_number};
use super::rows::ByteRows;
use super::{BytesError, ContextOrder, frequencies, payload, planes, sections, table};
use crate::{LaneCount, Level};

/// The number of bytes in each block but the last.
pub(super) const BLOCK: usize = 1 << 20;

/// The kinds of blocks, by their first byte.
pub(super) const STORED: u8 = 0;
pub(super) const CONSTANT: u8 = 1;
pub(super) const SECTIONS: u8 = 2;
pub(super) const PLANES: u8 = 3;
pub(super) const CODED_ORDER_1: u8 = 64;
pub(super) const CODED: u8 = 128;

/// The most bytes that rows of probabilities have, and more.
pub(super) const MAX_ROWS: usize = 1 << 18;

/// The most bytes that a block's head, its length and its table have: those of 256 probabilities.
const MAX_HEAD: usize = 1 + 4 + 32 + 2 * 255 + 3;

/// Encodes bytes, each block of 2^20 with a table of how often each byte occurs in it.
///
/// The length is at most that of the data, one byte for each block, and up to ten for the length. See [`ByteCoder`] for
/// other tables.
///
/// ```
/// use constriction_ans::{decode_bytes, encode_bytes};
///
/// let message = b"a rose is a rose is a rose".repeat(10);
/// let compressed = encode_bytes(&message);
/// assert!(compressed.len() < message.len() / 2);
/// assert_eq!(decode_bytes(&compressed, 1000)?, message);
/// # Ok::<(), constriction_ans::BytesError>(())
/// ```
#[must_use]
pub fn encode_bytes(data: &[u8]) -> Vec<u8> {
    ByteCoder::new().encode(data)
}

/// Decodes what [`encode_bytes`] or [`ByteCoder::encode`] returned, if it is not longer than `max_len`.
///
/// # Errors
/// If the data is not a message, or if the message is longer.
pub fn decode_bytes(data: &[u8], max_len: usize) -> Result<Vec<u8>, BytesError> {
    ByteCoder::new().decode(data, max_len)
}

/// The number of decoded bytes, as stored in a message: the length for [`ByteCoder::decode_into`].
///
/// The number comes from the data, so that it can be anything up to `2^19` times the length of the data.
///
/// # Errors
/// If the data is too short for the number, or for that many bytes.
///
/// ```
/// use constriction_ans::{ByteCoder, decoded_len, encode_bytes};
///
/// let compressed = encode_bytes(b"to be or not to be");
/// let mut message = vec![0; decoded_len(&compressed)?];
/// ByteCoder::new().decode_into(&compressed, &mut message)?;
/// assert_eq!(message, b"to be or not to be");
/// # Ok::<(), constriction_ans::BytesError>(())
/// ```
pub fn decoded_len(data: &[u8]) -> Result<usize, BytesError> {
    read_len(data).map(|(len, _)| len)
}

/// The number of decoded bytes, as stored in a message, and its blocks; an error if the blocks are too short for it.
fn read_len(data: &[u8]) -> Result<(usize, BlockReader<'_>), BytesError> {
    let mut reader = BlockReader(data);
    let len = reader.number()?.and_then(|len| usize::try_from(len).ok()).ok_or(BytesError::Length)?;
    // The shortest block has two bytes.
    if len.div_ceil(BLOCK) > reader.0.len() / 2 {
        return Err(BytesError::Truncated);
    }
    Ok((len, reader))
}

/// A callback that gets the number of finished bytes every few blocks, and returns whether to continue.
type Progress<'a> = dyn FnMut(usize) -> ControlFlow<()> + 'a;

/// The progress of a call without a callback.
fn go_on(_done: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// An entropy coder for bytes, each without a context or in the context of the byte before it.
///
/// It is made for speed: the probability of a byte is how often it occurs in a block of 2^20 bytes (with
/// [`ContextOrder::One`], how often it follows the byte before), in fixed point. Up to 64 ANS states are coded side by side, with
/// the vector instructions of the processor; these change only the speed. `docs/formats.md` has the format.
///
/// # References
/// - Duda, "Asymmetric numeral systems: entropy coding combining speed of Huffman coding with compression rate of
///   arithmetic coding", 2013, <https://arxiv.org/abs/1311.2540>
/// - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>
#[derive(Clone, Debug, Default)]
pub struct ByteCoder {
    order: ContextOrder,
    table_bits: Option<u32>,
    lanes: Option<LaneCount>,
    /// How many bytes an item has, if that is more than one.
    type_size: Option<usize>,
    /// If it is not the best one.
    level: Option<Level>,
    #[cfg(feature = "rayon")]
    threads: super::threads::Threads,
}

impl ByteCoder {
    /// A coder that chooses what suits the length of a block.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A coder whose probabilities depend on this.
    ///
    /// ```
    /// use constriction_ans::{ByteCoder, ContextOrder};
    ///
    /// let message = b"banana bandana ".repeat(100);
    /// let coder = ByteCoder::new().with_order(ContextOrder::One);
    /// let compressed = coder.encode(&message);
    /// assert!(compressed.len() < ByteCoder::new().encode(&message).len());
    /// assert_eq!(coder.decode(&compressed, 10_000)?, message);
    /// # Ok::<(), constriction_ans::BytesError>(())
    /// ```
    #[must_use]
    pub fn with_order(self, order: ContextOrder) -> Self {
        Self { order, ..self }
    }

    /// A coder of items that have this number of bytes each, such as 4 for an array of `f32`; `None` if that is not 1
    /// to 16.
    ///
    /// The bytes at one place of all items are coded together, because those at different places are distributed
    /// differently. Decoders find it in the message.
    ///
    /// ```
    /// use constriction_ans::{ByteCoder, decode_bytes, encode_bytes};
    ///
    /// let numbers: Vec<u8> = (0..1000u32).flat_map(|i| ((i * i % 300) as u16).to_le_bytes()).collect();
    /// let coder = ByteCoder::new().with_type_size(2).unwrap();
    /// let compressed = coder.encode(&numbers);
    /// assert!(compressed.len() < encode_bytes(&numbers).len());
    /// assert_eq!(decode_bytes(&compressed, 2000)?, numbers);
    /// # Ok::<(), constriction_ans::BytesError>(())
    /// ```
    #[must_use]
    pub fn with_type_size(self, bytes: usize) -> Option<Self> {
        let type_size = Some(bytes).filter(|&bytes| bytes > 1);
        (1..=planes::MOST_WIDTH).contains(&bytes).then_some(Self { type_size, ..self })
    }

    /// A coder whose probabilities are in units of `2^-bits`; `None` if that is not 10 to 14.
    ///
    /// More bits are closer to the bytes' distribution; from 13 on, decoding takes twice as long. Without this call, it
    /// is 10 for the shortest and 12 for the longest blocks, and 10 where the byte before counts.
    #[must_use]
    pub fn with_table_bits(self, bits: u32) -> Option<Self> {
        (10..=14).contains(&bits).then_some(Self { table_bits: Some(bits), ..self })
    }

    /// A coder with this number of states for blocks of any length.
    #[must_use]
    pub fn with_lanes(self, lanes: LaneCount) -> Self {
        Self { lanes: Some(lanes), ..self }
    }

    /// A coder that uses the instructions of this level and no others.
    #[must_use]
    pub fn with_level(self, level: Level) -> Self {
        Self { level: Some(level), ..self }
    }

    /// A coder that shares blocks among this number of threads, or among as many as there are processors if it is
    /// `None`.
    ///
    /// The bits and the errors do not depend on it. Each call starts its threads anew; where they cannot be started, it
    /// does without. A message of one block is coded on the calling thread.
    ///
    /// ```
    /// use constriction_ans::{ByteCoder, encode_bytes};
    /// use core::num::NonZeroUsize;
    ///
    /// let message = b"peter piper picked a peck of pickled peppers".repeat(50_000);
    /// let coder = ByteCoder::new().with_threads(NonZeroUsize::new(2));
    /// let compressed = coder.encode(&message);
    /// assert_eq!(compressed, encode_bytes(&message));
    /// assert_eq!(coder.decode(&compressed, message.len())?, message);
    /// # Ok::<(), constriction_ans::BytesError>(())
    /// ```
    #[cfg(feature = "rayon")]
    #[must_use]
    pub fn with_threads(self, threads: Option<core::num::NonZeroUsize>) -> Self {
        Self { threads: super::threads::Threads(threads), ..self }
    }

    /// Encodes bytes.
    #[must_use]
    pub fn encode(&self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        self.encode_into(data, &mut out);
        out
    }

    /// Encodes bytes to the end of a vector.
    pub fn encode_into(&self, data: &[u8], out: &mut Vec<u8>) {
        let _ = self.encode_watched(data, out, &mut go_on);
    }

    /// Encodes bytes to the end of a vector, unless `progress`, which is told every few blocks how many bytes are done,
    /// stops the call. Then the vector is as it was.
    pub fn encode_watched(
        &self,
        data: &[u8],
        out: &mut Vec<u8>,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let start = out.len();
        write_number(data.len() as u64, out);
        let flow = self.encode_blocks(data, out, progress);
        if flow.is_break() {
            out.truncate(start);
        }
        flow
    }

    fn encode_blocks(&self, data: &[u8], out: &mut Vec<u8>, progress: &mut Progress<'_>) -> ControlFlow<()> {
        #[cfg(feature = "rayon")]
        if let Some(pool) = self.threads.pool(data.len()) {
            return pool.encode(data, out, progress, |block, out| self.encode_block(block, out));
        }
        for (number, block) in data.chunks(BLOCK).enumerate() {
            progress(number * BLOCK)?;
            self.encode_block(block, out);
        }
        ControlFlow::Continue(())
    }

    /// Appends a block of a message.
    pub(super) fn encode_block(&self, block: &[u8], out: &mut Vec<u8>) {
        let Some(width) = self.type_size.filter(|&width| width <= block.len()) else {
            return self.encode_plane(block, out);
        };
        let start = out.len();
        out.extend_from_slice(&[PLANES, width as u8]);
        planes::split(&mut planes::gather(block, width), width).for_each(|plane| self.encode_plane(plane, out));
        Self::store_if_shorter(start, block, out);
    }

    /// Appends a block that does not have planes.
    fn encode_plane(&self, block: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        if block.iter().all(|byte| *byte == block[0]) {
            out.extend_from_slice(&[CONSTANT, block[0]]);
            return;
        }
        match self.order {
            ContextOrder::Zero => self.encode_order_0(block, out),
            ContextOrder::One => self.encode_order_1(block, out),
            ContextOrder::Best => {
                self.encode_order_0(block, out);
                let mut other = Vec::new();
                self.encode_order_1(block, &mut other);
                if other.len() < out.len() - start {
                    out.truncate(start);
                    out.extend_from_slice(&other);
                }
            }
        }
        Self::store_if_shorter(start, block, out);
    }

    /// Appends a block without rows and sections, for given counts of each byte.
    fn encode_section(&self, block: &[u8], counts: &[u32; 256], out: &mut Vec<u8>) {
        let start = out.len();
        if block.iter().all(|byte| *byte == block[0]) {
            out.extend_from_slice(&[CONSTANT, block[0]]);
            return;
        }
        self.encode_counted(block, counts, out);
        Self::store_if_shorter(start, block, out);
    }

    /// Stores a block as it is, if what was appended for it is longer.
    fn store_if_shorter(start: usize, block: &[u8], out: &mut Vec<u8>) {
        if out.len() - start > block.len() {
            out.truncate(start);
            out.push(STORED);
            out.extend_from_slice(block);
        }
    }

    /// The options' values for a block.
    fn choices(&self, order: ContextOrder, block: &[u8]) -> (u32, LaneCount) {
        let bits = self.table_bits.unwrap_or(match block.len() {
            // What rows with more bits save, they take themselves.
            _ if order == ContextOrder::One => 10,
            0..0x800 => 10,
            0x800..0x4000 => 11,
            _ => 12,
        });
        (bits, self.lanes.unwrap_or(LaneCount::for_symbols(block.len())))
    }

    /// Appends a block of at least two different bytes, or something longer, which the caller then replaces.
    fn encode_order_0(&self, block: &[u8], out: &mut Vec<u8>) {
        let sections = sections::of(block);
        let [one] = &sections[..] else {
            out.extend_from_slice(&[SECTIONS, sections.len() as u8]);
            sections[1..].iter().for_each(|section| write_number(section.start as u64, out));
            for section in &sections {
                self.encode_section(&block[section.start..section.end], &section.counts, out);
            }
            return;
        };
        self.encode_counted(block, &one.counts, out);
    }

    /// Appends a block of at least two different bytes with a table, or something longer, which the caller then replaces.
    fn encode_counted(&self, block: &[u8], counts: &[u32; 256], out: &mut Vec<u8>) {
        let (bits, lanes) = self.choices(ContextOrder::Zero, block);
        let freqs = frequencies::normalize(counts, bits);

        out.reserve(MAX_HEAD + block.len());
        out.push(CODED | (bits as u8 - 10) << 3 | lanes.log2());
        table::write(&freqs, out);
        let encode = |to: &mut [u8]| payload::encode(self.level(), &freqs, bits, lanes, block, to);
        Self::push_payload(block.len(), lanes, out, encode);
    }

    /// Appends a block of at least two different bytes, or something longer, which the caller then replaces.
    fn encode_order_1(&self, block: &[u8], out: &mut Vec<u8>) {
        let (bits, lanes) = self.choices(ContextOrder::One, block);
        let rows = ByteRows::of(block, lanes.get(), bits);
        let mut table = Vec::new();
        rows.write(bits, &mut table);

        out.push(CODED_ORDER_1 | (bits as u8 - 10) << 3 | lanes.log2());
        write_number(table.len() as u64, out);
        let coder = Self { level: self.level, ..Self::default() };
        coder.encode_section(&table, &frequencies::count(&table), out);
        let encode = |to: &mut [u8]| payload::encode_rows(self.level(), &rows, bits, lanes, block, to);
        Self::push_payload(block.len(), lanes, out, encode);
    }

    pub(super) fn level(&self) -> Level {
        self.level.unwrap_or_else(Level::detect)
    }

    /// Appends the number of words and a payload that `encode` writes, or something longer than the block.
    fn push_payload(
        block_len: usize,
        lanes: LaneCount,
        out: &mut Vec<u8>,
        encode: impl FnOnce(&mut [u8]) -> Option<usize>,
    ) {
        let head = out.len();
        let payload = head + 3;
        // Room for as many bytes as the block has: if the payload takes more, it is not wanted.
        out.resize(payload + block_len, 0);
        if let Some(len) = encode(&mut out[payload..]) {
            let words = (len - 4 * lanes.get()) / 2;
            out[head..payload].copy_from_slice(&words.to_le_bytes()[..3]);
            out.truncate(payload + len);
        }
    }

    /// Decodes a message that is not longer than `max_len`.
    ///
    /// # Errors
    /// If the data is not a message, or if the message is longer. What is damaged is noticed in most cases, but not in
    /// all: there is no checksum.
    pub fn decode(&self, data: &[u8], max_len: usize) -> Result<Vec<u8>, BytesError> {
        let (len, mut reader) = read_len(data)?;
        if len > max_len {
            return Err(BytesError::Length);
        }
        let mut out = Vec::new();
        // The number comes from the data.
        out.try_reserve_exact(len).map_err(|_| BytesError::Memory)?;
        #[cfg(feature = "rayon")]
        if self.threads.are_several(len) {
            out.resize(len, 0);
            self.decode_blocks(reader, &mut out, &mut go_on)?;
            return Ok(out);
        }
        // Block by block, so that what is set to 0 is still in the cache when it is written.
        while out.len() < len {
            let start = out.len();
            out.resize(len.min(start + BLOCK), 0);
            self.decode_block(&mut reader, &mut out[start..], Nesting::Message)?;
        }
        reader.finish()?;
        Ok(out)
    }

    /// Decodes a message that fills `out`.
    ///
    /// # Errors
    /// If the data is not a message, or the message has another length. The contents of `out` are then unspecified.
    pub fn decode_into(&self, data: &[u8], out: &mut [u8]) -> Result<(), BytesError> {
        self.decode_into_watched(data, out, &mut go_on)
    }

    /// Decodes a message that fills `out`, unless `progress`, which is told every few blocks how many bytes are done,
    /// stops the call.
    ///
    /// # Errors
    /// As [`decode_into`](Self::decode_into), or [`BytesError::Interrupted`].
    pub fn decode_into_watched(
        &self,
        data: &[u8],
        out: &mut [u8],
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(), BytesError> {
        let (len, reader) = read_len(data)?;
        if len != out.len() {
            return Err(BytesError::Length);
        }
        self.decode_blocks(reader, out, progress)
    }

    fn decode_blocks(
        &self,
        mut reader: BlockReader<'_>,
        out: &mut [u8],
        progress: &mut Progress<'_>,
    ) -> Result<(), BytesError> {
        let mut done = 0;
        #[cfg(feature = "rayon")]
        if let Some(pool) = self.threads.pool(out.len()) {
            let skip = |reader: &mut BlockReader<'_>, len: usize| Self::skip_block(reader, len, Nesting::Message);
            let decode =
                |mut reader: BlockReader<'_>, block: &mut [u8]| self.decode_block(&mut reader, block, Nesting::Message);
            done = pool.decode(&mut reader, out, progress, skip, decode)?;
        }
        for block in out[done..].chunks_mut(BLOCK) {
            if progress(done).is_break() {
                return Err(BytesError::Interrupted);
            }
            self.decode_block(&mut reader, block, Nesting::Message)?;
            done += block.len();
        }
        reader.finish()
    }
}
