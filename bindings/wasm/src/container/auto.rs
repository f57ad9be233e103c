//! Pieces of arrays whose type and shape are stored elsewhere, as Zarr does.

use constriction_auto::{Choice, Layout, decode};
use wasm_bindgen::prelude::*;

use super::error::kind;
use super::{dtype, shape};
use crate::numbers::zeros;

fn layout(type_name: &str, lengths: &[f64]) -> Result<Layout, JsValue> {
    Ok(Layout::of_shape(dtype(type_name)?, &shape(lengths)?))
}

/// Encodes the bytes of elements, in C order, little-endian, as suits them.
#[wasm_bindgen]
pub fn encode_auto(type_name: &str, lengths: &[f64], data: &[u8]) -> Result<Vec<u8>, JsValue> {
    let layout = layout(type_name, lengths)?;
    let mut encoded = Vec::new();
    Choice::of(data, layout).encode(data, layout, &mut encoded);
    Ok(encoded)
}

/// Decodes what `encode_auto` returned to a number of bytes.
#[wasm_bindgen]
pub fn decode_auto(type_name: &str, lengths: &[f64], data: &[u8], len: usize) -> Result<Vec<u8>, JsValue> {
    let layout = layout(type_name, lengths)?;
    let mut out = zeros(len)?;
    decode(data, layout, &mut out).map_err(|error| kind("Corrupt", error))?;
    Ok(out)
}
