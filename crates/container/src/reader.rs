//! Reading containers.

use core::num::NonZeroUsize;
use core::ops::Range;
use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use constriction_runtime::Param;

use crate::entry::read_index;
use crate::frame::{HEADER_LEN, TRAILER_LEN, Trailer, check_header, is_start_of_header};
use crate::parameters::slice;
use crate::threads::Threads;
use crate::{ArrayInfo, Element, Error, Part, chunk};

/// Reads arrays from a file, or anything else in which bytes can be sought.
///
/// Opening reads the header and the index alone; reading elements, the chunks that have them.
#[derive(Debug)]
pub struct Reader<R> {
    source: R,
    arrays: Vec<ArrayInfo>,
    names: HashMap<String, usize>,
    len: u64,
    threads: Threads,
}

impl<R: Read + Seek> Reader<R> {
    /// Opens a container, which is all that the source has.
    ///
    /// # Errors
    /// If the source fails, is not a container, was made by a later version, is truncated or damaged.
    pub fn new(mut source: R) -> Result<Self, Error> {
        let len = source.seek(SeekFrom::End(0))?;
        let mut segments = Vec::new();
        let mut end = len;
        loop {
            let (start, arrays) = read_segment(&mut source, end)?;
            segments.push(arrays);
            if start == 0 {
                break;
            }
            end = start;
        }
        let arrays: Vec<ArrayInfo> = segments.into_iter().rev().flatten().collect();
        let mut names = HashMap::with_capacity(arrays.len());
        for (number, array) in arrays.iter().enumerate() {
            if names.insert(array.name.clone(), number).is_some() {
                return Err(Error::malformed(Part::Index, "two arrays have the same name"));
            }
        }
        Ok(Self { source, arrays, names, len, threads: Threads::default() })
    }

    /// Sets the number of threads that decode chunks; `None` for as many as there are processors. Without the feature `rayon`, there
    /// is one.
    ///
    /// # Errors
    /// If the threads cannot be started.
    pub fn with_threads(self, threads: Option<NonZeroUsize>) -> Result<Self, Error> {
        Ok(Self { threads: Threads::new(threads)?, ..self })
    }

    /// The number of bytes of the container: all that the source has.
    pub fn bytes_read(&self) -> u64 {
        self.len
    }

    /// The arrays, in the order in which they were written.
    pub fn arrays(&self) -> &[ArrayInfo] {
        &self.arrays
    }

    /// The array of this name.
    ///
    /// # Errors
    /// If the file has no array of this name.
    pub fn array(&self, name: &str) -> Result<&ArrayInfo, Error> {
        self.number(name).map(|number| &self.arrays[number])
    }

    fn number(&self, name: &str) -> Result<usize, Error> {
        self.names.get(name).copied().ok_or_else(|| Error::NoSuchArray { name: name.to_owned() })
    }

