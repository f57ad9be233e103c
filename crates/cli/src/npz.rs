//! numpy's files of several arrays: archives of `.npy` files.

use std::io::{Read, Seek, Write};

use constriction_container::ArraySpec;
use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::error::Error;
use crate::files::Source;
use crate::npy;
use crate::pieces::{Take, metadata, piece_of};

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Words(error.to_string())
    }
}

/// Takes the arrays, if all of them are such that containers have them.
pub(crate) fn read(source: &mut Box<dyn Source>, take: &mut Take<'_>) -> Result<bool, Error> {
    let mut archive = ZipArchive::new(source)?;
    for number in 0..archive.len() {
        let mut file = archive.by_index(number)?;
        let (is_npy, size) = (file.name()?.ends_with(".npy"), file.size());
        let header = if is_npy { npy::read_header(&mut file)? } else { None };
        if !header.is_some_and(|header| header.is_all_of(size)) {
            return Ok(false);
        }
    }
    for number in 0..archive.len() {
        let mut file = archive.by_index(number)?;
        let name = file.name()?.trim_end_matches(".npy").to_owned();
        let Some(header) = npy::read_header(&mut file)? else { return Ok(false) };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let metadata = metadata("npz", &[("header", json!(header.text))]);
        take(piece_of(ArraySpec::new(name, header.dtype, &header.shape).with_metadata(metadata), bytes))?;
    }
    Ok(true)
}

/// An archive to which arrays are written.
pub(crate) struct NpzWriter<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> NpzWriter<W> {
    pub(crate) fn new(sink: W) -> Self {
        Self(ZipWriter::new(sink))
    }

    /// Starts an array, whose bytes are written next.
    pub(crate) fn start(&mut self, name: &str, header: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
        self.0.start_file(format!("{name}.npy"), options)?;
        self.0.write_all(header)?;
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<W, Error> {
        Ok(self.0.finish()?)
    }
}

impl<W: Write + Seek> Write for NpzWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}
