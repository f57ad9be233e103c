//! Messages of bytes.

use wasm_bindgen::prelude::*;

use crate::error::range_error;

/// Encodes bytes by how often each of them occurs.
#[wasm_bindgen]
pub fn encode_bytes(bytes: &[u8]) -> Vec<u8> {
    constriction_ans::encode_bytes(bytes)
}

/// Decodes them; an error if there are more than `max_length`.
#[wasm_bindgen]
pub fn decode_bytes(data: &[u8], max_length: usize) -> Result<Vec<u8>, JsValue> {
    constriction_ans::decode_bytes(data, max_length).map_err(range_error)
}
