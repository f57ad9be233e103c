//! Elements as integers without a sign.

/// An integer of the width of an element, or of a part of a complex one.
pub(crate) trait Word: Copy + Eq + Ord + Default + core::fmt::Debug + Send + Sync {
    const BITS: u32;

    fn to_u64(self) -> u64;
    /// The low bits.
    fn from_u64(value: u64) -> Self;
    fn from_le(bytes: &[u8]) -> Self;
    fn write_le(self, bytes: &mut [u8]);
    fn add(self, other: Self) -> Self;
    fn sub(self, other: Self) -> Self;
    /// By less than the number of bits.
    fn shifted_left(self, bits: u32) -> Self;
    fn rotated_left(self, bits: u32) -> Self;
}

macro_rules! words {
    ($($t:ty),*) => {
        $(impl Word for $t {
            const BITS: u32 = <$t>::BITS;

            #[inline]
            fn to_u64(self) -> u64 {
                self.into()
            }
            #[inline]
            fn from_u64(value: u64) -> Self {
                value as Self
            }
            #[inline]
            fn from_le(bytes: &[u8]) -> Self {
                let mut array = [0; size_of::<Self>()];
                array.copy_from_slice(bytes);
                Self::from_le_bytes(array)
            }
            #[inline]
            fn write_le(self, bytes: &mut [u8]) {
                bytes.copy_from_slice(&self.to_le_bytes());
            }
            #[inline]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline]
            fn sub(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
            #[inline]
            fn shifted_left(self, bits: u32) -> Self {
                self.wrapping_shl(bits)
            }
            #[inline]
            fn rotated_left(self, bits: u32) -> Self {
                self.rotate_left(bits)
            }
        })*
    };
}
words!(u8, u16, u32, u64);

/// The middle of the range.
#[inline]
pub(crate) fn half<T: Word>() -> T {
    T::from_u64(1 << (T::BITS - 1))
}

/// A difference as a number that is small if the difference is: 0, -1, 1, -2, … become 0, 1, 2, 3, …
#[inline]
pub(crate) fn zigzag<T: Word>(difference: T) -> T {
    let x = difference.to_u64();
    let is_negative = x >> (T::BITS - 1) & 1;
    T::from_u64(x << 1 ^ 0u64.wrapping_sub(is_negative))
}

/// The inverse of [`zigzag`].
#[inline]
pub(crate) fn unzigzag<T: Word>(number: T) -> T {
    let x = number.to_u64();
    T::from_u64(x >> 1 ^ 0u64.wrapping_sub(x & 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zigzag_is_a_bijection() {
        for x in 0..=u8::MAX {
            assert_eq!(unzigzag(zigzag(x)), x);
            let distance = (x as i8).unsigned_abs();
            assert!(u16::from(zigzag(x)) <= 2 * u16::from(distance), "{x}");
        }
        for x in [0, 1, u64::MAX, 1 << 63, (1 << 63) - 1, 0x1234_5678_9abc_def0] {
            assert_eq!(unzigzag(zigzag(x)), x);
        }
    }
}
