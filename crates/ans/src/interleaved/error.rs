//! The errors of a whole message.

#[cfg(feature = "alloc")]
use core::convert::Infallible;
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

#[cfg(feature = "alloc")]
impl<E> InterleavedError<E> {
    /// The same error of a source that can fail.
    pub(crate) fn from_infallible(error: InterleavedError<Infallible>) -> Self {
        match error {
            InterleavedError::Truncated => Self::Truncated,
            InterleavedError::LaneCount => Self::LaneCount,
            InterleavedError::InvalidState => Self::InvalidState,
            InterleavedError::Source(never) => match never {},
        }
    }
}

impl<E: fmt::Display> fmt::Display for InterleavedError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the compressed data has fewer words than its states need"),
            Self::LaneCount => f.write_str("the last word is not a number of states, a power of two from 1 to 64: this is not interleaved data, or it was \
                            cut off"),
            Self::InvalidState => f.write_str("a state is too small or too large"),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for InterleavedError<E> {}
