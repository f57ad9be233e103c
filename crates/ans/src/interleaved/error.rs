//! The errors of a whole message.

use core::error::Error;
use core::fmt;

/// The error of loading words that are not a message of an interleaved coder. `E` is the error of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InterleavedError<E> {
    /// There are not as many words as the states need.
    Truncated,
    /// The last word is not a number of states.
    LaneCount,
    /// A state is too small or too large.
    InvalidState,
    /// The source did not give a word.
    Source(E),
}

impl<E: fmt::Display> fmt::Display for InterleavedError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the compressed data has fewer words than its states need"),
            Self::LaneCount => f.write_str("the last word is not a power of two from 1 to 64"),
            Self::InvalidState => f.write_str("a state is too small or too large"),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for InterleavedError<E> {}
