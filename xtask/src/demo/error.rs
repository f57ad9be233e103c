//! The errors of the demo.

use std::{fmt, io};

use constriction::stream::model::{ParameterError, ProbabilityError};

use super::coder::{PutError, TakeError};

/// Why a file or a message cannot be processed.
#[derive(Debug)]
pub(super) enum Error {
    /// The file cannot be read.
    Io(io::Error),
    /// The file is longer than what the demo takes.
    TooLong,
    /// No model has these probabilities.
    Probability(ProbabilityError),
    /// No distribution has these parameters.
    Parameter(ParameterError),
    /// A symbol cannot be encoded.
    Encode(PutError),
    /// PNG cannot encode an image.
    Png(::png::EncodingError),
    /// The compressed data does not start with what it must.
    Header(&'static str),
    /// The compressed data goes on with what no encoder writes.
    Corrupt,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::TooLong => f.write_str("longer than 1 GiB, too long for this demo"),
            Self::Probability(error) => error.fmt(f),
            Self::Parameter(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Png(error) => error.fmt(f),
            Self::Header(what) => write!(f, "the compressed data has a wrong header: {what}"),
            Self::Corrupt => f.write_str("the compressed data is corrupt"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ProbabilityError> for Error {
    fn from(error: ProbabilityError) -> Self {
        Self::Probability(error)
    }
}

impl From<ParameterError> for Error {
    fn from(error: ParameterError) -> Self {
        Self::Parameter(error)
    }
}

impl From<PutError> for Error {
    fn from(error: PutError) -> Self {
        Self::Encode(error)
    }
}

impl From<TakeError> for Error {
    fn from(_: TakeError) -> Self {
        Self::Corrupt
    }
}

impl From<::png::EncodingError> for Error {
    fn from(error: ::png::EncodingError) -> Self {
        Self::Png(error)
    }
}
