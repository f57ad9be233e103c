//! The most likely symbols of a large vocabulary, and all others alike.

use alloc::vec::Vec;

use constriction_core::Interval;
use constriction_kernels::weights::{Element, Scale};

use crate::quantize::{Apportionment, check_count};
use crate::{ProbabilityError, SymbolsError, TableError};

/// The weight of a probability of 1, of which nothing is left over. One symbol has at most `2^31 - 128`.
const ONE: u64 = 1 << 31;
/// A probability can be above 1 by this much, by rounding: it counts as 1.
const TOLERANCE: f64 = 1.0 / 128.0;

/// A sum of weights above this is more than rounding.
const MOST: u64 = ONE + ONE / 128;

/// [`TopK`](crate::TopK) whose precision is a value.
#[derive(Clone, Debug, PartialEq)]
pub struct TopK {
    /// The symbols that have probabilities of their own, ascending.
    ids: Vec<u32>,
    /// The sums of the weights before each of these, and of all.
    cumulative: Vec<u64>,
    /// Those of these symbols that have no probability at all, ascending.
    zeros: Vec<u32>,
    apportionment: Apportionment,
    /// The first quantile of the symbols that share the rest: all quantiles from there on are theirs.
    tail: u64,
    /// The number of these.
    others: u64,
    precision: u32,
}

impl TopK {
    /// The symbols `0..vocabulary`, of which those in `ids` have the probabilities `probs`; what is left over of 1 is
    /// for the others.
    ///
    /// # Errors
    /// If there are not as many probabilities as ids, an id is not below the vocabulary or there twice, a probability
    /// is not 0 to 1, or their sum above 1 (but for rounding), all symbols have the probability zero, the vocabulary is 0
    /// or more than `2^precision`, or the precision is not 1 to 32 bits.
    pub fn from_probs<E: Element>(
        vocabulary: usize,
        ids: &[u32],
        probs: &[E],
        precision: u32,
    ) -> Result<Self, TableError> {
        Self::new(
            vocabulary,
            ids,
            probs,
            precision,
            |prob| prob.to_f64() == 0.0,
            |index, prob| {
                let value = prob.to_f64();
                let largest = (ONE - 128) as f64;
                // In `f64`, the product is exact.
                let is_valid = (0.0..=1.0 + TOLERANCE).contains(&value);
                is_valid
                    .then(|| (value * ONE as f64).min(largest) as u32)
                    .ok_or(ProbabilityError::Invalid { index, value })
            },
        )
    }

    /// Makes the model from the natural logarithms of the probabilities.
    ///
    /// # Errors
    /// As [`from_probs`](Self::from_probs), where a logarithm must not be NaN or above 0 (but for rounding).
    pub fn from_log_probs<E: Element>(
        vocabulary: usize,
        ids: &[u32],
        log_probs: &[E],
        precision: u32,
    ) -> Result<Self, TableError> {
        let scale = Scale::below(0.0);
        Self::new(
            vocabulary,
            ids,
            log_probs,
            precision,
            |log_prob| log_prob.to_f64() == f64::NEG_INFINITY,
            |index, log_prob| {
                let value = log_prob.to_f64();
                if value <= TOLERANCE {
                    Ok(scale.weight(value.min(0.0)))
                } else {
                    Err(ProbabilityError::InvalidLogit { index, value })
                }
            },
        )
    }

    fn new<E: Element>(
        vocabulary: usize,
        ids: &[u32],
        numbers: &[E],
        precision: u32,
        is_zero: impl Fn(E) -> bool,
        weight: impl Fn(usize, E) -> Result<u32, ProbabilityError>,
    ) -> Result<Self, TableError> {
        check_count(vocabulary, precision)?;
        if ids.len() != numbers.len() {
            return Err(SymbolsError::Count { given: ids.len(), expected: numbers.len() }.into());
        }
        if let Some(index) = ids.iter().position(|&id| id as usize >= vocabulary) {
            return Err(SymbolsError::OutOfRange { index, symbols: vocabulary }.into());
        }
        // The ids, with a bit that says whether they have no probability at all, and their weights, of 31 bits.
        let mut entries = Vec::with_capacity(ids.len() + 1);
        for (index, (&id, &number)) in ids.iter().zip(numbers).enumerate() {
            let weight = u64::from(weight(index, number)?);
            entries.push(u64::from(id) << 32 | u64::from(is_zero(number)) << 31 | weight);
        }
        entries.sort_unstable();
        if let Some(pair) = entries.windows(2).find(|pair| pair[0] >> 32 == pair[1] >> 32) {
            return Err(SymbolsError::Duplicate { index: last_place(ids, (pair[0] >> 32) as u32) }.into());
        }
        let id = |&entry: &u64| (entry >> 32) as u32;
        let zeros: Vec<u32> = entries.iter().filter(|&&entry| entry >> 31 & 1 == 1).map(id).collect();
        let ids: Vec<u32> = entries.iter().map(id).collect();
        // What was an entry becomes the sum of the weights before.
        let mut listed = 0;
        let mut cumulative = entries;
        for entry in &mut cumulative {
            let weight = *entry & ((1 << 31) - 1);
            *entry = listed;
            listed += weight;
        }
        cumulative.push(listed);
        if listed > MOST {
            return Err(ProbabilityError::InvalidSum { sum: listed as f64 / ONE as f64 }.into());
        }

        let others = vocabulary as u64 - ids.len() as u64;
        let total = if others > 0 { listed.max(ONE) } else { listed };
        if total == 0 {
            return Err(ProbabilityError::InvalidSum { sum: 0.0 }.into());
        }
        let apportionment = Apportionment::new(vocabulary, precision, total);
        let tail = apportionment.left(ids.len(), listed);
        Ok(Self { ids, cumulative, zeros, apportionment, tail, others, precision })
    }

