//! The perfect quantisation: fixed-point weights with the smallest Kullback-Leibler divergence from the probabilities.
//!
//! Weights `w_i` out of `2^P` cost `-sum(p_i * log(w_i / 2^P))`. One more unit for symbol i wins `p_i * log(1 + 1/w_i)`, one less
//! loses `-p_i * log(1 - 1/w_i)`. Both shrink as the weight grows, so a greedy exchange ends at the optimum: the symbol that wins
//! most buys a unit from the symbol that loses least, until an exchange no longer pays.
//!
//! Several tables can be equally good. Which of them results is part of the format, so the order of the steps and all ties are
//! fixed. The plain algorithm searches the whole list for buyer and seller, in O(n) for each exchange. Here, two heaps with the
//! same order find them in O(log n); `tests::heaps_agree_with_the_plain_search` compares the two.

#[cfg(feature = "alloc")]
use alloc::{collections::BinaryHeap, vec, vec::Vec};
#[cfg(feature = "alloc")]
use core::cmp::Reverse;
#[cfg(feature = "alloc")]
use core::ops::ControlFlow;

use super::checked_sum;
use crate::{Float, ProbabilityError};

/// A callback that decides every few milliseconds whether to continue.
#[cfg(feature = "alloc")]
pub(crate) type Watch<'a> = dyn FnMut() -> ControlFlow<()> + 'a;

/// The number of steps after which a [`Watch`] is asked.
#[cfg(feature = "alloc")]
const STEPS: usize = 1 << 16;

/// The weights, in the order of the probabilities, unless `watch` stops it. All arithmetic is in f64.
#[cfg(feature = "alloc")]
pub(crate) fn perfect<F: Float>(
    probs: &[F],
    precision: u32,
    watch: &mut Watch<'_>,
) -> Result<impl ExactSizeIterator<Item = u32> + use<F>, ProbabilityError> {
    let mut slots = share_out(probs, precision, watch)?;
    if slots.len() > FEW {
        ask(exchange(&mut slots, watch))?;
    } else {
        while exchange_one(&mut slots) {}
    }
    Ok(slots.into_iter().map(|slot| slot.weight))
}

/// The error of a caller who stops the call.
#[cfg(feature = "alloc")]
fn ask(flow: ControlFlow<()>) -> Result<(), ProbabilityError> {
    if flow.is_break() { Err(ProbabilityError::Interrupted) } else { Ok(()) }
}

/// Up to this many symbols are searched sooner than put in order.
#[cfg(feature = "alloc")]
const FEW: usize = 16;

/// The weight of the first of two symbols, without an allocation.
#[inline]
pub(crate) fn perfect_first_of_two(probs: [f64; 2], precision: u32) -> Result<u32, ProbabilityError> {
    let mut shares = Shares::new(&probs, precision)?;
    let mut slots = [shares.slot(0, probs[0]), shares.slot(1, probs[1])];
    shares.hand_out(&mut slots, &mut [0; 2], |order| order.sort_unstable());
    while exchange_one(&mut slots) {}
    Ok(slots[0].weight)
}

/// A symbol and what one unit of probability means to it.
#[derive(Clone, Copy, Debug)]
struct Slot {
    prob: f64,
    weight: u32,
    /// The place in the order that decides between equal offers: at first that of the symbols, then that by wins.
    place: u32,
    /// The gain of one more unit; minus infinity for a symbol that has sold one.
    win: f64,
    /// The loss of one less unit; infinite for a symbol that has bought one, or has only one, and until all units are
    /// handed out.
    loss: f64,
}

impl Slot {
    fn win(&self) -> f64 {
        self.prob * libm::log1p(1.0 / f64::from(self.weight))
    }

    fn loss(&self) -> f64 {
        if self.weight == 1 { f64::INFINITY } else { -self.prob * libm::log1p(-1.0 / f64::from(self.weight)) }
    }

    fn add(&mut self) {
        self.weight += 1;
        self.win = self.win();
    }

    fn buy(&mut self) {
        self.add();
        self.loss = f64::INFINITY;
    }

    fn sell(&mut self) {
        self.weight -= 1;
        self.win = f64::NEG_INFINITY;
        self.loss = self.loss();
    }

    /// The bid for a unit by the symbol with this index.
    #[inline]
    fn bid(&self, index: usize) -> Option<Offer> {
        (self.win >= 0.0).then(|| Offer::new(self.win, self.place, index))
    }

    /// The price of a unit from the symbol with this index.
    #[inline]
    fn ask(&self, index: usize) -> Option<Offer> {
        (self.loss < f64::INFINITY).then(|| Offer::new(self.loss, self.place, index))
    }
}

/// From the most significant bit down: the 64 bits of the price, 32 bits of the place of the symbol that offers it, and
/// 32 bits of its index.
///
/// The price is never negative, -0 or NaN, as no probability is negative: its bits are in the order of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Offer(u128);

