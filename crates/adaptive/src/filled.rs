//! Allocates vectors of a size that the caller chooses; returns an error if there is not enough memory.

use alloc::vec::Vec;

use crate::SetupError;

/// A vector of equal elements, or an error if there is not enough memory.
pub(crate) fn filled<T: Clone>(value: T, count: usize) -> Result<Vec<T>, SetupError> {
    let mut vec = Vec::new();
    vec.try_reserve_exact(count).map_err(|_| SetupError::Memory)?;
    vec.resize(count, value);
    Ok(vec)
}
