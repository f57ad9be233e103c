//! The errors of coding an array.

use core::convert::Infallible;
use core::fmt;
use std::error::Error as StdError;

use constriction_adaptive::SetupError;
use constriction_chain::{ChainDecodeError, ChainEncodeError};
use constriction_core::{Corrupt, DecodeError, EncodeError, ImpossibleSymbol};
use constriction_models::array::ArrayError;
use constriction_models::{MixtureError, ParameterError, ProbabilityError, SupportError};

use crate::Bounds;

/// The error of coding an array. The coder is then as it was before.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The model cannot code the symbol.
    ImpossibleSymbol {
        /// Its place in the array, in logical order.
        index: usize,
        /// The symbol.
        symbol: i128,
    },
    /// The model gives the symbol nothing, as the quantisation of 0.5.0 can do to the last symbols of a row; that of
    /// [`Quantization::Integer`](crate::Quantization::Integer) never does.
    NoQuantile {
        /// Its place in the array, in logical order.
        index: usize,
        /// The symbol.
        symbol: i128,
    },
    /// An output array's type cannot hold a symbol that was decoded.
    DoesNotFit {
        /// Its place in the array, in logical order.
        index: usize,
        /// The symbol.
        symbol: i32,
    },
    /// A parameter is out of its range.
    Parameter {
        /// The symbol whose parameter it is, or `None` if it is the same for all.
        index: Option<usize>,
        /// The parameter and its value.
        error: ParameterError,
    },
    /// Probabilities are not those of a model.
    Probabilities {
        /// The symbol whose probabilities they are, or `None` if they are the same for all.
        index: Option<usize>,
        /// The fault.
        error: ProbabilityError,
    },
    /// An interval of integers is not a valid support.
    Support {
        /// The symbol whose model it is, or `None` if it is the same for all.
        index: Option<usize>,
        /// The fault.
        error: SupportError,
    },
    /// The bounds of the symbols were not given where the family needs them, or were given where they follow from the
    /// parameters.
    Bounds {
        /// The name of the family.
        family: &'static str,
        /// Its support.
        expected: Bounds,
    },
    /// A table of cumulative probabilities is invalid.
    Table {
        /// The number of the table.
        table: usize,
        /// The fault.
        error: ProbabilityError,
    },
    /// The symbols of a table are not all integers of 32 bits.
    Offset {
        /// The number of the table.
        table: usize,
        /// Its smallest symbol.
        offset: i32,
    },
    /// No table has this number.
    NoSuchTable {
        /// The symbol.
        index: usize,
        /// The number that was given for it.
        number: f64,
    },
    /// The model needs other parameters than were given.
    ParameterCount {
        /// The names of those that the model lacks.
        expected: Vec<&'static str>,
        /// How many were given.
        given: usize,
    },
    /// An array has another length than the others.
    Length {
        /// The parameter.
        name: &'static str,
        /// The number of symbols.
        expected: usize,
        /// The number of entries.
        given: usize,
    },
    /// A vector of parameters has another length than those beside it.
    Width {
        /// The parameter.
        name: &'static str,
        /// The number of components.
        expected: usize,
        /// The length.
        given: usize,
    },
    /// The parameters of a model that learns are not valid.
    Setup(SetupError),
    /// A number that a model that learns, or the rule of its contexts, is made from is out of range.
    Adaptive {
        /// The name of the number.
        name: &'static str,
        /// The number.
        value: u64,
        /// The smallest one.
        min: u32,
        /// The largest one.
        max: u32,
    },
    /// A model needs another number of context rules than were given.
    ContextRules {
        /// How many it needs.
        expected: usize,
        /// How many were given.
        given: usize,
    },
    /// The rule of the contexts comes to more of them than the model has.
    TooFewContexts {
        /// How many there can be.
        needed: u64,
        /// How many the model has.
        contexts: usize,
    },
    /// The model does not have the context of a symbol.
    NoSuchContext {
        /// The symbol.
        index: usize,
        /// How many contexts the model has.
        contexts: usize,
    },
    /// The contexts of a rule are hashes, and the model does not hash its contexts.
    HashedContexts,
    /// Bytes are not what a model that learns has saved.
    SavedState,
    /// The coder takes models with other precisions.
    Precision {
        /// The precision of the model in bits.
        given: u32,
        /// The lowest precision that the coder takes.
        min: u32,
        /// The highest one.
        max: u32,
    },
    /// The compressed data is corrupt, or was made with another model.
    Corrupt,
    /// No compressed data is left, and the coder cannot continue without it.
    OutOfCompressedData,
    /// No remainders are left to encode more symbols with.
    OutOfRemainders,
    /// Threads could not be started.
    Threads,
    /// There is not enough memory.
    Memory,
    /// An interval is empty, or does not lie within the quantiles of its precision.
    Interval {
        /// Its place in the array.
        index: usize,
        /// Its left end.
        left: u64,
        /// Its length.
        probability: u64,
        /// The precision.
        precision: u32,
    },
    /// An interval does not contain the quantile that comes next.
    OtherInterval {
        /// Its place in the array.
        index: usize,
        /// The quantile.
        quantile: u32,
    },
    /// A cumulative distribution function of the caller's returned a number that is not from 0 to 1.
    CdfRange {
        /// The symbol.
        index: usize,
        /// Where.
        x: f64,
        /// The number.
        p: f64,
    },
    /// A cumulative distribution function of the caller's decreases.
    CdfDecreases {
        /// The symbol.
        index: usize,
        /// A place, and the number there.
        left: (f64, f64),
        /// A place to the right, and the smaller number there.
        right: (f64, f64),
    },
    /// A cumulative distribution function of the caller's decreases within rounding, so that a symbol of the support gets
    /// nothing.
    CdfDecreasesAt {
        /// The place of the symbol in the array.
        index: usize,
        /// The symbol.
        symbol: i128,
    },
    /// The progress stopped the call.
    Interrupted,
    /// A function of the caller's failed.
    Caller,
}

