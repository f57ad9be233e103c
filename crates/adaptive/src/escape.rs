//! `Escape`: symbols that are new in a context are coded by a model of lower order.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_core::{Corrupt, Interval, TakeInterval};

use crate::counts::{halve, scaled, unscaled};
use crate::{AdaptiveCode, sums};
#[cfg(feature = "alloc")]
use crate::{SetupError, filled::filled};

/// A model of symbols `0..n` that falls back to a lower one for symbols that are new in their context.
///
/// The lower model's context is the remainder of the context by a number: with 65536 contexts of two bytes each,
/// `last + 256 * one before`, and 256 below, the lower model has the last byte as its context. A symbol is one decision
/// more for each order that it escapes from. `S` is where the counts are, `2 n + 3` numbers for each context.
///
/// A context has counts of the symbols that it has seen, and a count of the escape, which starts at 1. A symbol that the context
/// has seen is coded by its count, and adds the increment to it. A new symbol is coded by the escape, and then by the lower
/// model: the count of the escape grows by 1, the count of the symbol becomes the increment, and the lower model learns the
/// symbol. Limits and intervals are those of [`Counts`](crate::Counts).
///
/// With an increment of 2, this is method D of PPM without exclusion.
///
/// # References
/// - Cleary, Witten, "Data compression using adaptive coding and partial string matching", IEEE Transactions on
///   Communications 32 (4), 1984, <https://doi.org/10.1109/TCOM.1984.1096090>
/// - Howard, "The design and analysis of efficient lossless data compression systems", Brown University, 1993 (method D)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escape<L, S> {
    lower: L,
    /// At least 1.
    lower_contexts: usize,
    symbols: usize,
    increment: u32,
    /// At least `symbols + 1 + 2 * (increment + 1)`, at most `2^P`.
    limit: u32,
    /// For each context: the sum, the counts of the escape and of the symbols, and their tree.
    tables: S,
}

#[cfg(feature = "alloc")]
impl<L: AdaptiveCode<Symbol = u32>> Escape<L, Vec<u32>> {
    /// A new model above `lower`, which has `lower_contexts`. The other parameters are those of [`Counts`](crate::Counts).
    ///
    /// # Errors
    /// As [`Counts::new`](crate::Counts::new), where the limit is at least `symbols + 2 * increment + 3`; and if
    /// `lower_contexts` is 0.
    pub fn new(
        lower: L,
        lower_contexts: usize,
        symbols: usize,
        contexts: usize,
        increment: u32,
        limit: u32,
    ) -> Result<Self, SetupError> {
        const { assert!(0 < L::PRECISION && L::PRECISION <= 31, "a precision from 1 to 31 bits") };
        if !(1..=1 << 20).contains(&symbols) {
            return Err(SetupError::Symbols(symbols));
        }
        if lower_contexts == 0 {
            return Err(SetupError::Contexts);
        }
        let least = symbols as u64 + 2 * u64::from(increment) + 3;
        if increment == 0 || u64::from(limit) < least || limit > 1 << L::PRECISION {
            return Err(SetupError::Limit);
        }
        let len = contexts.checked_mul(2 * symbols + 3).ok_or(SetupError::Memory)?;
        let mut model = Self { lower, lower_contexts, symbols, increment, limit, tables: filled(0, len)? };
        model.reset_counts();
        Ok(model)
    }
}

impl<L, S: AsRef<[u32]> + AsMut<[u32]>> Escape<L, S> {
    /// The number of a context's counts.
    fn len(&self) -> usize {
        self.symbols + 1
    }

    /// Forgets all that was learned here, but not what the lower model has learned: that one is reset by
    /// [`lower_mut`](Self::lower_mut).
    pub fn reset_counts(&mut self) {
        let n = self.len();
        for table in self.tables.as_mut().chunks_exact_mut(2 * n + 1) {
            table.fill(0);
            let (counts, tree) = table[1..].split_at_mut(n);
            counts[0] = 1;
            sums::build(counts, tree);
            table[0] = 1;
        }
    }

    /// The lower model.
    pub fn lower(&self) -> &L {
        &self.lower
    }

    /// The lower model, to reset it.
    pub fn lower_mut(&mut self) -> &mut L {
        &mut self.lower
    }

    #[inline]
    fn table(&self, context: usize) -> Option<&[u32]> {
        let len = 2 * self.len() + 1;
        let start = context.checked_mul(len)?;
        self.tables.as_ref().get(start..start.checked_add(len)?)
    }
}

impl<L: AdaptiveCode<Symbol = u32>, S: AsRef<[u32]> + AsMut<[u32]>> AdaptiveCode for Escape<L, S> {
    type Symbol = u32;
    const PRECISION: u32 = L::PRECISION;

    fn intervals<E>(
        &self,
        context: usize,
        symbol: u32,
        mut put: impl FnMut(Interval) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        let (table, n) = (self.table(context)?, self.len());
        let place = usize::try_from(symbol).ok()?.checked_add(1)?;
        let (counts, tree) = table[1..].split_at(n);
        let &count = counts.get(place)?;
        if count > 0 {
            return Some(put(scaled(sums::prefix(tree, place), count, table[0], L::PRECISION)?));
        }
        let lower = context % self.lower_contexts;
        // Nothing is put before it is known that all can be.
        let _ = self.lower.intervals(lower, symbol, |_| Ok::<_, Infallible>(()))?;
        if let Err(error) = put(scaled(0, counts[0], table[0], L::PRECISION)?) {
            return Some(Err(error));
        }
        self.lower.intervals(lower, symbol, put)
    }

    fn take<C: TakeInterval>(&self, context: usize, decoder: &mut C) -> Result<u32, C::Error> {
        let (table, n) = (self.table(context).ok_or(Corrupt)?, self.len());
        let (counts, tree) = table[1..].split_at(n);
        let quantile = decoder.quantile(L::PRECISION)?;
        let (place, start) = sums::find(tree, unscaled(quantile, table[0], L::PRECISION));
        let &count = counts.get(place).ok_or(Corrupt)?;
        let interval = scaled(start, count, table[0], L::PRECISION).ok_or(Corrupt)?;
        decoder.advance(quantile, interval, L::PRECISION)?;
        match place.checked_sub(1) {
            Some(symbol) => Ok(symbol as u32),
            None => {
                let symbol = self.lower.take(context % self.lower_contexts, decoder)?;
                // No encoder escapes for a symbol that the context has, or for a number that is not a symbol.
                let is_new = counts.get(symbol as usize + 1) == Some(&0);
                if is_new { Ok(symbol) } else { Err(Corrupt.into()) }
            }
        }
    }

    fn learn(&mut self, context: usize, symbol: u32) {
        let (n, increment, limit) = (self.len(), self.increment, self.limit);
        let len = 2 * n + 1;
        let place = symbol as usize + 1;
        let Some(start) = context.checked_mul(len) else { return };
        let Some(table) = self.tables.as_mut().get_mut(start..start.saturating_add(len)) else { return };
        if place >= n {
            return;
        }
        let (total, rest) = table.split_at_mut(1);
        let (counts, tree) = rest.split_at_mut(n);
        let is_new = counts[place] == 0;
        if total[0] + increment + 1 > limit {
            total[0] = halve(counts, tree);
        }
        total[0] += increment;
        counts[place] += increment;
        sums::add(tree, place, increment);
        if is_new {
            total[0] += 1;
            counts[0] += 1;
            sums::add(tree, 0, 1);
            self.lower.learn(context % self.lower_contexts, symbol);
        }
    }
}
