//! Blocks on several threads.

use alloc::vec::Vec;
use core::num::NonZeroUsize;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::BytesError;
use super::coder::BLOCK;
use super::reader::Reader;

/// The number of threads; nothing for as many as there are processors.
#[derive(Clone, Copy, Debug)]
pub(super) struct Threads(pub(super) Option<NonZeroUsize>);

impl Default for Threads {
    fn default() -> Self {
        Self(Some(NonZeroUsize::MIN))
    }
}

impl Threads {
    /// Threads for so many bytes, unless one is enough, or they cannot be started.
    fn pool(self, len: usize) -> Option<ThreadPool> {
        let blocks = len.div_ceil(BLOCK);
        let threads = match self.0 {
            Some(threads) => threads,
            None => std::thread::available_parallelism().ok()?,
        };
        let threads = threads.get().min(blocks);
        if threads > 1 { ThreadPoolBuilder::new().num_threads(threads).build().ok() } else { None }
    }

    /// Encodes each block of the data; nothing if that is left to the calling thread.
    pub(super) fn encode(self, data: &[u8], encode: impl Fn(&[u8], &mut Vec<u8>) + Sync) -> Option<Vec<Vec<u8>>> {
        let encode = |block: &[u8]| {
            let mut out = Vec::new();
            encode(block, &mut out);
            // It had room for the block as it is.
            out.shrink_to_fit();
            out
        };
        let pool = self.pool(data.len())?;
        Some(pool.install(|| data.par_chunks(BLOCK).map(encode).collect()))
    }

    /// Decodes blocks up to the first one whose end cannot be found, and returns how many bytes these are; the others
    /// are left to the calling thread, which finds out what is wrong with them.
    ///
    /// # Errors
    /// That of the first block that has one.
    pub(super) fn decode<'a>(
        self,
        reader: &mut Reader<'a>,
        out: &mut [u8],
        skip: impl Fn(&mut Reader<'a>, usize) -> Result<(), BytesError>,
        decode: impl Fn(Reader<'a>, &mut [u8]) -> Result<(), BytesError> + Sync,
    ) -> Result<usize, BytesError> {
        let Some(pool) = self.pool(out.len()) else { return Ok(0) };
        let (mut blocks, mut done) = (Vec::new(), 0);
        for block in out.chunks_mut(BLOCK) {
            let start = *reader;
            if skip(reader, block.len()).is_err() {
                *reader = start;
                break;
            }
            done += block.len();
            blocks.push((start, block));
        }
        let error = pool.install(|| {
            let blocks = blocks.into_par_iter();
            blocks.find_map_first(|(reader, block)| decode(reader, block).err())
        });
        error.map_or(Ok(done), Err)
    }
}
