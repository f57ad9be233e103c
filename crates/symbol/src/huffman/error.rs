//! The errors of Huffman codes.

use core::error::Error;
use core::fmt;

/// The error of weights or probabilities from which no code can be made.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum WeightError {
    /// There is no symbol, or none with a weight above zero where others get no code word.
    Empty,
    /// There are too many symbols, in all or for the longest code word that was allowed.
    TooManySymbols {
        /// The number of symbols that need a code word.
        symbols: usize,
    },
    /// A weight is negative, infinite or not a number.
    Invalid {
        /// The symbol.
        index: usize,
        /// Its weight.
        value: f64,
    },
    /// The longest allowed code word has no bit, or more than
    /// [`CanonicalHuffman::MAX_LEN`](super::CanonicalHuffman::MAX_LEN).
    InvalidLimit {
        /// The limit.
        max_len: u32,
    },
    /// The caller stopped it.
    Interrupted,
}

impl fmt::Display for WeightError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a code needs at least one symbol with a weight"),
            Self::TooManySymbols { symbols } => write!(f, "{symbols} symbols are too many for the code"),
            Self::Invalid { index, value } => {
                write!(f, "the weight at index {index} must be finite and not negative, but is {value}")
            }
            Self::InvalidLimit { max_len } => write!(f, "code words cannot be limited to {max_len} bits"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl Error for WeightError {}

/// The error of code lengths from which no code can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LengthError {
    /// No symbol has a code word.
    Empty,
    /// There are too many symbols.
    TooManySymbols {
        /// The number of symbols.
        symbols: usize,
    },
    /// A code word has more than [`CanonicalHuffman::MAX_LEN`](super::CanonicalHuffman::MAX_LEN) bits.
    TooLong {
        /// The symbol.
        index: usize,
        /// The number of bits.
        len: u8,
    },
    /// There are more code words than fit: two would be equal, or one would begin another.
    Oversubscribed,
    /// Some sequences of bits are no code word, nor the beginning of one.
    Incomplete,
}

impl fmt::Display for LengthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("no symbol has a code word"),
            Self::TooManySymbols { symbols } => write!(f, "{symbols} symbols are too many for the code"),
            Self::TooLong { index, len } => {
                write!(f, "the code word at index {index} has {len} bits, which is too long")
            }
            Self::Oversubscribed => f.write_str("the code lengths are too short for this number of symbols"),
            Self::Incomplete => f.write_str("the code lengths leave some code words unused"),
        }
    }
}

impl Error for LengthError {}
