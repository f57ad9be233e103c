//! The two floating-point types that probabilities come in.

use core::ops::{Add, Div, Mul, Sub};

use constriction_core::Unsigned;
use constriction_kernels::RoundDown;

/// `f32` or `f64`: the arithmetic in which probabilities are scaled is part of the format.
pub trait Float:
    Copy + PartialOrd + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + private::Sealed
{
    /// An unsigned integer of the same width.
    type Bits: Unsigned;

    /// Zero.
    const ZERO: Self;
    /// The smallest number with full precision.
    const MIN_NORMAL: Self;
    /// One.
    const ONE: Self;
    /// All integers of that many bits are exact.
    const EXACT_BITS: u32;
    /// Positive infinity.
    const INFINITY: Self;
    /// The nearest number to an integer.
    fn from_u64(value: u64) -> Self;
    /// The same for 32 bits, which takes fewer instructions.
    fn from_u32(value: u32) -> Self;
    /// Truncated towards zero; what is out of range goes to the nearer end, NaN to 0.
    fn to_u32(self) -> u32;
    /// The same, or `most` if that is less. Integers of [`EXACT_BITS`](Self::EXACT_BITS) bits are exact.
    fn to_u32_at_most(self, most: u32) -> u32;
    /// The same with four numbers, each with a limit of its own from `-2^30` to `2^30`.
    fn to_i32s_at_most(numbers: [Self; 4], most: [Self; 4]) -> [i32; 4];
    /// The bits of the number; the highest one is its sign.
    fn to_bits(self) -> Self::Bits;
    /// The same number in `f64`.
    fn to_f64(self) -> f64;
}

macro_rules! float {
    ($($t:ident $bits:ident)*) => {$(
        impl Float for $t {
            type Bits = $bits;
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const EXACT_BITS: u32 = $t::MANTISSA_DIGITS;
            const MIN_NORMAL: Self = $t::MIN_POSITIVE;
            const INFINITY: Self = $t::INFINITY;
            #[inline] fn from_u64(value: u64) -> Self { value as $t }
            #[inline] fn from_u32(value: u32) -> Self { value as $t }
            #[inline] fn to_u32(self) -> u32 { self as u32 }
            #[inline] fn to_u32_at_most(self, most: u32) -> u32 { self.round_down(most) }
            #[inline] fn to_i32s_at_most(numbers: [Self; 4], most: [Self; 4]) -> [i32; 4] { Self::round_down_four(numbers, most) }
            #[inline] fn to_bits(self) -> $bits { $t::to_bits(self) }
            #[inline] fn to_f64(self) -> f64 { self.into() }
        }
    )*};
}
float!(f32 u32 f64 u64);

pub(crate) mod private {
    /// No other crate can implement it.
    pub trait Sealed: Sized {
        /// See `constriction_kernels::rows::sum_rows`; `None` if there is nothing that is faster than plain code.
        #[inline]
        fn sum_rows(_numbers: &[Self], _starts: &mut [Self]) -> Option<([Self; 16], Self::Bits)>
        where
            Self: super::Float,
        {
            None
        }
    }

    impl Sealed for f32 {
        #[inline]
        fn sum_rows(numbers: &[f32], starts: &mut [f32]) -> Option<([f32; 16], u32)> {
            use constriction_kernels::{Level, rows};
            rows::sum_rows(Level::detect(), numbers, starts)
        }
    }

    impl Sealed for f64 {}
}
