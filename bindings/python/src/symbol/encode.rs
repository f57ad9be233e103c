//! Encoding with a code that is only known at run time.

use std::convert::Infallible;

use constriction_core::{EncodeError, ImpossibleSymbol, Order};
use constriction_symbol::{EncoderCodebook, PutBits, WriteBitStream};
use pyo3::prelude::*;

use super::error::encode_error;

/// A code to encode with on coders of type `T`.
pub(super) trait EncodeTo<T: PutBits>: Sync {
    fn encode(&self, symbol: u64, coder: &mut T) -> Result<(), EncodeError<T::Error>>;

    /// Encodes symbols so that they are decoded in their order; all or none.
    fn encode_all(&self, symbols: &[u64], coder: &mut T) -> Result<(), EncodeError<T::Error>>;
}

impl<T: PutBits, C: EncoderCodebook<Symbol: TryFrom<u64>> + Sync> EncodeTo<T> for C {
    #[inline]
    fn encode(&self, symbol: u64, coder: &mut T) -> Result<(), EncodeError<T::Error>> {
        let symbol = C::Symbol::try_from(symbol).map_err(|_| ImpossibleSymbol { index: 0 })?;
        coder.encode_symbol(symbol, self)
    }

    fn encode_all(&self, symbols: &[u64], coder: &mut T) -> Result<(), EncodeError<T::Error>> {
        if let Some(index) = symbols.iter().position(|&symbol| C::Symbol::try_from(symbol).is_err()) {
            return Err(ImpossibleSymbol { index }.into());
        }
        let symbols = symbols.iter().filter_map(|&symbol| C::Symbol::try_from(symbol).ok());
        coder.encode_in_order(symbols.map(|symbol| (symbol, self)))
    }
}

/// The number of symbols between looks at the signals: some milliseconds.
pub(super) const CHUNK: usize = 1 << 20;

/// Encodes symbols with the interpreter released; all or none.
pub(super) fn encode_all<T>(py: Python<'_>, coder: &mut T, code: &dyn EncodeTo<T>, symbols: &[u64]) -> PyResult<()>
where
    T: PutBits<Error = Infallible> + Send,
{
    let mark = coder.mark();
    let mut left = symbols;
    while !left.is_empty() {
        let (chunk, start);
        match T::ORDER {
            Order::Forward => {
                start = symbols.len() - left.len();
                (chunk, left) = left.split_at(left.len().min(CHUNK));
            }
            Order::Reverse => {
                start = left.len().saturating_sub(CHUNK);
                (left, chunk) = left.split_at(start);
            }
        }
        let result = py.detach(|| code.encode_all(chunk, coder));
        let result = result.map_err(|error| encode_error(error, Some(start), chunk));
        if let Err(error) = result.and_then(|()| py.check_signals()) {
            if let Some(mark) = mark {
                coder.rewind(mark);
            }
            return Err(error);
        }
    }
    Ok(())
}