    /// Reads some elements of an array to as many places, little-endian.
    ///
    /// Parameters that differ from symbol to symbol are for all elements of the array, or for those of the chunks that are
    /// needed: [`ArrayInfo::covering`].
    ///
    /// # Errors
    /// If there is no such array, it does not have these elements, chunks are damaged, the source fails, or the parameters
    /// are not those of the encoder. Then, what is in the places is not defined.
    pub fn read_into(
        &mut self,
        name: &str,
        range: Range<u64>,
        params: &[Param<'_>],
        out: &mut [u8],
    ) -> Result<(), Error> {
        let number = self.number(name)?;
        let Self { source, arrays, threads, .. } = self;
        let info = &arrays[number];
        let width = info.dtype().width() as u64;
        if range.start > range.end || range.end > info.elements() {
            return Err(Error::OutOfRange { asked: range, elements: info.elements() });
        }
        if out.len() as u64 != (range.end - range.start) * width {
            return Err(Error::Length { expected: range.end - range.start, given: out.len() as u64 / width });
        }
        info.check_parameters(params)?;
        let covering = info.covering(range.clone());
        slice(params, info.elements(), &covering, &covering)?;
        if range.is_empty() {
            return Ok(());
        }
        let mut left = out;
        let numbers: Vec<u64> = (covering.start / info.chunk_len..covering.end.div_ceil(info.chunk_len)).collect();
        for group in numbers.chunks(threads.chunks()) {
            let mut items = Vec::with_capacity(group.len());
            for &number in group {
                let number = number as usize;
                let all = info.chunk_range(number);
                let wanted = all.start.max(range.start)..all.end.min(range.end);
                let (places, rest) = left.split_at_mut(((wanted.end - wanted.start) * width) as usize);
                left = rest;
                items.push((number, read_chunk(source, info, number)?, all, wanted, places));
            }
            let results = threads.map(items, |(number, bytes, all, wanted, places)| {
                info.check_bytes(number, &bytes)?;
                let params = slice(params, info.elements(), &covering, &all)?;
                if wanted == all {
                    return chunk::decode(info, number, &bytes, &params, places);
                }
                let mut elements = vec![0; ((all.end - all.start) * width) as usize];
                chunk::decode(info, number, &bytes, &params, &mut elements)?;
                let start = ((wanted.start - all.start) * width) as usize;
                places.copy_from_slice(&elements[start..start + places.len()]);
                Ok(())
            });
            results.into_iter().collect::<Result<(), Error>>()?;
        }
        Ok(())
    }

    /// Reads an array: its elements in C order, little-endian.
    ///
    /// # Errors
    /// As [`read_into`](Self::read_into), and if memory does not suffice.
    pub fn read_bytes(&mut self, name: &str, params: &[Param<'_>]) -> Result<Vec<u8>, Error> {
        let info = self.array(name)?;
        let elements = info.elements();
        let mut out = zeros(elements, info.dtype().width())?;
        self.read_into(name, 0..elements, params, &mut out)?;
        Ok(out)
    }

    /// Reads the elements of an array in C order.
    ///
    /// # Errors
    /// As [`read_bytes`](Self::read_bytes), and if the type is not that of the elements.
    pub fn read<T: Element>(&mut self, name: &str, params: &[Param<'_>]) -> Result<Vec<T>, Error> {
        let dtype = self.array(name)?.dtype();
        if dtype != T::DTYPE {
            return Err(Error::Dtype { array: name.to_owned(), dtype });
        }
        Ok(T::from_bytes(&self.read_bytes(name, params)?))
    }

    /// Reads the bytes of a chunk as they are in the file, and checks them.
    ///
    /// # Errors
    /// If there is no such array or chunk, the chunk is damaged, or the source fails.
    pub fn chunk_bytes(&mut self, name: &str, chunk: usize) -> Result<Vec<u8>, Error> {
        let number = self.number(name)?;
        let info = &self.arrays[number];
        if chunk >= info.chunks() {
            let start = (chunk as u64).saturating_mul(info.chunk_len);
            return Err(Error::OutOfRange { asked: start..start, elements: info.elements() });
        }
        let bytes = read_chunk(&mut self.source, info, chunk)?;
        info.check_bytes(chunk, &bytes)?;
        Ok(bytes)
    }

    /// Ends reading, and returns the source.
    pub fn into_inner(self) -> R {
        self.source
    }
}

/// This many elements of zero bytes, if there is memory for them.
fn zeros(elements: u64, width: usize) -> Result<Vec<u8>, Error> {
    let too_large = || Error::TooLarge { what: "the array, for this machine's memory,", most: isize::MAX as u64 };
    let bytes = usize::try_from(elements).ok().and_then(|elements| elements.checked_mul(width));
    let bytes = bytes.ok_or_else(too_large)?;
    let mut out = Vec::new();
    out.try_reserve_exact(bytes).map_err(|_| too_large())?;
    out.resize(bytes, 0);
    Ok(out)
}

fn read_chunk<R: Read + Seek>(source: &mut R, info: &ArrayInfo, chunk: usize) -> Result<Vec<u8>, Error> {
    let range = info.chunk_bytes(chunk);
    source.seek(SeekFrom::Start(range.start))?;
    // All chunks together are not longer than the file.
    let mut bytes = vec![0; (range.end - range.start) as usize];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Reads the header and the index of the segment that ends here; returns where it starts, and its arrays.
fn read_segment<R: Read + Seek>(source: &mut R, end: u64) -> Result<(u64, Vec<ArrayInfo>), Error> {
    let frame = (HEADER_LEN + TRAILER_LEN) as u64;
    if end < frame {
        let mut bytes = Vec::new();
        source.seek(SeekFrom::Start(0))?;
        source.take(end).read_to_end(&mut bytes)?;
        return Err(if is_start_of_header(&bytes) { Error::Truncated } else { Error::NotAContainer });
    }
    let mut trailer = [0; TRAILER_LEN];
    source.seek(SeekFrom::Start(end - TRAILER_LEN as u64))?;
    source.read_exact(&mut trailer)?;
    let trailer = match Trailer::parse(&trailer, end) {
        Ok(trailer) => trailer,
        Err(error) => {
            // A file of another kind has no trailer, either.
            check_header(&read_header(source, 0)?)?;
            return Err(error);
        }
    };
    let start = end - trailer.segment_len;
    check_header(&read_header(source, start)?)?;
    let index_end = end - TRAILER_LEN as u64;
    let index_start = index_end - trailer.index_len;
    source.seek(SeekFrom::Start(index_start))?;
    // Not longer than the file.
    let mut index = vec![0; trailer.index_len as usize];
    source.read_exact(&mut index)?;
    if crc32c::crc32c(&index) != trailer.index_crc {
        return Err(Error::Corrupt { part: Part::Index });
    }
    let index: Arc<[u8]> = index.into();
    Ok((start, read_index(&index, start + HEADER_LEN as u64, index_start)?))
}

fn read_header<R: Read + Seek>(source: &mut R, start: u64) -> Result<[u8; HEADER_LEN], Error> {
    let mut header = [0; HEADER_LEN];
    source.seek(SeekFrom::Start(start))?;
    source.read_exact(&mut header)?;
    Ok(header)
}
