//! The errors of a whole message.

#[cfg(feature = "alloc")]
use core::convert::Infallible;
use core::error::Error;
use core::fmt;

/// The error of loading words that are not a message of an ANS coder. `E` is the error of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LoadError<E> {
    /// The last word is 0, which no ANS coder writes. (For arbitrary data, there is `from_binary`.)
    TrailingZero,
    /// The state cannot occur with that many words.
    InvalidState,
    /// The source did not give a word.
    Source(E),
}

#[cfg(feature = "alloc")]
impl<E> LoadError<E> {
    /// The same error of a source that can fail.
    pub(crate) fn from_infallible(error: LoadError<Infallible>) -> Self {
        match error {
            LoadError::TrailingZero => Self::TrailingZero,
            LoadError::InvalidState => Self::InvalidState,
            LoadError::Source(never) => match never {},
        }
    }
}

impl<E: fmt::Display> fmt::Display for LoadError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TrailingZero => f.write_str("the last word of compressed data must not be 0"),
            Self::InvalidState => f.write_str("the coder's state cannot occur with these words"),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for LoadError<E> {}

/// The error of a coder whose data is not binary data. `E` is the error of the sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnsealError<E> {
    /// The data does not end in the mark that `from_binary` sets: its length in bits is not a whole number of words.
    NotSealed,
    /// The sink did not take a word.
    Sink(E),
}

impl<E: fmt::Display> fmt::Display for UnsealError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSealed => f.write_str("the coder does not hold a whole number of words: all that was encoded or decoded since it was sealed must be undone"),
            Self::Sink(error) => write!(f, "cannot write compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for UnsealError<E> {}
