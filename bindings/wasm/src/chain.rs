//! `ChainCoder`.

use constriction_core::UnwrapInfallible;
use constriction_runtime::{ChainCoder as Coder, Digesting};
use wasm_bindgen::prelude::*;

use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::{range_error, type_error};
use crate::model::Model;
use crate::model_call::{decode_array, decode_symbol, encode_array, encode_symbol};
use crate::parameters::Parameters;
use crate::words::words_from_bytes;

/// A coder for bits-back coding.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct ChainCoder {
    coder: MaybeDigesting<Coder>,
}

/// Two arrays of words.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TwoArrays {
    first: Vec<u32>,
    second: Vec<u32>,
}

#[wasm_bindgen]
impl TwoArrays {
    /// The first one.
    pub fn first(&self) -> Vec<u32> {
        self.first.clone()
    }

    /// The second one.
    pub fn second(&self) -> Vec<u32> {
        self.second.clone()
    }
}

#[wasm_bindgen]
impl ChainCoder {
    /// From data, or from remainders.
    #[wasm_bindgen(constructor)]
    pub fn new(words: Vec<u32>, is_remainders: bool, seal: bool) -> Result<Self, JsValue> {
        let coder = match (is_remainders, seal) {
            (true, true) => return Err(type_error("remainders cannot be sealed")),
            (true, false) => Coder::from_remainders(words),
            (false, true) => Coder::from_binary(words),
            (false, false) => Coder::from_compressed(words),
        };
        Ok(Self { coder: Digesting::when(false, coder.map_err(range_error)?) })
    }

    /// The same from bytes.
    pub fn from_bytes(bytes: &[u8], is_remainders: bool, seal: bool) -> Result<Self, JsValue> {
        Self::new(words_from_bytes(bytes)?, is_remainders, seal)
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

    /// The remainders that are left, and the data.
    pub fn get_data(&mut self, unseal: bool) -> Result<TwoArrays, JsValue> {
        let coder = self.coder.coder_mut();
        let data = if unseal { coder.get_binary() } else { coder.get_compressed() };
        let (first, second) = data.map_err(range_error)?;
        Ok(TwoArrays { first: first.clone(), second: second.to_vec() })
    }

    /// The data that is left, and the remainders.
    pub fn get_remainders(&mut self) -> TwoArrays {
        let (first, second) = self.coder.coder_mut().get_remainders().unwrap_infallible();
        TwoArrays { first: first.clone(), second: second.to_vec() }
    }

    /// What is on its way from the data.
    pub fn compressed_head(&self) -> u32 {
        self.coder.coder().heads().compressed()
    }

    /// What is on its way to the remainders.
    pub fn remainders_head(&self) -> u64 {
        self.coder.coder().heads().remainders()
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Self {
        self.clone()
    }
}

digest_calls!(ChainCoder);
