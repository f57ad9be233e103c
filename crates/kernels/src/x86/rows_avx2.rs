//! Sums of rows, eight at a time.
//!
//! The same as in `rows_avx512`, with this difference: there are two vectors, with a lane for each of eight rows.

use core::arch::x86_64::*;
use core::array;

use super::Avx2;
use crate::rows::{BLOCK, ROWS};

impl Avx2 {
    /// See [`sum_rows`](crate::rows::sum_rows). The lengths must be those of 16 rows.
    #[inline]
    pub(crate) fn sum_rows(self, numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { sum_rows(numbers, starts) }
    }
}

#[target_feature(enable = "avx2")]
fn sum_rows(numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
    let width = numbers.len() / ROWS;
    let blocks = width.div_ceil(BLOCK);
    let (mut sums, mut bits) = ([_mm256_setzero_ps(); 2], _mm256_setzero_ps());
    for block in 0..blocks {
        for (row, sum) in to_array(sums).into_iter().enumerate() {
            starts[row * blocks + block] = sum;
        }
        let end = width.min((block + 1) * BLOCK);
        let mut column = block * BLOCK;
        while column + 4 <= end {
            for (half, sum) in sums.iter_mut().enumerate() {
                // SAFETY: each of the 16 rows has `width` numbers, of which four are left.
                let columns =
                    unsafe { four_columns(numbers.as_ptr().add(8 * half * width + column), width, &mut bits) };
                for x in columns {
                    *sum = _mm256_add_ps(*sum, x);
                }
            }
            column += 4;
        }
        for column in column..end {
            for (half, sum) in sums.iter_mut().enumerate() {
                let x: [f32; 8] = array::from_fn(|row| numbers[(8 * half + row) * width + column]);
                // SAFETY: eight numbers.
                let x = unsafe { _mm256_loadu_ps(x.as_ptr()) };
                bits = _mm256_or_ps(bits, x);
                *sum = _mm256_add_ps(*sum, x);
            }
        }
    }
    let bits = to_array([bits, bits]).into_iter().fold(0, |all, x| all | x.to_bits());
    (to_array(sums), bits)
}

/// Four columns of eight rows of `width` numbers, from `at` on in the first one.
///
/// # Safety
/// There are seven rows and 4 numbers.
#[inline]
#[target_feature(enable = "avx2")]
unsafe fn four_columns(at: *const f32, width: usize, bits: &mut __m256) -> [__m256; 4] {
    let mut x = [_mm256_setzero_ps(); 4];
    for (i, x) in x.iter_mut().enumerate() {
        // SAFETY: the rows are below 8.
        let [a, b] = unsafe { [_mm_loadu_ps(at.add(i * width)), _mm_loadu_ps(at.add((4 + i) * width))] };
        *x = _mm256_set_m128(b, a);
        *bits = _mm256_or_ps(*bits, *x);
    }
    let pairs = |x, y| (_mm256_castps_pd(_mm256_unpacklo_ps(x, y)), _mm256_castps_pd(_mm256_unpackhi_ps(x, y)));
    let ((a, b), (c, d)) = (pairs(x[0], x[1]), pairs(x[2], x[3]));
    [_mm256_unpacklo_pd(a, c), _mm256_unpackhi_pd(a, c), _mm256_unpacklo_pd(b, d), _mm256_unpackhi_pd(b, d)]
        .map(|x| _mm256_castpd_ps(x))
}

#[inline]
#[target_feature(enable = "avx2")]
fn to_array(x: [__m256; 2]) -> [f32; ROWS] {
    let mut array = [0.0; ROWS];
    // SAFETY: 16 numbers.
    unsafe {
        _mm256_storeu_ps(array.as_mut_ptr(), x[0]);
        _mm256_storeu_ps(array.as_mut_ptr().add(8), x[1]);
    }
    array
}
