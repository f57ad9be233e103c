//! The options of an encoder.

use alloc::vec;
use alloc::vec::Vec;

use super::flags::{N32, NOSZ, ORDER, PACK, RLE};
use super::reader::CramReader;
use super::{Nx16Error, decoder, encoder};
use crate::{ContextOrder, Level};

/// The most bytes that lengths have room for, also twice.
const MAX_LEN: usize = 1 << 31;

/// Encodes data with these options.
///
/// ```
/// use constriction_ans::cram::{Nx16, decode_nx16, encode_nx16};
/// use constriction_ans::ContextOrder;
///
/// let qualities = b"IIIIIIHHHIIIFFFIIIIIII##".repeat(100);
/// let options = Nx16::new().with_order(ContextOrder::One).with_32_states();
/// let compressed = encode_nx16(&qualities, &options)?;
/// assert!(compressed.len() < qualities.len() / 4);
/// assert_eq!(decode_nx16(&compressed, 10_000)?, qualities);
/// # Ok::<(), constriction_ans::cram::Nx16Error>(())
/// ```
///
/// # Errors
/// If there are more than 2^31 bytes.
pub fn encode_nx16(data: &[u8], options: &Nx16) -> Result<Vec<u8>, Nx16Error> {
    options.encode(data)
}

/// Decodes data that contains its length, if the length is not more than `max_len`.
///
/// # Errors
/// If the data is not that of an encoder, or is longer.
pub fn decode_nx16(data: &[u8], max_len: usize) -> Result<Vec<u8>, Nx16Error> {
    Nx16::new().decode(data, max_len)
}

/// A coder of CRAM 3.1's rANS Nx16, and its options.
///
/// Options are for encoding; where one does not make sense for some data, it is not used.
#[derive(Clone, Debug)]
pub struct Nx16 {
    flags: u8,
    stripes: u8,
    order: ContextOrder,
    level: Level,
}

impl Default for Nx16 {
    fn default() -> Self {
        Self { flags: 0, stripes: 0, order: ContextOrder::Zero, level: Level::detect() }
    }
}

impl Nx16 {
    /// A coder with 4 states and without transforms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A coder whose probabilities depend on this.
    #[must_use]
    pub fn with_order(self, order: ContextOrder) -> Self {
        Self { order, ..self }
    }

    /// A coder with 32 states, which is faster and takes 112 bytes more.
    #[must_use]
    pub fn with_32_states(self) -> Self {
        Self { flags: self.flags | N32, ..self }
    }

    /// A coder that takes out runs.
    #[must_use]
    pub fn with_runs(self) -> Self {
        Self { flags: self.flags | RLE, ..self }
    }

    /// A coder that packs several symbols in a byte if there are at most 16.
    #[must_use]
    pub fn with_packing(self) -> Self {
        Self { flags: self.flags | PACK, ..self }
    }

    /// A coder that deals bytes to this number of streams in turn, as suits numbers with this many bytes; 0 for no
    /// streams.
    #[must_use]
    pub fn with_stripes(self, stripes: u8) -> Self {
        Self { stripes, ..self }
    }

    /// A coder that does not store the length. Decode its data with [`decode_into`](Self::decode_into).
    #[must_use]
    pub fn without_length(self) -> Self {
        Self { flags: self.flags | NOSZ, ..self }
    }

    /// A coder that uses the instructions of this level and no others.
    #[must_use]
    pub fn with_level(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// Encodes data.
    ///
    /// # Errors
    /// If there are more than 2^31 bytes.
    pub fn encode(&self, data: &[u8]) -> Result<Vec<u8>, Nx16Error> {
        if data.len() > MAX_LEN {
            return Err(Nx16Error::Length);
        }
        let encode = |order| encoder::encode(self.level, self.flags | order, self.stripes, data);
        Ok(match self.order {
            ContextOrder::Zero => encode(0),
            ContextOrder::One => encode(ORDER),
            ContextOrder::Best => [encode(0), encode(ORDER)].into_iter().min_by_key(Vec::len).unwrap_or_default(),
        })
    }

    /// Decodes data that contains its length, if the length is not more than `max_len`.
    ///
    /// # Errors
    /// If the data is not that of an encoder, or is longer. What is damaged is noticed in most cases, but not in all.
    pub fn decode(&self, data: &[u8], max_len: usize) -> Result<Vec<u8>, Nx16Error> {
        let mut reader = CramReader(data);
        let (flags, len) = decoder::read_head(&mut reader)?;
        let len = len.ok_or(Nx16Error::NoLength)?;
        if len > max_len {
            return Err(Nx16Error::Length);
        }
        let mut out = vec![0; len];
        decoder::decode(self.level, flags, reader, &mut out)?;
        Ok(out)
    }

    /// Decodes data that fills `out`, with or without its length.
    ///
    /// # Errors
    /// If the data is not that of an encoder, or has another length. The contents of `out` are then unspecified.
    pub fn decode_into(&self, data: &[u8], out: &mut [u8]) -> Result<(), Nx16Error> {
        let mut reader = CramReader(data);
        let (flags, len) = decoder::read_head(&mut reader)?;
        if len.is_some_and(|len| len != out.len()) {
            return Err(Nx16Error::Length);
        }
        decoder::decode(self.level, flags, reader, out)
    }
}
