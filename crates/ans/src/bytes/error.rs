//! The errors of decoding a message of bytes.

use core::error::Error;
use core::fmt;

/// The error of decoding data that is not a message of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BytesError {
    /// The data ends before the message does.
    Truncated,
    /// There is more data than the message has.
    TrailingData,
    /// The message has another length than it may have, or one that its data cannot have.
    Length,
    /// A block, its table, or its length is not one.
    InvalidBlock,
    /// The payload of a block does not fit its table.
    Corrupt,
    /// There is not enough memory for the message.
    Memory,
    /// The caller's progress stopped the call.
    Interrupted,
}

impl fmt::Display for BytesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Truncated => "the compressed bytes end too soon",
            Self::TrailingData => "there is data after the compressed bytes",
            Self::Length => "the compressed bytes have a length that is not allowed",
            Self::InvalidBlock => "a block of compressed bytes has an invalid head",
            Self::Corrupt => "a block of compressed bytes does not fit its table",
            Self::Memory => "there is not enough memory for the decoded bytes",
            Self::Interrupted => "interrupted",
        })
    }
}

impl Error for BytesError {}
