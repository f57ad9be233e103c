//! `QueueEncoder`.

use constriction_core::UnwrapInfallible;
use constriction_symbol::DefaultQueueEncoder;
use wasm_bindgen::prelude::*;

use crate::code::Code;
use crate::code_call::encode_all;
use crate::memory::{make_room_for_bits, room_for_words};
use crate::numbers::Numbers;
use crate::queue_decoder::QueueDecoder;
use crate::words::{copied, words_to_bytes};

/// The encoding side of a queue of bits.
#[wasm_bindgen]
#[derive(Clone, Debug, Default)]
pub struct QueueEncoder {
    coder: DefaultQueueEncoder,
}

#[wasm_bindgen]
impl QueueEncoder {
    /// An empty one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Encodes symbols.
    pub fn encode(&mut self, kind: u8, symbols: &[u8], code: &Code) -> Result<(), JsValue> {
        encode_all(&mut self.coder, &code.kind, &Numbers::new(kind, symbols)?)
    }

    /// All words.
    pub fn get_compressed(&mut self) -> Result<Vec<u32>, JsValue> {
        make_room_for_bits(&mut self.coder)?;
        copied(&self.coder.get_compressed().unwrap_infallible())
    }

    /// All words in bytes, and then a byte with the number of bits that only fill the last word.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>, JsValue> {
        let words = self.get_compressed()?;
        let padding = words.len() * u32::BITS as usize - self.coder.num_bits();
        // With one byte more, the bytes are copied.
        room_for_words(3 * words.len())?;
        let mut bytes = words_to_bytes(&words)?;
        // Less than a word.
        bytes.push(padding as u8);
        Ok(bytes)
    }

    /// A decoder of all words.
    pub fn get_decoder(&mut self) -> Result<QueueDecoder, JsValue> {
        QueueDecoder::from_compressed(self.get_compressed()?)
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
