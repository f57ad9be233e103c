//! The integer quantisation: sums that do not depend on the order.
//!
//! Numbers become weights W, integers of 31 bits, by [`constriction_kernels::weights`]. Every symbol gets one unit of
//! probability; the other `F = 2^P - n` are shared out by rounding down the scaled cumulative, exactly:
//!
//! ```text
//! C_s = W_0 + … + W_{s-1},  T = C_n;   left(s) = s + floor(C_s * F / T)
//! ```
//!
//! T is at least `2^30`, as the largest weight is, and less than `2^63`. `left(0) = 0`, `left(n) = 2^P`, and
//! `left(s + 1) > left(s)` for any weights. As all numbers are integers,
//!
//! ```text
//! left(s) <= q   <=>   C_s * F + s * T < (q + 1) * T
//! ```
//!
//! The left side grows strictly with s: the symbol that owns a quantile is found by products alone.

use constriction_core::Interval;
use constriction_kernels::Level;
use constriction_kernels::weights::{Element, Invalid, Scale};

use super::check_count;
use crate::ProbabilityError;

/// The most parts of a row before which a sum is kept.
const PARTS: usize = 16;
/// The numbers whose weights are looked at together.
const BLOCK: usize = 256;
/// The numbers of a block that are skipped together.
const STEP: usize = 16;

/// How cumulative weights become left ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Apportionment {
    /// F.
    free: u64,
    /// T, not zero.
    total: u64,
}

impl Apportionment {
    #[inline]
    pub(crate) fn new(symbols: usize, precision: u32, total: u64) -> Self {
        debug_assert!(0 < total && total < 1 << 63);
        Self { free: (1 << precision) - symbols as u64, total }
    }

    /// The left end of a symbol before which the weights sum to `cumulative`, at most T.
    #[inline]
    pub(crate) fn left(&self, symbol: usize, cumulative: u64) -> u64 {
        let product = u128::from(cumulative) * u128::from(self.free);
        // The quotient is at most F, below 2^32, and wrong by less than 2^-17 before it is rounded down.
        let guess = (cumulative as f64 * self.free as f64 / self.total as f64) as u64;
        let (below, total) = (u128::from(guess) * u128::from(self.total), u128::from(self.total));
        let quotient = if below > product {
            guess - 1
        } else if below + total <= product {
            guess + 1
        } else {
            guess
        };
        symbol as u64 + quotient
    }

    /// The interval of a symbol of this weight.
    #[inline]
    pub(crate) fn interval(&self, symbol: usize, cumulative: u64, weight: u32) -> Option<Interval> {
        Interval::between(self.left(symbol, cumulative), self.left(symbol + 1, cumulative + u64::from(weight)))
    }

    /// The target of the search for a quantile: `(q + 1) * T`.
    #[inline]
    pub(crate) fn target(&self, quantile: u32) -> u128 {
        (u128::from(quantile) + 1) * u128::from(self.total)
    }

    /// `C * F + s * T` of this many symbols and their weights: below the target, if the next symbol begins at or before
    /// the quantile.
    #[inline]
    pub(crate) fn reach(&self, symbols: usize, weights: u64) -> u128 {
        u128::from(weights) * u128::from(self.free) + symbols as u128 * u128::from(self.total)
    }
}

/// The scale of a row of numbers, and the sums of some of their weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct RowSums<E: Element> {
    scale: Scale<E>,
    apportionment: Apportionment,
    /// The numbers of a part, a multiple of `BLOCK`.
    part: usize,
    /// The sum of the weights before each part.
    starts: [u64; PARTS],
}

impl<E: Element> RowSums<E> {
    pub(crate) fn from_probs(row: &[E], precision: u32) -> Result<Self, ProbabilityError> {
        Self::new(row, precision, Scale::of_probs, |index, value| ProbabilityError::Invalid { index, value })
    }

    pub(crate) fn from_logits(row: &[E], precision: u32) -> Result<Self, ProbabilityError> {
        Self::new(row, precision, Scale::of_logits, |index, value| ProbabilityError::InvalidLogit { index, value })
    }

    #[inline]
    fn new(
        row: &[E],
        precision: u32,
        scale: impl FnOnce(Level, &[E]) -> Result<Scale<E>, Invalid>,
        invalid: impl FnOnce(usize, f64) -> ProbabilityError,
    ) -> Result<Self, ProbabilityError> {
        check_count(row.len(), precision)?;
        let level = level_for(row);
        let scale = match scale(level, row) {
            Ok(scale) => scale,
            Err(Invalid::Number { index }) => return Err(invalid(index, row[index].to_f64())),
            Err(_) => return Err(ProbabilityError::InvalidSum { sum: 0.0 }),
        };
        let part = row.len().div_ceil(PARTS).next_multiple_of(BLOCK);
        let mut starts = [0; PARTS];
        let total = scale.sums(level, row, part, &mut starts);
        Ok(Self { scale, apportionment: Apportionment::new(row.len(), precision, total), part, starts })
    }

