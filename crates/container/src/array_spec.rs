//! An array to be written.

use constriction_auto::Dtype;

use crate::{Coding, Error};

/// The most bytes that the elements of a chunk have.
pub const MOST_CHUNK_BYTES: u64 = 1 << 28;

/// The default size of a chunk's elements.
const DEFAULT_CHUNK_BYTES: u64 = 1 << 20;
/// The fewest elements of a chunk with a model, by default.
const DEFAULT_CHUNK_SYMBOLS: u64 = 1 << 18;

/// An array to be written, and how it is coded.
#[derive(Clone, Debug)]
pub struct ArraySpec {
    pub(crate) name: String,
    pub(crate) dtype: Dtype,
    pub(crate) shape: Vec<u64>,
    pub(crate) is_open: bool,
    pub(crate) coding: Coding,
    pub(crate) chunk_len: Option<u64>,
    pub(crate) metadata: String,
}

impl ArraySpec {
    /// An array whose elements are coded as suits them.
    #[must_use]
    pub fn new(name: impl Into<String>, dtype: Dtype, shape: &[u64]) -> Self {
        Self {
            name: name.into(),
            dtype,
            shape: shape.to_vec(),
            is_open: false,
            coding: Coding::Auto,
            chunk_len: None,
            metadata: String::new(),
        }
    }

    /// Sets how the elements are coded.
    #[must_use]
    pub fn with_coding(self, coding: Coding) -> Self {
        Self { coding, ..self }
    }

    /// Sets the number of elements of a chunk. A multiple of a row's elements is best.
    ///
    /// Without this call, a chunk has whole rows of about 1 MiB, and with a model at least 2^18 elements.
    #[must_use]
    pub fn with_chunk_len(self, elements: u64) -> Self {
        Self { chunk_len: Some(elements), ..self }
    }

    /// Sets the metadata, a text in JSON.
    #[must_use]
    pub fn with_metadata(self, json: impl Into<String>) -> Self {
        Self { metadata: json.into(), ..self }
    }

    /// Leaves the length of the first axis open: the elements that are written decide it.
    #[must_use]
    pub fn with_open_length(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// The type of the elements.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// The number of elements of a chunk: as was asked for, or the default.
    #[must_use]
    pub fn chunk_len(&self) -> u64 {
        if let Some(chunk_len) = self.chunk_len {
            return chunk_len;
        }
        let bytes = DEFAULT_CHUNK_BYTES / self.dtype.width() as u64;
        let len = if matches!(self.coding, Coding::Model(_)) { bytes.max(DEFAULT_CHUNK_SYMBOLS) } else { bytes };
        match self.row() {
            Some(row) if row > 0 && row <= len => len / row * row,
            _ => len,
        }
    }

    /// The number of elements of a step along the first axis.
    pub(crate) fn row(&self) -> Option<u64> {
        elements_of(self.shape.get(1..).unwrap_or(&[]))
    }

    /// Checks what can be checked without elements.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let most = i64::MAX as u64;
        if elements_of(&self.shape).is_none() || self.shape.iter().any(|&length| length > most) {
            return Err(Error::TooLarge { what: "the number of elements", most });
        }
        let most = MOST_CHUNK_BYTES / self.dtype.width() as u64;
        if self.chunk_len() == 0 || self.chunk_len() > most {
            return Err(Error::TooLarge { what: "the number of elements of a chunk", most });
        }
        if matches!(self.coding, Coding::Model(_)) && !self.dtype.is_integer() {
            return Err(Error::Dtype { array: self.name.clone(), dtype: self.dtype });
        }
        if !self.metadata.is_empty() {
            let json = serde_json::from_str::<serde::de::IgnoredAny>(&self.metadata);
            json.map_err(|error| Error::Metadata { message: error.to_string() })?;
        }
        Ok(())
    }
}

/// The number of elements of a shape, if it has less than 64 bits.
pub(crate) fn elements_of(shape: &[u64]) -> Option<u64> {
    let product = shape.iter().try_fold(1u64, |product, &length| product.checked_mul(length));
    // An axis without elements, with any other axes.
    if shape.contains(&0) { Some(0) } else { product.filter(|&product| product <= i64::MAX as u64) }
}
