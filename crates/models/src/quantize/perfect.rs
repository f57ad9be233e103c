//! The perfect quantisation: fixed-point weights with the smallest Kullback-Leibler divergence from the probabilities.
//!
//! Weights `w_i` out of `2^P` cost `-sum(p_i * log(w_i / 2^P))`. One more unit for symbol i wins `p_i * log(1 +
//! 1/w_i)`, one less loses `-p_i * log(1 - 1/w_i)`. Both shrink as the weight grows, so a greedy exchange ends at the
//! optimum: the symbol that wins most buys a unit from the one that loses least, until that does not pay any more.
//!
//! Which of several equally good tables comes out is part of the format, so the order of the steps and all ties are
//! fixed. The plain algorithm looks for buyer and seller in the whole list each time, O(n) an exchange. Here, two heaps
//! with the same order find them in O(log n); `tests::heaps_agree_with_the_plain_search` compares the two.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

use super::checked_sum;
use crate::{Float, ProbabilityError};

/// The weights, in the order of the probabilities. All arithmetic is in f64.
pub(crate) fn perfect<F: Float>(probs: &[F], precision: u32) -> Result<Vec<u32>, ProbabilityError> {
    let mut slots = share_out(probs, precision)?;
    exchange(&mut slots);

    let mut weights = alloc::vec![0; slots.len()];
    for slot in &slots {
        weights[slot.index] = slot.weight;
    }
    Ok(weights)
}

/// The weight of the first of two symbols, without an allocation.
#[inline]
pub(crate) fn perfect_first_of_two(probs: [f64; 2], precision: u32) -> Result<u32, ProbabilityError> {
    let mut shares = Shares::new(&probs, precision)?;
    let mut slots = [shares.slot(0, probs[0]), shares.slot(1, probs[1])];
    shares.hand_out(&mut slots);
    while exchange_one(&mut slots) {}
    // They may have changed places.
    Ok(slots[slots[0].index].weight)
}

/// A symbol and what one unit of probability means to it.
#[derive(Clone, Copy, Debug)]
struct Slot {
    index: usize,
    prob: f64,
    weight: u32,
    /// What one more unit wins; minus infinity for a symbol that has sold one.
    win: f64,
    /// What one less unit loses; infinite for a symbol that has bought one, or has only one.
    loss: f64,
}

impl Slot {
    fn new(index: usize, prob: f64, weight: u32) -> Self {
        let mut slot = Self { index, prob, weight, win: 0.0, loss: 0.0 };
        slot.win = slot.win();
        slot.loss = slot.loss();
        slot
    }

    fn win(&self) -> f64 {
        self.prob * libm::log1p(1.0 / f64::from(self.weight))
    }

    fn loss(&self) -> f64 {
        if self.weight == 1 { f64::INFINITY } else { -self.prob * libm::log1p(-1.0 / f64::from(self.weight)) }
    }

    fn buy(&mut self) {
        self.weight += 1;
        self.win = self.win();
        self.loss = f64::INFINITY;
    }

    fn sell(&mut self) {
        self.weight -= 1;
        self.win = f64::NEG_INFINITY;
        self.loss = self.loss();
    }
}

/// One unit each, then the rounded-down share of the others, then what is left to those who win most by it.
fn share_out<F: Float>(probs: &[F], precision: u32) -> Result<Vec<Slot>, ProbabilityError> {
    let mut shares = Shares::new(probs, precision)?;
    let mut slots: Vec<Slot> = probs.iter().enumerate().map(|(index, p)| shares.slot(index, p.to_f64())).collect();
    shares.hand_out(&mut slots);
    Ok(slots)
}

/// The units that remain to be shared out.
#[derive(Clone, Copy, Debug)]
struct Shares {
    free: u64,
    /// Units for one unit of probability.
    scale: f64,
}

impl Shares {
    fn new<F: Float>(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        let sum = checked_sum(probs.iter().map(|p| p.to_f64()), precision)?;
        if !sum.is_normal() {
            return Err(ProbabilityError::InvalidSum { sum });
        }
        let free = (1u64 << precision) - probs.len() as u64;
        Ok(Self { free, scale: free as f64 / sum })
    }

    /// A symbol with one unit and its rounded-down share.
    fn slot(&mut self, index: usize, prob: f64) -> Slot {
        let prob = prob + 0.0; // turns -0 into 0, which the order of offers relies on
        // The minimum is for the last bits of a sum that was rounded down.
        let share = ((prob * self.scale) as u64).min(self.free);
        self.free -= share;
        Slot::new(index, prob, share as u32 + 1)
    }