impl Error {
    /// The index of the symbol that it is about, or whose parameter or model; that of the table where tables are made.
    pub fn index(&self) -> Option<usize> {
        match self {
            Self::ImpossibleSymbol { index, .. }
            | Self::NoQuantile { index, .. }
            | Self::DoesNotFit { index, .. }
            | Self::NoSuchTable { index, .. }
            | Self::NoSuchContext { index, .. }
            | Self::Interval { index, .. }
            | Self::OtherInterval { index, .. }
            | Self::CdfRange { index, .. }
            | Self::CdfDecreases { index, .. }
            | Self::CdfDecreasesAt { index, .. } => Some(*index),
            Self::Parameter { index, .. } | Self::Probabilities { index, .. } | Self::Support { index, .. } => *index,
            Self::Offset { table, .. } | Self::Table { table, .. } => Some(*table),
            _ => None,
        }
    }

    /// The symbol at this index has no interval.
    #[cold]
    pub(crate) fn impossible(index: usize, symbol: i32) -> Self {
        Self::ImpossibleSymbol { index, symbol: symbol.into() }
    }

    /// The precision, if it is one that a coder takes.
    #[inline]
    pub(crate) fn check_precision(given: u32, min: u32, max: u32) -> Result<u32, Self> {
        if (min..=max).contains(&given) { Ok(given) } else { Err(Self::Precision { given, min, max }) }
    }

    /// An error of an array that starts at an index, and the symbols that were to be encoded.
    #[cold]
    pub(crate) fn from_array<M: Into<Self>, C: Into<Self>>(
        error: ArrayError<M, C>,
        start: usize,
        symbols: &[i32],
    ) -> Self {
        match error {
            ArrayError::ImpossibleSymbol { index } => {
                Self::impossible(start + index, symbols.get(index).copied().unwrap_or_default())
            }
            ArrayError::Model { index, error } => error.into().at(start + index),
            ArrayError::Coder { error, .. } => error.into(),
            ArrayError::Precision { given, min, max } => Self::Precision { given, min, max },
            // The lengths of parameters are checked before arrays are made of them.
            _ => Self::Corrupt,
        }
    }

