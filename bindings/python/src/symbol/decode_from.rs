//! Codes that decode symbols of a type from coders of a type.

use std::convert::Infallible;

use constriction_symbol::{DecoderCodebook, SymbolCodeError, TakeBits};

use super::error::DecodeError;

/// A code to decode symbols of type `S` with from coders of type `T`.
pub(super) trait DecodeFrom<T: TakeBits, S>: Sync {
    fn decode(&self, coder: &mut T) -> Result<u64, SymbolCodeError<T::Error>>;

    /// Appends `count` symbols.
    fn decode_all(&self, coder: &mut T, count: usize, symbols: &mut Vec<S>) -> Result<(), DecodeError>;
}

impl<T, S, C> DecodeFrom<T, S> for C
where
    T: TakeBits<Error = Infallible>,
    S: TryFrom<u64>,
    C: DecoderCodebook<Symbol: TryInto<u64>> + Sync,
{
    #[inline]
    fn decode(&self, coder: &mut T) -> Result<u64, SymbolCodeError<Infallible>> {
        // No integer type has more bits.
        self.decode_from(coder)?.try_into().map_err(|_| SymbolCodeError::InvalidCodeword)
    }

    fn decode_all(&self, coder: &mut T, count: usize, symbols: &mut Vec<S>) -> Result<(), DecodeError> {
        symbols.try_reserve(count).map_err(|_| DecodeError::Memory)?;
        for _ in 0..count {
            let index = symbols.len();
            let symbol = DecodeFrom::<T, S>::decode(self, coder).map_err(|error| DecodeError::Data { index, error })?;
            symbols.push(S::try_from(symbol).map_err(|_| DecodeError::TooLarge { index, symbol })?);
        }
        Ok(())
    }
}
