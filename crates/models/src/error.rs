//! The errors of models' parameters.

use core::error::Error;
use core::fmt;

/// The error of probabilities from which no model can be made.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum ProbabilityError {
    /// There are no probabilities.
    Empty,
    /// There are more symbols than units of probability.
    TooMany {
        /// The number of symbols.
        symbols: usize,
        /// The precision of the model in bits.
        precision: u32,
    },
    /// A probability is negative, infinite or not a number, or an integer one is zero.
    Invalid {
        /// The symbol.
        index: usize,
        /// Its probability.
        value: f64,
    },
    /// A logit is infinity or not a number.
    InvalidLogit {
        /// The symbol.
        index: usize,
        /// Its logit.
        value: f64,
    },
    /// The sum of the probabilities is zero, too close to zero for a normal number or to be scaled up to `2^P`, or
    /// infinite.
    InvalidSum {
        /// The sum.
        sum: f64,
    },
    /// Fixed-point probabilities do not sum to one.
    NotNormalized {
        /// Their sum.
        sum: u64,
        /// One, in the same units.
        one: u64,
    },
    /// Cumulative probabilities do not start with zero, or decrease.
    NotCumulative {
        /// The place of the number that is too large or too small.
        index: usize,
    },
    /// A single symbol at a precision of 32 bits: its probability, 2^32, does not fit in 32 bits.
    SingleSymbol,
    /// The precision is zero or too high.
    Precision {
        /// The precision in bits.
        precision: u32,
        /// The highest one that there can be for such a table.
        max: u32,
    },
    /// A row of a matrix lacks some of its probabilities.
    Count {
        /// The number that was given.
        given: usize,
        /// The number of symbols.
        expected: usize,
    },
    /// The caller's progress stopped the call.
    Interrupted,
}

impl ProbabilityError {
    /// The panic of a constant whose table is not one, where nothing can be formatted.
    #[track_caller]
    pub(crate) const fn panic(self) -> ! {
        match self {
            Self::Empty => panic!("a model needs at least one symbol"),
            Self::TooMany { .. } => panic!("there are too many symbols for the precision, or for the offset"),
            Self::NotNormalized { .. } => panic!("the total is more than 2^P"),
            Self::NotCumulative { .. } => panic!("the cumulative probabilities do not start with 0, or decrease"),
            _ => panic!("the total is 0"),
        }
    }
}

impl fmt::Display for ProbabilityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a model needs at least one symbol"),
            Self::TooMany { symbols, precision } => {
                write!(f, "{symbols} symbols are too many for a precision of {precision} bits")
            }
            Self::Invalid { index, value } => {
                write!(f, "the probability at index {index} must be finite and not negative, but is {value}")
            }
            Self::InvalidLogit { index, value } => {
                write!(f, "the logit at index {index} must be finite or minus infinity, but is {value}")
            }
            Self::InvalidSum { sum } if 0.0 < *sum && *sum < 1.0 => {
                write!(f, "the probabilities sum to {sum:e}, which is too little to be scaled up")
            }
            Self::InvalidSum { sum } => {
                write!(f, "the sum of the probabilities must be positive and finite, but is {sum}")
            }
            Self::NotNormalized { sum, one } => write!(f, "the probabilities sum to {sum} instead of {one}"),
            Self::NotCumulative { index: 0 } => f.write_str("the cumulative probabilities do not start with 0"),
            Self::NotCumulative { index } => write!(f, "the cumulative probabilities decrease at index {index}"),
            Self::SingleSymbol => f.write_str("a single symbol cannot have a precision of 32 bits"),
            Self::Precision { precision, max } => {
                write!(f, "the precision must be between 1 and {max} bits, but is {precision}")
            }
            Self::Count { given, expected } => write!(f, "there are {given} probabilities instead of {expected}"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl Error for ProbabilityError {}

/// The error of a row of probabilities from which no model can be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowError {
    /// The first row that is not valid.
    pub row: usize,
    /// Why.
    pub error: ProbabilityError,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in row {}, {}", self.row, self.error)
    }
}

