//! `Reciprocal`: exact division by a probability, without a division.

use core::num::NonZeroU32;

/// Divides numbers by a divisor d that is known before: a multiplication takes a third of the time of a division.
///
/// With `2^s < d <= 2^(s + 1)`, the quotient of y and d is one of
///
/// ```text
/// floor(y * m / 2^(64 + s))          m = ceil(2^(64 + s) / d),     if m * d - 2^(64 + s) <= 2^s
/// floor((y + 1) * m / 2^(64 + s))    m = floor(2^(64 + s) / d),    if 2^(64 + s) - m * d <= 2^s
/// ```
///
/// for all y below `2^64`, because the error of m changes the product by less than the fraction of y / d leaves room for. The
/// errors of the two m sum to d, or both are 0, so that one of them is at most `2^s`. For d = 1, it is s = 0 and the second
/// form with `m = 2^64 - 1`.
///
/// # References
/// - Granlund, Montgomery, "Division by invariant integers using multiplication", 1994,
///   <https://doi.org/10.1145/178243.178249>
/// - Robison, "N-bit unsigned division via N-bit multiply-add", 2005, <https://doi.org/10.1109/ARITH.2005.31>
///
/// ```
/// use constriction_core::Reciprocal;
/// use core::num::NonZeroU32;
///
/// let d = NonZeroU32::new(7).unwrap();
/// assert_eq!(Reciprocal::new(d).quotient(1_000_000_000_000, d), 142_857_142_857);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reciprocal(
    /// The highest bit is 1 for the second form. That of m is always 1.
    u64,
);

const HIGHEST: u64 = 1 << 63;

impl Reciprocal {
    /// The reciprocal of a divisor.
    #[inline]
    #[must_use]
    pub const fn new(divisor: NonZeroU32) -> Self {
        let d = divisor.get() as u64;
        if d == 1 {
            return Self(u64::MAX);
        }
        // 2^(64 + s) / d in two steps: the first quotient is below 2^32, as d is above 2^s.
        let unit = 1u64 << Self::shift(divisor);
        let high = unit << 32;
        let low = (high % d) << 32;
        let (down, rest) = (((high / d) << 32) | (low / d), low % d);
        if rest == 0 {
            Self(down & !HIGHEST)
        } else if d - rest <= unit {
            Self((down + 1) & !HIGHEST)
        } else {
            Self(down | HIGHEST)
        }
    }

    #[inline]
    const fn shift(divisor: NonZeroU32) -> u32 {
        ((divisor.get() - 1) | 1).ilog2()
    }

    /// `dividend / divisor`, for the divisor that this was made of and dividends below `2^64 - 1`; for powers of two,
    /// below `2^64`.
    #[inline]
    #[must_use]
    pub const fn quotient(self, dividend: u64, divisor: NonZeroU32) -> u64 {
        let factor = (self.0 | HIGHEST) as u128;
        let product = dividend.wrapping_add(self.0 >> 63) as u128 * factor;
        (product >> 64) as u64 >> Self::shift(divisor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// xorshift64*, Vigna 2016.
    fn random(state: &mut u64) -> u64 {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn check(divisor: u32, dividend: u64) {
        let d = NonZeroU32::new(divisor).unwrap();
        let dividend = if divisor.is_power_of_two() { dividend } else { dividend.min(u64::MAX - 1) };
        if divisor > 1 || dividend < u64::MAX {
            let quotient = Reciprocal::new(d).quotient(dividend, d);
            assert_eq!(quotient, dividend / u64::from(divisor), "{dividend} / {divisor}");
        }
    }

    #[test]
    fn quotients_are_exact() {
        let mut state = 1;
        let small =
            (1..5000).chain((0..32).flat_map(|bit| [1u32 << bit, (1 << bit) + 1, (1u32 << bit).wrapping_sub(1)]));
        let divisors = small.chain((0..3000).map({
            let mut state = 2;
            move |_| (random(&mut state) >> (32 + random(&mut state) % 32)) as u32
        }));
        for divisor in divisors.chain([u32::MAX, u32::MAX - 1]).filter(|&divisor| divisor > 0) {
            let d = u64::from(divisor);
            let last = u64::MAX / d * d;
            for dividend in [0, 1, d - 1, d, d + 1, last - 1, last, u64::MAX - 1, u64::MAX] {
                check(divisor, dividend);
            }
            for _ in 0..20 {
                // Next to multiples, where an error shows first.
                let multiple = random(&mut state) % (u64::MAX / d) * d;
                for dividend in [multiple, multiple.wrapping_sub(1), multiple + 1] {
                    check(divisor, dividend);
                }
            }
        }
    }
}
