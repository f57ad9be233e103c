//! The error of symbols and strings that do not fit their tables.

use core::error::Error;
use core::fmt;

/// Why symbols cannot be encoded, or a string cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IndexedError {
    /// There are not as many indexes as symbols.
    Length {
        /// The number of symbols.
        symbols: usize,
        /// The number of indexes.
        indexes: usize,
    },
    /// No table has this index.
    NoSuchTable {
        /// The place of the index.
        at: usize,
        /// The index.
        index: i32,
    },
    /// The table has no probability for the symbol.
    ImpossibleSymbol {
        /// The place of the symbol.
        at: usize,
        /// The symbol.
        symbol: i32,
    },
    /// The string ends too early, or is not a whole number of words.
    Truncated,
    /// The string is not one of these tables with these indexes.
    Corrupt,
}

impl fmt::Display for IndexedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Length { symbols, indexes } => write!(f, "{indexes} indexes for {symbols} symbols"),
            Self::NoSuchTable { at, index } => write!(f, "there is no table {index}, which is the index at {at}"),
            Self::ImpossibleSymbol { at, symbol } => {
                write!(f, "the table of the symbol at {at} gives {symbol} no probability")
            }
            Self::Truncated => f.write_str("the compressed string ends too soon"),
            Self::Corrupt => f.write_str("the compressed string does not fit these tables and indexes"),
        }
    }
}

impl Error for IndexedError {}
