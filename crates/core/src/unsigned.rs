//! `Unsigned`: the integer types of words and states.

use core::fmt::{Debug, LowerHex};
use core::hash::Hash;
use core::ops::{Add, BitOr, Div, Mul, Rem, Shl, Shr, Sub};

/// An unsigned integer of at most 64 bits.
///
/// The supertraits are the operators in the formulas of the coders; the methods are operations without an operator.
pub trait Unsigned:
    Copy
    + Default
    + Debug
    + LowerHex
    + Ord
    + Hash
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Rem<Output = Self>
    + BitOr<Output = Self>
    + Shl<u32, Output = Self>
    + Shr<u32, Output = Self>
{
    /// The number of bits.
    const BITS: u32;
    /// Zero.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// The largest value.
    const MAX: Self;

    /// The bytes of one value.
    type Bytes: AsRef<[u8]> + AsMut<[u8]> + Default;

    /// The low bits of `value`.
    fn from_low(value: u64) -> Self;
    /// The same number in 64 bits.
    fn to_u64(self) -> u64;
    /// The sum modulo `2^BITS`.
    #[must_use]
    fn wrapping_add(self, other: Self) -> Self;
    /// The difference modulo `2^BITS`.
    #[must_use]
    fn wrapping_sub(self, other: Self) -> Self;
    /// The number of bits above the highest set one.
    fn leading_zeros(self) -> u32;
    /// The bytes, least significant first.
    fn to_le_bytes(self) -> Self::Bytes;
    /// The value of bytes, least significant first.
    fn from_le_bytes(bytes: Self::Bytes) -> Self;

    /// The number of bits up to the highest set one; 0 for zero.
    #[inline]
    fn bit_length(self) -> u32 {
        Self::BITS - self.leading_zeros()
    }
}

macro_rules! unsigned {
    ($($t:ident)*) => {$(
        impl Unsigned for $t {
            const BITS: u32 = $t::BITS;
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const MAX: Self = $t::MAX;
            type Bytes = [u8; size_of::<$t>()];

            #[inline] fn from_low(value: u64) -> Self { value as $t }
            #[inline] fn to_u64(self) -> u64 { u64::from(self) }
            #[inline] fn wrapping_add(self, other: Self) -> Self { $t::wrapping_add(self, other) }
            #[inline] fn wrapping_sub(self, other: Self) -> Self { $t::wrapping_sub(self, other) }
            #[inline] fn leading_zeros(self) -> u32 { $t::leading_zeros(self) }
            #[inline] fn to_le_bytes(self) -> Self::Bytes { $t::to_le_bytes(self) }
            #[inline] fn from_le_bytes(bytes: Self::Bytes) -> Self { $t::from_le_bytes(bytes) }
        }
    )*};
}
unsigned!(u8 u16 u32 u64);
