//! The common part of all calls that code with models.

use constriction_core::{PutInterval, TakeInterval};
use constriction_runtime::{Error, Transaction, decode, decode_one, encode, encode_one, go_on};
use wasm_bindgen::prelude::*;

use crate::error::to_js;
use crate::model::Model;
use crate::numbers::{Numbers, symbol};
use crate::parameters::Parameters;

/// Encodes an array of symbols.
pub(crate) fn encode_array<C>(
    coder: &mut C,
    kind: u8,
    symbols: &[u8],
    model: &Model,
    parameters: &Parameters,
) -> Result<(), JsValue>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let symbols = Numbers::new(kind, symbols)?;
    encode(coder, &model.spec, symbols.as_symbols(), &parameters.params(), &mut go_on).map_err(to_js)
}

/// Encodes a symbol with a model that has all its parameters.
pub(crate) fn encode_symbol<C>(coder: &mut C, value: f64, model: &Model) -> Result<(), JsValue>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    encode_one(coder, &model.spec, symbol(value)?, &[]).map_err(to_js)
}

/// Decodes an array of symbols, and returns its bytes.
pub(crate) fn decode_array<C: Transaction>(
    coder: &mut C,
    kind: u8,
    count: usize,
    model: &Model,
    parameters: &Parameters,
) -> Result<Vec<u8>, JsValue> {
    let mut symbols = Numbers::zeros(kind, count)?;
    let params = parameters.params();
    decode(coder, &model.spec, &mut symbols.as_symbols_mut(), &params, &mut go_on).map_err(to_js)?;
    Ok(symbols.to_bytes())
}

/// Decodes a symbol with a model that has all its parameters.
pub(crate) fn decode_symbol<C>(coder: &mut C, model: &Model) -> Result<i32, JsValue>
where
    C: Transaction + TakeInterval<Error: Into<Error>>,
{
    decode_one(coder, &model.spec, &[]).map_err(to_js)
}
