//! Sums over the rows of a matrix.

use crate::Level;
#[cfg(target_arch = "x86_64")]
use crate::{features::Token as _, x86::rows::SumRows};

/// The number of rows that are summed side by side.
pub const ROWS: usize = 16;

/// The number of columns between two sums that are kept.
pub const BLOCK: usize = 16;

/// Returns the sums of 16 rows, one after the other in `numbers`, each from left to right; and all bits that any number
/// has, the highest of which says whether one has a sign.
///
/// `None`, and nothing is written, if the level has no instructions that are faster than plain code: then sum several
/// rows side by side, as the compiler likes it.
///
/// A number that is left at the end is ignored. For each row, writes the sum before each column that is a multiple of
/// [`BLOCK`], again one row after the other. Where a sum is not a number, its bits are not defined.
///
/// # Panics
/// If there is not enough room in `starts`.
#[inline]
#[must_use]
pub fn sum_rows(level: Level, numbers: &[f32], starts: &mut [f32]) -> Option<([f32; ROWS], u32)> {
    let width = numbers.len() / ROWS;
    #[cfg_attr(not(target_arch = "x86_64"), expect(unused_variables, reason = "only x86 has kernels"))]
    let (numbers, starts) = (&numbers[..ROWS * width], &mut starts[..ROWS * width.div_ceil(BLOCK)]);
    match level {
        Level::Scalar => None,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2(token) => Some(token.call(SumRows { numbers, starts })),
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) => Some(token.call(SumRows { numbers, starts })),
        #[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
        Level::Neon(_) => None,
    }
}
