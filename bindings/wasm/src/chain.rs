//! `ChainCoder`.

use core::mem;

use constriction_core::UnwrapInfallible;
use constriction_runtime::{ChainCoder as Coder, Digesting};
use wasm_bindgen::prelude::*;

use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::{range_error, type_error};
use crate::memory::room_for_words;
use crate::model_call::{decoder_calls, encoder_calls};
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
    pub fn first(&mut self) -> Vec<u32> {
        mem::take(&mut self.first)
    }

    /// The second one.
    pub fn second(&mut self) -> Vec<u32> {
        mem::take(&mut self.second)
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

    /// The remainders that are left, and the data.
    pub fn get_data(&mut self, unseal: bool) -> Result<TwoArrays, JsValue> {
        // Also for those that are looked at among them.
        room_for_words(3 * self.words())?;
        let coder = self.coder.coder_mut();
        let data = if unseal { coder.get_binary() } else { coder.get_compressed() };
        let (first, second) = data.map_err(range_error)?;
        Ok(TwoArrays { first: first.clone(), second: second.to_vec() })
    }

    /// The data that is left, and the remainders.
    pub fn get_remainders(&mut self) -> Result<TwoArrays, JsValue> {
        room_for_words(3 * self.words())?;
        let (first, second) = self.coder.coder_mut().get_remainders().unwrap_infallible();
        Ok(TwoArrays { first: first.clone(), second: second.to_vec() })
    }

    /// The head of the compressed data.
    pub fn compressed_head(&self) -> u32 {
        self.coder.coder().heads().compressed()
    }

    /// The head of the remainders.
    pub fn remainders_head(&self) -> u64 {
        self.coder.coder().heads().remainders()
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Result<Self, JsValue> {
        room_for_words(self.words())?;
        Ok(self.clone())
    }
}

impl ChainCoder {
    /// The number of words of data and remainders.
    fn words(&self) -> usize {
        let coder = self.coder.coder();
        coder.compressed().len() + coder.remainders().len()
    }
}

digest_calls!(ChainCoder);
encoder_calls!(ChainCoder);
decoder_calls!(ChainCoder);
