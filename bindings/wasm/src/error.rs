//! Errors of JavaScript, with the index of the symbol or parameter that caused them.

use core::fmt::Display;

use constriction_runtime::{Error, ParseError};
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

/// An error of a model or of a coder.
#[cold]
pub(crate) fn to_js(error: Error) -> JsValue {
    match error {
        Error::ParameterCount { .. } | Error::Bounds { .. } => type_error(error),
        _ => range_error_at(&error, error.index()),
    }
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
