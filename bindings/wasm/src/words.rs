//! Compressed words as bytes, the least significant byte of each word first.

use wasm_bindgen::prelude::*;

use crate::error::range_error;
use crate::memory::room;

/// Words from bytes.
pub(crate) fn words_from_bytes(bytes: &[u8]) -> Result<Vec<u32>, JsValue> {
    let (words, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        let message = "compressed data is a sequence of 4-byte words, but there are";
        return Err(range_error(format_args!("{message} {} bytes", bytes.len())));
    }
    room(bytes.len())?;
    Ok(words.iter().copied().map(u32::from_le_bytes).collect())
}

/// Bytes from words.
pub(crate) fn words_to_bytes(words: &[u32]) -> Result<Vec<u8>, JsValue> {
    room(size_of_val(words))?;
    Ok(words.iter().map(|word| word.to_le_bytes()).collect::<Vec<_>>().into_flattened())
}

/// A copy of words.
pub(crate) fn copied(words: &[u32]) -> Result<Vec<u32>, JsValue> {
    room(size_of_val(words))?;
    Ok(words.to_vec())
}
