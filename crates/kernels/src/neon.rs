//! ARM's NEON: eight numbers in four vectors.

use core::arch::aarch64::*;
use core::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

use crate::features::token;
use crate::tables::{COEFFICIENTS, Piecewise, SEGMENTS};
use crate::vector::approx::{self, Approx};
use crate::vector::each::each;
use crate::vector::entry::entry_points;
use crate::vector::lanes::{LANES, Lanes};
use crate::{KernelFamily, Mixtures, Quantiles, QuantizedFamily};

token! {
    /// Proves that the processor has NEON.
    Neon, F64x2x4: "neon"
}

/// Exists only where there is a [`Neon`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct F64x2x4([float64x2_t; 4]);

/// All bits of a lane are equal. Exists only where there is a [`Neon`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask([uint64x2_t; 4]);

macro_rules! operator {
    ($($operator:ident $method:ident $t:ident $intrinsic:ident)*) => {$(
        impl $operator for $t {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
                Self(each!(I in 0 1 2 3 => unsafe { $intrinsic(self.0[I], other.0[I]) }))
            }
        }
    )*};
}
operator! {
    Add add F64x2x4 vaddq_f64
    Sub sub F64x2x4 vsubq_f64
    Mul mul F64x2x4 vmulq_f64
    BitAnd bitand Mask vandq_u64
    BitOr bitor Mask vorrq_u64
}

impl Not for Mask {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { veorq_u64(self.0[I], vdupq_n_u64(u64::MAX)) }))
    }
}

impl Lanes for F64x2x4 {
    type Token = Neon;
    type Mask = Mask;

    #[inline(always)]
    fn splat(_: Neon, x: f64) -> Self {
        // SAFETY: the token exists only where `detect` found the features of the level.
        Self([unsafe { vdupq_n_f64(x) }; 4])
    }
    #[inline(always)]
    fn load(_: Neon, numbers: &[f64; LANES]) -> Self {
        let (pairs, _) = numbers.as_chunks::<2>();
        // SAFETY: the token exists only where `detect` found the features of the level; it reads the two numbers of an
        // array.
        Self(each!(I in 0 1 2 3 => unsafe { vld1q_f64(pairs[I].as_ptr()) }))
    }
    #[inline(always)]
    fn from_integers(_: Neon, integers: &[i32; LANES]) -> Self {
        let (pairs, _) = integers.as_chunks::<2>();
        // SAFETY: the token exists only where `detect` found the features of the level; the load reads the integers of
        // an array of as many, at any alignment.
        Self(each!(I in 0 1 2 3 => unsafe { vcvtq_f64_s64(vmovl_s32(vld1_s32(pairs[I].as_ptr()))) }))
    }

    #[inline(always)]
    fn div(self, divisor: Self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vdivq_f64(self.0[I], divisor.0[I]) }))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vfmaq_f64(summand.0[I], self.0[I], factor.0[I]) }))
    }
    #[inline(always)]
    fn abs(self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vabsq_f64(self.0[I]) }))
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vrndmq_f64(self.0[I]) }))
    }
    #[inline(always)]
    fn round(self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vrndnq_f64(self.0[I]) }))
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vminnmq_f64(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Mask(each!(I in 0 1 2 3 => unsafe { vcltq_f64(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn ge(self, other: Self) -> Mask {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Mask(each!(I in 0 1 2 3 => unsafe { vcgeq_f64(self.0[I], other.0[I]) }))
    }
    #[inline(always)]
    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe { vbslq_f64(mask.0[I], yes.0[I], no.0[I]) }))
    }

    /// Row by row and transposed, as there is no gathering.
    #[inline(always)]
    fn coefficients(self, function: &Piecewise) -> [Self; COEFFICIENTS] {
        let segments = self.to_integers();
        let row = |lane: usize| &function.by_segment[segments[lane] as usize % SEGMENTS];
        let mut coefficients = [self; COEFFICIENTS];
        for quarter in 0..4 {
            for column in (0..COEFFICIENTS).step_by(2) {
                let two = |lane: usize| row(2 * quarter + lane)[column..column + 2].as_ptr();
                // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions; the loads read two
                // numbers of a slice of as many.
                unsafe {
                    let (a, b) = (vld1q_f64(two(0)), vld1q_f64(two(1)));
                    coefficients[column].0[quarter] = vzip1q_f64(a, b);
                    coefficients[column + 1].0[quarter] = vzip2q_f64(a, b);
                }
            }
        }
        coefficients
    }
    #[inline(always)]
    fn half_power(self) -> Self {
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions.
        Self(each!(I in 0 1 2 3 => unsafe {
            let exponent = vsubq_s64(vdupq_n_s64(1022), vcvtq_s64_f64(self.0[I]));
            vreinterpretq_f64_s64(vshlq_n_s64::<52>(exponent))
        }))
    }
    #[inline(always)]
    fn to_integers(self) -> [u32; LANES] {
        self.truncate()
    }
    #[inline(always)]
    fn truncate(self) -> [u32; LANES] {
        let mut integers = [0; LANES];
        let (pairs, _) = integers.as_chunks_mut::<2>();
        // SAFETY: `self` exists only where there is a `Neon`, which proves the instructions; the stores write the two
        // integers of each array.
        each!(I in 0 1 2 3 => unsafe { vst1_u32(pairs[I].as_mut_ptr(), vmovn_u64(vcvtq_u64_f64(self.0[I]))) });
        integers
    }
    #[inline(always)]
    fn bits(mask: Mask) -> u32 {
        const BITS: [u16; LANES] = [1, 2, 4, 8, 16, 32, 64, 128];
        // SAFETY: `mask` exists, and therefore the instruction; the load reads the eight numbers of the array.
        unsafe {
            let [a, b, c, d] = each!(I in 0 1 2 3 => vmovn_u64(mask.0[I]));
            let (low, high) = (vmovn_u32(vcombine_u32(a, b)), vmovn_u32(vcombine_u32(c, d)));
            u32::from(vaddvq_u16(vandq_u16(vcombine_u16(low, high), vld1q_u16(BITS.as_ptr()))))
        }
    }
}