    /// Gives what is left to those who win most by it.
    fn hand_out(mut self, slots: &mut [Slot]) {
        while self.free > 0 {
            slots.sort_by(|a, b| b.win.total_cmp(&a.win));
            let winners = slots.len().min(usize::try_from(self.free).unwrap_or(usize::MAX));
            for slot in &mut slots[..winners] {
                *slot = Slot::new(slot.index, slot.prob, slot.weight + 1);
            }
            self.free -= winners as u64;
        }
    }
}

/// What a symbol at a place in the list bids for a unit or asks for one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Offer {
    price: f64,
    place: usize,
}

impl Eq for Offer {}

impl Ord for Offer {
    /// By price, then by place. Prices are never NaN and never -0, as no probability is negative.
    fn cmp(&self, other: &Self) -> Ordering {
        self.price.total_cmp(&other.price).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Moves units from those who lose least (the first of them) to those who win most (the last of them).
fn exchange(slots: &mut [Slot]) {
    let bid = |(place, slot): (usize, &Slot)| Offer { price: slot.win, place };
    let ask = |(place, slot): (usize, &Slot)| Reverse(Offer { price: slot.loss, place });
    let mut bids: BinaryHeap<Offer> = slots.iter().enumerate().map(bid).collect();
    let mut asks: BinaryHeap<Reverse<Offer>> =
        slots.iter().enumerate().filter(|(_, slot)| slot.loss < f64::INFINITY).map(ask).collect();

    // Who has sold does not bid any more, and who has bought does not ask: their offers in the other heap are void.
    loop {
        while bids.peek().is_some_and(|bid| slots[bid.place].win == f64::NEG_INFINITY) {
            bids.pop();
        }
        while asks.peek().is_some_and(|ask| slots[ask.0.place].loss == f64::INFINITY) {
            asks.pop();
        }
        let (Some(mut bid), Some(mut ask)) = (bids.peek_mut(), asks.peek_mut()) else { return };
        let (buyer, seller) = (bid.place, ask.0.place);
        if buyer == seller || bid.price <= ask.0.price {
            return;
        }
        slots[seller].sell();
        slots[buyer].buy();
        bid.price = slots[buyer].win;
        ask.0.price = slots[seller].loss;
    }
}

/// Moves one unit by the plain search, if that pays.
fn exchange_one(slots: &mut [Slot]) -> bool {
    let mut buyer = 0;
    let mut seller = 0;
    for (place, slot) in slots.iter().enumerate() {
        if slot.win >= slots[buyer].win {
            buyer = place;
        }
        if slot.loss < slots[seller].loss {
            seller = place;
        }
    }
    if buyer == seller || slots[buyer].win <= slots[seller].loss {
        return false;
    }
    slots[seller].sell();
    slots[buyer].buy();
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// xorshift64*, Vigna 2016.
    fn random(state: &mut u64) -> u64 {
        *state ^= *state >> 12;
        *state ^= *state << 25;
        *state ^= *state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    #[test]
    fn heaps_agree_with_the_plain_search() {
        let mut state = 1;
        let mut exchanged = 0;
        for case in 0..3000 {
            let n = 1 + random(&mut state) as usize % 60;
            let levels = [1, 2, 5, 1000, 1 << 40][case % 5];
            let power = 1 + case as i32 % 4;
            let probs: Vec<f64> =
                (0..n).map(|_| ((random(&mut state) % levels) as f64 / levels as f64).powi(power)).collect();
            let precision = 6 + random(&mut state) as u32 % 19;
            let Ok(mut fast) = share_out(&probs, precision) else { continue };
            let mut plain = fast.clone();
            let before: Vec<u32> = plain.iter().map(|slot| slot.weight).collect();
            exchange(&mut fast);
            while exchange_one(&mut plain) {}
            let weights = |slots: &[Slot]| slots.iter().map(|slot| slot.weight).collect::<Vec<_>>();
            assert_eq!(weights(&fast), weights(&plain), "case {case}");
            assert_eq!(weights(&fast).iter().map(|&w| u64::from(w)).sum::<u64>(), 1 << precision);
            exchanged += usize::from(weights(&fast) != before);
        }
        assert!(exchanged > 500, "only {exchanged} cases tested an exchange");
    }
}
