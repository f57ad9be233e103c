//! AVX-512: eight numbers in one vector.

use core::arch::x86_64::*;
use core::ops::{Add, Mul, Sub};

use crate::features::token;
use crate::tables::{COEFFICIENTS, Piecewise};
use crate::vector::approx::{self, Approx};
use crate::vector::entry::entry_points;
use crate::vector::lanes::{LANES, Lanes};
use crate::{KernelFamily, Mixtures, Quantiles, QuantizedFamily};

token! {
    /// Proves that the processor has AVX-512 F, BW, DQ and VL.
    Avx512, F64x8: "avx512f" "avx512bw" "avx512dq" "avx512vl" "fma" "bmi1" "bmi2" "lzcnt" "popcnt"
}

/// Exists only where there is an [`Avx512`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct F64x8(__m512d);

macro_rules! operator {
    ($($operator:ident $method:ident $intrinsic:ident)*) => {$(
        impl $operator for F64x8 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
                Self(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    )*};
}
operator!(Add add _mm512_add_pd  Sub sub _mm512_sub_pd  Mul mul _mm512_mul_pd);

impl Lanes for F64x8 {
    type Token = Avx512;
    type Mask = __mmask8;

    #[inline(always)]
    fn splat(_: Avx512, x: f64) -> Self {
        // SAFETY: the token exists only where `detect` found the features of the level.
        Self(unsafe { _mm512_set1_pd(x) })
    }
    #[inline(always)]
    fn load(_: Avx512, numbers: &[f64; LANES]) -> Self {
        // SAFETY: the token exists only where `detect` found the features of the level; it reads the eight numbers of
        // the array, at any alignment.
        Self(unsafe { _mm512_loadu_pd(numbers.as_ptr()) })
    }
    #[inline(always)]
    fn from_integers(_: Avx512, integers: &[i32; LANES]) -> Self {
        // SAFETY: the token exists only where `detect` found the features of the level; the load reads the integers of
        // an array of as many, at any alignment.
        Self(unsafe { _mm512_cvtepi32_pd(_mm256_loadu_si256(integers.as_ptr().cast())) })
    }
    #[inline(always)]
    fn columns(_: Avx512, rows: &[[f64; 2]; LANES]) -> [Self; 2] {
        // SAFETY: the token exists only where `detect` found the features of the level; each load reads a row, at any
        // alignment.
        unsafe {
            let row = |lane: usize| _mm_loadu_pd(rows[lane].as_ptr());
            let (low, high) = (
                _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(row(0)), row(2)),
                _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(row(4)), row(6)),
            );
            let even = _mm512_insertf64x4::<1>(_mm512_castpd256_pd512(low), high);
            let (low, high) = (
                _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(row(1)), row(3)),
                _mm256_insertf128_pd::<1>(_mm256_castpd128_pd256(row(5)), row(7)),
            );
            let odd = _mm512_insertf64x4::<1>(_mm512_castpd256_pd512(low), high);
            [Self(_mm512_unpacklo_pd(even, odd)), Self(_mm512_unpackhi_pd(even, odd))]
        }
    }

    #[inline(always)]
    fn div(self, divisor: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_div_pd(self.0, divisor.0) })
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_fmadd_pd(self.0, factor.0, summand.0) })
    }
    #[inline(always)]
    fn abs(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_abs_pd(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(self.0) })
    }
    #[inline(always)]
    fn round(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(self.0) })
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_min_pd(self.0, other.0) })
    }
    #[inline(always)]
    fn lt(self, other: Self) -> __mmask8 {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        unsafe { _mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn ge(self, other: Self) -> __mmask8 {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        unsafe { _mm512_cmp_pd_mask::<_CMP_GE_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: __mmask8, yes: Self, no: Self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_mask_blend_pd(mask, no.0, yes.0) })
    }

    #[inline(always)]
    fn coefficients(self, function: &Piecewise) -> [Self; COEFFICIENTS] {
        // Next to 2^52, the last bits of a number are an integer.
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        let index = unsafe { _mm512_castpd_si512(_mm512_add_pd(self.0, _mm512_set1_pd((1u64 << 52) as f64))) };
        let mut coefficients = [self; COEFFICIENTS];
        for (coefficient, segments) in coefficients.iter_mut().zip(&function.by_power) {
            let (low, high) = segments.split_at(LANES);
            // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions; the loads read the
            // eight numbers of each slice. Of the index, the instruction looks at the last four bits only.
            coefficient.0 =
                unsafe { _mm512_permutex2var_pd(_mm512_loadu_pd(low.as_ptr()), index, _mm512_loadu_pd(high.as_ptr())) };
        }
        coefficients
    }
    #[inline(always)]
    fn half_power(self) -> Self {
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions.
        Self(unsafe { _mm512_scalef_pd(_mm512_set1_pd(0.5), _mm512_sub_pd(_mm512_setzero_pd(), self.0)) })
    }
    #[inline(always)]
    fn to_integers(self) -> [u32; LANES] {
        let mut integers = [0; LANES];
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions; the store writes the
        // eight integers of the array, at any alignment.
        unsafe {
            let wide = _mm512_castpd_si512(_mm512_add_pd(self.0, _mm512_set1_pd((1u64 << 52) as f64)));
            _mm256_storeu_si256(integers.as_mut_ptr().cast(), _mm512_cvtepi64_epi32(wide));
        }
        integers
    }
    #[inline(always)]
    fn truncate(self) -> [u32; LANES] {
        let mut integers = [0; LANES];
        // SAFETY: `self` exists only where there is an `Avx512`, which proves the instructions; the store writes the
        // integers of the array, at any alignment.
        unsafe { _mm256_storeu_si256(integers.as_mut_ptr().cast(), _mm512_cvttpd_epu32(self.0)) };
        integers
    }
    #[inline(always)]
    fn bits(mask: __mmask8) -> u32 {
        u32::from(mask)
    }
}
