//! `Bits`: a short sequence of bits.

/// Up to 64 bits in a row: a code word or a part of one.
///
/// The first bit is the least significant one of [`value`](Self::value).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bits {
    /// Zero from the bit `len` on.
    value: u64,
    /// At most 64.
    len: u32,
}

impl Bits {
    /// The greatest number of bits.
    pub const MAX_LEN: u32 = u64::BITS;

    /// The lowest `len` bits of `value`, the least significant one first; 64 bits if `len` is more than that.
    #[inline]
    #[must_use]
    pub fn new(value: u64, len: u32) -> Self {
        let len = len.min(Self::MAX_LEN);
        // In two steps, as Rust has no shift by all bits of a type.
        let above = (u64::MAX << (len / 2)) << (len - len / 2);
        Self { value: value & !above, len }
    }

    /// The same for a `value` that is zero from the bit `len` on, which is at most 64.
    #[inline]
    pub(crate) fn known(value: u64, len: u32) -> Self {
        debug_assert!(Self::new(value, len) == Self { value, len });
        Self { value, len }
    }

    /// The lowest `len` bits of `value`, the most significant one first: how standards write code words.
    #[inline]
    #[must_use]
    pub fn msb_first(value: u64, len: u32) -> Self {
        let len = len.min(Self::MAX_LEN);
        Self { value: reverse(value, len), len }
    }

    /// The bits as a number, the first one least significant.
    #[inline]
    #[must_use]
    pub fn value(self) -> u64 {
        self.value
    }

    /// The bits as a number, the first one most significant.
    #[inline]
    #[must_use]
    pub fn to_msb_first(self) -> u64 {
        reverse(self.value, self.len)
    }

    /// The number of bits, from 0 to 64.
    #[inline]
    #[must_use]
    pub fn len(self) -> u32 {
        self.len
    }

    /// Whether there are no bits.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The bits after the first `count`.
    #[inline]
    #[must_use]
    pub fn skip(self, count: u32) -> Self {
        Self { value: self.value.checked_shr(count).unwrap_or(0), len: self.len.saturating_sub(count) }
    }
}

/// One bit.
impl From<bool> for Bits {
    #[inline]
    fn from(bit: bool) -> Self {
        Self { value: u64::from(bit), len: 1 }
    }
}

/// The bits one by one, the first one first.
impl IntoIterator for Bits {
    type Item = bool;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        IntoIter(self)
    }
}

/// The bits of [`Bits`], one by one.
#[derive(Clone, Debug)]
pub struct IntoIter(Bits);

impl Iterator for IntoIter {
    type Item = bool;

    fn next(&mut self) -> Option<bool> {
        if self.0.is_empty() {
            return None;
        }
        let bit = self.0.value & 1 != 0;
        self.0 = self.0.skip(1);
        Some(bit)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len as usize, Some(self.0.len as usize))
    }
}

impl ExactSizeIterator for IntoIter {}

/// The lowest `len` bits in the opposite order.
#[inline]
pub(crate) fn reverse(value: u64, len: u32) -> u64 {
    value.reverse_bits().checked_shr(u64::BITS - len).unwrap_or(0)
}
