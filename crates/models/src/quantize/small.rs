//! Intervals of distributions over a few symbols.

use core::num::NonZeroU32;

use constriction_core::Interval;
use constriction_kernels::rows::first_above;

use super::Scaling;
use crate::Float;

/// The most symbols of a distribution that is small: its ends are computed all at once, without branches that depend on
/// a symbol.
pub(crate) const SMALL: usize = 16;

/// From here on, it is faster not to guess the symbol of a quantile.
const SOME: usize = 8;

/// Whether a distribution over this many symbols is small.
#[inline]
pub(crate) fn is_small<F: Float>(symbols: usize, precision: u32) -> bool {
    symbols <= SMALL && precision <= F::EXACT_BITS && precision <= 30
}

/// The interval of a symbol of a distribution that is small.
#[cfg(feature = "alloc")]
#[inline]
pub(crate) fn interval<F: Float>(scaling: &Scaling<F>, probs: &[F], symbol: usize) -> Option<Interval> {
    let &p = probs.get(symbol)?;
    if let &[first, _] = probs {
        return scaling.of_two(first)[symbol];
    }
    let before = probs[..symbol].iter().fold(F::ZERO, |sum, &p| sum + p);
    scaling.interval(symbol, before, before + p, symbol + 1 == probs.len())
}

/// The symbol that owns a quantile in a distribution that is small, and its interval.
#[inline]
pub(crate) fn symbol_at<F: Float>(scaling: &Scaling<F>, probs: &[F], quantile: u32) -> Option<(usize, Interval)> {
    if let &[first, _] = probs {
        let intervals = scaling.of_two(first);
        let symbol = usize::from(intervals[0].is_none_or(|interval| quantile >= interval.prob.get()));
        return Some((symbol, intervals[symbol]?));
    }
    if probs.len() < SOME {
        return scaling.symbol_at(probs, quantile);
    }
    scaling.small_ends(probs).symbol_at(quantile)
}

/// The ends of up to [`SMALL`] symbols at precisions of up to 30 bits.
pub(crate) struct SmallEnds {
    /// Three unused entries, then 0, then the right ends, padded to whole vectors. From the last symbol on, they are at least
    /// `one`; before, they can be above it, too.
    ends: [[i32; 4]; 1 + SMALL / 4],
    /// `2^P`.
    one: u32,
}

impl SmallEnds {
    /// The ends of the symbols that have these probabilities, given how to scale sums and what the result is at most.
    #[inline]
    pub(crate) fn new<F: Float>(probs: &[F], scale: F, most: u32, one: u32) -> Self {
        debug_assert!((1..=SMALL).contains(&probs.len()) && one <= 1 << 30);
        let mut sum = F::ZERO;
        let mut four = |probs: [F; 4], first: usize| {
            let scaled = probs.map(|p| {
                sum = sum + p;
                sum * scale
            });
            let [a, b, c, d] = F::to_u32s_at_most(scaled, most);
            let first = first as u32;
            [a + first + 1, b + first + 2, c + first + 3, d + first + 4].map(|end| end as i32)
        };
        // The last symbol owns what the others do not.
        let others = &probs[..probs.len() - 1];
        let (chunks, rest) = others.as_chunks::<4>();
        let padded = [0, 1, 2].map(|i| rest.get(i).copied().unwrap_or(F::INFINITY));
        let mut ends = [[one as i32; 4]; 1 + SMALL / 4];
        ends[0][3] = 0;
        for (number, chunk) in chunks.iter().enumerate() {
            ends[1 + number] = four(*chunk, 4 * number);
        }
        ends[1 + chunks.len()] = four([padded[0], padded[1], padded[2], F::INFINITY], 4 * chunks.len());
        Self { ends, one }
    }

    /// The interval of a symbol; `None` if it is impossible. There must be one.
    #[inline]
    pub(crate) fn interval(&self, symbol: usize) -> Option<Interval> {
        let &[left, right] = self.ends.as_flattened().get(3 + symbol..)?.first_chunk()?;
        let (left, right) = ((left as u32).min(self.one), (right as u32).min(self.one));
        Some(Interval { left, prob: NonZeroU32::new(right - left)? })
    }

    /// The symbol that owns a quantile, and its interval.
    #[inline]
    pub(crate) fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let (_, ends) = self.ends.split_first_chunk::<1>()?;
        let ends = ends.first_chunk()?;
        // They are less than 2^31. The last one is above the quantile.
        let symbol = first_above(ends, quantile as i32);
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
                assert_eq!(interval(&scaling, probs, symbol), expected, "{symbol} of {probs:?} at {precision}");
                assert_eq!(
                    scaling.small_ends(probs).interval(symbol),
                    expected,
                    "{symbol} of {probs:?} at {precision}"
                );
                for quantile in [pair[0], pair[1].saturating_sub(1)] {
                    if let Some(interval) = expected {
                        let expected = Some((symbol, interval));
                        let quantile = quantile as u32;
                        assert_eq!(symbol_at(&scaling, probs, quantile), expected, "{probs:?} at {precision}");
                        assert_eq!(scaling.small_ends(probs).symbol_at(quantile), expected, "{probs:?} at {precision}");
                    }
                }
            }
            assert_eq!(interval(&scaling, probs, probs.len()), None);
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
