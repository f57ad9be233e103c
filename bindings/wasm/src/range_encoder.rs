//! `RangeEncoder`.

use constriction_core::Pos;
use constriction_runtime::{Digesting, RangeEncoder as Encoder};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::memory::{make_room, room, room_for_words};
use crate::model_call::encoder_calls;
use crate::range_decoder::RangeDecoder;
use crate::waist::put_calls;
use crate::words::{copied, words_to_bytes};

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

    /// All words.
    pub fn get_compressed(&mut self) -> Result<Vec<u32>, JsValue> {
        make_room(&mut self.coder)?;
        copied(&self.coder.coder_mut().get_compressed())
    }

    /// All words in bytes.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>, JsValue> {
        make_room(&mut self.coder)?;
        words_to_bytes(&self.coder.coder_mut().get_compressed())
    }

    /// A decoder of all words.
    pub fn get_decoder(&mut self) -> Result<RangeDecoder, JsValue> {
        let mut decoder = RangeDecoder::from_compressed(self.get_compressed()?)?;
        if self.coder.digest().is_some() {
            decoder.keep_digest();
        }
        Ok(decoder)
    }

    /// The words without the state.
    pub fn bulk(&self) -> Result<Vec<u32>, JsValue> {
        copied(self.coder.coder().bulk())
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
    pub fn state(&self) -> Result<Vec<u64>, JsValue> {
        let (_, state, _) = self.coder.coder().as_raw_parts();
        room(0)?;
        Ok(vec![state.lower(), state.range()])
    }

    /// The first of the words that wait for a carry, and how many of them there are.
    pub fn held(&self) -> Result<Vec<u32>, JsValue> {
        let (_, _, (first, count)) = self.coder.coder().as_raw_parts();
        room(0)?;
        Ok(vec![first, u32::try_from(count).unwrap_or(u32::MAX)])
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

adaptive_calls!(RangeEncoder, encode);
digest_calls!(RangeEncoder);
encoder_calls!(RangeEncoder);
put_calls!(RangeEncoder);
