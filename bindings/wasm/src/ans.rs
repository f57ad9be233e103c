//! `AnsCoder`.

use constriction_core::{Pos, Seek, UnwrapInfallible};
use constriction_runtime::{AnsCoder as Coder, Digesting};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::range_error;
use crate::model::Model;
use crate::model_call::{decode_array, decode_symbol, encode_array, encode_symbol};
use crate::parameters::Parameters;
use crate::words::{words_from_bytes, words_to_bytes};

/// A stack.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct AnsCoder {
    coder: MaybeDigesting<Coder>,
}

impl Default for AnsCoder {
    fn default() -> Self {
        Coder::default().into()
    }
}

impl From<Coder> for AnsCoder {
    fn from(coder: Coder) -> Self {
        Self { coder: Digesting::when(false, coder) }
    }
}

#[wasm_bindgen]
impl AnsCoder {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// From what `get_compressed` returned.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, JsValue> {
        Ok(Coder::from_compressed(words).map_err(range_error)?.into())
    }

    /// From what `to_bytes` returned.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        Self::from_compressed(words_from_bytes(bytes)?)
    }

    /// From any words.
    pub fn from_binary(words: Vec<u32>) -> Self {
        Coder::from_binary(words).unwrap_infallible().into()
    }

    /// Encodes symbols, the last one first.
    pub fn encode(&mut self, kind: u8, symbols: &[u8], model: &Model, parameters: Parameters) -> Result<(), JsValue> {
        encode_array(&mut self.coder, kind, symbols, model, &parameters)
    }

    /// Encodes one symbol.
    pub fn encode_symbol(&mut self, symbol: f64, model: &Model) -> Result<(), JsValue> {
        encode_symbol(&mut self.coder, symbol, model)
    }

    /// Decodes symbols.
    pub fn decode(
        &mut self,
        kind: u8,
        count: usize,
        model: &Model,
        parameters: Parameters,
    ) -> Result<Vec<u8>, JsValue> {
        decode_array(&mut self.coder, kind, count, model, &parameters)
    }

    /// Decodes one symbol.
    pub fn decode_symbol(&mut self, model: &Model) -> Result<i32, JsValue> {
        decode_symbol(&mut self.coder, model)
    }

    /// All words.
    pub fn get_compressed(&mut self) -> Vec<u32> {
        self.coder.coder_mut().get_compressed().unwrap_infallible().to_vec()
    }

    /// What it was made from by `from_binary`.
    pub fn get_binary(&mut self) -> Result<Vec<u32>, JsValue> {
        Ok(self.coder.coder_mut().get_binary().map_err(range_error)?.to_vec())
    }

    /// All words in bytes.
    pub fn to_bytes(&mut self) -> Vec<u8> {
        words_to_bytes(&self.coder.coder_mut().get_compressed().unwrap_infallible())
    }

    /// The words without the state.
    pub fn bulk(&self) -> Vec<u32> {
        self.coder.coder().words().clone()
    }

    /// The number of bits of all words.
    pub fn num_bits(&self) -> usize {
        self.coder.coder().num_bits()
    }

    /// The number of bits without those that only fill words.
    pub fn num_valid_bits(&self) -> usize {
        self.coder.coder().num_valid_bits()
    }

    /// The number of words.
    pub fn num_words(&self) -> usize {
        self.coder.coder().num_words()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.coder.coder().is_empty()
    }

    /// The number of words without the state.
    pub fn position(&self) -> usize {
        self.coder.coder().pos().0
    }

    /// The state.
    pub fn state(&self) -> u64 {
        self.coder.coder().state()
    }

    /// Goes back to where it was.
    pub fn seek(&mut self, position: usize, state: u64) -> Result<(), JsValue> {
        self.coder.coder_mut().seek((position, state)).map_err(range_error)?;
        self.coder.restart();
        Ok(())
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.coder.coder_mut().clear();
        self.coder.restart();
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Self {
        self.clone()
    }
}

adaptive_calls!(AnsCoder, encode);
adaptive_calls!(AnsCoder, decode);
digest_calls!(AnsCoder);
