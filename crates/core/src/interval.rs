//! `Interval`: a symbol's range of quantiles, which models pass to coders.

use core::num::NonZeroU32;

/// A half-open range of quantiles, `[left, left + prob)` out of `0..1 << precision`.
///
/// A model owns one for each symbol that it can code. The precision (1 to 32 bits) is not stored: it is a
/// constant of the model, and the coder gets it as an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The left-sided cumulative: the sum of the probabilities of all symbols before this one.
    pub left: u32,
    /// The probability in units of `2^-precision`; never zero, at most `1 << precision`.
    pub prob: NonZeroU32,
}

impl Interval {
    /// The interval from `left` to `right`, exclusive; `None` if it is empty or does not fit.
    ///
    /// The arguments are wider than the fields because at a precision of 32 bits `right` can be 2^32. What does
    /// not fit is `right > 2^32`, and the full interval at 32 bits, which no non-zero `u32` can hold.
    #[inline]
    #[must_use]
    pub fn between(left: u64, right: u64) -> Option<Self> {
        if right > 1 << 32 {
            return None;
        }
        let prob = u32::try_from(right.checked_sub(left)?).ok()?;
        Some(Self { left: left as u32, prob: NonZeroU32::new(prob)? })
    }

    /// The first quantile after the interval.
    #[inline]
    #[must_use]
    pub fn right(self) -> u64 {
        u64::from(self.left) + u64::from(self.prob.get())
    }

    /// Whether the interval lies within `0..1 << precision`, for a precision of up to 32 bits.
    #[inline]
    #[must_use]
    pub fn fits(self, precision: u32) -> bool {
        self.right() <= 1 << precision
    }

    /// Whether a quantile lies in the interval.
    #[inline]
    #[must_use]
    pub fn contains(self, quantile: u32) -> bool {
        self.left <= quantile && u64::from(quantile) < self.right()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_rejects_what_is_empty_or_too_wide() {
        assert_eq!(Interval::between(5, 5), None);
        assert_eq!(Interval::between(6, 5), None);
        assert_eq!(Interval::between(0, 1 << 32), None);
        assert_eq!(Interval::between(1, (1 << 32) + 1), None);
        let last = Interval::between(1, 1 << 32).unwrap();
        assert_eq!((last.left, last.prob.get(), last.right()), (1, u32::MAX, 1 << 32));
        assert!(last.contains(u32::MAX) && !last.contains(0));
    }

    #[test]
    fn an_interval_fits_up_to_one() {
        let interval = Interval::between(10, 16).unwrap();
        assert!(interval.fits(4) && interval.fits(32) && !interval.fits(3));
        assert!(Interval::between(1, 1 << 32).unwrap().fits(32));
        assert!(!Interval { left: 1, prob: NonZeroU32::MAX }.fits(31));
    }
}
