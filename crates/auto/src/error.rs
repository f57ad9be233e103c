//! The errors of decoding a piece of an array.

use core::fmt;

use constriction_ans::BytesError;

/// The data is not compressed data, or is that of an array with another layout.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AutoError {
    /// The compressed data has ended too early.
    Truncated,
    /// The compressed data is not of the form that it must have.
    Corrupt,
}

impl fmt::Display for AutoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "the compressed array has ended too early",
            Self::Corrupt => "the compressed array is corrupt",
        })
    }
}

impl core::error::Error for AutoError {}

impl From<BytesError> for AutoError {
    fn from(_: BytesError) -> Self {
        Self::Corrupt
    }
}
