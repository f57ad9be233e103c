//! Models whose cumulative distribution functions are JavaScript's.

use std::cell::RefCell;

use constriction_core::Interval;
use constriction_runtime::{
    Error, FunctionModels, Functions, ModelArray, Options, Statistic, Support, entropy_with, go_on, statistic_with,
};
use wasm_bindgen::prelude::*;

use crate::coders::{Decoder, Encoder};
use crate::error::{impossible, no_owner, range_error, to_js};
use crate::memory::room;
use crate::model::options;
use crate::numbers::{Numbers, symbol, zeros};

#[wasm_bindgen]
extern "C" {
    /// An object with the two functions, which take the index of a symbol and know its parameters.
    #[derive(Debug)]
    pub type JsFunctions;

    #[wasm_bindgen(method, catch)]
    fn cdf(this: &JsFunctions, x: f64, index: usize) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn inverse(this: &JsFunctions, p: f64, index: usize) -> Result<f64, JsValue>;
}

/// The functions of a call, and the first error that one of them has thrown.
pub(crate) struct Called {
    functions: JsFunctions,
    thrown: RefCell<Option<JsValue>>,
}

impl Called {
    fn new(functions: JsFunctions) -> Self {
        Self { functions, thrown: RefCell::default() }
    }

    fn keep(&self, result: Result<f64, JsValue>) -> Option<f64> {
        result.map_err(|error| self.thrown.borrow_mut().get_or_insert(error).clone()).ok()
    }

    /// The exception of the call, if it throws.
    fn finish<T>(&self, result: Result<T, Error>) -> Result<T, JsValue> {
        match self.thrown.take() {
            Some(error) => Err(error),
            None => result.map_err(to_js),
        }
    }
}

impl Functions for Called {
    fn cdf(&self, x: f64, index: usize) -> Option<f64> {
        self.keep(self.functions.cdf(x, index))
    }

    fn inverse(&self, p: f64, index: usize) -> Option<f64> {
        self.keep(self.functions.inverse(p, index))
    }
}

/// The integers that functions are quantised to, and how.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct CustomModel {
    support: Support<i32>,
    options: Options,
}

#[wasm_bindgen]
impl CustomModel {
    /// Over an interval of integers.
    #[wasm_bindgen(constructor)]
    pub fn new(min: f64, max: f64, precision: u32, zero_probability: &str) -> Result<Self, JsValue> {
        let options = options(None, precision, "perfect", zero_probability)?;
        let support = Support::new(symbol(min)?..=symbol(max)?, precision).map_err(range_error)?;
        Ok(Self { support, options })
    }

    /// The interval of a symbol.
    pub fn interval(&self, value: f64, functions: JsFunctions) -> Result<Vec<u32>, JsValue> {
        let symbol = symbol(value)?;
        let called = Called::new(functions);
        let models = FunctionModels::new(&called, self.support);
        let interval = models.interval(0, symbol).map_err(|error| models.explain(error, self.options.zero_probability));
        let interval = called.finish(interval)?.ok_or_else(|| impossible(symbol))?;
        Ok(vec![interval.left, interval.prob.get()])
    }

    /// The symbol that owns a quantile, and its interval.
    pub fn symbol_at(&self, quantile: f64, functions: JsFunctions) -> Result<Vec<f64>, JsValue> {
        let none = || no_owner(quantile);
        if f64::from(quantile as u32) != quantile || quantile >= (1u64 << self.options.precision) as f64 {
            return Err(none());
        }
        let called = Called::new(functions);
        let models = FunctionModels::new(&called, self.support);
        let (symbol, Interval { left, prob }) =
            called.finish(models.symbol_at(0, quantile as u32))?.ok_or_else(none)?;
        Ok(vec![symbol.into(), left.into(), prob.get().into()])
    }

    /// The entropy in bits.
    pub fn entropy(&self, functions: JsFunctions) -> Result<f64, JsValue> {
        let called = Called::new(functions);
        let models = FunctionModels::new(&called, self.support);
        let mut bits = [0.0];
        called.finish(entropy_with(&models, self.options.zero_probability, &mut bits, &mut go_on))?;
        Ok(bits[0])
    }

    /// A number for each of some symbols: 0 for the probability, 1 for the sum of the smaller ones', 2 for the cost.
    pub fn statistic(
        &self,
        statistic: u8,
        kind: u8,
        symbols: &[u8],
        functions: JsFunctions,
    ) -> Result<Vec<f64>, JsValue> {
        let statistic = match statistic {
            0 => Statistic::Probability,
            1 => Statistic::Cumulative,
            _ => Statistic::Cost,
        };
        let symbols = Numbers::new(kind, symbols)?.to_i32()?;
        let mut numbers = zeros(symbols.len())?;
        let called = Called::new(functions);
        let models = FunctionModels::new(&called, self.support);
        let zero_probability = self.options.zero_probability;
        let result = statistic_with(&models, zero_probability, statistic, &symbols, &mut numbers, &mut go_on);
        called.finish(result)?;
        Ok(numbers)
    }
}

/// Encodes symbols.
pub(crate) fn encode(
    coder: &mut dyn Encoder,
    kind: u8,
    symbols: &[u8],
    model: &CustomModel,
    functions: JsFunctions,
) -> Result<(), JsValue> {
    let symbols = Numbers::new(kind, symbols)?;
    let called = Called::new(functions);
    let models = FunctionModels::new(&called, model.support);
    let zero_probability = model.options.zero_probability;
    let result = coder.put_with(&models, zero_probability, symbols.as_symbols());
    called.finish(result.map_err(|error| models.explain(error, zero_probability)))
}

/// Decodes symbols, and returns their bytes.
pub(crate) fn decode(
    coder: &mut dyn Decoder,
    kind: u8,
    count: usize,
    model: &CustomModel,
    functions: JsFunctions,
) -> Result<Vec<u8>, JsValue> {
    let mut symbols = Numbers::zeros(kind, count)?;
    room(count.saturating_mul(16))?;
    let called = Called::new(functions);
    let models = FunctionModels::new(&called, model.support);
    let zero_probability = model.options.zero_probability;
    called.finish(coder.take_with(&models, zero_probability, &mut symbols.as_symbols_mut()))?;
    symbols.to_bytes()
}
