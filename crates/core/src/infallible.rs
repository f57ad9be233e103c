//! Unwraps results that cannot be errors.

use core::convert::Infallible;

use crate::DecodeError;

/// Takes the value out of a result that cannot be an error, without a panic that could happen.
///
/// Coders on vectors return such results where they could fail on other storage.
pub trait UnwrapInfallible {
    /// The value.
    type Value;

    /// The value.
    fn unwrap_infallible(self) -> Self::Value;
}

impl<T> UnwrapInfallible for Result<T, Infallible> {
    type Value = T;

    #[inline]
    fn unwrap_infallible(self) -> T {
        let Ok(value) = self;
        value
    }
}

/// For programs that were written for 0.5.0, where decoding from memory with an ANS coder never fails.
impl<T> UnwrapInfallible for Result<T, DecodeError<Infallible>> {
    type Value = T;

    /// The value.
    ///
    /// # Panics
    /// If the data is corrupt. An ANS coder never returns this error, for any data, unless the model leaves some
    /// quantiles without a symbol: a table that sums to less than one, or a support without symbols.
    #[inline]
    fn unwrap_infallible(self) -> T {
        match self {
            Ok(value) => value,
            Err(_) => panic!("the compressed data is corrupt or was made with another model"),
        }
    }
}
