//! AVX2: eight numbers in two vectors.

use core::arch::x86_64::*;
use core::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

use crate::features::token;
use crate::tables::{COEFFICIENTS, Piecewise, SEGMENTS};
use crate::vector::approx::{self, Approx};
use crate::vector::each::each;
use crate::vector::entry::entry_points;
use crate::vector::lanes::{LANES, Lanes};
use crate::{KernelFamily, Mixtures, Quantiles, QuantizedFamily};

token! {
    /// Proves that the processor has AVX2 and FMA.
    Avx2, F64x4x2: "avx2" "fma" "bmi1" "bmi2" "lzcnt" "popcnt"
}

/// Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct F64x4x2([__m256d; 2]);

/// All bits of a lane are equal. Exists only where there is an [`Avx2`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask([__m256d; 2]);

macro_rules! operator {
    ($($operator:ident $method:ident $t:ident $intrinsic:ident)*) => {$(
        impl $operator for $t {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
                Self(each!(I in 0 1 => unsafe { $intrinsic(self.0[I], other.0[I]) }))
            }
        }
    )*};
}
operator! {
    Add add F64x4x2 _mm256_add_pd
    Sub sub F64x4x2 _mm256_sub_pd
    Mul mul F64x4x2 _mm256_mul_pd
    BitAnd bitand Mask _mm256_and_pd
    BitOr bitor Mask _mm256_or_pd
}

impl Not for Mask {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_xor_pd(self.0[I], _mm256_castsi256_pd(_mm256_set1_epi64x(-1))) }))
    }
}

impl Lanes for F64x4x2 {
    type Token = Avx2;
    type Mask = Mask;

    #[inline(always)]
    fn splat(_: Avx2, x: f64) -> Self {
        // SAFETY: the token exists only where `detect` found the features of the level.
        Self([unsafe { _mm256_set1_pd(x) }; 2])
    }
    #[inline(always)]
    fn load(_: Avx2, numbers: &[f64; LANES]) -> Self {
        let (low, high) = numbers.split_at(4);
        // SAFETY: the token exists only where `detect` found the features of the level; it reads the four numbers of a
        // slice, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_loadu_pd([low, high][I].as_ptr()) }))
    }
    #[inline(always)]
    fn from_integers(_: Avx2, integers: &[i32; LANES]) -> Self {
        let (low, high) = integers.split_at(4);
        // SAFETY: the token exists only where `detect` found the features of the level; the load reads the integers of
        // an array of as many, at any alignment.
        Self(each!(I in 0 1 => unsafe { _mm256_cvtepi32_pd(_mm_loadu_si128([low, high][I].as_ptr().cast())) }))
    }
    #[inline(always)]
    fn columns(_: Avx2, rows: &[[f64; 2]; LANES]) -> [Self; 2] {
        let (low, high) = rows.split_at(4);
        // SAFETY: the token exists only where `detect` found the features of the level; each load reads a row, at any
        // alignment.
        let pairs = each!(I in 0 1 => unsafe {
            let rows = [low, high][I];
            let even = _mm256_insertf128_pd::<1>(
                _mm256_castpd128_pd256(_mm_loadu_pd(rows[0].as_ptr())), _mm_loadu_pd(rows[2].as_ptr()));
            let odd = _mm256_insertf128_pd::<1>(
                _mm256_castpd128_pd256(_mm_loadu_pd(rows[1].as_ptr())), _mm_loadu_pd(rows[3].as_ptr()));
            [_mm256_unpacklo_pd(even, odd), _mm256_unpackhi_pd(even, odd)]
        });
        [Self([pairs[0][0], pairs[1][0]]), Self([pairs[0][1], pairs[1][1]])]
    }

