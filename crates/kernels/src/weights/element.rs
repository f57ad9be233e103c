//! The number types that a row can have.

use super::exp::exp_weight;
use super::jobs::{Widen, run};
use crate::Level;

/// A number of a row: `f32`, `f64`, [`F16`] or [`Bf16`].
pub trait Element: Copy + core::fmt::Debug + PartialEq + private::Number {
    /// The same number in `f64`.
    fn to_f64(self) -> f64;
}

/// A number of 16 bits: [`F16`] or [`Bf16`].
pub trait Half: Element {
    /// Writes the same numbers in `f32`.
    ///
    /// # Panics
    /// If there are not as many places as numbers.
    fn widen_all(level: Level, numbers: &[Self], places: &mut [f32]);

    /// The same number as one in `f32`, if there is one.
    #[must_use]
    fn from_f32(number: f32) -> Option<Self>;
}

/// The bits of a number in the format binary16 of IEEE 754.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct F16(pub u16);

/// The bits of a number in the format bfloat16: the upper half of an `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Bf16(pub u16);

macro_rules! half {
    ($($t:ident $minus_infinity:literal)*) => {$(
        impl $t {
            /// The numbers that have these bits.
            #[inline]
            #[must_use]
            pub fn slice(bits: &[u16]) -> &[Self] {
                // SAFETY: the type is a `u16` and nothing else, and any bits are valid.
                unsafe { core::slice::from_raw_parts(bits.as_ptr().cast(), bits.len()) }
            }
        }

        impl Half for $t {
            #[inline]
            fn widen_all(level: Level, numbers: &[Self], places: &mut [f32]) {
                assert_eq!(numbers.len(), places.len(), "a place for each number");
                run(level, numbers.len(), Widen { numbers, places });
            }

            fn from_f32(number: f32) -> Option<Self> {
                let narrow = Self(Self::narrow(number.to_bits()));
                (narrow.to_f32().to_bits() == number.to_bits()).then_some(narrow)
            }
        }

        impl Element for $t {
            #[inline]
            fn to_f64(self) -> f64 {
                private::Number::widen(self).into()
            }
        }

        impl private::Number for $t {
            type Wide = f32;
            const ZERO: Self = Self(0);
            const MINUS_INFINITY: Self = Self($minus_infinity);
            #[inline(always)]
            fn widen(self) -> f32 {
                self.to_f32()
            }
        }
    )*};
}
half! { F16 0xfc00 Bf16 0xff80 }

impl F16 {
    /// The same number in `f32`, computed without a branch. No step has a result that is not normal.
    /// The bits of a number that is the one with these bits, if there is one.
    fn narrow(bits: u32) -> u16 {
        let (sign, mantissa) = (bits >> 16 & 0x8000, bits & 0x7f_ffff);
        let magnitude = match (bits >> 23 & 0xff) as i32 - (127 - 15) {
            exponent @ 1..31 => (exponent as u32) << 10 | mantissa >> 13,
            exponent @ -9..1 => (mantissa | 0x80_0000) >> (14 - exponent),
            ..-9 => 0,
            // Infinity and NaN; and what is too large for others.
            31.. => 0x7c00 | mantissa >> 13,
        };
        (sign | magnitude) as u16
    }

    #[inline(always)]
    fn to_f32(self) -> f32 {
        let bits = u32::from(self.0);
        let (sign, exponent) = ((bits & 0x8000) << 16, bits & 0x7c00);
        // The exponent is biased by 15 there and by 127 here; the one of infinities and NaN is the largest in both.
        let bias = if exponent == 0x7c00 { 255 - 31 } else { 127 - 15 };
        let normal = ((bits & 0x7fff) << 13) + (bias << 23);
        let subnormal = ((bits & 0x3ff) as i32 as f32 * f32::from_bits(0x3380_0000)).to_bits();
        f32::from_bits(sign | if exponent == 0 { subnormal } else { normal })
    }
}

impl Bf16 {
    fn narrow(bits: u32) -> u16 {
        (bits >> 16) as u16
    }

    #[inline(always)]
    fn to_f32(self) -> f32 {
        f32::from_bits(u32::from(self.0) << 16)
    }
}

macro_rules! float {
    ($($t:ident $bits:ident $largest:literal)*) => {$(
        impl Element for $t {
            #[inline]
            fn to_f64(self) -> f64 {
                self.into()
            }
        }

        impl private::Number for $t {
            type Wide = Self;
            const ZERO: Self = 0.0;
            const MINUS_INFINITY: Self = Self::NEG_INFINITY;
            #[inline(always)]
            fn widen(self) -> Self {
                self
            }
        }

        impl private::Wide for $t {
            type Bits = $bits;
            const INFINITY: Self = Self::INFINITY;
            const MINUS_ZERO_BITS: u64 = (-0.0 as Self).to_bits() as u64;
            const EXPONENT_BIAS: i32 = $t::MAX_EXP - 1;
            const MANTISSA_BITS: u32 = $t::MANTISSA_DIGITS - 1;
            #[inline(always)]
            fn bits(self) -> $bits {
                self.to_bits()
            }
            #[inline(always)]
            fn from_bits(bits: u64) -> Self {
                $t::from_bits(bits as $bits)
            }
            #[inline(always)]
            fn is_nan(self) -> bool {
                self != self
            }
            #[inline(always)]
            fn nan_mask(self) -> $bits {
                if self.is_nan() { $bits::MAX } else { 0 }
            }
            #[inline(always)]
            fn floor_product(self, factor: Self) -> u32 {
                let product = self * factor;
                // In range in any case, so that no branch and no saturating conversion is needed.
                let product = if product > 0.0 { product } else { 0.0 };
                let product = if product < $largest { product } else { $largest };
                // SAFETY: the product is not NaN, and from 0 to less than 2^31.
                unsafe { product.to_int_unchecked::<i32>() as u32 }
            }
            #[inline(always)]
            fn exp_weight(self, max: Self) -> u32 {
                exp_weight((self - max) as f32)
            }
        }
    )*};
}
float! { f32 u32 2_147_483_520.0 f64 u64 2_147_483_647.0 }

pub(crate) mod private {
    use core::ops::BitOr;

    /// No other crate can implement it.
    pub trait Number: Copy + Send + Sync + 'static {
        type Wide: Wide;
        const ZERO: Self;
        const MINUS_INFINITY: Self;
        /// The same number.
        fn widen(self) -> Self::Wide;
    }

    /// `f32` or `f64`.
    pub trait Wide: Copy + core::fmt::Debug + PartialEq + PartialOrd + Into<f64> + Number<Wide = Self> {
        /// An unsigned integer of the same width; that of a number which is not negative grows with it.
        type Bits: Copy + Ord + BitOr<Output = Self::Bits> + Into<u64> + From<u8>;
        const INFINITY: Self;
        const MINUS_ZERO_BITS: u64;
        const EXPONENT_BIAS: i32;
        const MANTISSA_BITS: u32;
        fn bits(self) -> Self::Bits;
        /// The number with the lower bits.
        fn from_bits(bits: u64) -> Self;
        fn is_nan(self) -> bool;
        /// All bits, if it is NaN, or none.
        fn nan_mask(self) -> Self::Bits;
        /// The product, rounded down, if it is from 0 to less than `2^31`; otherwise any such integer.
        fn floor_product(self, factor: Self) -> u32;
        /// The weight of a logit, if it is not above the largest one; otherwise any integer less than `2^31`.
        fn exp_weight(self, max: Self) -> u32;
    }
}
