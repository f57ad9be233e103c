//! The parameters of adaptive models, checked.

use constriction_adaptive::{Counting, Shift, TwoRates};

use super::rule::AnyRule;
use crate::Error;

/// The kind and parameters of an [`Adaptive`](super::Adaptive), without its learned state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AdaptiveSetup {
    /// The symbols 0 and 1.
    Bernoulli {
        /// How a probability follows its bits.
        learning: BitLearning,
        /// The number of contexts.
        contexts: usize,
    },
    /// The symbols from 0 on, by counts.
    Categorical {
        /// The number of symbols, from 1 to `2^20`.
        symbols: usize,
        /// The increment of a symbol's count.
        increment: u32,
        /// The largest sum of counts, from `symbols + 2 * increment` to `2^24`.
        limit: u32,
        /// The number of contexts.
        contexts: usize,
    },
    /// Symbols of several bits, most significant bit first.
    BitTree {
        /// The number of bits, from 1 to 20.
        bits: u32,
        /// How a probability follows its bits.
        learning: BitLearning,
        /// The number of contexts.
        contexts: usize,
    },
    /// The symbols 0 to 255, as two halves.
    Nibbles {
        /// The number of contexts.
        contexts: usize,
    },
    /// Symbols of several bits, each bit predicted in several contexts at once.
    Mixer {
        /// The number of bits, from 1 to 8.
        bits: u32,
        /// How many contexts each symbol has, from 1 to 7.
        inputs: usize,
        /// The logarithm of the number of slots for each of them, from 1 to 24.
        table_bits: u32,
    },
}

impl AdaptiveSetup {
    /// The number of contexts. A mixer has any, as it hashes them: the largest number.
    pub fn contexts(&self) -> usize {
        match *self {
            Self::Mixer { .. } => usize::MAX,
            Self::Bernoulli { contexts, .. }
            | Self::Categorical { contexts, .. }
            | Self::BitTree { contexts, .. }
            | Self::Nibbles { contexts } => contexts,
        }
    }

    /// How many contexts each symbol has.
    pub fn inputs(&self) -> usize {
        match *self {
            Self::Mixer { inputs, .. } => inputs,
            Self::Bernoulli { .. } | Self::Categorical { .. } | Self::BitTree { .. } | Self::Nibbles { .. } => 1,
        }
    }

    /// The number of intervals of a symbol.
    pub fn decisions(&self) -> usize {
        match *self {
            Self::Bernoulli { .. } | Self::Categorical { .. } => 1,
            Self::BitTree { bits, .. } | Self::Mixer { bits, .. } => bits as usize,
            Self::Nibbles { .. } => 2,
        }
    }

    /// The number of symbols.
    pub fn symbols(&self) -> usize {
        match *self {
            Self::Bernoulli { .. } => 2,
            Self::Categorical { symbols, .. } => symbols,
            Self::BitTree { bits, .. } | Self::Mixer { bits, .. } => 1 << bits,
            Self::Nibbles { .. } => 256,
        }
    }
}

/// How the probability of a bit follows the bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BitLearning {
    /// By `2^-rate` of the way, from 1 to 14.
    Rate(u32),
    /// The mean of two that go by different rates, from 1 to 14.
    TwoRates(u32, u32),
    /// By `1 / n` of the way, until n is this limit, from 0 to 1023.
    Limit(u32),
}

impl BitLearning {
    /// The rule, if the numbers are in range.
    pub(super) fn rule(self) -> Result<AnyRule, Error> {
        let check = |name, value: u32, min: u32, max: u32| {
            if (min..=max).contains(&value) {
                Ok(())
            } else {
                Err(Error::Adaptive { name, value: value.into(), min, max })
            }
        };
        match self {
            Self::Rate(rate) => {
                check("rate", rate, 1, 14)?;
                Ok(AnyRule::Shift(Shift::new(rate)))
            }
            Self::TwoRates(fast, slow) => {
                check("rate", fast, 1, 14)?;
                check("rate", slow, 1, 14)?;
                Ok(AnyRule::TwoRates(TwoRates::new(fast, slow)))
            }
            Self::Limit(limit) => {
                check("limit", limit, 0, 1023)?;
                Ok(AnyRule::Counting(Counting::new(limit)))
            }
        }
    }
}
