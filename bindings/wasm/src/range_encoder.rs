//! `RangeEncoder`.

use constriction_core::Pos;
use constriction_runtime::{Digesting, RangeEncoder as Encoder};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::model::Model;
use crate::model_call::{encode_array, encode_symbol};
use crate::parameters::Parameters;
use crate::range_decoder::RangeDecoder;
use crate::words::words_to_bytes;

/// The encoding side of a queue.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct RangeEncoder {
    coder: MaybeDigesting<Encoder>,
}

impl Default for RangeEncoder {
    fn default() -> Self {
        Self { coder: Digesting::when(false, Encoder::new()) }
    }
}

#[wasm_bindgen]
impl RangeEncoder {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Encodes symbols.
    pub fn encode(&mut self, kind: u8, symbols: &[u8], model: &Model, parameters: Parameters) -> Result<(), JsValue> {
        encode_array(&mut self.coder, kind, symbols, model, &parameters)
    }

    /// Encodes one symbol.
    pub fn encode_symbol(&mut self, symbol: f64, model: &Model) -> Result<(), JsValue> {
        encode_symbol(&mut self.coder, symbol, model)
    }

    /// All words.
    pub fn get_compressed(&mut self) -> Vec<u32> {
        self.coder.coder_mut().get_compressed().to_vec()
    }

    /// All words in bytes.
    pub fn to_bytes(&mut self) -> Vec<u8> {
        words_to_bytes(&self.coder.coder_mut().get_compressed())
    }

    /// A decoder of all words.
    pub fn get_decoder(&mut self) -> RangeDecoder {
        let mut decoder = RangeDecoder::from_compressed(self.get_compressed());
        if self.coder.digest().is_some() {
            decoder.keep_digest();
        }
        decoder
    }

    /// The words that are decided.
    pub fn bulk(&self) -> Vec<u32> {
        self.coder.coder().as_raw_parts().0.to_vec()
    }

    /// The number of bits of all words.
    pub fn num_bits(&self) -> usize {
        self.coder.coder().num_bits()
    }

    /// The number of words.
    pub fn num_words(&self) -> usize {
        self.coder.coder().num_words()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.coder.coder().is_empty()
    }

    /// The number of words before the state.
    pub fn position(&self) -> usize {
        self.coder.coder().pos().0
    }

    /// The lower end and the range.
    pub fn state(&self) -> Vec<u64> {
        let (_, state, _) = self.coder.coder().as_raw_parts();
        vec![state.lower(), state.range()]
    }

    /// The first of the words that wait for a carry, and how many of them there are.
    pub fn held(&self) -> Vec<u32> {
        let (_, _, (first, count)) = self.coder.coder().as_raw_parts();
        vec![first, u32::try_from(count).unwrap_or(u32::MAX)]
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

adaptive_calls!(RangeEncoder, encode);
digest_calls!(RangeEncoder);