    /// The number of symbols.
    pub fn vocabulary(&self) -> usize {
        self.ids.len() + self.others as usize
    }

    /// The symbols that have probabilities of their own, in ascending order.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The precision in bits.
    #[inline]
    pub fn precision(&self) -> u32 {
        self.precision
    }

    /// The interval of a symbol, or `None` if there is no such symbol.
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        let id = u32::try_from(symbol).ok()?;
        match self.ids.binary_search(&id) {
            Ok(place) => self.listed(place),
            Err(smaller) => self.other(u64::from(id) - smaller as u64),
        }
    }

    /// The symbol whose interval contains the quantile, and that interval.
    pub fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        if u64::from(quantile) >= self.tail {
            let others = self.others.checked_sub(1)?;
            let shared = self.shared();
            // The last one that does not begin after the quantile.
            let rank = ((u64::from(quantile) - self.tail) * self.others + others) / shared;
            let interval = self.other(rank)?;
            return Some((self.id_of(rank), interval));
        }
        // The last one that does not begin after the quantile.
        let target = self.apportionment.target(quantile);
        let (mut low, mut high) = (0, self.ids.len());
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            let is_after = self.apportionment.reach(middle, self.cumulative[middle]) >= target;
            *(if is_after { &mut high } else { &mut low }) = middle;
        }
        Some((*self.ids.get(low)? as usize, self.listed(low)?))
    }

    /// Whether nothing is left for a symbol: it is listed with a probability of zero, or not listed where the others sum
    /// to 1. The symbol can be coded nevertheless.
    pub fn has_zero_mass(&self, symbol: usize) -> bool {
        let Ok(id) = u32::try_from(symbol) else { return false };
        match self.ids.binary_search(&id) {
            Ok(_) => self.zeros.binary_search(&id).is_ok(),
            Err(_) => symbol < self.vocabulary() && self.cumulative.last().is_some_and(|&listed| listed >= ONE),
        }
    }

    /// The number of quantiles that smaller symbols own.
    pub fn cumulative(&self, symbol: usize) -> u64 {
        let smaller = self.ids.partition_point(|&id| (id as usize) < symbol);
        let rank = (symbol.min(self.vocabulary()) - smaller) as u64;
        let others = if rank == self.others { self.shared() } else { rank * self.shared() / self.others };
        self.apportionment.left(smaller, self.cumulative[smaller]) + others
    }

    /// All symbols, in the order of their intervals.
    pub fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        let others = (0..self.others).map(|rank| self.id_of(rank));
        let symbols = self.ids.iter().map(|&id| id as usize).chain(others);
        symbols.filter_map(|symbol| Some((symbol, self.interval(symbol)?)))
    }

    /// The interval of the symbol at a place among the ids.
    #[inline]
    fn listed(&self, place: usize) -> Option<Interval> {
        let (left, right) = (self.cumulative[place], self.cumulative[place + 1]);
        Interval::between(self.apportionment.left(place, left), self.apportionment.left(place + 1, right))
    }

    /// The quantiles that the other symbols share, at least one for each.
    #[inline]
    fn shared(&self) -> u64 {
        (1 << self.precision) - self.tail
    }

    /// The interval of the other symbol of this rank, if there is one.
    #[inline]
    fn other(&self, rank: u64) -> Option<Interval> {
        let shared = self.shared();
        let right = match rank + 1 {
            next if next < self.others => next * shared / self.others,
            next if next == self.others => shared,
            _ => return None,
        };
        Interval::between(self.tail + rank * shared / self.others, self.tail + right)
    }

    /// The other symbol of this rank: as many are smaller.
    #[inline]
    fn id_of(&self, rank: u64) -> usize {
        // Of the ids, those that are smaller push it up by one each.
        let (mut low, mut high) = (0, self.ids.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if u64::from(self.ids[middle]) - middle as u64 <= rank {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        rank as usize + low
    }
}

/// The place where an id is for the last time.
#[cold]
fn last_place(ids: &[u32], id: u32) -> usize {
    ids.iter().rposition(|&other| other == id).unwrap_or(0)
}