impl Error for RowError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// The error of symbols that do not fit a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SymbolsError {
    /// There are not as many as the model has.
    Count {
        /// The number of symbols that were given, or one more than the model has, if there are too many.
        given: usize,
        /// The number of symbols that the model has.
        expected: usize,
    },
    /// A symbol is there twice.
    Duplicate {
        /// The place where it is for the second time.
        index: usize,
    },
    /// The model does not have such a symbol.
    OutOfRange {
        /// The place where it is.
        index: usize,
        /// The number of symbols that the model has, from zero up.
        symbols: usize,
    },
}

impl fmt::Display for SymbolsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { given, expected } => write!(f, "the model has {expected} symbols, but {given} were given"),
            Self::OutOfRange { index, symbols } => write!(f, "the symbol at index {index} is not below {symbols}"),
            Self::Duplicate { index } => write!(f, "the symbol at index {index} occurs twice"),
        }
    }
}

impl Error for SymbolsError {}

/// The error of symbols and probabilities from which no model can be made.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum TableError {
    /// The probabilities are not those of a model.
    Probability(ProbabilityError),
    /// The symbols do not fit to it.
    Symbols(SymbolsError),
}

impl From<ProbabilityError> for TableError {
    fn from(error: ProbabilityError) -> Self {
        Self::Probability(error)
    }
}

impl From<SymbolsError> for TableError {
    fn from(error: SymbolsError) -> Self {
        Self::Symbols(error)
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Probability(error) => error.fmt(f),
            Self::Symbols(error) => error.fmt(f),
        }
    }
}

impl Error for TableError {}

/// The error of a range of integers that cannot be the support of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SupportError {
    /// The smallest symbol is larger than the largest one, or the number of symbols is zero.
    Empty,
    /// There are more symbols than units of probability.
    TooLarge {
        /// The precision of the model in bits.
        precision: u32,
    },
    /// A single symbol at a precision of 32 bits: its probability, 2^32, does not fit in 32 bits.
    SingleSymbol,
    /// The precision is zero or more than 32 bits.
    Precision {
        /// The precision in bits.
        precision: u32,
    },
}

impl fmt::Display for SupportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the support is empty"),
            Self::TooLarge { precision } => {
                write!(f, "the support is too large for a precision of {precision} bits")
            }
            Self::SingleSymbol => f.write_str("a single symbol cannot have a precision of 32 bits"),
            Self::Precision { precision } => {
                write!(f, "the precision must be between 1 and 32 bits, but is {precision}")
            }
        }
    }
}

impl Error for SupportError {}

/// A parameter that is out of its range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterError {
    /// The parameter.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// The requirement.
    pub expected: &'static str,
}

impl fmt::Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} must be {}, but is {}", self.name, self.expected, self.value)
    }
}

impl Error for ParameterError {}

impl ParameterError {
    #[inline]
    pub(crate) fn check_finite(name: &'static str, value: f64) -> Result<f64, Self> {
        if value.is_finite() { Ok(value) } else { Err(Self { name, value, expected: "finite" }) }
    }

    #[inline]
    pub(crate) fn check_positive(name: &'static str, value: f64) -> Result<f64, Self> {
        if value.is_finite() && value > 0.0 {
            Ok(value)
        } else {
            Err(Self { name, value, expected: "positive and finite" })
        }
    }
}

/// The error of parameters from which no mixture can be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MixtureError {
    /// A parameter of a component, or its weight, is out of its range.
    Parameter(ParameterError),
    /// The weights do not go together.
    Weights(ProbabilityError),
}

impl From<ParameterError> for MixtureError {
    fn from(error: ParameterError) -> Self {
        Self::Parameter(error)
    }
}

impl From<ProbabilityError> for MixtureError {
    fn from(error: ProbabilityError) -> Self {
        Self::Weights(error)
    }
}

impl fmt::Display for MixtureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(error) => error.fmt(f),
            Self::Weights(error) => error.fmt(f),
        }
    }
}

impl Error for MixtureError {}
