//! `RangeDecoder`.

use constriction_bits::Cursor;
use constriction_core::{Pos, Seek, UnwrapInfallible};
use constriction_range::RangeState;
use constriction_runtime::{Digesting, RangeDecoder as Decoder};
use wasm_bindgen::prelude::*;

use crate::adaptive::adaptive_calls;
use crate::digest::{MaybeDigesting, digest_calls};
use crate::error::range_error;
use crate::memory::{room, room_for_words};
use crate::model_call::decoder_calls;
use crate::waist::take_calls;
use crate::words::words_from_bytes;

/// The decoding side of a queue.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct RangeDecoder {
    coder: MaybeDigesting<Decoder>,
}

#[wasm_bindgen]
impl RangeDecoder {
    /// From what an encoder's `get_compressed` returned.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, JsValue> {
        room_for_words(words.len())?;
        let coder = Decoder::from_compressed(Cursor::at_start(words.into())).unwrap_infallible();
        Ok(Self { coder: Digesting::when(false, coder) })
    }

    /// From what an encoder's `to_bytes` returned.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        Self::from_compressed(words_from_bytes(bytes)?)
    }

    /// Whether there may be no symbol left.
    pub fn maybe_exhausted(&self) -> bool {
        self.coder.coder().maybe_exhausted()
    }

    /// Whether symbols were decoded for which there were no words.
    pub fn is_past_end(&self) -> bool {
        self.coder.coder().is_past_end()
    }

    /// The number of words before the state.
    pub fn position(&self) -> usize {
        self.coder.coder().pos().0
    }

    /// The lower end, the range, and the point in it that the words are.
    pub fn state(&self) -> Result<Vec<u64>, JsValue> {
        let (_, state, point, _) = self.coder.coder().as_raw_parts();
        room(0)?;
        Ok(vec![state.lower(), state.range(), point])
    }

    /// Goes to where an encoder or a decoder was.
    pub fn seek(&mut self, position: usize, lower: u64, range: u64) -> Result<(), JsValue> {
        let none = || range_error(format_args!("({lower}, {range}) is not the state of a range coder"));
        let state = RangeState::new(lower, range).ok_or_else(none)?;
        self.coder.coder_mut().seek((position, state)).map_err(range_error)?;
        self.coder.restart();
        Ok(())
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Result<Self, JsValue> {
        room_for_words(0)?;
        Ok(self.clone())
    }
}

adaptive_calls!(RangeDecoder, decode);
digest_calls!(RangeDecoder);
decoder_calls!(RangeDecoder);
take_calls!(RangeDecoder);
