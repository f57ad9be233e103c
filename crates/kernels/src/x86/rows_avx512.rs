//! Sums of rows, sixteen at a time.
//!
//! ```text
//! for each column: for each row: sum[row] += number[row][column]
//! ```
//!
//! with these differences:
//!
//! 1. A vector has a lane for each row. Four columns are taken at a time: what is loaded has four columns of every
//!    fourth row, and four of these are transposed within the quarters of the vectors.
//! 2. The last columns, fewer than four, are gathered one by one.

use core::arch::x86_64::*;
use core::array;

use super::Avx512;
use crate::rows::{BLOCK, ROWS};

impl Avx512 {
    /// See [`sum_rows`](crate::rows::sum_rows). The lengths must be those of 16 rows.
    #[inline]
    pub(crate) fn sum_rows(self, numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
        // SAFETY: `self` exists, so that `detect` found the features that the function needs.
        unsafe { sum_rows(numbers, starts) }
    }
}

#[target_feature(enable = "avx512f,avx512dq")]
fn sum_rows(numbers: &[f32], starts: &mut [f32]) -> ([f32; ROWS], u32) {
    let width = numbers.len() / ROWS;
    let blocks = width.div_ceil(BLOCK);
    let (mut sums, mut bits) = (_mm512_setzero_ps(), _mm512_setzero_si512());
    for block in 0..blocks {
        for (row, sum) in to_array(sums).into_iter().enumerate() {
            starts[row * blocks + block] = sum;
        }
        let end = width.min((block + 1) * BLOCK);
        let mut column = block * BLOCK;
        while column + 4 <= end {
            // SAFETY: each of the 16 rows has `width` numbers, of which four are left.
            let columns = unsafe { four_columns(numbers.as_ptr().add(column), width, &mut bits) };
            for x in columns {
                sums = _mm512_add_ps(sums, x);
            }
            column += 4;
        }
        for column in column..end {
            let x: [f32; ROWS] = array::from_fn(|row| numbers[row * width + column]);
            // SAFETY: 16 numbers.
            let x = unsafe { _mm512_loadu_ps(x.as_ptr()) };
            bits = _mm512_or_si512(bits, _mm512_castps_si512(x));
            sums = _mm512_add_ps(sums, x);
        }
    }
    (to_array(sums), _mm512_reduce_or_epi32(bits) as u32)
}

/// Four columns of 16 rows of `width` numbers, from `at` on in the first one.
///
/// # Safety
/// There are 15 rows and 4 numbers.
#[inline]
#[target_feature(enable = "avx512f,avx512dq")]
unsafe fn four_columns(at: *const f32, width: usize, bits: &mut __m512i) -> [__m512; 4] {
    let mut x = [_mm512_setzero_ps(); 4];
    for (i, x) in x.iter_mut().enumerate() {
        // SAFETY: the rows are below 16.
        let [a, b, c, d] = unsafe {
            [
                _mm_loadu_ps(at.add(i * width)),
                _mm_loadu_ps(at.add((4 + i) * width)),
                _mm_loadu_ps(at.add((8 + i) * width)),
                _mm_loadu_ps(at.add((12 + i) * width)),
            ]
        };
        let (low, high) = (_mm256_set_m128(b, a), _mm256_set_m128(d, c));
        *x = _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high);
        *bits = _mm512_or_si512(*bits, _mm512_castps_si512(*x));
    }
    let pairs = |x, y| (_mm512_castps_pd(_mm512_unpacklo_ps(x, y)), _mm512_castps_pd(_mm512_unpackhi_ps(x, y)));
    let ((a, b), (c, d)) = (pairs(x[0], x[1]), pairs(x[2], x[3]));
    [_mm512_unpacklo_pd(a, c), _mm512_unpackhi_pd(a, c), _mm512_unpacklo_pd(b, d), _mm512_unpackhi_pd(b, d)]
        .map(|x| _mm512_castpd_ps(x))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn to_array(x: __m512) -> [f32; ROWS] {
    let mut array = [0.0; ROWS];
    // SAFETY: 16 numbers.
    unsafe { _mm512_storeu_ps(array.as_mut_ptr(), x) };
    array
}
