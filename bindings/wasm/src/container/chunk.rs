//! Chunks of symbols with a model, whose type and shape are stored elsewhere, as Zarr does: a digest, and words.

use constriction_runtime::{Digesting, InterleavedAnsCoder, decode, encode, go_on};
use wasm_bindgen::prelude::*;

use super::error::kind;
use super::model_text::ModelText;
use crate::error::to_js;
use crate::numbers::Numbers;
use crate::words::{words_from_bytes, words_to_bytes};

/// Encodes symbols with a model that has all its parameters.
#[wasm_bindgen]
pub fn encode_chunk(number_kind: u8, symbols: &[u8], model: &ModelText) -> Result<Vec<u8>, JsValue> {
    let symbols = Numbers::new(number_kind, symbols)?;
    let mut coder = Digesting::new(InterleavedAnsCoder::new());
    encode(&mut coder, &model.spec, symbols.as_symbols(), &[], &mut go_on).map_err(to_js)?;
    let mut bytes = coder.digest().to_le_bytes().to_vec();
    bytes.append(&mut words_to_bytes(&coder.coder().get_compressed())?);
    Ok(bytes)
}

/// Decodes a number of symbols, and returns their bytes.
#[wasm_bindgen]
pub fn decode_chunk(number_kind: u8, count: usize, data: &[u8], model: &ModelText) -> Result<Vec<u8>, JsValue> {
    let mismatch = || kind("ModelMismatch", "the chunk was encoded with another model, or is damaged");
    let short = || kind("Corrupt", "the chunk ends before its digest");
    let (digest, data) = data.split_first_chunk().ok_or_else(short)?;
    let words = words_from_bytes(data).map_err(|_| mismatch())?;
    let mut coder = Digesting::new(InterleavedAnsCoder::from_compressed(words).map_err(|_| mismatch())?);
    let mut symbols = Numbers::zeros(number_kind, count)?;
    decode(&mut coder, &model.spec, &mut symbols.as_symbols_mut(), &[], &mut go_on).map_err(|_| mismatch())?;
    let is_right = coder.coder().is_empty() && coder.digest() == u64::from_le_bytes(*digest);
    if is_right { symbols.to_bytes() } else { Err(mismatch()) }
}
