//! Containers of arrays, and chunks of arrays that are stored elsewhere.

mod array;
mod auto;
mod chunk;
mod error;
mod index;
mod model_text;
mod writer;

pub use array::ContainerArray;
pub use auto::{decode_auto, encode_auto};
pub use chunk::{decode_chunk, encode_chunk};
pub use index::ContainerIndex;
pub use model_text::ModelText;
pub use writer::ContainerWriter;

use constriction_container::Dtype;
use wasm_bindgen::prelude::*;

use crate::error::{range_error, type_error};

/// The type of a name.
fn dtype(name: &str) -> Result<Dtype, JsValue> {
    name.parse().map_err(type_error)
}

/// The lengths of axes, which JavaScript has as numbers.
fn shape(lengths: &[f64]) -> Result<Vec<u64>, JsValue> {
    let length = |&length: &f64| {
        let integer = length as u64;
        let is_same = integer as f64 == length && integer < 1 << 53;
        if is_same { Ok(integer) } else { Err(range_error(format_args!("{length} is not the length of an axis"))) }
    };
    lengths.iter().map(length).collect()
}
