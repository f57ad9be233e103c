//! Sums of rows, sixteen at a time.
//!
//! ```text
//! for each column: for each row: sum[row] += number[row][column]
//! ```
//!
//! with these differences:
//!
//! 1. There is a lane for each row. Four columns are taken at a time: what is loaded has four columns of every fourth
//!    row, and four of these are transposed within the quarters of the vectors.
//! 2. The last columns, fewer than four, are gathered one by one.

use core::arch::x86_64::*;
use core::array;

use super::{Avx2, Avx512};
use crate::features::{Kernel, Token};
use crate::rows::{BLOCK, ROWS};
use crate::vector::each::each;

/// See [`sum_rows`](crate::rows::sum_rows). The lengths must be those of 16 rows.
pub(crate) struct SumRows<'a> {
    pub(crate) numbers: &'a [f32],
    pub(crate) starts: &'a mut [f32],
}

impl<T: RowToken> Kernel<T> for SumRows<'_> {
    type Output = ([f32; ROWS], u32);

    #[inline(always)]
    fn run(self, token: T) -> ([f32; ROWS], u32) {
        let Self { numbers, starts } = self;
        let width = numbers.len() / ROWS;
        let blocks = width.div_ceil(BLOCK);
        let zero = T::Rows::load(token, &[0.0; ROWS]);
        let (mut sums, mut bits) = (zero, zero);
        for block in 0..blocks {
            for (row, sum) in sums.store().into_iter().enumerate() {
                starts[row * blocks + block] = sum;
            }
            let end = width.min((block + 1) * BLOCK);
            let mut column = block * BLOCK;
            while column + 4 <= end {
                // SAFETY: `numbers` has 16 rows of `width` numbers, and column + 4 <= width.
                unsafe { sums.add_four_columns(&mut bits, numbers.as_ptr().add(column), width) };
                column += 4;
            }
            for column in column..end {
                let x = T::Rows::load(token, &array::from_fn(|row| numbers[row * width + column]));
                bits = bits.or(x);
                sums = sums.add(x);
            }
        }
        (sums.store(), bits.store().into_iter().fold(0, |all, x| all | x.to_bits()))
    }
}

/// A level that sums rows.
pub(crate) trait RowToken: Token {
    /// Its vectors.
    type Rows: RowLanes<Token = Self>;
}

/// A number of each of 16 rows. A value exists only where the processor has the instructions.
pub(crate) trait RowLanes: Copy {
    /// Proves that the processor has the instructions.
    type Token: Copy;

    fn load(token: Self::Token, numbers: &[f32; ROWS]) -> Self;
    fn store(self) -> [f32; ROWS];
    fn add(self, other: Self) -> Self;
    /// The bits that either has.
    fn or(self, other: Self) -> Self;
    /// Adds four columns of rows of `width` numbers, from `at` on in the first one, and the bits that any of them has.
    ///
    /// # Safety
    /// For each row below 16, `at + row * width` must be valid for a read of 4 `f32`.
    unsafe fn add_four_columns(&mut self, bits: &mut Self, at: *const f32, width: usize);
}

impl RowToken for Avx2 {
    type Rows = F32x8x2;
}

impl RowToken for Avx512 {
    type Rows = F32x16;
}

/// Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct F32x8x2([__m256; 2]);

/// Exists only where there is an [`Avx512`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct F32x16(__m512);

impl RowLanes for F32x8x2 {
    type Token = Avx2;

