//! Writing containers.

use core::num::NonZeroUsize;
use std::collections::HashSet;
use std::io::Write;

use constriction_runtime::Param;

use crate::entry::write_abandoned;
use crate::frame::{HEADER_LEN, TRAILER_LEN, Trailer, header};
use crate::number::write_number;
use crate::threads::Threads;
use crate::{ArraySpec, ArrayWriter, Element, Error};

/// Writes arrays, one after the other, to a file or anything else that takes bytes.
///
/// Call [`finish`](Self::finish) at the end: without it, the output is not a container.
#[derive(Debug)]
pub struct Writer<W> {
    sink: W,
    /// The number of bytes of this segment so far, and of those before it.
    pub(crate) written: u64,
    before: u64,
    pub(crate) names: HashSet<String>,
    pub(crate) arrays: u64,
    /// The entries of arrays that are finished.
    pub(crate) entries: Vec<u8>,
    /// The chunks that were written for an array that is not.
    pub(crate) pending: Vec<u8>,
    /// Whether the sink has failed.
    is_broken: bool,
    pub(crate) threads: Threads,
}

impl<W: Write> Writer<W> {
    /// Starts a container.
    ///
    /// # Errors
    /// If the sink fails.
    pub fn new(sink: W) -> Result<Self, Error> {
        Self::with_segments(sink, 0, HashSet::new())
    }

    /// Starts a segment, after others of this length and with these arrays.
    pub(crate) fn with_segments(sink: W, before: u64, names: HashSet<String>) -> Result<Self, Error> {
        let mut writer = Self {
            sink,
            written: 0,
            before,
            names,
            arrays: 0,
            entries: Vec::new(),
            pending: Vec::new(),
            is_broken: false,
            threads: Threads::default(),
        };
        writer.write_bytes(&header())?;
        Ok(writer)
    }

    /// Sets the number of threads that encode chunks; `None` for as many as there are processors. Without the feature `rayon`, there
    /// is one.
    ///
    /// # Errors
    /// If the threads cannot be started.
    pub fn with_threads(self, threads: Option<NonZeroUsize>) -> Result<Self, Error> {
        Ok(Self { threads: Threads::new(threads)?, ..self })
    }

    /// The number of bytes of the container so far.
    pub fn bytes_written(&self) -> u64 {
        self.before + self.written
    }

    /// Starts an array, whose elements follow.
    ///
    /// # Errors
    /// If there is an array of this name, or it cannot be coded in this way.
    pub fn array(&mut self, spec: ArraySpec) -> Result<ArrayWriter<'_, W>, Error> {
        self.check()?;
        if self.names.contains(&spec.name) {
            return Err(Error::DuplicateName { name: spec.name });
        }
        spec.check()?;
        self.abandon();
        Ok(ArrayWriter::new(self, spec))
    }

    /// Writes an array: its elements in C order, little-endian, and the parameters that its model lacks, for all symbols or
    /// for each.
    ///
    /// # Errors
    /// If the array cannot be coded in this way or the sink fails. After other errors than the sink's, the container is as
    /// without this call, but for bytes that are not used.
    pub fn write_bytes_of(&mut self, spec: ArraySpec, data: &[u8], params: &[Param<'_>]) -> Result<(), Error> {
        let mut array = self.array(spec)?;
        array.push(data, params)?;
        array.finish()
    }

    /// Writes an array, as [`write_bytes_of`](Self::write_bytes_of) does.
    ///
    /// # Errors
    /// As there, and if the type is not that of the elements.
    pub fn write<T: Element>(&mut self, spec: ArraySpec, elements: &[T], params: &[Param<'_>]) -> Result<(), Error> {
        if spec.dtype != T::DTYPE {
            return Err(Error::Dtype { array: spec.name, dtype: spec.dtype });
        }
        self.write_bytes_of(spec, &T::to_bytes(elements), params)
    }

    /// Ends the container, and returns the sink and the number of bytes of the container.
    ///
    /// # Errors
    /// If the sink fails, now or before.
    pub fn finish(mut self) -> Result<(W, u64), Error> {
        self.check()?;
        self.abandon();
        let mut index = Vec::new();
        write_number(self.arrays, &mut index);
        index.append(&mut self.entries);
        let trailer = Trailer {
            index_len: index.len() as u64,
            segment_len: self.written + index.len() as u64 + TRAILER_LEN as u64,
            index_crc: crc32c::crc32c(&index),
        };
        self.write_bytes(&index)?;
        self.write_bytes(&trailer.to_bytes())?;
        self.sink.flush()?;
        debug_assert!(self.written >= (HEADER_LEN + TRAILER_LEN) as u64);
        let bytes = self.bytes_written();
        Ok((self.sink, bytes))
    }

    /// Gives up the chunks of an array that was not finished.
    fn abandon(&mut self) {
        if !self.pending.is_empty() {
            write_abandoned(&self.pending, &mut self.entries);
            self.pending.clear();
            self.arrays += 1;
        }
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.is_broken { Err(Error::Broken) } else { Ok(()) }
    }

    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.check()?;
        self.is_broken = true;
        self.sink.write_all(bytes)?;
        self.is_broken = false;
        self.written += bytes.len() as u64;
        Ok(())
    }
}
