//! `ContainerIndex`: opening a container whose bytes come as they are asked for.

use core::ops::Range;
use std::io::{self, Read, Seek, SeekFrom};

use constriction_container::{Error, Reader};
use wasm_bindgen::prelude::*;

use super::array::ContainerArray;
use super::error::container_error;

/// The parts of a file that are known. JavaScript adds the parts that are requested until the container is open.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ContainerIndex {
    len: u64,
    parts: Vec<(u64, Vec<u8>)>,
    /// The range of bytes that is missing.
    wanted: Range<u64>,
}

#[wasm_bindgen]
impl ContainerIndex {
    /// A file of a number of bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(len: f64) -> Self {
        Self { len: len as u64, parts: Vec::new(), wanted: 0..0 }
    }

    /// Adds the bytes from a place on.
    pub fn add(&mut self, start: f64, bytes: Vec<u8>) {
        self.parts.push((start as u64, bytes));
    }

    /// The arrays of the container, or nothing if bytes are wanted.
    pub fn open(&mut self) -> Result<Option<Vec<ContainerArray>>, JsValue> {
        self.wanted = 0..0;
        let result = Reader::new(View { index: self, place: 0 })
            .map(|reader| reader.arrays().iter().cloned().map(ContainerArray::from).collect());
        match result {
            Ok(arrays) => Ok(Some(arrays)),
            Err(Error::Io { .. }) if !self.wanted.is_empty() => Ok(None),
            Err(error) => Err(container_error(error)),
        }
    }

    /// The first byte that is wanted.
    pub fn wanted_start(&self) -> f64 {
        self.wanted.start as f64
    }

    /// The end of the bytes that are wanted.
    pub fn wanted_end(&self) -> f64 {
        self.wanted.end as f64
    }
}

/// A place in the file.
struct View<'a> {
    index: &'a mut ContainerIndex,
    place: u64,
}

impl Read for View<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let end = self.index.len.min(self.place.saturating_add(buffer.len() as u64));
        if self.place >= end {
            return Ok(0);
        }
        for (start, bytes) in &self.index.parts {
            let inside = self.place.checked_sub(*start).and_then(|offset| bytes.get(offset as usize..));
            if let Some(bytes) = inside.filter(|bytes| !bytes.is_empty()) {
                let count = bytes.len().min((end - self.place) as usize);
                buffer[..count].copy_from_slice(&bytes[..count]);
                self.place += count as u64;
                return Ok(count);
            }
        }
        self.index.wanted = self.place..end;
        Err(io::ErrorKind::WouldBlock.into())
    }
}

impl Seek for View<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, offset) = match to {
            SeekFrom::Start(place) => (place, 0),
            SeekFrom::Current(offset) => (self.place, offset),
            SeekFrom::End(offset) => (self.index.len, offset),
        };
        self.place = from.checked_add_signed(offset).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
