//! Bit trees: symbols of several bits, each bit in the context of those before it.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use constriction_core::{Corrupt, Interval, TakeInterval};

#[cfg(feature = "alloc")]
use crate::filled::filled;
use crate::rule::interval;
use crate::{AdaptiveCode, BitRule, SetupError};

/// A bit tree that begins with the most significant bit.
pub type BitTree<R, S> = Tree<R, S, false>;

/// A bit tree that begins with the least significant bit: for numbers whose low bits are the ones that repeat.
pub type ReverseBitTree<R, S> = Tree<R, S, true>;

/// A model of symbols of up to 20 bits, built from models of bits.
///
/// A symbol costs a decision for each bit. `S` is where the states are: an array or a vector.
///
/// The number of a node is a 1 followed by the bits before it: the root is 1, the children of node m are 2 m and 2 m + 1. Symbols
/// of n bits take `2^n` states in each context, the first of which is not used.
///
/// # References
/// - Pavlov, "LZMA specification (draft)", 2015
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree<R, S, const REVERSE: bool> {
    rule: R,
    /// From 1 to 20.
    bits: u32,
    /// `2^bits` for each context.
    states: S,
}

fn check(bits: u32) -> Result<u32, SetupError> {
    if (1..=20).contains(&bits) { Ok(bits) } else { Err(SetupError::Bits(bits)) }
}

#[cfg(feature = "alloc")]
impl<R: BitRule, const REVERSE: bool> Tree<R, Vec<R::State>, REVERSE> {
    /// A new model of symbols of this number of bits.
    ///
    /// # Errors
    /// If `bits` is not from 1 to 20, or there is not enough memory.
    pub fn new(rule: R, bits: u32, contexts: usize) -> Result<Self, SetupError> {
        let bits = check(bits)?;
        let count = contexts.checked_mul(1 << bits).ok_or(SetupError::Memory)?;
        Ok(Self { states: filled(rule.start(), count)?, rule, bits })
    }
}

impl<R: BitRule, const N: usize, const REVERSE: bool> Tree<R, [R::State; N], REVERSE> {
    /// A new model with as many contexts as `N` states, `2^bits` for each, are enough for.
    ///
    /// # Errors
    /// If `bits` is not from 1 to 20.
    pub fn array(rule: R, bits: u32) -> Result<Self, SetupError> {
        Ok(Self { states: [rule.start(); N], rule, bits: check(bits)? })
    }
}

impl<R: BitRule, S: AsRef<[R::State]> + AsMut<[R::State]>, const REVERSE: bool> Tree<R, S, REVERSE> {
    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        self.states.as_mut().fill(self.rule.start());
    }

    /// The number of bits of a symbol.
    pub fn bits(&self) -> u32 {
        self.bits
    }

    /// The rule.
    pub fn rule(&self) -> R {
        self.rule
    }

    /// All states, `2^bits` for each context.
    pub fn tables(&self) -> &[R::State] {
        self.states.as_ref()
    }

    /// All states, for those who keep and restore them.
    pub fn tables_mut(&mut self) -> &mut [R::State] {
        self.states.as_mut()
    }

    /// The states of a context; the one at 0 is not used.
    #[inline]
    pub fn states_mut(&mut self, context: usize) -> Option<&mut [R::State]> {
        let start = context.checked_mul(1 << self.bits)?;
        self.states.as_mut().get_mut(start..start.checked_add(1 << self.bits)?)
    }

    #[inline]
    fn states(&self, context: usize) -> Option<&[R::State]> {
        let start = context.checked_mul(1 << self.bits)?;
        self.states.as_ref().get(start..start.checked_add(1 << self.bits)?)
    }

    /// Which bit of the symbol the decision at this depth is.
    #[inline]
    fn place(&self, depth: u32) -> u32 {
        if REVERSE { depth } else { self.bits - 1 - depth }
    }
}

impl<R: BitRule, S: AsRef<[R::State]> + AsMut<[R::State]>, const REVERSE: bool> AdaptiveCode for Tree<R, S, REVERSE> {
    type Symbol = u32;
    const PRECISION: u32 = R::PRECISION;

    #[inline]
    fn intervals<E>(
        &self,
        context: usize,
        symbol: u32,
        mut put: impl FnMut(Interval) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        let states = self.states(context)?;
        if symbol >> self.bits != 0 {
            return None;
        }
        let mut node = 1;
        for depth in 0..self.bits {
            let bit = symbol >> self.place(depth) & 1;
            if let Err(error) = put(interval(self.rule.zero(states[node]), R::PRECISION, bit == 1)) {
                return Some(Err(error));
            }
            node = node << 1 | bit as usize;
        }
        Some(Ok(()))
    }

    #[inline]
    fn take<C: TakeInterval>(&self, context: usize, decoder: &mut C) -> Result<u32, C::Error> {
        let states = self.states(context).ok_or(Corrupt)?;
        let (mut node, mut symbol) = (1, 0);
        for depth in 0..self.bits {
            let quantile = decoder.quantile(R::PRECISION)?;
            let zero = self.rule.zero(states[node]);
            let bit = quantile >= zero;
            decoder.advance(quantile, interval(zero, R::PRECISION, bit), R::PRECISION)?;
            symbol |= u32::from(bit) << self.place(depth);
            node = node << 1 | usize::from(bit);
        }
        Ok(symbol)
    }

    #[inline]
    fn learn(&mut self, context: usize, symbol: u32) {
        let (bits, rule) = (self.bits, self.rule);
        if symbol >> bits != 0 {
            return;
        }
        let Some(states) = self.states_mut(context) else { return };
        let mut node = 1;
        for depth in 0..bits {
            let place = if REVERSE { depth } else { bits - 1 - depth };
            let bit = symbol >> place & 1;
            states[node] = rule.next(states[node], bit == 1);
            node = node << 1 | bit as usize;
        }
    }
}
