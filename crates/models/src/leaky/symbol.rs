//! The integers that can be symbols of a quantised distribution.

/// An integer of up to 64 bits.
pub trait Symbol: Copy + Ord {
    /// `self - min`, modulo `2^64`.
    fn offset_from(self, min: Self) -> u64;
    /// The integer `offset` above this one, modulo the number of integers.
    #[must_use]
    fn add_offset(self, offset: u64) -> Self;
    /// The nearest floating-point number.
    fn to_f64(self) -> f64;
    /// The same integer as an `i32`, if it is one.
    fn to_i32(self) -> Option<i32>;
}

macro_rules! symbol {
    ($($t:ident)*) => {$(
        impl Symbol for $t {
            #[inline] fn offset_from(self, min: Self) -> u64 { (self as i64).wrapping_sub(min as i64) as u64 }
            #[inline] fn add_offset(self, offset: u64) -> Self { self.wrapping_add(offset as $t) }
            #[inline] fn to_f64(self) -> f64 { self as f64 }
            #[inline] fn to_i32(self) -> Option<i32> { self.try_into().ok() }
        }
    )*};
}
symbol!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
