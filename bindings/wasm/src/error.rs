//! Errors of JavaScript, with the index of the symbol or parameter that caused them.

use core::fmt::Display;

use constriction_runtime::{Error, Family, ModelSpec, ParseError, SetupError, ZeroProbability};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type RangeError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str) -> RangeError;

    #[wasm_bindgen(method, setter)]
    fn set_index(this: &RangeError, index: f64);

    type TypeError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str) -> TypeError;
}

/// A value that is out of its range, or data that is corrupt.
#[cold]
pub(crate) fn range_error(message: impl Display) -> JsValue {
    RangeError::new(&message.to_string()).into()
}

/// The same, at an index.
#[cold]
pub(crate) fn range_error_at(message: impl Display, index: Option<usize>) -> JsValue {
    let error = RangeError::new(&message.to_string());
    if let Some(index) = index {
        error.set_index(index as f64);
    }
    error.into()
}

/// An argument of the wrong kind.
#[cold]
pub(crate) fn type_error(message: impl Display) -> JsValue {
    TypeError::new(&message.to_string()).into()
}

/// There is not enough memory: not even for a message that is put together.
#[cold]
pub(crate) fn no_memory() -> JsValue {
    RangeError::new("there is not enough memory").into()
}

/// A symbol that has no interval.
#[cold]
pub(crate) fn impossible(symbol: i32) -> JsValue {
    to_js(Error::ImpossibleSymbol { index: 0, symbol: symbol.into() })
}

/// A quantile that no symbol owns.
#[cold]
pub(crate) fn no_owner(quantile: f64) -> JsValue {
    range_error(format_args!("no symbol owns the quantile {quantile}"))
}

/// An error of a model or of a coder.
#[cold]
pub(crate) fn to_js(error: Error) -> JsValue {
    match error {
        Error::ParameterCount { .. } | Error::Bounds { .. } => type_error(error),
        Error::Memory | Error::Setup(SetupError::Memory) => no_memory(),
        _ => range_error_at(&error, error.index()),
    }
}

/// An error of a call with a model, which says which symbols there are.
#[cold]
pub(crate) fn of_call(error: Error, spec: &ModelSpec) -> JsValue {
    let (Error::ImpossibleSymbol { symbol, .. }, Some(support)) = (&error, spec.support()) else { return to_js(error) };
    let (min, max) = support.into_inner();
    if (min.into()..=max.into()).contains(symbol) {
        return to_js(error);
    }
    let can_escape = spec.family() != Family::Uniform && spec.options().zero_probability != ZeroProbability::Escape;
    let advice = if can_escape { "; with zeroProbability: 'escape', others can be coded too" } else { "" };
    range_error_at(format_args!("{error}, whose symbols are {min} to {max}{advice}"), error.index())
}

/// Why a text does not describe a model.
#[cold]
pub(crate) fn parse_error(error: ParseError) -> JsValue {
    match error {
        ParseError::Model(error) => to_js(error),
        other => range_error(other),
    }
}

/// A symbol that a code has no word for.
#[cold]
pub(crate) fn no_codeword(index: usize, symbol: impl Display) -> JsValue {
    range_error_at(format_args!("the symbol {symbol} at index {index} has no code word"), Some(index))
}

/// A decoded symbol that its place cannot hold.
#[cold]
pub(crate) fn too_large(index: usize, symbol: u64) -> JsValue {
    let message =
        format_args!("the symbol {symbol} at index {index} does not fit in the type of the output").to_string();
    range_error_at(message, Some(index))
}
