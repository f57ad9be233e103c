//! The error of coding an array of symbols.

use core::error::Error;
use core::fmt;

/// The error of a symbol of an array that has no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoInterval<M> {
    /// The place of the symbol.
    pub place: usize,
    /// The error of the model at this place; `None` if the model is fine and cannot code the symbol.
    pub error: Option<M>,
}

/// The error of coding an array.
///
/// `M` is the error of the models, `C` that of the coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArrayError<M, C> {
    /// There are not as many values as symbols, or as other values.
    Length {
        /// The number of values that there must be.
        expected: usize,
        /// The number of values.
        given: usize,
    },
    /// The coder takes models with other precisions.
    Precision {
        /// The precision of the models in bits.
        given: u32,
        /// The lowest precision that the coder takes.
        min: u32,
        /// The highest one.
        max: u32,
    },
    /// A symbol has no probability under its model.
    ImpossibleSymbol {
        /// Its index.
        index: usize,
    },
    /// A symbol has no model.
    Model {
        /// The index of the symbol.
        index: usize,
        /// Why.
        error: M,
    },
    /// The coder failed.
    Coder {
        /// The index of the symbol that it could not decode; `None` where it encoded many of them.
        index: Option<usize>,
        /// Why.
        error: C,
    },
}

impl<M> NoInterval<M> {
    /// The same as an error of a call.
    #[cold]
    pub(super) fn into_array_error<C>(self) -> ArrayError<M, C> {
        let index = self.place;
        match self.error {
            Some(error) => ArrayError::Model { index, error },
            None => ArrayError::ImpossibleSymbol { index },
        }
    }
}

impl<M, C> From<C> for ArrayError<M, C> {
    fn from(error: C) -> Self {
        Self::Coder { index: None, error }
    }
}

impl<M: fmt::Display, C: fmt::Display> fmt::Display for ArrayError<M, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { expected, given } => write!(f, "there are {given} values instead of {expected}"),
            Self::Precision { given, min, max } => {
                write!(f, "the coder needs models with a precision of {min} to {max} bits, but theirs is {given}")
            }
            Self::ImpossibleSymbol { index } => {
                write!(f, "the symbol at index {index} has no probability under its model")
            }
            Self::Model { index, error } => write!(f, "the symbol at index {index} has no model: {error}"),
            Self::Coder { index: Some(index), error } => write!(f, "at index {index}: {error}"),
            Self::Coder { index: None, error } => error.fmt(f),
        }
    }
}

impl<M: fmt::Debug + fmt::Display, C: fmt::Debug + fmt::Display> Error for ArrayError<M, C> {}
