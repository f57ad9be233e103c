//! `Counts`: an adaptive model of up to `2^20` symbols that counts them.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use constriction_core::Interval;

#[cfg(feature = "alloc")]
use crate::filled::filled;
use crate::{AdaptiveModel, SetupError, sums};

/// A model of symbols `0..n` in contexts, by how often each was seen.
///
/// `P` is the precision, at most 31. `S` is where the counts are, `2 n + 1` numbers for each context: an array or a vector.
///
/// With c(s) for the count of s, C(s) for the sum of the counts before it, and t for the sum of all:
///
/// ```text
/// left(s) = floor(C(s) 2^P / t)        right(s) = floor((C(s) + c(s)) 2^P / t)
/// the symbol at q is the one with C(s) <= ((q + 1) t - 1) >> P < C(s) + c(s)
/// ```
///
/// All counts start at 1. A symbol adds the increment to its count. If t would then exceed the limit, all counts are halved
/// first, and rounded up. Because `t <= 2^P`, every symbol has a probability of at least 1 unit. Sums are kept in blocks of 16
/// symbols, or in a Fenwick tree if there are more than 256 symbols: a symbol takes logarithmic time. Halving takes linear time,
/// but is rare.
///
/// # References
/// - Witten, Neal, Cleary, "Arithmetic coding for data compression", Communications of the ACM 30 (6), 1987,
///   <https://doi.org/10.1145/214762.214771>
/// - Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24 (3), 1994,
///   <https://doi.org/10.1002/spe.4380240306>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts<S, const P: u32 = 24> {
    symbols: usize,
    increment: u32,
    /// At least `symbols + 2 * increment`, at most `2^P`.
    limit: u32,
    /// For each context: the sum, the counts, and their sums as the module `sums` has them.
    tables: S,
}

#[cfg(feature = "alloc")]
impl<const P: u32> Counts<Vec<u32>, P> {
    /// A new model: `symbols` of them, from 1 to `2^20`, in each of `contexts`. A symbol adds `increment` to its count;
    /// when the counts come to `limit`, they are halved.
    ///
    /// # Errors
    /// If the number of symbols or the increment is out of range, if the limit is not from `symbols + 2 * increment` to
    /// `2^P`, or if there is not enough memory.
    pub fn new(symbols: usize, contexts: usize, increment: u32, limit: u32) -> Result<Self, SetupError> {
        check::<P>(symbols, increment, limit)?;
        let len = contexts.checked_mul(2 * symbols + 1).ok_or(SetupError::Memory)?;
        let mut model = Self { symbols, increment, limit, tables: filled(0, len)? };
        model.reset();
        Ok(model)
    }
}

impl<const N: usize, const P: u32> Counts<[u32; N], P> {
    /// A new model with as many contexts as `N` numbers, `2 * symbols + 1` for each, are enough for.
    ///
    /// # Errors
    /// As `new`, or if `N` is not enough for one context.
    pub fn array(symbols: usize, increment: u32, limit: u32) -> Result<Self, SetupError> {
        check::<P>(symbols, increment, limit)?;
        if N < 2 * symbols + 1 {
            return Err(SetupError::Memory);
        }
        let mut model = Self { symbols, increment, limit, tables: [0; N] };
        model.reset();
        Ok(model)
    }
}

fn check<const P: u32>(symbols: usize, increment: u32, limit: u32) -> Result<(), SetupError> {
    const { assert!(0 < P && P <= 31, "a precision from 1 to 31 bits") };
    if !(1..=1 << 20).contains(&symbols) {
        return Err(SetupError::Symbols(symbols));
    }
    let least = symbols as u64 + 2 * u64::from(increment);
    if increment == 0 || u64::from(limit) < least || limit > 1 << P {
        return Err(SetupError::Limit);
    }
    Ok(())
}

