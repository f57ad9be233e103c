//! `StackCoder`.

use constriction_core::UnwrapInfallible;
use constriction_symbol::{Bits, DefaultStackCoder, TakeBits};
use wasm_bindgen::prelude::*;

use crate::code::Code;
use crate::code_call::{decode_all, decode_one, encode_all};
use crate::error::range_error;
use crate::memory::{make_room_for_bits, room_for_words};
use crate::numbers::Numbers;
use crate::words::{copied, words_from_bytes, words_to_bytes};

/// A stack of bits.
#[wasm_bindgen]
#[derive(Clone, Debug, Default)]
pub struct StackCoder {
    coder: DefaultStackCoder,
}

#[wasm_bindgen]
impl StackCoder {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// From what `get_compressed` returned.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, JsValue> {
        Ok(Self { coder: DefaultStackCoder::from_compressed(words).map_err(range_error)? })
    }

    /// From what `to_bytes` returned.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        Self::from_compressed(words_from_bytes(bytes)?)
    }

    /// Encodes symbols, the last one first.
    pub fn encode(&mut self, kind: u8, symbols: &[u8], code: &Code) -> Result<(), JsValue> {
        encode_all(&mut self.coder, &code.kind, &Numbers::new(kind, symbols)?)
    }

    /// Decodes symbols, and returns their bytes.
    pub fn decode(&mut self, kind: u8, count: usize, code: &Code) -> Result<Vec<u8>, JsValue> {
        let mut view = self.coder.as_decoder();
        let symbols = decode_all(&mut view, &code.kind, count)?;
        let bytes = Numbers::from_u64(kind, &symbols)?.to_bytes()?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(bytes)
    }

    /// Decodes one symbol that JavaScript's numbers hold.
    pub fn decode_symbol(&mut self, code: &Code) -> Result<f64, JsValue> {
        let mut view = self.coder.as_decoder();
        let symbol = decode_one(&mut view, &code.kind)?;
        let left = view.num_bits();
        self.drop_bits(left);
        Ok(symbol)
    }

    /// All words.
    pub fn get_compressed(&mut self) -> Result<Vec<u32>, JsValue> {
        make_room_for_bits(&mut self.coder)?;
        copied(&self.coder.get_compressed().unwrap_infallible())
    }

    /// All words in bytes.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>, JsValue> {
        words_to_bytes(&self.get_compressed()?)
    }

    /// The number of bits.
    pub fn num_bits(&self) -> usize {
        self.coder.num_bits()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.coder.is_empty()
    }

    /// Makes it empty.
    pub fn clear(&mut self) {
        self.coder.clear();
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Result<Self, JsValue> {
        room_for_words(self.coder.num_bits() / 32)?;
        Ok(self.clone())
    }
}

impl StackCoder {
    /// Drops bits from the top until there are `left`, as a view of them has read the others.
    fn drop_bits(&mut self, left: usize) {
        loop {
            let count = self.coder.num_bits().saturating_sub(left).min(Bits::MAX_LEN as usize) as u32;
            if count == 0 {
                return;
            }
            self.coder.peek_bits(count).unwrap_infallible();
            self.coder.skip_bits(count);
        }
    }
}
