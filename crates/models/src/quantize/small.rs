//! Intervals of distributions over a few symbols.

use core::hint::select_unpredictable;
use core::num::NonZeroU32;

use constriction_core::Interval;
use constriction_kernels::rows::first_above;

use super::Scaling;
use crate::Float;

/// The most symbols of a distribution that is small: its ends are computed all at once, without branches that depend on
/// a symbol.
pub(crate) const SMALL: usize = 16;

/// Whether a distribution over this many symbols is small.
#[inline]
pub(crate) fn is_small<F: Float>(symbols: usize, precision: u32) -> bool {
    symbols <= SMALL && precision <= F::EXACT_BITS && precision <= 30
}

/// The interval of a symbol of a distribution that is small.
// As part of the caller's loop: 2 ns a symbol.
#[inline(always)]
pub(crate) fn interval<F: Float>(scaling: Scaling<F>, probs: &[F], symbol: usize) -> Option<Interval> {
    let &p = probs.get(symbol)?;
    // Always all sums, because the symbol cannot be predicted.
    let before = match *probs {
        [first, _] => {
            let (is_last, split) = (symbol == 1, scaling.small_left(1, first));
            let left = select_unpredictable(is_last, split, 0);
            return between(left, select_unpredictable(is_last, scaling.one() as u32, split));
        }
        [a, b, _] => [F::ZERO, a, a + b][symbol],
        [a, b, c, _] => [F::ZERO, a, a + b, a + b + c][symbol],
        _ => {
            // Of every second symbol, as it takes as long to add one more.
            let (mut sums, mut sum) = ([F::ZERO; 1 + SMALL / 2], F::ZERO);
            for (before, &[a, b]) in sums[1..].iter_mut().zip(probs.as_chunks().0) {
                sum = sum + a + b;
                *before = sum;
            }
            let even = *sums.get(symbol / 2)?;
            [even, even + probs[symbol & !1]][symbol & 1]
        }
    };
    let right = scaling.small_left(symbol + 1, before + p);
    let right = select_unpredictable(symbol + 1 == probs.len(), scaling.one() as u32, right);
    between(scaling.small_left(symbol, before), right)
}

/// The symbol that owns a quantile in a distribution that is small, and its interval.
// As part of the caller's loop: 2 ns a symbol.
#[inline(always)]
pub(crate) fn symbol_at<F: Float>(scaling: Scaling<F>, probs: &[F], quantile: u32) -> Option<(usize, Interval)> {
    match *probs {
        [a, _] => pick(scaling, [a], quantile),
        [a, b, _] => pick(scaling, [a, b], quantile),
        [a, b, c, _] => pick(scaling, [a, b, c], quantile),
        _ => {
            // What is in structures would be in memory.
            let (scale, limit) = scaling.into_parts();
            symbol_of_more(scale, limit, scaling.precision(), probs, quantile)
        }
    }
}

/// See [`symbol_at`].
#[inline(never)]
fn symbol_of_more<F: Float>(
    scale: F,
    limit: u32,
    precision: u32,
    probs: &[F],
    quantile: u32,
) -> Option<(usize, Interval)> {
    let scaling = Scaling::from_parts(scale, limit, precision);
    match *probs {
        [a, b, c, d, _] => pick(scaling, [a, b, c, d], quantile),
        [a, b, c, d, e, _] => pick(scaling, [a, b, c, d, e], quantile),
        [.., _] => SmallEnds::new(scaling, &probs[..probs.len() - 1]).symbol_at(quantile),
        [] => None,
    }
}

/// The symbol that owns a quantile, given the probabilities of all symbols but the last one.
///
/// Without branches, because the symbol cannot be predicted.
#[inline(always)]
fn pick<F: Float, const N: usize>(scaling: Scaling<F>, probs: [F; N], quantile: u32) -> Option<(usize, Interval)> {
    let mut sum = F::ZERO;
    let mut index = 0;
    let ends = probs.map(|p| {
        (index, sum) = (index + 1, sum + p);
        scaling.small_left(index, sum)
    });
    let (mut symbol, mut left, mut right) = (0, 0, scaling.one() as u32);
    for end in ends {
        symbol += usize::from(end <= quantile);
        left = select_unpredictable(end <= quantile, end, left);
    }
    for end in ends.into_iter().rev() {
        right = select_unpredictable(end <= quantile, right, end);
    }
    Some((symbol, between(left, right)?))
}

/// The interval between two ends, of which the second is not less.
#[inline]
fn between(left: u32, right: u32) -> Option<Interval> {
    Some(Interval { left, prob: NonZeroU32::new(right.wrapping_sub(left))? })
}

