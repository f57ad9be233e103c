//! Sums over the rows of a matrix.

use crate::{Level, scalar};

/// The number of rows that are summed side by side.
pub const ROWS: usize = 16;

/// The number of columns between two sums that are kept.
pub const BLOCK: usize = 16;

/// The sums of 16 rows, one behind the other in `numbers`, each from left to right; and all bits that any number has,
/// the highest of which says whether one has a sign.
///
/// A number that is left at the end is ignored. For each row, writes the sum before each column that is a multiple of
/// [`BLOCK`], again one row behind the other. Where a sum is not a number, its bits are not defined.
///
/// # Panics
/// If there is not enough room in `starts`.
#[inline]
#[must_use]
pub fn sum_rows(level: Level, numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
    let width = numbers.len() / ROWS;
    let (numbers, starts) = (&numbers[..ROWS * width], &mut starts[..ROWS * width.div_ceil(BLOCK)]);
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) => token.sum_rows(numbers, starts),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(token) => token.sum_rows(numbers, starts),
        _ => scalar::rows::sum_rows(numbers, starts),
    }
}