    /// The interval of a symbol of the row. WebAssembly is downloaded, and has it once for each type of numbers.
    #[cfg_attr(target_family = "wasm", inline(never))]
    #[cfg_attr(not(target_family = "wasm"), inline)]
    pub(crate) fn interval(&self, row: &[E], symbol: usize) -> Option<Interval> {
        let &x = row.get(symbol)?;
        let part = symbol / self.part;
        let before = self.starts.get(part)? + self.scale.sum(level_for(row), &row[part * self.part..symbol]);
        self.apportionment.interval(symbol, before, self.scale.weight(x))
    }

    /// The symbol of the row that owns a quantile, and its interval.
    pub(crate) fn symbol_at(&self, row: &[E], quantile: u32) -> Option<(usize, Interval)> {
        let target = self.apportionment.target(quantile);
        let parts = self.starts.get(..row.len().div_ceil(self.part))?;
        let part = (1..parts.len())
            .take_while(|&part| self.apportionment.reach(part * self.part, parts[part]) < target)
            .count();
        let (mut symbol, mut before) = (part * self.part, *parts.get(part)?);
        // From here on, it is less that is to be found.
        let mut rest = target - self.apportionment.reach(symbol, before);

        let level = level_for(row);
        let end = row.len().min(symbol + self.part);
        while end - symbol > BLOCK {
            let weights = self.scale.sum(level, &row[symbol..symbol + BLOCK]);
            let reach = self.apportionment.reach(BLOCK, weights);
            if reach >= rest {
                break;
            }
            (symbol, before, rest) = (symbol + BLOCK, before + weights, rest - reach);
        }

        let block = &row[symbol..end.min(symbol + BLOCK)];
        if block.len() < STEP {
            return self.walk(symbol, before, rest, block.iter().map(|&x| self.scale.weight(x)));
        }
        let mut weights = [0; BLOCK];
        let weights = &mut weights[..block.len()];
        self.scale.weights(level, block, weights);
        let mut weights = &*weights;
        while let Some((step, others)) = weights.split_first_chunk::<STEP>()
            && !others.is_empty()
        {
            let sum = step.iter().map(|&weight| u64::from(weight)).sum();
            let reach = self.apportionment.reach(STEP, sum);
            if reach >= rest {
                break;
            }
            (symbol, before, rest, weights) = (symbol + STEP, before + sum, rest - reach, others);
        }
        self.walk(symbol, before, rest, weights.iter().copied())
    }

    /// The same from a symbol on, with the weights from there on, of which the last one owns what the others do not.
    #[inline]
    fn walk(
        &self,
        mut symbol: usize,
        mut before: u64,
        mut rest: u128,
        mut weights: impl ExactSizeIterator<Item = u32>,
    ) -> Option<(usize, Interval)> {
        loop {
            let weight = weights.next()?;
            let reach = self.apportionment.reach(1, weight.into());
            if reach >= rest || weights.len() == 0 {
                return Some((symbol, self.apportionment.interval(symbol, before, weight)?));
            }
            (symbol, before, rest) = (symbol + 1, before + u64::from(weight), rest - reach);
        }
    }

    /// The precision of the table of a row with this many symbols, in bits.
    #[cfg(feature = "alloc")]
    pub(crate) fn precision(&self, symbols: usize) -> u32 {
        (self.apportionment.free + symbols as u64).trailing_zeros()
    }

    /// Whether a number of the row is that of no probability at all.
    pub(crate) fn is_zero(&self, x: E) -> bool {
        self.scale.is_zero(x)
    }

    /// The left ends of all symbols of the row.
    pub(crate) fn lefts(&self, row: &[E]) -> impl Iterator<Item = u64> {
        let mut before = 0;
        row.iter().enumerate().map(move |(symbol, &x)| {
            let left = self.apportionment.left(symbol, before);
            before += u64::from(self.scale.weight(x));
            left
        })
    }
}

/// The instructions to use. For a short row, detecting them would take longer than the row.
#[inline]
fn level_for<E>(row: &[E]) -> Level {
    if row.len() < STEP { Level::Scalar } else { Level::detect() }
}
