//! The array of states.

use core::fmt;

use constriction_core::{Format, Unsigned};

use crate::{AnsCoder, LaneCount};

/// The states of an interleaved coder, in the order in which they take turns.
///
/// Two arrays are equal if a decoder continues in the same way with both.
#[derive(Clone, Copy)]
pub struct Lanes<F: Format> {
    /// Each at least `1 << F::LOWER_BITS` and below that times `2^Word::BITS`.
    states: [F::State; 64],
    count: LaneCount,
    /// The place of the state that the next symbol is decoded from; less than the count.
    front: usize,
}

impl<F: Format> Lanes<F> {
    /// States without symbols.
    pub(crate) fn new(count: LaneCount) -> Self {
        Self { states: [F::State::ONE << F::LOWER_BITS; 64], count, front: 0 }
    }

    /// The number of states.
    pub fn count(&self) -> LaneCount {
        self.count
    }

    /// The states, beginning with the one that the next symbol is decoded from.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = F::State> + Clone + '_ {
        (0..self.count.get()).map(|lane| self.states[self.place(lane)])
    }

    /// Whether no state has a symbol.
    pub(crate) fn are_empty(&self) -> bool {
        self.iter().all(|state| state == F::State::ONE << F::LOWER_BITS)
    }

    /// Sets the state of a lane; `None` if it is too small or too large for one.
    pub(crate) fn set(&mut self, lane: usize, state: F::State) -> Option<()> {
        let is_valid = AnsCoder::<F, ()>::state_is_valid(state, false);
        self.states[self.place(lane)] = is_valid.then_some(state)?;
        Some(())
    }

    /// The state that the next symbol is decoded from.
    #[inline]
    pub(crate) fn first(&self) -> F::State {
        self.states[self.front % 64]
    }

    /// The state that the next symbol is encoded to: it will be decoded before all others.
    #[inline]
    pub(crate) fn last(&self) -> F::State {
        self.states[self.place(usize::MAX)]
    }

    /// Sets the state that was the [first](Self::first); it is the last one then.
    #[inline]
    pub(crate) fn pop(&mut self, state: F::State) {
        self.states[self.front % 64] = state;
        self.front = self.place(1);
    }

    /// Sets the state that was the [last](Self::last); it is the first one then.
    #[inline]
    pub(crate) fn push(&mut self, state: F::State) {
        self.front = self.place(usize::MAX);
        self.states[self.front % 64] = state;
    }

    /// The states, as a slice that begins with the one that the next symbol is decoded from.
    pub(crate) fn in_order(&mut self) -> &mut [F::State] {
        let states = &mut self.states[..self.count.get()];
        states.rotate_left(self.front);
        self.front = 0;
        states
    }

    /// Skips this number of lanes, as if each of them had been [popped](Self::pop).
    #[inline]
    pub(crate) fn skip(&mut self, lanes: usize) {
        self.front = self.place(lanes);
    }

    /// The place of a lane, counted from the front.
    #[inline]
    fn place(&self, lane: usize) -> usize {
        // The remainder by 64 changes nothing; it tells the compiler that the place exists.
        self.front.wrapping_add(lane) & (self.count.get() - 1) & 63
    }
}

impl<F: Format> PartialEq for Lanes<F> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<F: Format> Eq for Lanes<F> {}

impl<F: Format> fmt::Debug for Lanes<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
