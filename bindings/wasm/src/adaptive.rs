//! Models that learn.

use constriction_runtime::{Adaptive, AdaptiveSetup, BitLearning, ContextRule, adaptive_cost, go_on};
use wasm_bindgen::prelude::*;

use crate::coders::{LearningDecoder, LearningEncoder};
use crate::error::to_js;
use crate::memory::room;
use crate::numbers::{Numbers, zeros};

/// A model that learns.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct AdaptiveModel {
    model: Adaptive,
}

/// How bits learn: by a rate if there is no second number, by two rates, or up to a limit.
fn learning(rates: &[u32], limit: Option<u32>) -> BitLearning {
    match (rates, limit) {
        (_, Some(limit)) => BitLearning::Limit(limit),
        (&[fast, slow, ..], None) => BitLearning::TwoRates(fast, slow),
        (&[rate], None) => BitLearning::Rate(rate),
        ([], None) => BitLearning::Rate(5),
    }
}

impl AdaptiveModel {
    /// There is memory for a copy, and for this number of symbols in 32 bits, twice.
    fn room(&self, symbols: usize) -> Result<(), JsValue> {
        room(self.model.num_bytes().saturating_mul(3).saturating_add(symbols.saturating_mul(8)))
    }

    fn new(setup: AdaptiveSetup) -> Result<Self, JsValue> {
        Ok(Self { model: Adaptive::new(setup).map_err(to_js)? })
    }
}

#[wasm_bindgen]
impl AdaptiveModel {
    /// Of bits.
    pub fn bernoulli(rates: &[u32], limit: Option<u32>, contexts: usize) -> Result<Self, JsValue> {
        Self::new(AdaptiveSetup::Bernoulli { learning: learning(rates, limit), contexts })
    }

    /// By counts.
    pub fn categorical(symbols: usize, increment: u32, limit: u32, contexts: usize) -> Result<Self, JsValue> {
        Self::new(AdaptiveSetup::Categorical { symbols, increment, limit, contexts })
    }

    /// Of symbols of several bits.
    pub fn bit_tree(bits: u32, rates: &[u32], limit: Option<u32>, contexts: usize) -> Result<Self, JsValue> {
        Self::new(AdaptiveSetup::BitTree { bits, learning: learning(rates, limit), contexts })
    }

    /// Of bytes.
    pub fn nibbles(contexts: usize) -> Result<Self, JsValue> {
        Self::new(AdaptiveSetup::Nibbles { contexts })
    }

    /// That mixes.
    pub fn mixer(bits: u32, inputs: usize, table_bits: u32) -> Result<Self, JsValue> {
        Self::new(AdaptiveSetup::Mixer { bits, inputs, table_bits })
    }

    /// The number of symbols.
    pub fn num_symbols(&self) -> usize {
        self.model.symbols()
    }

    /// The number of contexts, if it is limited.
    pub fn num_contexts(&self) -> Option<usize> {
        Some(self.model.contexts()).filter(|&contexts| contexts < usize::MAX)
    }

    /// The number of bits of a probability.
    pub fn precision(&self) -> u32 {
        self.model.precision()
    }

    /// Forgets.
    pub fn reset(&mut self) {
        self.model.reset();
    }

    /// Another one that has learned the same.
    pub fn copy(&self) -> Result<Self, JsValue> {
        self.room(0)?;
        Ok(self.clone())
    }

    /// The learned state, as bytes.
    pub fn save(&self) -> Result<Vec<u8>, JsValue> {
        self.room(0)?;
        Ok(self.model.save())
    }

    /// Has learned what bytes say.
    pub fn load(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.room(0)?;
        self.model.load(bytes).map_err(to_js)
    }

    /// The cost of each symbol, in bits.
    pub fn cost_bits(&self, kind: u8, symbols: &[u8], contexts: Contexts) -> Result<Vec<f64>, JsValue> {
        let symbols = Numbers::new(kind, symbols)?;
        let mut numbers = zeros(symbols.as_symbols().len())?;
        self.room(numbers.len())?;
        adaptive_cost(&self.model, symbols.as_symbols(), &contexts.rules(), &mut numbers, &mut go_on).map_err(to_js)?;
        Ok(numbers)
    }
}

