//! The common part of all calls that code with models.

use constriction_runtime::{FloatSlice, Param, Quantization, Symbols, SymbolsMut, ZeroProbability};
use wasm_bindgen::prelude::*;

use crate::coders::{Decoder, Encoder};
use crate::error::{of_call, to_js};
use crate::memory::{BYTES_OF_MODEL, room};
use crate::model::Model;
use crate::numbers::{Numbers, symbol};
use crate::parameters::Parameters;

/// Encodes an array of symbols.
pub(crate) fn encode_array(
    coder: &mut dyn Encoder,
    kind: u8,
    symbols: &[u8],
    model: &Model,
    parameters: &Parameters,
) -> Result<(), JsValue> {
    let symbols = Numbers::new(kind, symbols)?;
    room(parameters.bytes_of_models())?;
    coder.put(&model.spec, symbols.as_symbols(), &parameters.params()).map_err(|error| of_call(error, &model.spec))
}

/// Encodes a symbol with a model that lacks no parameters but these numbers, of which `count` are given.
pub(crate) fn encode_numbers(
    coder: &mut dyn Encoder,
    value: f64,
    model: &Model,
    count: usize,
    numbers: [f64; 3],
) -> Result<(), JsValue> {
    check(model)?;
    coder.put_one(&model.spec, symbol(value)?, &numbers[..count.min(3)]).map_err(|error| of_call(error, &model.spec))
}

/// Encodes a symbol with a model that lacks one vector.
pub(crate) fn encode_row(
    coder: &mut dyn Encoder,
    value: f64,
    model: &Model,
    row: &[f64],
    is_single: bool,
) -> Result<(), JsValue> {
    let symbols = [symbol(value)?];
    let mut narrow = Vec::new();
    let params = [row_param(model, row, is_single, &mut narrow)?];
    coder.put(&model.spec, Symbols::I32(&symbols), &params).map_err(|error| of_call(error, &model.spec))
}

/// Decodes an array of symbols, and returns its bytes.
pub(crate) fn decode_array(
    coder: &mut dyn Decoder,
    kind: u8,
    count: usize,
    model: &Model,
    parameters: &Parameters,
) -> Result<Vec<u8>, JsValue> {
    let mut symbols = Numbers::zeros(kind, count)?;
    // With what comes of it: bytes, and remainders of a chain coder.
    room(parameters.bytes_of_models().saturating_add(count.saturating_mul(16)))?;
    let params = parameters.params();
    coder.take(&model.spec, &mut symbols.as_symbols_mut(), &params).map_err(to_js)?;
    symbols.to_bytes()
}

/// Decodes a symbol with a model that lacks no parameters but these numbers, of which `count` are given.
pub(crate) fn decode_numbers(
    coder: &mut dyn Decoder,
    model: &Model,
    count: usize,
    numbers: [f64; 3],
) -> Result<i32, JsValue> {
    check(model)?;
    coder.take_one(&model.spec, &numbers[..count.min(3)]).map_err(to_js)
}

/// Decodes a symbol with a model that lacks one vector.
pub(crate) fn decode_row(coder: &mut dyn Decoder, model: &Model, row: &[f64], is_single: bool) -> Result<i32, JsValue> {
    let (mut symbols, mut narrow) = ([0], Vec::new());
    let params = [row_param(model, row, is_single, &mut narrow)?];
    coder.take(&model.spec, &mut SymbolsMut::I32(&mut symbols), &params).map_err(to_js)?;
    Ok(symbols[0])
}

/// A vector for one symbol, in the precision that it came in where the bits depend on it.
fn row_param<'a>(
    model: &Model,
    row: &'a [f64],
    is_single: bool,
    narrow: &'a mut Vec<f32>,
) -> Result<Param<'a>, JsValue> {
    room(row.len().saturating_mul(BYTES_OF_MODEL))?;
    let quantization = model.spec.options().quantization;
    let values = if is_single && matches!(quantization, Quantization::Fast | Quantization::Lazy) {
        narrow.extend(row.iter().map(|&number| number as f32));
        FloatSlice::F32(narrow)
    } else {
        FloatSlice::F64(row)
    };
    Ok(Param { values, width: row.len(), per_symbol: true })
}

/// Where symbols have several intervals, there must be memory for these; else nothing is allocated but words.
fn check(model: &Model) -> Result<(), JsValue> {
    if model.spec.options().zero_probability == ZeroProbability::Leaky { Ok(()) } else { room(0) }
}

/// The calls of a coder that encodes with models.
macro_rules! encoder_calls {
    ($coder:ident) => {
        #[wasm_bindgen]
        impl $coder {
            /// Encodes symbols, so that they are decoded in their order.
            pub fn encode(
                &mut self,
                kind: u8,
                symbols: &[u8],
                model: &$crate::Model,
                parameters: $crate::Parameters,
            ) -> Result<(), JsValue> {
                $crate::model_call::encode_array(&mut self.coder, kind, symbols, model, &parameters)
            }

            /// Encodes one symbol.
            pub fn encode_numbers(
                &mut self,
                symbol: f64,
                model: &$crate::Model,
                count: usize,
                a: f64,
                b: f64,
                c: f64,
            ) -> Result<(), JsValue> {
                $crate::model_call::encode_numbers(&mut self.coder, symbol, model, count, [a, b, c])
            }

            /// Encodes one symbol of a row.
            pub fn encode_row(
                &mut self,
                symbol: f64,
                model: &$crate::Model,
                row: &[f64],
                is_single: bool,
            ) -> Result<(), JsValue> {
                $crate::model_call::encode_row(&mut self.coder, symbol, model, row, is_single)
            }

            /// Encodes symbols with functions of the caller's.
            pub fn encode_custom(
                &mut self,
                kind: u8,
                symbols: &[u8],
                model: &$crate::CustomModel,
                functions: $crate::custom::JsFunctions,
            ) -> Result<(), JsValue> {
                $crate::custom::encode(&mut self.coder, kind, symbols, model, functions)
            }
        }
    };
}
pub(crate) use encoder_calls;

/// The calls of a coder that decodes with models.
macro_rules! decoder_calls {
    ($coder:ident) => {
        #[wasm_bindgen]
        impl $coder {
            /// Decodes symbols, and returns their bytes.
            pub fn decode(
                &mut self,
                kind: u8,
                count: usize,
                model: &$crate::Model,
                parameters: $crate::Parameters,
            ) -> Result<Vec<u8>, JsValue> {
                $crate::model_call::decode_array(&mut self.coder, kind, count, model, &parameters)
            }

            /// Decodes one symbol.
            pub fn decode_numbers(
                &mut self,
                model: &$crate::Model,
                count: usize,
                a: f64,
                b: f64,
                c: f64,
            ) -> Result<i32, JsValue> {
                $crate::model_call::decode_numbers(&mut self.coder, model, count, [a, b, c])
            }

            /// Decodes one symbol of a row.
            pub fn decode_row(&mut self, model: &$crate::Model, row: &[f64], is_single: bool) -> Result<i32, JsValue> {
                $crate::model_call::decode_row(&mut self.coder, model, row, is_single)
            }

            /// Decodes symbols with functions of the caller's, and returns their bytes.
            pub fn decode_custom(
                &mut self,
                kind: u8,
                count: usize,
                model: &$crate::CustomModel,
                functions: $crate::custom::JsFunctions,
            ) -> Result<Vec<u8>, JsValue> {
                $crate::custom::decode(&mut self.coder, kind, count, model, functions)
            }
        }
    };
}
pub(crate) use decoder_calls;
