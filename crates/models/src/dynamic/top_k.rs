//! The most likely symbols of a large vocabulary, and all others alike.

use alloc::vec::Vec;

use constriction_core::Interval;
use constriction_kernels::weights::{Element, Scale};

use crate::quantize::{Apportionment, check_count};
use crate::{ProbabilityError, SymbolsError, TableError};

/// The weight of a probability of 1, of which nothing is left over. One symbol has at most `2^31 - 128`.
const ONE: u64 = 1 << 31;
/// What a probability can be above 1 by rounding: it counts as 1.
const TOLERANCE: f64 = 1.0 / 128.0;

/// [`TopK`](crate::TopK) whose precision is a value.
#[derive(Clone, Debug, PartialEq)]
pub struct TopK {
    /// The symbols that have probabilities of their own, ascending.
    ids: Vec<u32>,
    /// The weights of these.
    weights: Vec<u32>,
    apportionment: Apportionment,
    /// Where the symbols begin that share what is left over: all quantiles from there on are theirs.
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
    /// is not 0 to 1 (but for rounding), all symbols have the probability zero, the vocabulary is 0 or more than
    /// `2^precision`, or the precision is not 1 to 32 bits.
    pub fn from_probs<E: Element>(
        vocabulary: usize,
        ids: &[u32],
        probs: &[E],
        precision: u32,
    ) -> Result<Self, TableError> {
        Self::new(vocabulary, ids, probs, precision, |index, prob| {
            let value = prob.to_f64();
            let largest = (ONE - 128) as f64;
            // In `f64`, the product is exact.
            let is_valid = (0.0..=1.0 + TOLERANCE).contains(&value);
            is_valid.then(|| (value * ONE as f64).min(largest) as u32).ok_or(ProbabilityError::Invalid { index, value })
        })
    }

    /// The same, with the natural logarithms of the probabilities.
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
        Self::new(vocabulary, ids, log_probs, precision, |index, log_prob| {
            let value = log_prob.to_f64();
            if value <= TOLERANCE {
                Ok(scale.weight(value.min(0.0)))
            } else {
                Err(ProbabilityError::InvalidLogit { index, value })
            }
        })
    }

    fn new<E: Element>(
        vocabulary: usize,
        ids: &[u32],
        numbers: &[E],
        precision: u32,
        weight: impl Fn(usize, E) -> Result<u32, ProbabilityError>,
    ) -> Result<Self, TableError> {
        check_count(vocabulary, precision)?;
        if ids.len() != numbers.len() {
            return Err(SymbolsError::Count { given: ids.len(), expected: numbers.len() }.into());
        }
        if let Some(index) = ids.iter().position(|&id| id as usize >= vocabulary) {
            return Err(SymbolsError::OutOfRange { index, symbols: vocabulary }.into());
        }
        // The ids, with their places.
        let mut order: Vec<u64> = ids.iter().zip(0u64..).map(|(&id, place)| u64::from(id) << 32 | place).collect();
        order.sort_unstable();
        if let Some(pair) = order.windows(2).find(|pair| pair[0] >> 32 == pair[1] >> 32) {
            return Err(SymbolsError::Duplicate { index: pair[1] as u32 as usize }.into());
        }
        let weights = numbers.iter().enumerate().map(|(index, &number)| weight(index, number));
        let weights = weights.collect::<Result<Vec<u32>, _>>()?;
        let ids: Vec<u32> = order.iter().map(|&entry| (entry >> 32) as u32).collect();
        let weights: Vec<u32> = order.iter().map(|&entry| weights[entry as u32 as usize]).collect();

        let listed = weights.iter().map(|&weight| u64::from(weight)).sum::<u64>();
        let others = vocabulary as u64 - ids.len() as u64;
        let total = if others > 0 { listed.max(ONE) } else { listed };
        if total == 0 {
            return Err(ProbabilityError::InvalidSum { sum: 0.0 }.into());
        }
        let apportionment = Apportionment::new(vocabulary, precision, total);
        let tail = apportionment.left(ids.len(), listed);
        Ok(Self { ids, weights, apportionment, tail, others, precision })
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
            Ok(place) => {
                let before = self.weights[..place].iter().map(|&weight| u64::from(weight)).sum();
                self.apportionment.interval(place, before, self.weights[place])
            }
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
        let mut rest = self.apportionment.target(quantile);
        let mut before = 0;
        for (place, (&id, &weight)) in self.ids.iter().zip(&self.weights).enumerate() {
            let reach = self.apportionment.reach(1, weight.into());
            if reach >= rest {
                return Some((id as usize, self.apportionment.interval(place, before, weight)?));
            }
            (rest, before) = (rest - reach, before + u64::from(weight));
        }
        None
    }

    /// All symbols, in the order of their intervals.
    pub fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        let others = (0..self.others).map(|rank| self.id_of(rank));
        let symbols = self.ids.iter().map(|&id| id as usize).chain(others);
        symbols.filter_map(|symbol| Some((symbol, self.interval(symbol)?)))
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
