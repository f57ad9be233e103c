//! Errors of containers, with the name of the class that the facade makes of them.

use core::fmt::Display;

use constriction_container::{Error, Part};
use wasm_bindgen::prelude::*;

use crate::error::{range_error, to_js, type_error};

#[wasm_bindgen]
extern "C" {
    type Described;

    #[wasm_bindgen(method, setter)]
    fn set_kind(this: &Described, kind: &str);

    #[wasm_bindgen(method, setter)]
    fn set_array(this: &Described, array: &str);

    #[wasm_bindgen(method, setter)]
    fn set_chunk(this: &Described, chunk: f64);

    #[wasm_bindgen(method, setter)]
    fn set_start(this: &Described, start: f64);

    #[wasm_bindgen(method, setter)]
    fn set_end(this: &Described, end: f64);
}

/// An error of a container.
#[cold]
pub(super) fn container_error(error: Error) -> JsValue {
    match &error {
        Error::Dtype { .. } | Error::NeedsNoParameters { .. } => type_error(&error),
        Error::Model { error, .. } => to_js(error.clone()),
        Error::Truncated => kind("Truncated", &error),
        Error::Corrupt { part } | Error::Malformed { part, .. } => {
            let described = described("Corrupt", &error);
            if let Part::Chunk { array, chunk } = part {
                described.set_array(array);
                described.set_chunk(*chunk as f64);
            }
            described.into()
        }
        Error::ModelMismatch { array, chunk, symbols } => {
            let described = described("ModelMismatch", &error);
            described.set_array(array);
            described.set_chunk(*chunk as f64);
            described.set_start(symbols.start as f64);
            described.set_end(symbols.end as f64);
            described.into()
        }
        _ => range_error(&error),
    }
}

/// An error of a class of the facade.
#[cold]
pub(super) fn kind(name: &str, message: impl Display) -> JsValue {
    described(name, message).into()
}

fn described(kind: &str, message: impl Display) -> Described {
    let described: Described = range_error(message).unchecked_into();
    described.set_kind(kind);
    described
}
