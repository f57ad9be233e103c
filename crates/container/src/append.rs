//! Adding arrays to a container.

use std::io::{Read, Seek, SeekFrom, Write};

use crate::{Error, Reader, Writer};

impl<F: Read + Write + Seek> Writer<F> {
    /// Adds arrays to a container: they go after all that is there, none of which is changed. So if writing fails, the bytes
    /// up to the old length are still the old container.
    ///
    /// # Errors
    /// If the file is not a whole container, or fails.
    pub fn append(file: F) -> Result<Self, Error> {
        let reader = Reader::new(file)?;
        let before = reader.bytes_read();
        let names = reader.arrays().iter().map(|array| array.name().to_owned()).collect();
        let mut file = reader.into_inner();
        file.seek(SeekFrom::Start(before))?;
        Self::with_segments(file, before, names)
    }
}