impl<S: AsRef<[u32]> + AsMut<[u32]>, const P: u32> Counts<S, P> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        let n = self.symbols;
        for table in self.tables.as_mut().chunks_exact_mut(2 * n + 1) {
            table[0] = n as u32;
            let (counts, tree) = table[1..].split_at_mut(n);
            counts.fill(1);
            sums::build(counts, tree);
        }
    }

    /// The number of symbols.
    pub fn symbols(&self) -> usize {
        self.symbols
    }

    /// The counts of all symbols in a context.
    pub fn counts(&self, context: usize) -> Option<&[u32]> {
        Some(&self.table(context)?[1..=self.symbols])
    }

    /// Gives the symbols of a context these counts: those that were kept, or those of data that is like what comes.
    ///
    /// # Errors
    /// If the model does not have the context, if there is not one count for each symbol, if a count is 0, or if they sum
    /// to more than the limit. The model is then as it was.
    pub fn set_counts(&mut self, context: usize, counts: &[u32]) -> Result<(), SetupError> {
        let n = self.symbols;
        let total = counts.iter().try_fold(0u32, |sum, &count| sum.checked_add(count)).filter(|&sum| sum <= self.limit);
        let (Some(total), true) = (total, counts.len() == n && !counts.contains(&0)) else {
            return Err(SetupError::State);
        };
        let table = self.tables.as_mut().chunks_exact_mut(2 * n + 1).nth(context).ok_or(SetupError::Contexts)?;
        table[0] = total;
        let (own, tree) = table[1..].split_at_mut(n);
        own.copy_from_slice(counts);
        sums::build(own, tree);
        Ok(())
    }

    #[inline]
    fn table(&self, context: usize) -> Option<&[u32]> {
        let len = 2 * self.symbols + 1;
        let start = context.checked_mul(len)?;
        self.tables.as_ref().get(start..start.checked_add(len)?)
    }
}

/// `floor(sum 2^P / total)`, for both ends.
#[inline]
pub(crate) fn scaled(start: u32, count: u32, total: u32, precision: u32) -> Option<Interval> {
    let scale = |sum: u32| (u64::from(sum) << precision) / u64::from(total.max(1));
    Interval::between(scale(start), scale(start + count))
}

/// The sum of counts that a quantile stands for.
#[inline]
pub(crate) fn unscaled(quantile: u32, total: u32, precision: u32) -> u32 {
    (((u64::from(quantile) + 1) * u64::from(total)).saturating_sub(1) >> precision).min(u64::from(u32::MAX)) as u32
}

/// Halves all counts, rounding up, and returns their sum.
#[cold]
#[inline(never)]
pub(crate) fn halve(counts: &mut [u32], tree: &mut [u32]) -> u32 {
    let mut sum = 0;
    for count in &mut *counts {
        *count = count.div_ceil(2);
        sum += *count;
    }
    sums::build(counts, tree);
    sum
}

impl<S: AsRef<[u32]> + AsMut<[u32]>, const P: u32> AdaptiveModel for Counts<S, P> {
    type Symbol = u32;
    const PRECISION: u32 = P;

    #[inline]
    fn interval(&self, context: usize, symbol: u32) -> Option<Interval> {
        let (table, n) = (self.table(context)?, self.symbols);
        let symbol = usize::try_from(symbol).ok()?;
        let &count = table[1..=n].get(symbol)?;
        scaled(sums::prefix(&table[1 + n..], symbol), count, table[0], P)
    }

    #[inline]
    fn symbol_at(&self, context: usize, quantile: u32) -> Option<(u32, Interval)> {
        let (table, n) = (self.table(context)?, self.symbols);
        let (symbol, start) = sums::find(&table[1 + n..], unscaled(quantile, table[0], P));
        let &count = table[1..=n].get(symbol)?;
        Some((symbol as u32, scaled(start, count, table[0], P)?))
    }

    #[inline]
    fn update(&mut self, context: usize, symbol: u32) {
        let (n, symbol) = (self.symbols, symbol as usize);
        let len = 2 * n + 1;
        let Some(start) = context.checked_mul(len) else { return };
        let Some(table) = self.tables.as_mut().get_mut(start..start.saturating_add(len)) else { return };
        if symbol >= n {
            return;
        }
        let (total, rest) = table.split_at_mut(1);
        let (counts, tree) = rest.split_at_mut(n);
        if total[0] + self.increment > self.limit {
            total[0] = halve(counts, tree);
        }
        total[0] += self.increment;
        counts[symbol] += self.increment;
        sums::add(tree, symbol, self.increment);
    }
}
