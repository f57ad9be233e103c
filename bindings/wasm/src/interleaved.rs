//! `InterleavedAnsCoder`.

use constriction_runtime::{Digesting, InterleavedAnsCoder as Coder};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::range_error;
use crate::memory::room_for_words;
use crate::model_call::{decoder_calls, encoder_calls};
use crate::waist::{put_calls, take_calls};
use crate::words::{words_from_bytes, words_to_bytes};

/// A stack with several states.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct InterleavedAnsCoder {
    coder: MaybeDigesting<Coder>,
}

impl Default for InterleavedAnsCoder {
    fn default() -> Self {
        Coder::default().into()
    }
}

impl From<Coder> for InterleavedAnsCoder {
    fn from(coder: Coder) -> Self {
        Self { coder: Digesting::when(false, coder) }
    }
}

#[wasm_bindgen]
impl InterleavedAnsCoder {
    /// An empty one whose number of states follows from the first symbols.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty one with this number of states.
    pub fn with_lanes(count: usize) -> Result<Self, JsValue> {
        let message = "the number of lanes must be a power of two from 1 to 64, not";
        let coder = Coder::with_lanes(count).ok_or_else(|| range_error(format_args!("{message} {count}")))?;
        Ok(coder.into())
    }

    /// From what `get_compressed` returned.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, JsValue> {
        Ok(Coder::from_compressed(words).map_err(range_error)?.into())
    }

    /// From what `to_bytes` returned.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        Self::from_compressed(words_from_bytes(bytes)?)
    }

    /// All words.
    pub fn get_compressed(&self) -> Result<Vec<u32>, JsValue> {
        room_for_words(self.coder.coder().num_words())?;
        Ok(self.coder.coder().get_compressed())
    }

    /// All words in bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, JsValue> {
        words_to_bytes(&self.get_compressed()?)
    }

    /// The number of states, unless the first symbols are yet to choose it.
    pub fn lanes(&self) -> Option<usize> {
        (!self.coder.coder().chooses_lanes()).then(|| self.coder.coder().num_lanes())
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

adaptive_calls!(InterleavedAnsCoder, encode);
adaptive_calls!(InterleavedAnsCoder, decode);
digest_calls!(InterleavedAnsCoder);
encoder_calls!(InterleavedAnsCoder);
decoder_calls!(InterleavedAnsCoder);
put_calls!(InterleavedAnsCoder);
take_calls!(InterleavedAnsCoder);
