//! The vector operations that the algorithms of rANS states are written in.

use core::ops::{Add, BitAnd, BitOr, Mul, Sub};

use crate::features::Token;

/// The vectors of a level. The level itself proves that the processor has the instructions.
pub(crate) trait StateLanes: Token {
    /// The output of pushed words.
    type Push: PushLanes<Token = Self>;
    /// The input of popped bytes.
    type Pop: PopLanes<Token = Self>;
}

/// Eight states, or other numbers of 64 bits, side by side.
///
/// A value exists only where the processor has the instructions, as the first one is made with a proof of that.
pub(crate) trait PushLanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + BitAnd<Output = Self> + BitOr<Output = Self>
{
    /// Proves that the processor has the instructions.
    type Token: Copy;
    /// A truth for each lane.
    type Mask: Copy;

    fn splat(token: Self::Token, x: u64) -> Self;
    fn load(token: Self::Token, numbers: &[u64; 8]) -> Self;
    /// Eight intervals: the left end in the low half, the length in the high half.
    fn load_intervals(token: Self::Token, intervals: &[[u32; 2]; 8]) -> Self;
    fn store(self) -> [u64; 8];
    /// Eight numbers of 32 bits.
    fn load_32(token: Self::Token, numbers: &[u32; 8]) -> Self;
    /// The first number of each row, and the second one.
    fn columns(token: Self::Token, rows: [&[u64; 2]; 8]) -> [Self; 2];

    /// `self >> counts`, for counts below 64.
    fn shr(self, counts: Self) -> Self;
    /// `self << counts`, for counts below 64.
    fn shl(self, counts: Self) -> Self;
    /// The product of the low halves.
    fn mul_low(self, other: Self) -> Self;
    /// The product with numbers below `2^32`, modulo `2^64`.
    fn mul_wide(self, factor: Self) -> Self;
    /// `x * r` rounded down, for integers `x` below `2^32` and doubles `r`, whose bits are given.
    fn times_double(self, reciprocal: Self) -> Self;
    /// `x / d`, within 1, for `d` below `2^32` and quotients below `2^52`.
    fn about_quotient(self, divisor: Self) -> Self;

    /// Compares numbers with signs.
    fn ge(self, other: Self) -> Self::Mask;
    /// A bit for each lane, the first one lowest.
    fn bits(mask: Self::Mask) -> u8;
    /// `self >> counts` where the mask is true, `self` elsewhere.
    fn shr_where(self, mask: Self::Mask, counts: Self) -> Self;
    /// The sum where the mask is true, `self` elsewhere.
    fn add_where(self, mask: Self::Mask, summand: Self) -> Self;
    /// The difference where the mask is true, `self` elsewhere.
    fn sub_where(self, mask: Self::Mask, subtrahend: Self) -> Self;

    /// Writes the low 16 bits of the chosen lanes one after the other, and then anything, in little-endian order.
    ///
    /// # Safety
    /// `to` must be valid for a write of 16 bytes.
    unsafe fn store_low_16(self, chosen: u8, to: *mut u8);
    /// Writes the low 32 bits of the chosen lanes one after the other, and then anything.
    ///
    /// # Safety
    /// `to` must be valid for a write of 8 `u32`.
    unsafe fn store_low_32(self, chosen: u8, to: *mut u32);

    /// The numbers at places of a table.
    ///
    /// # Safety
    /// Each place must be less than `table.len()`.
    unsafe fn look_up(table: &[u32], places: Self) -> Self;
    /// The bytes at places of a table.
    ///
    /// # Safety
    /// Each place must be less than `table.len() - 3`: four bytes are read at each.
    unsafe fn look_up_bytes(table: &[u8], places: Self) -> Self;

    /// Moves words of four bytes into the lanes where the mask is true, from the last word before `end` on.
    ///
    /// # Safety
    /// The eight `u32` before `end` must be valid for reads.
    unsafe fn refill(self, mask: Self::Mask, end: *const u32) -> Self;
}

/// States of 32 bits, side by side.
///
/// A value exists only where the processor has the instructions, as the first one is made with a proof of that.
pub(crate) trait PopLanes:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + BitAnd<Output = Self> + BitOr<Output = Self>
{
    /// Proves that the processor has the instructions.
    type Token: Copy;
    /// The number of lanes, at most 16: it divides 16.
    const LANES: usize;

    fn splat(token: Self::Token, x: u32) -> Self;
    /// # Panics
    /// If there are fewer numbers than lanes.
    fn load(token: Self::Token, numbers: &[u32]) -> Self;
    /// # Panics
    /// If there are fewer numbers than lanes.
    fn store(self, numbers: &mut [u32]);
    /// Writes the low 8 bits of each lane.
    ///
    /// # Panics
    /// If there are fewer bytes than lanes.
    fn store_bytes(self, bytes: &mut [u8]);

    /// `self >> counts`, for counts below 32.
    fn shr(self, counts: Self) -> Self;
    /// `self << counts`, for counts below 32.
    fn shl(self, counts: Self) -> Self;

    /// The numbers at places of a table that is read in no order.
    ///
    /// # Safety
    /// Each place must be less than `table.len()`.
    unsafe fn gather(table: &[u32], places: Self) -> Self;
    /// The same, by whatever is fastest where the table is in the first-level cache.
    ///
    /// # Safety
    /// Each place must be less than `table.len()`.
    #[inline(always)]
    unsafe fn look_up(table: &[u32], places: Self) -> Self {
        // SAFETY: the caller's condition is that of `gather`.
        unsafe { Self::gather(table, places) }
    }
    /// The bytes at places of a table, with any bytes above them.
    ///
    /// # Safety
    /// Each place must be less than `table.len() - 3`: four bytes are read at each.
    unsafe fn gather_bytes(table: &[u8], places: Self) -> Self;

    /// A bit for each lane that is not above the largest state that is too small, the first one lowest.
    fn too_small(self, largest: Self) -> u32;
    /// Moves words of two bytes into the states that are too small, from the last word before `end` on.
    ///
    /// `too_small` must be the result of [`too_small`](Self::too_small); otherwise any words may be moved.
    ///
    /// # Safety
    /// The `2 * LANES` bytes before `end` must be valid for reads.
    unsafe fn refill(self, too_small: u32, largest: Self, end: *const u8) -> Self;
}