impl Offer {
    #[inline]
    fn new(price: f64, place: u32, index: usize) -> Self {
        Self(u128::from(price.to_bits()) << 64 | u128::from(place) << 32 | index as u128)
    }

    #[inline]
    fn price(self) -> f64 {
        f64::from_bits((self.0 >> 64) as u64)
    }

    #[inline]
    fn index(self) -> usize {
        self.0 as u32 as usize
    }

    /// The same with the highest price first, but equal prices still in the order of their places.
    #[inline]
    fn descending(self) -> u128 {
        self.0 ^ u128::from(u64::MAX) << 64
    }
}

/// One unit each, then the rounded-down share of the others, then the rest to the symbols that gain most.
#[cfg(feature = "alloc")]
fn share_out<F: Float>(probs: &[F], precision: u32, watch: &mut Watch<'_>) -> Result<Vec<Slot>, ProbabilityError> {
    let mut shares = Shares::new(probs, precision)?;
    let mut slots = Vec::with_capacity(probs.len());
    for probs in probs.chunks(STEPS) {
        let start = slots.len();
        slots.extend(probs.iter().enumerate().map(|(index, p)| shares.slot(start + index, p.to_f64())));
        if probs.len() == STEPS {
            ask(watch())?;
        }
    }
    if let Some(order) = [0; FEW].get_mut(..probs.len()) {
        shares.hand_out(&mut slots, order, |order| order.sort_unstable());
        return Ok(slots);
    }
    let mut flow = ControlFlow::Continue(());
    shares.hand_out(&mut slots, &mut vec![0; probs.len()], |order| {
        if flow.is_continue() {
            flow = sort(order, watch);
        }
    });
    ask(flow)?;
    Ok(slots)
}

/// Sorts, unless `watch` stops it.
#[cfg(feature = "alloc")]
fn sort(order: &mut [u128], watch: &mut Watch<'_>) -> ControlFlow<()> {
    const AT_ONCE: usize = 1 << 20;
    if order.len() <= AT_ONCE {
        order.sort_unstable();
        return ControlFlow::Continue(());
    }
    watch()?;
    let middle = order.len() / 2;
    let (low, _, high) = order.select_nth_unstable(middle);
    sort(low, watch)?;
    sort(high, watch)
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
        let free = (1u64 << precision) - probs.len() as u64;
        let scale = free as f64 / sum;
        // Where the scale is infinite, one symbol would get all units, and each would have to be exchanged.
        if !sum.is_normal() || scale == f64::INFINITY {
            return Err(ProbabilityError::InvalidSum { sum });
        }
        Ok(Self { free, scale })
    }

    /// A symbol with one unit and its rounded-down share.
    fn slot(&mut self, index: usize, prob: f64) -> Slot {
        let prob = prob + 0.0; // turns -0 into 0, which offers rely on
        // The minimum is for the last bits of a sum that was rounded down.
        let share = ((prob * self.scale) as u64).min(self.free);
        self.free -= share;
        let mut slot = Slot { prob, weight: share as u32 + 1, place: index as u32, win: 0.0, loss: f64::INFINITY };
        slot.win = slot.win();
        slot
    }

    /// Gives the rest to the symbols that gain most. `order` is as long as `slots`.
    fn hand_out(mut self, slots: &mut [Slot], order: &mut [u128], mut sort: impl FnMut(&mut [u128])) {
        while self.free > 0 {
            for (index, (slot, entry)) in slots.iter().zip(&mut *order).enumerate() {
                *entry = Offer::new(slot.win, slot.place, index).descending();
            }
            sort(order);
            for (place, &entry) in order.iter().enumerate() {
                let slot = &mut slots[Offer(entry).index()];
                slot.place = place as u32;
                if self.free > 0 {
                    slot.add();
                    self.free -= 1;
                }
            }
        }
        for slot in slots {
            slot.loss = slot.loss();
        }
    }
}

/// Moves units from those who lose least (the first of them) to those who win most (the last of them).
#[cfg(feature = "alloc")]
fn exchange(slots: &mut [Slot], watch: &mut Watch<'_>) -> ControlFlow<()> {
    let mut bids: BinaryHeap<Offer> = slots.iter().enumerate().filter_map(|(index, slot)| slot.bid(index)).collect();
    let mut asks: BinaryHeap<Reverse<Offer>> =
        slots.iter().enumerate().filter_map(|(index, slot)| slot.ask(index).map(Reverse)).collect();

    // Who has sold does not bid any more, and who has bought does not ask: their offers in the other heap are void.
    for step in 1.. {
        if step % STEPS == 0 {
            watch()?;
        }
        while bids.peek().is_some_and(|bid| slots[bid.index()].win == f64::NEG_INFINITY) {
            bids.pop();
        }
        while asks.peek().is_some_and(|ask| slots[ask.0.index()].loss == f64::INFINITY) {
            asks.pop();
        }
        let (Some(mut bid), Some(mut ask)) = (bids.peek_mut(), asks.peek_mut()) else { break };
        let (buyer, seller) = (bid.index(), ask.0.index());
        if buyer == seller || bid.price() <= ask.0.price() {
            break;
        }
        slots[seller].sell();
        slots[buyer].buy();
        *bid = Offer::new(slots[buyer].win, slots[buyer].place, buyer);
        *ask = Reverse(Offer::new(slots[seller].loss, slots[seller].place, seller));
    }
    ControlFlow::Continue(())
}

