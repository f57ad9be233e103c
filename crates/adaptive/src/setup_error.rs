//! The error of a constructor.

use core::error::Error;
use core::fmt;

/// Parameters that no model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SetupError {
    /// The number of bits of a symbol, or of an address, is out of range.
    Bits(u32),
    /// The number of symbols is out of range.
    Symbols(usize),
    /// The increment of counts, or their limit, is out of range.
    Limit,
    /// The number of contexts is 0 where there must be one.
    Contexts,
    /// No model has such a state.
    State,
    /// There is not enough memory, or a given array is too short.
    Memory,
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bits(bits) => write!(f, "{bits} bits are out of range"),
            Self::Symbols(symbols) => write!(f, "{symbols} symbols are out of range"),
            Self::Limit => f.write_str("the increment is 0, or the limit does not leave room for it"),
            Self::Contexts => f.write_str("there must be at least one context"),
            Self::State => f.write_str("no such model has this state"),
            Self::Memory => f.write_str("not enough memory for the model"),
        }
    }
}

impl Error for SetupError {}
