//! The errors of symbols, of whole data, and of a change of precision.

use core::error::Error;
use core::fmt;

use constriction_core::{Corrupt, ImpossibleSymbol};

/// The error of decoding a symbol. `E` is the error of the sink that takes the remainders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChainDecodeError<E> {
    /// The model has no symbol for these bits.
    Corrupt(Corrupt),
    /// There is not enough compressed data for one more symbol.
    OutOfData,
    /// The sink did not take a remainder.
    Sink(E),
}

impl<E> From<Corrupt> for ChainDecodeError<E> {
    fn from(error: Corrupt) -> Self {
        Self::Corrupt(error)
    }
}

impl<E: fmt::Display> fmt::Display for ChainDecodeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Corrupt(error) => error.fmt(f),
            Self::OutOfData => f.write_str("there is not enough compressed data for one more symbol"),
            Self::Sink(error) => write!(f, "cannot write remainders: {error}"),
        }
    }
}

impl<E: Error> Error for ChainDecodeError<E> {}

/// The error of encoding: nothing was encoded. `E` is the error of the sink that takes the compressed words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChainEncodeError<E> {
    /// The model cannot code the symbol.
    ImpossibleSymbol(ImpossibleSymbol),
    /// There are not enough remainders for one more symbol.
    OutOfRemainders,
    /// The sink did not take a word.
    Sink(E),
}

impl<E> From<ImpossibleSymbol> for ChainEncodeError<E> {
    fn from(error: ImpossibleSymbol) -> Self {
        Self::ImpossibleSymbol(error)
    }
}

impl<E: fmt::Display> fmt::Display for ChainEncodeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ImpossibleSymbol(error) => error.fmt(f),
            Self::OutOfRemainders => f.write_str("there are not enough remainders for one more symbol"),
            Self::Sink(error) => write!(f, "cannot write compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for ChainEncodeError<E> {}

/// The error of loading words that are neither compressed data nor remainders of a chain coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChainLoadError {
    /// There are too few words to start with.
    TooShort,
    /// A word is 0 that cannot be: the last one, or of remainders the last but one. (For arbitrary data, there is
    /// `from_binary`.)
    TrailingZero,
}

impl fmt::Display for ChainLoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "there are too few words for a chain coder to start with",
            Self::TrailingZero => "the data of a chain coder must not end in a word 0",
        })
    }
}

impl Error for ChainLoadError {}

/// The error of a coder that has no whole compressed data to return. `E` is the error of the sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishError<E> {
    /// The compressed data is not a whole number of words: not all symbols that were decoded have been encoded.
    NotWhole,
    /// The data does not end in the mark that `from_binary` sets.
    NotSealed,
    /// The sink did not take a word.
    Sink(E),
}

impl<E: fmt::Display> fmt::Display for FinishError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWhole => f.write_str("the compressed data is not a whole number of words"),
            Self::NotSealed => f.write_str("the coder does not hold a whole number of words of binary data"),
            Self::Sink(error) => write!(f, "cannot write compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for FinishError<E> {}

/// The error of a change of precision. `E` is the error of the sink that takes the remainders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrecisionError<E> {
    /// A lower precision needs one more word of remainders, and no remainder is left.
    OutOfRemainders,
    /// The sink did not take a remainder.
    Sink(E),
}

impl<E: fmt::Display> fmt::Display for PrecisionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRemainders => f.write_str("there are not enough remainders for this precision"),
            Self::Sink(error) => write!(f, "cannot write remainders: {error}"),
        }
    }
}

impl<E: Error> Error for PrecisionError<E> {}

/// A coder that could not be given another precision, as it was, and why. `E` is the error of the sink that takes the
/// remainders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unchanged<T, E> {
    /// The coder.
    pub coder: T,
    /// The error.
    pub error: PrecisionError<E>,
}

impl<T, E: fmt::Display> fmt::Display for Unchanged<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<T: fmt::Debug, E: Error> Error for Unchanged<T, E> {}
