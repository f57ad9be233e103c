//! The errors of CRAM streams.

use core::error::Error;
use core::fmt;

/// The error of data that cannot be decoded or encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Nx16Error {
    /// The data ends too soon.
    Truncated,
    /// The data is longer than it may be, or does not have the length that was asked for, or has more than 2^31 bytes.
    Length,
    /// The data does not contain its length.
    NoLength,
    /// The flags are not those of this codec, or streams are dealt to streams again.
    Unsupported,
    /// A table is not one.
    InvalidTable,
    /// The parts of the data contradict each other.
    Corrupt,
}

impl fmt::Display for Nx16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "the compressed data ends too soon",
            Self::Length => "the data has a length that is not allowed",
            Self::NoLength => "the compressed data does not have its length",
            Self::Unsupported => "the compressed data has unknown flags",
            Self::InvalidTable => "the compressed data has an invalid table",
            Self::Corrupt => "the compressed data does not fit its tables",
        })
    }
}

impl Error for Nx16Error {}
