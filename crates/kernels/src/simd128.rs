//! Eight numbers in four vectors.
//!
//! No instruction of WebAssembly rounds a product and a sum together; those of "relaxed SIMD" that may do so are not
//! used.

use core::arch::wasm32::*;
use core::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

use crate::tables::{COEFFICIENTS, Piecewise, SEGMENTS};
use crate::vector::approx::{self, Approx};
use crate::vector::each::each;
use crate::vector::entry::entry_points;
use crate::vector::lanes::{LANES, Lanes};
use crate::{Family, Leaky, Mixtures, Quantiles};

/// Proves that the machine has the 128-bit SIMD of WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Simd128(());

impl Simd128 {
    /// The proof. The target has the instructions, or else this type would not be there.
    #[inline]
    #[must_use]
    pub fn detect() -> Option<Self> {
        Some(Self(()))
    }
}

entry_points!(Simd128, F64x2x4, "simd128");

#[derive(Clone, Copy, Debug)]
pub(crate) struct F64x2x4([v128; 4]);

/// All bits of a lane are equal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mask([v128; 4]);

macro_rules! operator {
    ($($operator:ident $method:ident $t:ident $intrinsic:ident)*) => {$(
        impl $operator for $t {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(each!(I in 0 1 2 3 => $intrinsic(self.0[I], other.0[I])))
            }
        }
    )*};
}
operator! {
    Add add F64x2x4 f64x2_add
    Sub sub F64x2x4 f64x2_sub
    Mul mul F64x2x4 f64x2_mul
    BitAnd bitand Mask v128_and
    BitOr bitor Mask v128_or
}

impl Not for Mask {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self(each!(I in 0 1 2 3 => v128_not(self.0[I])))
    }
}

impl Lanes for F64x2x4 {
    type Token = Simd128;
    type Mask = Mask;

    #[inline(always)]
    fn splat(_: Simd128, x: f64) -> Self {
        Self([f64x2_splat(x); 4])
    }
    #[inline(always)]
    fn load(_: Simd128, numbers: &[f64; LANES]) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2(numbers[2 * I], numbers[2 * I + 1])))
    }
    #[inline(always)]
    fn from_integers(_: Simd128, integers: &[i32; LANES]) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2(f64::from(integers[2 * I]), f64::from(integers[2 * I + 1]))))
    }

    #[inline(always)]
    fn div(self, divisor: Self) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2_div(self.0[I], divisor.0[I])))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        self * factor + summand
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2_abs(self.0[I])))
    }
    #[inline(always)]
    fn floor(self) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2_floor(self.0[I])))
    }
    #[inline(always)]
    fn round(self) -> Self {
        Self(each!(I in 0 1 2 3 => f64x2_nearest(self.0[I])))
    }
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        // `self < other ? self : other`
        Self(each!(I in 0 1 2 3 => f64x2_pmin(other.0[I], self.0[I])))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Mask {
        Mask(each!(I in 0 1 2 3 => f64x2_lt(self.0[I], other.0[I])))
    }
    #[inline(always)]
    fn ge(self, other: Self) -> Mask {
        Mask(each!(I in 0 1 2 3 => f64x2_ge(self.0[I], other.0[I])))
    }
    #[inline(always)]
    fn select(mask: Mask, yes: Self, no: Self) -> Self {
        Self(each!(I in 0 1 2 3 => v128_bitselect(yes.0[I], no.0[I], mask.0[I])))
    }

    /// Pairs of rows, as there is no gathering.
    #[inline(always)]
    fn coefficients(self, function: &Piecewise) -> [Self; COEFFICIENTS] {
        let segments = self.to_integers();
        let rows = segments.map(|segment| &function.by_segment[segment as usize % SEGMENTS]);
        let mut coefficients = [self; COEFFICIENTS];
        for (power, coefficient) in coefficients.iter_mut().enumerate() {
            coefficient.0 = each!(I in 0 1 2 3 => f64x2(rows[2 * I][power], rows[2 * I + 1][power]));
        }
        coefficients
    }
    #[inline(always)]
    fn half_power(self) -> Self {
        // Next to 2^52, the last bits of a number are an integer; the bits above are shifted out below.
        Self(each!(I in 0 1 2 3 => {
            let power = f64x2_add(self.0[I], f64x2_splat((1u64 << 52) as f64));
            i64x2_shl(i64x2_sub(i64x2_splat(1022), power), 52)
        }))
    }
    #[inline(always)]
    fn to_integers(self) -> [u32; LANES] {
        let wide = each!(I in 0 1 2 3 => f64x2_add(self.0[I], f64x2_splat((1u64 << 52) as f64)));
        let [a, b, c, d] =
            wide.map(|pair| [u64x2_extract_lane::<0>(pair) as u32, u64x2_extract_lane::<1>(pair) as u32]);
        [a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]]
    }
    #[inline(always)]
    fn truncate(self) -> [u32; LANES] {
        self.floor().to_integers()
    }
    #[inline(always)]
    fn bits(mask: Mask) -> u32 {
        let [a, b, c, d] = each!(I in 0 1 2 3 => u32::from(i64x2_bitmask(mask.0[I])));
        a | b << 2 | c << 4 | d << 6
    }
}
