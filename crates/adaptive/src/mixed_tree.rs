//! Symbols of several bits, each bit predicted in several contexts at once.

use alloc::vec::Vec;

use crate::filled::filled;
use crate::lanes::{LANES, WeightSets};
use crate::slots::Slots;
use crate::{Apm, BitRule, Counting, SetupError, squash, stretch};

/// A model of symbols of up to 8 bits that mixes what it has learned in several contexts.
///
/// It is not an `AdaptiveCode`: the bits of a symbol are coded one by one, with the probability of a 0 for each. A symbol
/// has a number for each of its contexts; any numbers are right, as they are hashed.
///
/// Each context has a bit tree of counters (the rule of [`Counting`](crate::Counting)) in a hash table that all contexts share. A
/// counter with the probability p of a 0 and the count n gives two inputs on the logistic scale, which are 0 while n is 0:
///
/// ```text
/// x = stretch(p)     y = stretch(q),  q: how often a 0 followed counters of this context with about this p and n
/// ```
///
/// Two mixers combine all inputs and a constant, and their results are averaged. The node of the tree chooses the weights of the
/// first mixer; which contexts have been seen chooses those of the second. An adaptive probability map in the first context
/// refines the average p to a. The probability is `(p + 3 a + 2) >> 2`.
///
/// # References
/// - Mahoney, "Adaptive weighing of context models for lossless data compression", Florida Tech. technical report
///   CS-2005-16, 2005
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedTree {
    /// From 1 to 8.
    bits: u32,
    /// The counters, for each context.
    slots: Vec<Slots>,
    /// What came of counters, for each context: by 12 steps of the count and 32 of the probability.
    outcomes: Vec<[u32; OUTCOMES]>,
    by_node: WeightSets,
    by_seen: WeightSets,
    map: Apm<Vec<[u16; 33]>>,
    rule: Counting,
}

/// The steps of counts and probabilities.
const OUTCOMES: usize = 12 * 32;
const MAP_BITS: u32 = 16;

/// The contexts and predictions of the present bit.
struct Prediction {
    inputs: [i32; LANES],
    /// The place in `outcomes`, for each context.
    outcomes: [usize; MixedTree::MAX_CONTEXTS],
    seen: usize,
    mixed: [i32; 2],
    stretched: i32,
    map_context: usize,
}

impl MixedTree {
    /// The largest number of contexts.
    pub const MAX_CONTEXTS: usize = (LANES - 1) / 2;

    /// The precision of probabilities.
    pub const PRECISION: u32 = 16;

    /// A model of symbols of `bits` bits (1 to 8) in `contexts` contexts (1 to 7). A table of each context has
    /// `2^table_bits` slots (1 to 24) of 64 bytes. A symbol uses a slot for each 4 bits in each context.
    ///
    /// # Errors
    /// If a number is out of range, or there is not enough memory.
    pub fn new(bits: u32, contexts: usize, table_bits: u32) -> Result<Self, SetupError> {
        if !(1..=8).contains(&bits) {
            return Err(SetupError::Bits(bits));
        }
        if !(1..=24).contains(&table_bits) {
            return Err(SetupError::Bits(table_bits));
        }
        if !(1..=Self::MAX_CONTEXTS).contains(&contexts) {
            return Err(SetupError::Contexts);
        }
        let mut slots = Vec::new();
        for _ in 0..contexts {
            slots.push(Slots::new(table_bits)?);
        }
        let start = (1 << 16) / (contexts as i32 + 1);
        Ok(Self {
            bits,
            slots,
            outcomes: filled(Self::start_outcomes(), contexts)?,
            by_node: WeightSets::new(1 << bits, 2 * contexts, start)?,
            by_seen: WeightSets::new(1 << contexts, 2 * contexts, start)?,
            map: Apm::new(1 << MAP_BITS, 6)?,
            rule: Counting::new(250),
        })
    }

