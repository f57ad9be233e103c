//! `Lanes`: the vector operations that the algorithms are written in.

use core::ops::{Add, BitAnd, BitOr, Mul, Not, Sub};

use crate::tables::{COEFFICIENTS, Piecewise};

/// The number of lanes, for all widths of the processor's vectors.
pub(crate) const LANES: usize = 8;

/// Eight numbers that are computed with side by side.
///
/// A value exists only where the processor has the instructions, as the first one is made with a proof of that.
pub(crate) trait Lanes: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// Proves that the processor has the instructions.
    type Token: Copy;
    /// A truth for each lane.
    type Mask: Copy + BitAnd<Output = Self::Mask> + BitOr<Output = Self::Mask> + Not<Output = Self::Mask>;

    fn splat(token: Self::Token, x: f64) -> Self;
    fn load(token: Self::Token, numbers: &[f64; LANES]) -> Self;
    fn from_integers(token: Self::Token, integers: &[i32; LANES]) -> Self;
    /// The first number of each row, and the second one.
    #[inline(always)]
    fn columns(token: Self::Token, rows: &[[f64; 2]; LANES]) -> [Self; 2] {
        [0, 1].map(|column| Self::load(token, &rows.map(|row| row[column])))
    }

    fn div(self, divisor: Self) -> Self;
    /// `self * factor + summand`, rounded once, or twice where the processor cannot do it in one instruction.
    fn mul_add(self, factor: Self, summand: Self) -> Self;
    fn abs(self) -> Self;
    fn floor(self) -> Self;
    /// The nearest integer.
    fn round(self) -> Self;
    /// The smaller number; the other one for a NaN.
    fn min(self, other: Self) -> Self;
    fn lt(self, other: Self) -> Self::Mask;
    fn ge(self, other: Self) -> Self::Mask;
    /// The numbers of `yes` where the mask is true, those of `no` elsewhere.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;

    /// The coefficients of the segments with the numbers `self`, for integers from 0 to 15; otherwise of any segments.
    fn coefficients(self, function: &Piecewise) -> [Self; COEFFICIENTS];
    /// `2^-self / 2`, for integers from 0 to 1000.
    fn half_power(self) -> Self;
    /// The integers, modulo `2^32`, for integers from 0 to `2^51`.
    fn to_integers(self) -> [u32; LANES];
    /// The numbers, rounded down, for numbers from 0 to below `2^32`.
    fn truncate(self) -> [u32; LANES];
    /// A bit for each lane, the first one lowest.
    fn bits(mask: Self::Mask) -> u32;
}