    #[inline(always)]
    fn load(_: Avx2, numbers: &[f32; ROWS]) -> Self {
        let (halves, _) = numbers.as_chunks::<8>();
        // SAFETY: the token proves AVX2; each load reads a `[f32; 8]`, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_loadu_ps(halves[I].as_ptr()) }))
    }
    #[inline(always)]
    fn store(self) -> [f32; ROWS] {
        let mut numbers = [0.0; ROWS];
        let (halves, _) = numbers.as_chunks_mut::<8>();
        // SAFETY: `self` proves AVX2; each store writes a `[f32; 8]`, at any alignment.
        each!(I in 0 1 => unsafe { _mm256_storeu_ps(halves[I].as_mut_ptr(), self.0[I]) });
        numbers
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(each!(I in 0 1 => unsafe { _mm256_add_ps(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instruction.
        Self(each!(I in 0 1 => unsafe { _mm256_or_ps(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    unsafe fn add_four_columns(&mut self, bits: &mut Self, at: *const f32, width: usize) {
        // SAFETY: `self` proves AVX2; the rows 8 * I + i are below 16 for I < 2 and i < 8, and the caller says that 4
        // `f32` can be read in each.
        each!(I in 0 1 => unsafe {
            let row = |i: usize| at.add((8 * I + i) * width);
            let rows = [
                _mm256_set_m128(_mm_loadu_ps(row(4)), _mm_loadu_ps(row(0))),
                _mm256_set_m128(_mm_loadu_ps(row(5)), _mm_loadu_ps(row(1))),
                _mm256_set_m128(_mm_loadu_ps(row(6)), _mm_loadu_ps(row(2))),
                _mm256_set_m128(_mm_loadu_ps(row(7)), _mm_loadu_ps(row(3))),
            ];
            for row in rows {
                bits.0[I] = _mm256_or_ps(bits.0[I], row);
            }
            let a = _mm256_castps_pd(_mm256_unpacklo_ps(rows[0], rows[1]));
            let b = _mm256_castps_pd(_mm256_unpackhi_ps(rows[0], rows[1]));
            let c = _mm256_castps_pd(_mm256_unpacklo_ps(rows[2], rows[3]));
            let d = _mm256_castps_pd(_mm256_unpackhi_ps(rows[2], rows[3]));
            let columns = [
                _mm256_unpacklo_pd(a, c),
                _mm256_unpackhi_pd(a, c),
                _mm256_unpacklo_pd(b, d),
                _mm256_unpackhi_pd(b, d),
            ];
            for column in columns {
                self.0[I] = _mm256_add_ps(self.0[I], _mm256_castpd_ps(column));
            }
        });
    }
}

impl RowLanes for F32x16 {
    type Token = Avx512;

    #[inline(always)]
    fn load(_: Avx512, numbers: &[f32; ROWS]) -> Self {
        // SAFETY: the token proves AVX-512; the load reads a `[f32; 16]`, at any alignment.
        Self(unsafe { _mm512_loadu_ps(numbers.as_ptr()) })
    }
    #[inline(always)]
    fn store(self) -> [f32; ROWS] {
        let mut numbers = [0.0; ROWS];
        // SAFETY: `self` proves AVX-512; the store writes a `[f32; 16]`, at any alignment.
        unsafe { _mm512_storeu_ps(numbers.as_mut_ptr(), self.0) };
        numbers
    }
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_add_ps(self.0, other.0) })
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instruction.
        Self(unsafe { _mm512_or_ps(self.0, other.0) })
    }
    #[inline(always)]
    unsafe fn add_four_columns(&mut self, bits: &mut Self, at: *const f32, width: usize) {
        // SAFETY: `self` proves AVX-512; the rows I, I + 4, I + 8 and I + 12 are below 16 for I < 4, and the caller says
        // that 4 `f32` can be read in each.
        let rows = each!(I in 0 1 2 3 => unsafe {
            let row = |i: usize| at.add(i * width);
            let low = _mm256_set_m128(_mm_loadu_ps(row(I + 4)), _mm_loadu_ps(row(I)));
            let high = _mm256_set_m128(_mm_loadu_ps(row(I + 12)), _mm_loadu_ps(row(I + 8)));
            _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high)
        });
        // SAFETY: `self` proves AVX-512.
        unsafe {
            for row in rows {
                bits.0 = _mm512_or_ps(bits.0, row);
            }
            let a = _mm512_castps_pd(_mm512_unpacklo_ps(rows[0], rows[1]));
            let b = _mm512_castps_pd(_mm512_unpackhi_ps(rows[0], rows[1]));
            let c = _mm512_castps_pd(_mm512_unpacklo_ps(rows[2], rows[3]));
            let d = _mm512_castps_pd(_mm512_unpackhi_ps(rows[2], rows[3]));
            let columns = [
                _mm512_unpacklo_pd(a, c),
                _mm512_unpackhi_pd(a, c),
                _mm512_unpacklo_pd(b, d),
                _mm512_unpackhi_pd(b, d),
            ];
            for column in columns {
                self.0 = _mm512_add_ps(self.0, _mm512_castpd_ps(column));
            }
        }
    }
}
