//! Unwraps results that cannot be errors.

use core::convert::Infallible;

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