/// The ends of up to [`SMALL`] symbols at precisions of up to 30 bits.
struct SmallEnds {
    /// Three unused entries, then 0, then the right ends, padded to whole vectors. From the last symbol on, they are `2^P`.
    ends: [[i32; 4]; 1 + SMALL / 4],
}

impl SmallEnds {
    /// The ends of the symbols that have these probabilities, and of one more, which owns what they do not.
    #[inline(always)]
    fn new<F: Float>(scaling: Scaling<F>, probs: &[F]) -> Self {
        let one = scaling.one() as u32;
        debug_assert!(probs.len() < SMALL && one <= 1 << 30);
        let (scale, limit) = scaling.into_parts();
        let (limit, last) = (F::from_u32(limit), F::from_u32(one - 1));
        let mut sum = F::ZERO;
        let mut four = |probs: [F; 4], first: u32| {
            let scaled = probs.map(|p| {
                sum = sum + p;
                sum * scale
            });
            // Of 0.5.0, where the limit is higher, the end is at most `2^P`.
            let most = [0, 1, 2, 3].map(|index| {
                let room = last - F::from_u32(first + index);
                if limit < room { limit } else { room }
            });
            let [a, b, c, d] = F::to_i32s_at_most(scaled, most);
            let first = first as i32;
            [a + first + 1, b + first + 2, c + first + 3, d + first + 4]
        };
        let (chunks, rest) = probs.as_chunks::<4>();
        let mut ends = [[one as i32; 4]; 1 + SMALL / 4];
        ends[0][3] = 0;
        for (number, chunk) in chunks.iter().enumerate() {
            ends[1 + number] = four(*chunk, 4 * number as u32);
        }
        let [a, b, c] = [0, 1, 2].map(|i| rest.get(i).copied().unwrap_or(F::INFINITY));
        ends[1 + chunks.len()] = four([a, b, c, F::INFINITY], 4 * chunks.len() as u32);
        Self { ends }
    }

    /// The interval of a symbol; `None` if it is impossible. There must be one.
    #[inline(always)]
    fn interval(&self, symbol: usize) -> Option<Interval> {
        let ends = self.ends.as_flattened();
        between(*ends.get(3 + symbol)? as u32, *ends.get(4 + symbol)? as u32)
    }

    /// The symbol that owns a quantile, and its interval.
    #[inline(always)]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let (_, ends) = self.ends.split_first_chunk::<1>()?;
        // The last one is above the quantile.
        let symbol = first_above(ends.first_chunk()?, quantile as i32);
        Some((symbol, self.interval(symbol)?))
    }
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::quantize::few;

    /// xorshift64*, Vigna 2016.
    fn random(state: &mut u64) -> f64 {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn agree<F: Float + core::fmt::Debug>(probs: &[F], precision: u32) {
        assert!(is_small::<F>(probs.len(), precision));
        let scaling = Scaling::with_sum(probs.len(), few(probs).unwrap(), precision).unwrap();
        for scaling in [scaling, scaling.compatible()] {
            let mut sum = F::ZERO;
            let mut ends: Vec<u64> = Vec::new();
            for (symbol, &p) in probs.iter().enumerate() {
                ends.push(scaling.left(symbol, sum));
                sum = sum + p;
            }
            ends.push(1 << precision);
            for (symbol, pair) in ends.windows(2).enumerate() {
                let expected = Interval::between(pair[0], pair[1]);
                assert_eq!(interval(scaling, probs, symbol), expected, "{symbol} of {probs:?} at {precision}");
                for quantile in [pair[0], pair[1].saturating_sub(1)] {
                    if let Some(interval) = expected {
                        let expected = Some((symbol, interval));
                        let quantile = quantile as u32;
                        assert_eq!(symbol_at(scaling, probs, quantile), expected, "{probs:?} at {precision}");
                    }
                }
            }
            assert_eq!(interval(scaling, probs, probs.len()), None);
        }
    }

    #[test]
    fn small_rows_have_the_ends_of_others() {
        let mut state = 1;
        for case in 0..2000 {
            let n = 1 + case % SMALL;
            let power = [0, 1, 3, 20][case / SMALL % 4];
            let mut probs: Vec<f64> = (0..n).map(|_| random(&mut state).powi(power)).collect();
            if case % 3 == 0 {
                // Some that have nothing, at the end or elsewhere.
                probs[(random(&mut state) * n as f64) as usize] = 0.0;
                probs[n - 1] = if case % 2 == 0 { 0.0 } else { 1.0 };
            }
            let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
            if probs.iter().sum::<f64>() < 1e-20 {
                continue;
            }
            for precision in [4, 8, 16, 23, 24] {
                agree(&narrow, precision);
                agree(&probs, precision);
            }
            agree(&probs, 30);
        }
    }
}
