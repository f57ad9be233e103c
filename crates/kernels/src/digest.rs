//! A weighted sum over intervals, to compare the intervals of two coders.
//!
//! An interval `[l, l + p)` of `P` bits is the number `v = l + p * 2^32`. All sums and products are modulo `2^64`:
//!
//! ```text
//! t = (v + K_P) * A
//! u = (t xor t >> 32) * B
//! m = u xor u >> 29
//! sum = m_0 * w_0 + m_1 * w_1 + ...
//! ```
//!
//! With odd weights, a sum in which one interval differs is another sum, because m is a bijection of v. `K_P = K + C * P`
//! is such that no interval within `0..1 << P` has m = 0.
//!
//! Processors with AVX-512 multiply eight numbers of 64 bits at once. For all levels it is the same loop, which
//! compilers turn into the instructions that there are.

use crate::Level;
#[cfg(target_arch = "x86_64")]
use crate::weights::Job;

/// A number of the golden ratio, and one of the finaliser of `SplitMix64`.
const A: u64 = 0x9e37_79b9_7f4a_7c15;
const B: u64 = 0xbf58_476d_1ce4_e5b9;
const K: u64 = 0x2545_f491_4f6c_dd1d;
const C: u64 = 0x013c_6ef3_72fe_94f9;

/// The constant that is added to an interval of this precision: `K_P`.
#[inline]
#[must_use]
pub const fn key(precision: u32) -> u64 {
    K.wrapping_add(C.wrapping_mul(precision as u64))
}

/// The number m of an interval, given as its left end and its length in one number: `left | length << 32`.
#[inline]
#[must_use]
pub const fn mix(key: u64, interval: u64) -> u64 {
    let t = interval.wrapping_add(key).wrapping_mul(A);
    let u = (t ^ t >> 32).wrapping_mul(B);
    u ^ u >> 29
}

/// The sum of [`mix`] of each interval times its weight. What one of the slices has more than the other is ignored.
#[inline]
#[must_use]
pub fn weighted_sum(level: Level, key: u64, intervals: &[u64], weights: &[u64]) -> u64 {
    let sum = WeightedSum { key, intervals, weights };
    match level {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512(token) => token.run(sum),
        // The others have no product of 64 bits, and gain nothing.
        _ => sum.plain(),
    }
}

struct WeightedSum<'a> {
    key: u64,
    intervals: &'a [u64],
    weights: &'a [u64],
}

impl WeightedSum<'_> {
    #[inline(always)]
    fn plain(self) -> u64 {
        let mut sum = 0u64;
        for (&interval, &weight) in self.intervals.iter().zip(self.weights) {
            sum = sum.wrapping_add(mix(self.key, interval).wrapping_mul(weight));
        }
        sum
    }
}

#[cfg(target_arch = "x86_64")]
impl Job for WeightedSum<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self) -> u64 {
        self.plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_interval_is_mixed_to_zero() {
        for precision in 1..=32 {
            let zero = key(precision).wrapping_neg();
            assert_eq!(mix(key(precision), zero), 0);
            let (left, length) = (zero & u64::from(u32::MAX), zero >> 32);
            assert!(left + length > 1 << precision, "precision {precision}");
        }
    }

    #[test]
    fn levels_agree() {
        let number = |i: u64| i.wrapping_mul(0x2127_599b_f432_5c37).rotate_left(i as u32 % 64);
        let (intervals, weights): (Vec<u64>, Vec<u64>) = (0..131).map(|i| (number(i), number(i + 1000) | 1)).unzip();
        for len in 0..=131 {
            for key in [0, key(24)] {
                let sum = |level| weighted_sum(level, key, &intervals[..len], &weights[..len]);
                for level in Level::available() {
                    assert_eq!(sum(level), sum(Level::Scalar), "{level:?}");
                }
            }
        }
    }

    extern crate std;
    use std::vec::Vec;
}
