//! `Bits`: an adaptive model of single bits, with a state for each context.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use constriction_core::Interval;

use crate::rule::interval;
use crate::{AdaptiveModel, BitRule};
#[cfg(feature = "alloc")]
use crate::{SetupError, filled::filled};

/// A model of bits, with a state for each context.
///
/// `S` is where the states are: an array where their number is a constant, or a vector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bits<R, S> {
    rule: R,
    states: S,
}

impl<R: BitRule, const N: usize> Bits<R, [R::State; N]> {
    /// A new model with `N` contexts, without allocation.
    #[must_use]
    pub fn array(rule: R) -> Self {
        Self { states: [rule.start(); N], rule }
    }
}

#[cfg(feature = "alloc")]
impl<R: BitRule> Bits<R, Vec<R::State>> {
    /// A new model with this number of contexts.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub fn new(rule: R, contexts: usize) -> Result<Self, SetupError> {
        Ok(Self { states: filled(rule.start(), contexts)?, rule })
    }
}

impl<R: BitRule, S: AsRef<[R::State]> + AsMut<[R::State]>> Bits<R, S> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.states.as_mut().fill(self.rule.start());
    }

    /// The rule.
    pub fn rule(&self) -> R {
        self.rule
    }

    /// The states, one for each context.
    pub fn states(&self) -> &[R::State] {
        self.states.as_ref()
    }

    /// The states, one for each context, for coders that change them.
    pub fn states_mut(&mut self) -> &mut [R::State] {
        self.states.as_mut()
    }
}

impl<R: BitRule, S: AsRef<[R::State]> + AsMut<[R::State]>> AdaptiveModel for Bits<R, S> {
    type Symbol = bool;
    const PRECISION: u32 = R::PRECISION;

    #[inline]
    fn interval(&self, context: usize, bit: bool) -> Option<Interval> {
        let &state = self.states.as_ref().get(context)?;
        Some(interval(self.rule.zero(state), R::PRECISION, bit))
    }

    #[inline]
    fn symbol_at(&self, context: usize, quantile: u32) -> Option<(bool, Interval)> {
        let &state = self.states.as_ref().get(context)?;
        let zero = self.rule.zero(state);
        let bit = quantile >= zero;
        Some((bit, interval(zero, R::PRECISION, bit)))
    }

    #[inline]
    fn update(&mut self, context: usize, bit: bool) {
        if let Some(state) = self.states.as_mut().get_mut(context) {
            *state = self.rule.next(*state, bit);
        }
    }
}