    /// At first, a counter's prediction is used unchanged.
    fn start_outcomes() -> [u32; OUTCOMES] {
        core::array::from_fn(|place| Counting::state(squash((place as i32 % 32 - 16) * 128 + 64)))
    }

    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.slots.iter_mut().for_each(Slots::reset);
        self.outcomes.fill(Self::start_outcomes());
        self.by_node.reset();
        self.by_seen.reset();
        self.map.reset();
    }

    /// The number of bits of a symbol.
    #[must_use]
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The number of contexts.
    #[must_use]
    pub fn contexts(&self) -> usize {
        self.slots.len()
    }

    /// Codes a symbol and learns from it. For each bit, most significant bit first, `code` gets the probability of a 0 out
    /// of `2^16` (1 to 65535), and returns the bit that it has coded.
    ///
    /// Contexts that are lacking are 0.
    ///
    /// # Errors
    /// As `code`. The model has then learned from the bits before: clone it, if it is to be used after an error.
    #[inline]
    pub fn code<E>(&mut self, contexts: &[u64], mut code: impl FnMut(u32) -> Result<bool, E>) -> Result<u32, E> {
        let context = |i: usize| contexts.get(i).copied().unwrap_or(0);
        let mut node = 1usize;
        let mut places = [0; Self::MAX_CONTEXTS];
        for depth in 0..self.bits {
            if depth % 4 == 0 {
                for (i, (slots, place)) in self.slots.iter_mut().zip(&mut places).enumerate() {
                    *place = slots.select(hash(context(i), node as u64));
                }
            }
            let local = 1 << (depth % 4) | node & ((1 << (depth % 4)) - 1);
            let map_context = hash(context(0), node as u64) >> (64 - MAP_BITS);
            let (prediction, zero) = self.predict(&places, node, local, map_context as usize);
            let bit = code(zero)?;
            self.update(&prediction, &places, node, local, bit);
            node = node << 1 | usize::from(bit);
        }
        Ok(node as u32 & ((1 << self.bits) - 1))
    }

    #[inline]
    fn predict(
        &self,
        places: &[u32; Self::MAX_CONTEXTS],
        node: usize,
        local: usize,
        map_context: usize,
    ) -> (Prediction, u32) {
        let mut inputs = [0; LANES];
        let mut outcomes = [0; Self::MAX_CONTEXTS];
        let mut seen = 0;
        for (i, (slots, learned)) in self.slots.iter().zip(&self.outcomes).enumerate() {
            let counter = slots.counter(places[i], local);
            let count = Counting::count(counter);
            let x = stretch(counter >> 16);
            let place = (STEPS[count.min(255) as usize] as usize * 32 + ((x + 2048) >> 7) as usize) % OUTCOMES;
            outcomes[i] = place;
            let is_seen = i32::from(count > 0);
            inputs[2 * i] = x * is_seen;
            inputs[2 * i + 1] = stretch(learned[place] >> 16) * is_seen;
            seen |= (is_seen as usize) << i;
        }
        inputs[LANES - 1] = 256;
        let mixed = [self.by_node.mix(node, &inputs), self.by_seen.mix(seen, &inputs)];
        let stretched = (mixed[0] + mixed[1]) >> 1;
        let refined = self.map.refine(map_context, stretched);
        let zero = (squash(stretched) + 3 * refined + 2) >> 2;
        (Prediction { inputs, outcomes, seen, mixed, stretched, map_context }, zero)
    }

    #[inline]
    fn update(
        &mut self,
        prediction: &Prediction,
        places: &[u32; Self::MAX_CONTEXTS],
        node: usize,
        local: usize,
        bit: bool,
    ) {
        let rule = self.rule;
        for (i, (slots, learned)) in self.slots.iter_mut().zip(&mut self.outcomes).enumerate() {
            slots.update(rule, places[i], local, bit);
            let outcome = &mut learned[prediction.outcomes[i] % OUTCOMES];
            *outcome = rule.next(*outcome, bit);
        }
        self.by_node.update(node, &prediction.inputs, prediction.mixed[0], bit);
        self.by_seen.update(prediction.seen, &prediction.inputs, prediction.mixed[1], bit);
        self.map.update(prediction.map_context, prediction.stretched, bit);
    }
}

/// The step of each count.
static STEPS: [u8; 256] = {
    let mut steps = [0; 256];
    let mut count = 0u32;
    while count < 256 {
        steps[count as usize] = if count < 8 {
            count as u8
        } else {
            let step = 5 + count.ilog2();
            if step < 11 { step as u8 } else { 11 }
        };
        count += 1;
    }
    steps
};

/// A number of which all bits depend on all bits of both.
#[inline]
fn hash(context: u64, node: u64) -> u64 {
    let x = (context ^ node << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ x >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^ x >> 29
}

impl MixedTree {
    /// All numbers that were learned, for those who keep them: for each context the counters and what came of them, and
    /// then the weights and the map.
    pub fn for_each_part(&self, mut part: impl FnMut(Part<'_>)) {
        for (slots, outcomes) in self.slots.iter().zip(&self.outcomes) {
            part(Part::Counters(slots.numbers()));
            part(Part::Counters(outcomes));
        }
        part(Part::Weights(self.by_node.numbers()));
        part(Part::Weights(self.by_seen.numbers()));
        part(Part::Map(self.map.numbers()));
    }

    /// Whether all numbers are such as coding comes to. With others there are wrong probabilities, but no panic.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let mut is_valid = true;
        let mut slots = true;
        self.for_each_part(|part| {
            is_valid &= match part {
                // The first of 16 numbers of a slot is a tag.
                Part::Counters(numbers) => {
                    let start = usize::from(slots);
                    let counters = numbers.iter().enumerate().filter(|(i, _)| start == 0 || i % 16 != 0);
                    slots = !slots;
                    counters.into_iter().all(|(_, &counter)| self.rule.has_state(counter))
                }
                Part::Weights(numbers) => {
                    numbers.iter().all(|weight| weight.unsigned_abs() <= WeightSets::LARGEST as u32)
                }
                Part::Map(numbers) => !numbers.contains(&0),
            };
        });
        is_valid
    }

    /// Visits what the model has learned, to restore it. Ask [`is_valid`](Self::is_valid) afterwards.
    pub fn for_each_part_mut(&mut self, mut part: impl FnMut(PartMut<'_>)) {
        for (slots, outcomes) in self.slots.iter_mut().zip(&mut self.outcomes) {
            part(PartMut::Counters(slots.numbers_mut()));
            part(PartMut::Counters(outcomes));
        }
        part(PartMut::Weights(self.by_node.numbers_mut()));
        part(PartMut::Weights(self.by_seen.numbers_mut()));
        part(PartMut::Map(self.map.numbers_mut()));
    }
}

/// Some of what a [`MixedTree`] has learned.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part<'a> {
    Counters(&'a [u32]),
    Weights(&'a [i32]),
    Map(&'a [u16]),
}

/// Some of what a [`MixedTree`] has learned, to change it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PartMut<'a> {
    Counters(&'a mut [u32]),
    Weights(&'a mut [i32]),
    Map(&'a mut [u16]),
}
