//! `Adaptive`: an adaptive model of any kind.

use constriction_adaptive::{BitRule, BitTree, Bits, Counts, MixedTree, Nibbles, SetupError, SmallCdf};
use constriction_core::TakeInterval;

use super::contexts::{ContextRule, Source};
use super::rule::AnyRule;
use super::setup::AdaptiveSetup;
use super::{learn, mix};
use crate::{Error, Progress};

/// A model that learns from the symbols of each call.
///
/// [`encode_adaptive`](super::encode_adaptive) and [`decode_adaptive`](super::decode_adaptive) code arrays with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Adaptive {
    pub(super) setup: AdaptiveSetup,
    pub(super) state: State,
}

/// The precision of counts.
const COUNTS: u32 = 24;

/// The learned state of a model.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum State {
    Bernoulli(Bits<AnyRule, Vec<u32>>),
    Categorical(Counts<Vec<u32>, COUNTS>),
    BitTree(BitTree<AnyRule, Vec<u32>>),
    Nibbles(Nibbles<Vec<[SmallCdf; 17]>>),
    Mixer(Box<MixedTree>),
}

impl Adaptive {
    /// A model that has learned nothing.
    ///
    /// # Errors
    /// If a parameter is out of range, or there is not enough memory.
    pub fn new(setup: AdaptiveSetup) -> Result<Self, Error> {
        if setup.contexts() == 0 {
            return Err(SetupError::Contexts.into());
        }
        let state = match setup {
            AdaptiveSetup::Bernoulli { learning, contexts } => State::Bernoulli(Bits::new(learning.rule()?, contexts)?),
            AdaptiveSetup::Categorical { symbols, increment, limit, contexts } => {
                State::Categorical(Counts::new(symbols, contexts, increment, limit)?)
            }
            AdaptiveSetup::BitTree { bits, learning, contexts } => {
                State::BitTree(BitTree::new(learning.rule()?, bits, contexts)?)
            }
            AdaptiveSetup::Nibbles { contexts } => State::Nibbles(Nibbles::new(contexts)?),
            AdaptiveSetup::Mixer { bits, inputs, table_bits } => {
                let check = |name, value: u64, max| {
                    if (1..=u64::from(max)).contains(&value) {
                        Ok(())
                    } else {
                        Err(Error::Adaptive { name, value, min: 1, max })
                    }
                };
                check("bits", bits.into(), 8)?;
                check("num_inputs", inputs as u64, MixedTree::MAX_CONTEXTS as u32)?;
                check("table_bits", table_bits.into(), 24)?;
                State::Mixer(Box::new(MixedTree::new(bits, inputs, table_bits)?))
            }
        };
        Ok(Self { setup, state })
    }

    /// The parameters.
    pub fn setup(&self) -> &AdaptiveSetup {
        &self.setup
    }

    /// Forgets all that was learned.
    pub fn reset(&mut self) {
        match &mut self.state {
            State::Bernoulli(model) => model.reset(),
            State::Categorical(model) => model.reset(),
            State::BitTree(model) => model.reset(),
            State::Nibbles(model) => model.reset(),
            State::Mixer(model) => model.reset(),
        }
    }

    /// The precision of the intervals.
    pub fn precision(&self) -> u32 {
        match self.state {
            State::Bernoulli(_) | State::BitTree(_) => AnyRule::PRECISION,
            State::Categorical(_) => COUNTS,
            State::Nibbles(_) => SmallCdf::PRECISION,
            State::Mixer(_) => MixedTree::PRECISION,
        }
    }

    /// The number of contexts.
    pub fn contexts(&self) -> usize {
        self.setup.contexts()
    }

    /// The number of symbols.
    pub fn symbols(&self) -> usize {
        self.setup.symbols()
    }

    /// Where the contexts of `count` symbols come from.
    pub(super) fn sources<'a>(&self, rules: &[ContextRule<'a>], count: usize) -> Result<Vec<Source<'a>>, Error> {
        Source::of(rules, &self.setup, count)
    }

    /// Computes the intervals of all symbols, hands them to `put`, and learns; see [`learn::encode`].
    pub(super) fn encode(
        &mut self,
        sources: &[Source<'_>],
        symbols: &[i32],
        put: &mut learn::Put<'_>,
    ) -> Result<(), Error> {
        let contexts = self.contexts();
        let source = &sources[0];
        match &mut self.state {
            State::Bernoulli(model) => learn::encode(model, contexts, source, symbols, put),
            State::Categorical(model) => learn::encode(model, contexts, source, symbols, put),
            State::BitTree(model) => learn::encode(model, contexts, source, symbols, put),
            State::Nibbles(model) => learn::encode(model, contexts, source, symbols, put),
            State::Mixer(model) => mix::encode(model, sources, symbols, put),
        }
    }

    /// Decodes symbols, and learns; see [`learn::decode`].
    pub(super) fn decode<C: TakeInterval<Error: Into<Error>>>(
        &mut self,
        sources: &[Source<'_>],
        places: &mut [i32],
        largest: i32,
        coder: &mut C,
        progress: &mut Progress<'_>,
    ) -> Result<(), Error> {
        let contexts = self.contexts();
        let source = &sources[0];
        match &mut self.state {
            State::Bernoulli(model) => learn::decode(model, contexts, source, places, largest, coder, progress),
            State::Categorical(model) => learn::decode(model, contexts, source, places, largest, coder, progress),
            State::BitTree(model) => learn::decode(model, contexts, source, places, largest, coder, progress),
            State::Nibbles(model) => learn::decode(model, contexts, source, places, largest, coder, progress),
            State::Mixer(model) => mix::decode(model, sources, places, largest, coder, progress),
        }
    }
}
