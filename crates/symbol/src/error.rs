//! The errors of symbol coders.

use core::error::Error;
use core::fmt;

/// The error of decoding a symbol. `E` is the error of the source that the words come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SymbolCodeError<E> {
    /// The data ends within a code word.
    OutOfCompressedData,
    /// The bits are no code word, nor the beginning of one.
    InvalidCodeword,
    /// The source did not give a word.
    Source(E),
}

impl<E: fmt::Display> fmt::Display for SymbolCodeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfCompressedData => f.write_str("the compressed data ends within a code word"),
            Self::InvalidCodeword => f.write_str("the compressed data is corrupt or was made with another code"),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for SymbolCodeError<E> {}

/// The error of loading words that are not the bits of a stack. `E` is the error of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StackLoadError<E> {
    /// The last word is 0: the bit that marks the end is missing.
    TrailingZero,
    /// The source did not give a word.
    Source(E),
}

impl<E: fmt::Display> fmt::Display for StackLoadError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TrailingZero => f.write_str("the last word of a stack of bits must not be 0"),
            Self::Source(error) => write!(f, "cannot read compressed data: {error}"),
        }
    }
}

impl<E: Error> Error for StackLoadError<E> {}

/// The error of a parameter with which there is no code of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IntegerCodeError {
    /// A divisor of 0.
    ZeroDivisor,
    /// More low bits than the symbols have.
    TooManyLowBits {
        /// The number of low bits.
        low_bits: u32,
        /// The number of bits of a symbol.
        symbol_bits: u32,
    },
}

impl fmt::Display for IntegerCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroDivisor => f.write_str("the divisor of a Golomb code must not be 0"),
            Self::TooManyLowBits { low_bits, symbol_bits } => {
                write!(f, "{low_bits} low bits are too many for symbols of {symbol_bits} bits")
            }
        }
    }
}

impl Error for IntegerCodeError {}
