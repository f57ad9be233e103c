//! The errors of models and coders.

use core::error::Error;
use core::fmt;

/// A symbol that its model cannot code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImpossibleSymbol {
    /// The symbol's place in the sequence that was to be encoded, counted from 0 in the sequence's own order,
    /// also where it is encoded from its end.
    pub index: usize,
}

impl fmt::Display for ImpossibleSymbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the symbol at index {} is outside of its model's support", self.index)
    }
}

impl Error for ImpossibleSymbol {}

/// Compressed data that no encoder with the same models can have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Corrupt;

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the compressed data is corrupt or was made with another model")
    }
}

impl Error for Corrupt {}

/// The error of encoding: nothing was encoded. `E` is the error of the sink that takes the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EncodeError<E> {
    /// The model cannot code the symbol.
    ImpossibleSymbol(ImpossibleSymbol),
    /// The sink did not take a word.
    Sink(E),
}

impl<E> From<ImpossibleSymbol> for EncodeError<E> {
    fn from(error: ImpossibleSymbol) -> Self {
        Self::ImpossibleSymbol(error)
    }
}

impl<E: fmt::Display> fmt::Display for EncodeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ImpossibleSymbol(error) => error.fmt(f),
            Self::Sink(error) => write!(f, "cannot write compressed data: {error}"),
        }
    }
}

impl<E: Error + 'static> Error for EncodeError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ImpossibleSymbol(error) => Some(error),
            Self::Sink(error) => Some(error),
        }
    }
}

/// The error of decoding a symbol. `E` is the error of the source that the words come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeError<E> {
    /// No symbol can have led to this data.
    Corrupt(Corrupt),
    /// The source did not give a word.
    Source(E),
}

impl<E> From<Corrupt> for DecodeError<E> {
    fn from(error: Corrupt) -> Self {
        Self::Corrupt(error)
    }
}

impl<E: fmt::Display> fmt::Display for DecodeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Corrupt(error) => error.fmt(f),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error + 'static> Error for DecodeError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Corrupt(error) => Some(error),
            Self::Source(error) => Some(error),
        }
    }
}

/// The error of decoding several symbols, with the index of the first one that failed. `E` is the decoder's error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FailedSymbol<E> {
    /// The symbol's place in the sequence that was to be decoded. The symbols before it were decoded.
    pub index: usize,
    /// The error of that symbol.
    pub error: E,
}

impl<E: fmt::Display> fmt::Display for FailedSymbol<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot decode the symbol at index {}: {}", self.index, self.error)
    }
}

impl<E: Error + 'static> Error for FailedSymbol<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// The error of coding a sequence whose models are created during the call. `C` is the coder's error, `E` is the error of
/// an invalid model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TryCodingError<C, E> {
    /// The coder failed.
    CodingError(C),
    /// There was an error in the place of a model.
    InvalidEntropyModel(E),
}

impl<C, E> From<C> for TryCodingError<C, E> {
    fn from(error: C) -> Self {
        Self::CodingError(error)
    }
}

impl<C: fmt::Display, E: fmt::Display> fmt::Display for TryCodingError<C, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodingError(error) => error.fmt(f),
            Self::InvalidEntropyModel(error) => write!(f, "invalid model: {error}"),
        }
    }
}

impl<C: Error + 'static, E: Error + 'static> Error for TryCodingError<C, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::CodingError(error) => Some(error),
            Self::InvalidEntropyModel(error) => Some(error),
        }
    }
}

/// A position that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SeekError {
    /// It lies after the last word.
    OutOfRange,
    /// The coder's state cannot occur at this place.
    InvalidState,
    /// The storage could not be moved or read.
    Storage,
}

impl fmt::Display for SeekError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "the position lies after the last word",
            Self::InvalidState => "the coder's state cannot occur at this position",
            Self::Storage => "the storage cannot be moved to this position",
        })
    }
}

impl Error for SeekError {}
