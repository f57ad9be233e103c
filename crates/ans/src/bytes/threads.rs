//! Encodes and decodes blocks on several threads.

use alloc::vec::Vec;
use core::num::NonZeroUsize;
use core::ops::ControlFlow;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::BytesError;
use super::coder::BLOCK;
use super::reader::BlockReader;

/// The number of threads; nothing for as many as there are processors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threads(pub(super) Option<NonZeroUsize>);

impl Default for Threads {
    fn default() -> Self {
        Self(Some(NonZeroUsize::MIN))
    }
}

impl Threads {
    /// How many threads are worth their cost for this number of bytes.
    fn count(self, len: usize) -> usize {
        /// More than this, or than there are processors, do not help, and a system may not have them.
        const MOST: usize = 64;
        let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = self.0.map_or(processors, NonZeroUsize::get).min(MOST.max(processors));
        threads.min(len.div_ceil(BLOCK))
    }

    /// Whether several threads are worth their cost for this number of bytes.
    pub(super) fn are_several(self, len: usize) -> bool {
        self.count(len) > 1
    }

    /// Threads for this number of bytes; `None` if one is enough, or they cannot be started.
    pub(super) fn pool(self, len: usize) -> Option<Pool> {
        let count = self.count(len);
        let pool = if count > 1 { ThreadPoolBuilder::new().num_threads(count).build().ok() } else { None };
        Some(Pool { pool: pool?, group: 16 * count })
    }
}

/// Threads that have been started.
pub(super) struct Pool {
    pool: ThreadPool,
    /// The number of blocks that threads get between two reports of progress.
    group: usize,
}

impl Pool {
    /// Encodes each block of the data to the end of a vector.
    pub(super) fn encode(
        &self,
        data: &[u8],
        out: &mut Vec<u8>,
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
        encode: impl Fn(&[u8], &mut Vec<u8>) + Sync,
    ) -> ControlFlow<()> {
        let encode = |block: &[u8]| {
            let mut out = Vec::new();
            encode(block, &mut out);
            // It had room for the block as it is.
            out.shrink_to_fit();
            out
        };
        for (number, group) in data.chunks(self.group * BLOCK).enumerate() {
            progress(number * self.group * BLOCK)?;
            let blocks: Vec<Vec<u8>> = self.pool.install(|| group.par_chunks(BLOCK).map(encode).collect());
            out.reserve(blocks.iter().map(Vec::len).sum());
            blocks.iter().for_each(|block| out.extend_from_slice(block));
        }
        ControlFlow::Continue(())
    }

    /// Decodes blocks up to the first one whose end cannot be found, and returns how many bytes these are; the others
    /// are left to the calling thread, which finds out what is wrong with them.
    ///
    /// # Errors
    /// That of the first block that has one, or if the progress stops the call.
    pub(super) fn decode<'a>(
        &self,
        reader: &mut BlockReader<'a>,
        out: &mut [u8],
        progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
        skip: impl Fn(&mut BlockReader<'a>, usize) -> Result<(), BytesError>,
        decode: impl Fn(BlockReader<'a>, &mut [u8]) -> Result<(), BytesError> + Sync,
    ) -> Result<usize, BytesError> {
        let (mut blocks, mut done) = (Vec::new(), 0);
        let mut places = out.chunks_mut(BLOCK);
        loop {
            if progress(done).is_break() {
                return Err(BytesError::Interrupted);
            }
            let mut is_last = false;
            while blocks.len() < self.group && !is_last {
                let Some(block) = places.next() else { break };
                let start = *reader;
                is_last = skip(reader, block.len()).is_err();
                if is_last {
                    *reader = start;
                } else {
                    done += block.len();
                    blocks.push((start, block));
                }
            }
            if blocks.is_empty() {
                return Ok(done);
            }
            let group = core::mem::take(&mut blocks).into_par_iter();
            let error = self.pool.install(|| group.find_map_first(|(reader, block)| decode(reader, block).err()));
            if let Some(error) = error {
                return Err(error);
            }
            if is_last {
                return Ok(done);
            }
        }
    }
}