/// The [`Watch`] of a call that cannot be stopped.
#[cfg(feature = "alloc")]
pub(crate) fn go_on() -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Moves one unit by the plain search, if that pays.
fn exchange_one(slots: &mut [Slot]) -> bool {
    let bid = slots.iter().enumerate().filter_map(|(index, slot)| slot.bid(index)).max();
    let ask = slots.iter().enumerate().filter_map(|(index, slot)| slot.ask(index)).min();
    let (Some(bid), Some(ask)) = (bid, ask) else { return false };
    if bid.index() == ask.index() || bid.price() <= ask.price() {
        return false;
    }
    slots[ask.index()].sell();
    slots[bid.index()].buy();
    true
}

#[cfg(all(test, feature = "alloc"))]
mod tests {
    use super::*;

    /// The algorithm as it is defined, on a list that is sorted.
    fn plain_exchange(slots: &mut [Slot]) {
        loop {
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
                return;
            }
            slots[seller].sell();
            slots[buyer].buy();
        }
    }

    /// The slots in the order of their places before the last units were handed out.
    fn plain_share_out(probs: &[f64], precision: u32) -> Vec<(usize, Slot)> {
        let mut shares = Shares::new(probs, precision).unwrap();
        let mut slots: Vec<_> = probs.iter().enumerate().map(|(index, &p)| (index, shares.slot(index, p))).collect();
        while shares.free > 0 {
            slots.sort_by(|(_, a), (_, b)| b.win.total_cmp(&a.win));
            let winners = slots.len().min(shares.free as usize);
            for (_, slot) in &mut slots[..winners] {
                slot.add();
            }
            shares.free -= winners as u64;
        }
        for (_, slot) in &mut slots {
            slot.loss = slot.loss();
        }
        slots
    }

    fn plain_perfect(probs: &[f64], precision: u32) -> Vec<u32> {
        let (indices, mut slots): (Vec<_>, Vec<_>) = plain_share_out(probs, precision).into_iter().unzip();
        plain_exchange(&mut slots);
        let mut weights = vec![0; probs.len()];
        for (index, slot) in indices.into_iter().zip(slots) {
            weights[index] = slot.weight;
        }
        weights
    }

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
            let Ok(mut slots) = share_out(&probs, precision, &mut go_on) else { continue };
            let weights = |slots: &[Slot]| slots.iter().map(|slot| slot.weight).collect::<Vec<_>>();
            let mut one_by_one = slots.clone();
            let before = weights(&slots);
            assert!(exchange(&mut slots, &mut go_on).is_continue());
            while exchange_one(&mut one_by_one) {}
            let fast = weights(&slots);
            assert_eq!(fast, plain_perfect(&probs, precision), "case {case}");
            assert_eq!(fast, weights(&one_by_one), "case {case}");
            assert_eq!(fast.iter().map(|&w| u64::from(w)).sum::<u64>(), 1 << precision);
            exchanged += usize::from(fast != before);
        }
        assert!(exchanged > 500, "only {exchanged} cases tested an exchange");
    }

    #[test]
    fn long_lists_are_sorted_as_short_ones() {
        let mut state = 1;
        let mut list: Vec<u128> = (0..5 << 19).map(|index| u128::from(random(&mut state)) << 32 | index).collect();
        let mut expected = list.clone();
        expected.sort_unstable();
        assert!(sort(&mut list, &mut go_on).is_continue());
        assert!(list == expected);
    }

    #[test]
    fn a_caller_can_stop_it_at_every_look() {
        let mut state = 1;
        let probs: Vec<f32> = (0..3 << 19).map(|_| (random(&mut state) % 1000) as f32).collect();
        let stop_after = |most: usize| {
            let mut looks = 0;
            let mut watch = || {
                looks += 1;
                if looks > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            let result = perfect(&probs, 24, &mut watch).map(|weights| weights.map(u64::from).sum::<u64>());
            (result, looks)
        };
        let (whole, looks) = stop_after(usize::MAX);
        assert_eq!(whole, Ok(1 << 24));
        // While shares are computed, while they are sorted, and while they are exchanged.
        assert!(looks > 24 + 1, "{looks}");
        for most in [0, 23, 24, looks - 1] {
            assert_eq!(stop_after(most), (Err(ProbabilityError::Interrupted), most + 1));
        }
    }
}