/// The contexts of a call, which JavaScript puts here one by one.
#[wasm_bindgen]
#[derive(Default)]
#[expect(missing_debug_implementations, reason = "JavaScript has no use for it")]
pub struct Contexts {
    list: Vec<Context>,
}

enum Context {
    Rule(ContextRule<'static>),
    Each(Numbers),
}

#[wasm_bindgen]
impl Contexts {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same for all symbols.
    pub fn same(&mut self, context: u64) {
        self.list.push(Context::Rule(ContextRule::Same(context)));
    }

    /// One for each symbol.
    pub fn each(&mut self, kind: u8, contexts: &[u8]) -> Result<(), JsValue> {
        self.list.push(Context::Each(Numbers::new(kind, contexts)?));
        Ok(())
    }

    /// The last symbols.
    pub fn order(&mut self, order: u32, shift: u32) {
        self.list.push(Context::Rule(ContextRule::Order { order, shift }));
    }

    /// The neighbours of a pixel.
    pub fn left_top(&mut self, width: usize, shift: u32) {
        self.list.push(Context::Rule(ContextRule::LeftTop { width, shift }));
    }

    /// The letters of the word.
    pub fn word(&mut self) {
        self.list.push(Context::Rule(ContextRule::Word));
    }
}

impl Contexts {
    fn rules(&self) -> Vec<ContextRule<'_>> {
        let rule = |context| match context {
            &Context::Rule(rule) => rule,
            Context::Each(numbers) => ContextRule::Each(numbers.as_symbols()),
        };
        self.list.iter().map(rule).collect()
    }
}

/// Encodes an array of symbols, from which the model learns.
pub(crate) fn encode(
    coder: &mut dyn LearningEncoder,
    kind: u8,
    symbols: &[u8],
    model: &mut AdaptiveModel,
    contexts: &Contexts,
) -> Result<(), JsValue> {
    let symbols = Numbers::new(kind, symbols)?;
    model.room(symbols.as_symbols().len())?;
    coder.put_learning(&mut model.model, symbols.as_symbols(), &contexts.rules()).map_err(to_js)
}

/// Decodes an array of symbols, from which the model learns, and returns its bytes.
pub(crate) fn decode(
    coder: &mut dyn LearningDecoder,
    kind: u8,
    count: usize,
    model: &mut AdaptiveModel,
    contexts: &Contexts,
) -> Result<Vec<u8>, JsValue> {
    let mut symbols = Numbers::zeros(kind, count)?;
    model.room(count)?;
    let mut places = symbols.as_symbols_mut();
    coder.take_learning(&mut model.model, &mut places, &contexts.rules()).map_err(to_js)?;
    symbols.to_bytes()
}

/// The calls of a coder with models that learn.
macro_rules! adaptive_calls {
    ($coder:ident, encode) => {
        #[wasm_bindgen]
        impl $coder {
            /// Encodes symbols, from which the model learns.
            pub fn encode_adaptive(
                &mut self,
                kind: u8,
                symbols: &[u8],
                model: &mut $crate::AdaptiveModel,
                contexts: $crate::Contexts,
            ) -> Result<(), JsValue> {
                $crate::adaptive::encode(&mut self.coder, kind, symbols, model, &contexts)
            }
        }
    };
    ($coder:ident, decode) => {
        #[wasm_bindgen]
        impl $coder {
            /// Decodes symbols, from which the model learns.
            pub fn decode_adaptive(
                &mut self,
                kind: u8,
                count: usize,
                model: &mut $crate::AdaptiveModel,
                contexts: $crate::Contexts,
            ) -> Result<Vec<u8>, JsValue> {
                $crate::adaptive::decode(&mut self.coder, kind, count, model, &contexts)
            }
        }
    };
}
pub(crate) use adaptive_calls;