    /// The same error, of the symbol at this index.
    pub(crate) fn at(self, place: usize) -> Self {
        match self {
            Self::Parameter { error, .. } => Self::Parameter { index: Some(place), error },
            Self::Probabilities { error, .. } => Self::Probabilities { index: Some(place), error },
            Self::Support { error, .. } => Self::Support { index: Some(place), error },
            Self::NoSuchTable { number, .. } => Self::NoSuchTable { index: place, number },
            other => other,
        }
    }
}

/// Why some messages were not coded.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchError {
    /// The index of the first message with an error, unless it has nothing to do with a message.
    pub message: Option<usize>,
    /// The fault.
    pub error: Error,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.message {
            Some(message) => write!(f, "message {message}: {}", self.error),
            None => self.error.fmt(f),
        }
    }
}

impl StdError for BatchError {}

impl From<Error> for BatchError {
    fn from(error: Error) -> Self {
        Self { message: error.index(), error }
    }
}

fn write_place(f: &mut fmt::Formatter<'_>, index: Option<usize>) -> fmt::Result {
    match index {
        Some(index) => write!(f, " (in the model of the symbol at index {index})"),
        None => Ok(()),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ImpossibleSymbol { index, symbol } => {
                write!(f, "the symbol {symbol} at index {index} has no probability under its model")
            }
            Self::NoQuantile { index, symbol } => {
                write!(
                    f,
                    "the symbol {symbol} at index {index} has no probability under its model: the quantisation of \
                     0.5.0 rounds it away, quantization='integer' gives some to every symbol"
                )
            }
            Self::DoesNotFit { index, symbol } => {
                write!(f, "the symbol {symbol} at index {index} does not fit in the type of the output")
            }
            Self::Parameter { index, error } => error.fmt(f).and_then(|()| write_place(f, *index)),
            Self::Probabilities { index, error } => error.fmt(f).and_then(|()| write_place(f, *index)),
            Self::Support { index, error } => error.fmt(f).and_then(|()| write_place(f, *index)),
            Self::Bounds { family, expected: Bounds::Given } => {
                write!(f, "the family {family} needs the smallest and the largest symbol")
            }
            Self::Bounds { family, expected: Bounds::FromParameters } => {
                write!(f, "the symbols of the family {family} follow from its parameters")
            }
            Self::Table { table, error } => write!(f, "in table {table}, {error}"),
            Self::Offset { table, offset } => {
                write!(f, "the symbols of table {table}, from {offset} on, do not fit in 32 bits")
            }
            Self::NoSuchTable { index, number } => write!(f, "there is no table {number}, asked for at index {index}"),
            Self::ParameterCount { expected, given } if expected.is_empty() => {
                write!(f, "the model has all its parameters, but {given} more were given")
            }
            Self::ParameterCount { expected, given } => {
                write!(f, "the model needs parameters for {}, but {given} were given", expected.join(", "))
            }
            Self::Setup(error) => error.fmt(f),
            Self::Adaptive { name, value, min, max: u32::MAX } => {
                write!(f, "{name} must be at least {min}, but is {value}")
            }
            Self::Adaptive { name, value, min, max } => write!(f, "{name} must be {min} to {max}, but is {value}"),
            Self::ContextRules { expected: 1, given: 0 } => {
                f.write_str("the model has several contexts, so that those of the symbols must be given")
            }
            Self::ContextRules { expected, given } => {
                write!(f, "the model needs {expected} contexts for each symbol, but {given} were given")
            }
            Self::TooFewContexts { needed: u64::MAX, contexts } => {
                write!(f, "there can be 2^64 contexts or more, but the model has {contexts}")
            }
            Self::TooFewContexts { needed, contexts } => {
                write!(f, "there can be {needed} contexts, but the model has {contexts}")
            }
            Self::NoSuchContext { index, contexts: usize::MAX } => {
                write!(f, "the context of the symbol at index {index} is negative")
            }
            Self::NoSuchContext { index, contexts } => {
                write!(f, "the context of the symbol at index {index} is not one of the model's {contexts}")
            }
            Self::HashedContexts => f.write_str("the contexts of this rule are hashes, which only a mixer takes"),
            Self::SavedState => f.write_str("these bytes are not the state of a model with such parameters"),
            Self::Length { name, expected: 1, given } => {
                write!(f, "there is 1 symbol, but {given} entries of the parameter {name}")
            }
            Self::Length { name, expected, given } => {
                write!(f, "there are {expected} symbols, but {given} entries of the parameter {name}")
            }
            Self::Width { name, expected, given } => {
                write!(f, "the parameter {name} must have {expected} components, but has {given}")
            }
            Self::Precision { given, min, max } if min == max => {
                write!(f, "the coder needs a model with a precision of {min} bits, but this one has {given}")
            }
            Self::Precision { given, min, max } => {
                write!(f, "the coder needs a model with a precision of {min} to {max} bits, but this one has {given}")
            }
            Self::Corrupt => Corrupt.fmt(f),
            Self::OutOfCompressedData => f.write_str("there is not enough compressed data"),
            Self::OutOfRemainders => f.write_str("there are not enough remainders to encode on"),
            Self::Threads => f.write_str("threads could not be started"),
            Self::Interval { index, left, probability, precision } => write!(
                f,
                "the interval at index {index}, from {left} with the probability {probability}, does not lie within 0 to \
                 2**{precision}, is empty or has no 32 bits"
            ),
            Self::OtherInterval { index, quantile } => {
                write!(f, "the interval at index {index} does not contain the quantile {quantile}, which comes next")
            }
            Self::CdfRange { x, p, .. } => {
                write!(f, "the cumulative distribution function must be between 0 and 1, but at {x} it is {p}")
            }
            Self::CdfDecreases { left: (left, at_left), right: (right, at_right), .. } => write!(
                f,
                "the cumulative distribution function must not decrease, but is {at_left} at {left} and {at_right} at \
                 {right}"
            ),
            Self::CdfDecreasesAt { symbol, .. } => {
                write!(f, "the cumulative distribution function decreases at the symbol {symbol}")
            }
            Self::Memory => f.write_str("there is not enough memory"),
            Self::Interrupted => f.write_str("interrupted"),
            Self::Caller => f.write_str("a function of the caller failed"),
        }
    }
}