    #[inline(always)]
    fn div(self, divisor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_div_pd(self.0[I], divisor.0[I]) }))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_fmadd_pd(self.0[I], factor.0[I], summand.0[I]) }))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_andnot_pd(_mm256_set1_pd(-0.0), self.0[I]) }))
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_floor_pd(self.0[I]) }))
    }
    #[inline(always)]
    fn round(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            _mm256_round_pd::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(self.0[I])
        }))
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_min_pd(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Mask(each!(I in 0 1 => unsafe { _mm256_cmp_pd::<_CMP_LT_OQ>(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn ge(self, other: Self) -> Mask {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Mask(each!(I in 0 1 => unsafe { _mm256_cmp_pd::<_CMP_GE_OQ>(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe { _mm256_blendv_pd(no.0[I], yes.0[I], mask.0[I]) }))
    }

    /// Row by row and transposed, as gathering is slower.
    #[inline(always)]
    fn coefficients(self, function: &Piecewise) -> [Self; COEFFICIENTS] {
        let segments = self.to_integers();
        let row = |lane: usize| &function.by_segment[segments[lane] as usize % SEGMENTS];
        let mut coefficients = [self; COEFFICIENTS];
        for half in 0..2 {
            for column in 0..COEFFICIENTS / 4 {
                // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions; the loads read
                // four numbers of a slice of as many.
                let columns = unsafe {
                    let four = |lane: usize| row(4 * half + lane)[4 * column..4 * column + 4].as_ptr();
                    let (a, b) = (_mm256_loadu_pd(four(0)), _mm256_loadu_pd(four(1)));
                    let (c, d) = (_mm256_loadu_pd(four(2)), _mm256_loadu_pd(four(3)));
                    let ab = [_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)];
                    let cd = [_mm256_unpacklo_pd(c, d), _mm256_unpackhi_pd(c, d)];
                    [
                        _mm256_permute2f128_pd::<0x20>(ab[0], cd[0]),
                        _mm256_permute2f128_pd::<0x20>(ab[1], cd[1]),
                        _mm256_permute2f128_pd::<0x31>(ab[0], cd[0]),
                        _mm256_permute2f128_pd::<0x31>(ab[1], cd[1]),
                    ]
                };
                for (power, column) in (4 * column..).zip(columns) {
                    coefficients[power].0[half] = column;
                }
            }
        }
        coefficients
    }
    #[inline(always)]
    fn half_power(self) -> Self {
        // Next to 2^52, the last bits of a number are an integer; the bits above are shifted out below.
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions.
        Self(each!(I in 0 1 => unsafe {
            let power = _mm256_castpd_si256(_mm256_add_pd(self.0[I], _mm256_set1_pd((1u64 << 52) as f64)));
            let exponent = _mm256_sub_epi64(_mm256_set1_epi64x(1022), power);
            _mm256_castsi256_pd(_mm256_slli_epi64::<52>(exponent))
        }))
    }
    #[inline(always)]
    fn to_integers(self) -> [u32; LANES] {
        let mut integers = [0; LANES];
        // SAFETY: `self` exists only where there is an `Avx2`, which proves the instructions; the store writes the
        // eight integers of the array, at any alignment.
        unsafe {
            let [low, high] = each!(I in 0 1 => _mm256_add_pd(self.0[I], _mm256_set1_pd((1u64 << 52) as f64)));
            let (low, high) = (_mm256_castpd_ps(low), _mm256_castpd_ps(high));
            // The even halves: 0 1 4 5 2 3 6 7.
            let mixed = _mm256_castps_si256(_mm256_shuffle_ps::<0b10_00_10_00>(low, high));
            let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(mixed);
            _mm256_storeu_si256(integers.as_mut_ptr().cast(), ordered);
        }
        integers
    }
    #[inline(always)]
    fn truncate(self) -> [u32; LANES] {
        self.floor().to_integers()
    }
    #[inline(always)]
    fn bits(mask: Mask) -> u32 {
        // SAFETY: `mask` exists, and therefore the instruction.
        let [low, high] = each!(I in 0 1 => unsafe { _mm256_movemask_pd(mask.0[I]) });
        (low | high << 4) as u32
    }
}
