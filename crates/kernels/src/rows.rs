//! Sums over the rows of a matrix.

use crate::Level;
#[cfg(target_arch = "x86_64")]
use crate::{features::Token as _, x86::rows::SumRows};

/// The number of rows that are summed side by side.
pub const ROWS: usize = 16;

/// The number of columns between two sums that are kept.
pub const BLOCK: usize = 16;

/// Returns the sums of 16 rows, one after the other in `numbers`, each from left to right; and all bits that any number
/// has, the highest bit of which shows whether one has a sign.
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

/// The index of the first of these numbers, none of which is less than the one before, that is above another one; 16 if
/// none is.
#[inline]
#[must_use]
pub fn first_above(numbers: &[[i32; 4]; 4], number: i32) -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::*;
        // SAFETY: SSE2 is in every x86-64; each load reads the 16 bytes of an `[i32; 4]`, at any alignment.
        let above = unsafe {
            let other = _mm_set1_epi32(number);
            let above = |i: usize| _mm_cmpgt_epi32(_mm_loadu_si128(numbers[i].as_ptr().cast()), other);
            let halves = [_mm_packs_epi32(above(0), above(1)), _mm_packs_epi32(above(2), above(3))];
            _mm_movemask_epi8(_mm_packs_epi16(halves[0], halves[1]))
        };
        // The compiler would count the others, one instruction after the other, if it saw what this is.
        (above as u32 | 1 << 16).trailing_zeros() as usize
    }
    #[cfg(not(target_arch = "x86_64"))]
    numbers.as_flattened().iter().map(|&other| usize::from(other <= number)).sum()
}
