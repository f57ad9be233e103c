//! The first and the last bytes of a segment.

use crate::{Error, Part};

/// The version of the format that is written, and the latest one that is read.
pub const VERSION: u16 = 1;
/// The number of bytes of a header.
pub const HEADER_LEN: usize = 16;
/// The number of bytes of a trailer.
pub const TRAILER_LEN: usize = 28;

/// As PNG's: not text, not cut to seven bits, with both kinds of line ends.
const MAGIC: [u8; 8] = *b"\x89CST\r\n\x1a\n";
const END: [u8; 4] = *b"cst\x89";

/// The first bytes of a segment.
pub(crate) fn header() -> [u8; HEADER_LEN] {
    let mut header = [0; HEADER_LEN];
    header[..8].copy_from_slice(&MAGIC);
    header[8..10].copy_from_slice(&VERSION.to_le_bytes());
    let crc = crc32c::crc32c(&header[..12]);
    header[12..].copy_from_slice(&crc.to_le_bytes());
    header
}

/// Checks the first bytes of a segment.
pub(crate) fn check_header(header: &[u8; HEADER_LEN]) -> Result<(), Error> {
    if header[..8] != MAGIC {
        return Err(Error::NotAContainer);
    }
    if crc32c::crc32c(&header[..12]) != u32_at(header, 12) {
        return Err(Error::Corrupt { part: Part::Header });
    }
    let found = u16::from_le_bytes([header[8], header[9]]);
    if found != VERSION {
        return Err(Error::Version { found });
    }
    if header[10..12] != [0; 2] {
        return Err(Error::malformed(Part::Header, "it has flags that this version does not know"));
    }
    Ok(())
}

/// Whether a file that is shorter than a header may be the beginning of one.
pub(crate) fn is_start_of_header(bytes: &[u8]) -> bool {
    let common = bytes.len().min(MAGIC.len());
    bytes[..common] == MAGIC[..common]
}

/// The last bytes of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trailer {
    /// The number of bytes of the index, which ends where the trailer starts.
    pub(crate) index_len: u64,
    /// The number of bytes of the segment, from the header's first to the trailer's last.
    pub(crate) segment_len: u64,
    /// The checksum of the index.
    pub(crate) index_crc: u32,
}

impl Trailer {
    pub(crate) fn to_bytes(self) -> [u8; TRAILER_LEN] {
        let mut bytes = [0; TRAILER_LEN];
        bytes[..8].copy_from_slice(&self.index_len.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.segment_len.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.index_crc.to_le_bytes());
        let crc = crc32c::crc32c(&bytes[..20]);
        bytes[20..24].copy_from_slice(&crc.to_le_bytes());
        bytes[24..].copy_from_slice(&END);
        bytes
    }

    /// Reads the last bytes of a segment that ends after this many bytes of the file.
    pub(crate) fn parse(bytes: &[u8; TRAILER_LEN], end: u64) -> Result<Self, Error> {
        if bytes[24..] != END {
            return Err(Error::Truncated);
        }
        if crc32c::crc32c(&bytes[..20]) != u32_at(bytes, 20) {
            return Err(Error::Corrupt { part: Part::Trailer });
        }
        let trailer = Self { index_len: u64_at(bytes, 0), segment_len: u64_at(bytes, 8), index_crc: u32_at(bytes, 16) };
        if trailer.segment_len > end {
            return Err(Error::Truncated);
        }
        let frame = (HEADER_LEN + TRAILER_LEN) as u64;
        if trailer.segment_len.checked_sub(frame).is_none_or(|rest| rest < trailer.index_len) {
            return Err(Error::malformed(Part::Trailer, "the segment is shorter than its index"));
        }
        Ok(trailer)
    }
}

/// The number of 32 bits at a place.
pub(crate) fn u32_at(bytes: &[u8], place: usize) -> u32 {
    let mut array = [0; 4];
    array.copy_from_slice(&bytes[place..place + 4]);
    u32::from_le_bytes(array)
}

/// The number of 64 bits at a place.
pub(crate) fn u64_at(bytes: &[u8], place: usize) -> u64 {
    let mut array = [0; 8];
    array.copy_from_slice(&bytes[place..place + 8]);
    u64::from_le_bytes(array)
}
