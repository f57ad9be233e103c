//! Messages of bytes.

use constriction_ans::{ByteCoder, BytesError, ContextOrder};
use wasm_bindgen::prelude::*;

use crate::error::{no_memory, range_error};
use crate::memory::room;

/// The most that the tables and the longest block take while they are coded.
const TABLES: usize = 2 << 20;

/// Encodes bytes by how often each of them occurs: alone, or with `order` 1 after the byte before.
#[wasm_bindgen]
pub fn encode_bytes(bytes: &[u8], order: u32) -> Result<Vec<u8>, JsValue> {
    room(bytes.len().saturating_mul(2).saturating_add(TABLES))?;
    let order = if order == 0 { ContextOrder::Zero } else { ContextOrder::Best };
    Ok(ByteCoder::new().with_order(order).encode(bytes))
}

/// Decodes them; an error if there are more than `max_length`.
#[wasm_bindgen]
pub fn decode_bytes(data: &[u8], max_length: usize) -> Result<Vec<u8>, JsValue> {
    room(TABLES)?;
    constriction_ans::decode_bytes(data, max_length).map_err(|error| match error {
        BytesError::Memory => no_memory(),
        other => range_error(other),
    })
}
