//! The parameters of a model or of a call.

use constriction_runtime::{FloatSlice, Param, Value};
use wasm_bindgen::prelude::*;

use crate::memory::BYTES_OF_MODEL;
use crate::numbers::symbol;

/// Parameters in order, which JavaScript puts here one by one.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Parameters {
    list: Vec<Parameter>,
}

/// One of them.
#[derive(Debug)]
struct Parameter {
    /// Nothing, if it comes with each call.
    value: Option<Value>,
    width: usize,
    is_per_symbol: bool,
}

#[wasm_bindgen]
impl Parameters {
    /// No parameter yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// One that is not known yet.
    pub fn none(&mut self) {
        self.list.push(Parameter { value: None, width: 1, is_per_symbol: false });
    }

    /// A number.
    pub fn number(&mut self, number: f64) {
        self.list.push(Parameter { value: Some(number.into()), width: 1, is_per_symbol: false });
    }

    /// Numbers in single precision, and how many each symbol has.
    pub fn f32(&mut self, numbers: Vec<f32>, width: usize, is_per_symbol: bool) {
        self.list.push(Parameter { value: Some(Value::F32(numbers.into())), width, is_per_symbol });
    }

    /// Numbers in double precision, and how many each symbol has.
    pub fn f64(&mut self, numbers: Vec<f64>, width: usize, is_per_symbol: bool) {
        self.list.push(Parameter { value: Some(Value::F64(numbers.into())), width, is_per_symbol });
    }
}

impl Parameters {
    /// The memory of models that all symbols share, while they are built.
    pub(crate) fn bytes_of_models(&self) -> usize {
        let width = self.list.iter().map(|parameter| parameter.width).max().unwrap_or(0);
        width.saturating_mul(BYTES_OF_MODEL)
    }

    /// As those of a call.
    pub(crate) fn params(&self) -> Vec<Param<'_>> {
        self.list
            .iter()
            .map(|&Parameter { ref value, width, is_per_symbol }| {
                let values = value.as_ref().map_or(FloatSlice::F64(&[]), Value::as_floats);
                Param { values, width, per_symbol: is_per_symbol }
            })
            .collect()
    }

    /// As those of a model.
    pub(crate) fn into_values(self) -> constriction_runtime::Values {
        let mut values = constriction_runtime::Values::default();
        for (value, parameter) in values.iter_mut().zip(self.list) {
            *value = parameter.value;
        }
        values
    }
}

/// The bounds of a support, if there are any.
pub(crate) fn bounds(min: Option<f64>, max: Option<f64>) -> Result<Option<(i32, i32)>, JsValue> {
    match (min, max) {
        (Some(min), Some(max)) => Ok(Some((symbol(min)?, symbol(max)?))),
        _ => Ok(None),
    }
}
