//! `AnsCoder`.

use constriction_core::{Pos, Seek, UnwrapInfallible};
use constriction_runtime::{AnsCoder as Coder, Digesting};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::range_error;
use crate::memory::{make_room, room_for_words};
use crate::model_call::{decoder_calls, encoder_calls};
use crate::waist::{put_calls, take_calls};
use crate::words::{copied, words_from_bytes, words_to_bytes};

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

    /// All words.
    pub fn get_compressed(&mut self) -> Result<Vec<u32>, JsValue> {
        make_room(&mut self.coder)?;
        copied(&self.coder.coder_mut().get_compressed().unwrap_infallible())
    }

    /// The binary data from which `from_binary` made the coder.
    pub fn get_binary(&mut self) -> Result<Vec<u32>, JsValue> {
        make_room(&mut self.coder)?;
        copied(&self.coder.coder_mut().get_binary().map_err(range_error)?)
    }

    /// All words in bytes.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>, JsValue> {
        make_room(&mut self.coder)?;
        words_to_bytes(&self.coder.coder_mut().get_compressed().unwrap_infallible())
    }

    /// The words without the state.
    pub fn bulk(&self) -> Result<Vec<u32>, JsValue> {
        copied(self.coder.coder().words())
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
    pub fn copy(&self) -> Result<Self, JsValue> {
        room_for_words(self.coder.coder().num_words())?;
        Ok(self.clone())
    }
}

adaptive_calls!(AnsCoder, encode);
adaptive_calls!(AnsCoder, decode);
digest_calls!(AnsCoder);
encoder_calls!(AnsCoder);
decoder_calls!(AnsCoder);
put_calls!(AnsCoder);
take_calls!(AnsCoder);