impl StdError for Error {}

macro_rules! from {
    ($($from:ty: $error:pat => $to:expr;)*) => {$(
        impl From<$from> for Error {
            fn from($error: $from) -> Self {
                $to
            }
        }
    )*};
}
from! {
    ParameterError: error => Self::Parameter { index: None, error };
    ProbabilityError: error => match error {
        ProbabilityError::Interrupted => Self::Interrupted,
        error => Self::Probabilities { index: None, error },
    };
    SupportError: error => Self::Support { index: None, error };
    MixtureError: error => match error {
        MixtureError::Parameter(error) => error.into(),
        MixtureError::Weights(error) => error.into(),
    };
    Infallible: never => match never {};
    SetupError: error => Self::Setup(error);
    Corrupt: _ => Self::Corrupt;
    // Coders here are given intervals, so that they find no symbol impossible, and their storage does not fail.
    ImpossibleSymbol: _ => Self::Corrupt;
    EncodeError<Infallible>: _ => Self::Corrupt;
    DecodeError<Infallible>: _ => Self::Corrupt;
    ChainEncodeError<Infallible>: error => match error {
        ChainEncodeError::OutOfRemainders => Self::OutOfRemainders,
        _ => Self::Corrupt,
    };
    ChainDecodeError<Infallible>: error => match error {
        ChainDecodeError::OutOfData => Self::OutOfCompressedData,
        _ => Self::Corrupt,
    };
}
