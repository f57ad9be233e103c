//! `QueueDecoder`.

use std::sync::Arc;

use constriction_bits::Cursor;
use constriction_core::{Pos, Seek};
use constriction_symbol::QueueDecoder as Decoder;
use wasm_bindgen::prelude::*;

use crate::code::Code;
use crate::code_call::{decode_all, decode_one};
use crate::error::range_error;
use crate::memory::room_for_words;
use crate::numbers::Numbers;
use crate::words::words_from_bytes;

/// The decoding side of a queue of bits.
#[wasm_bindgen]
#[derive(Clone, Debug)]
pub struct QueueDecoder {
    coder: Decoder<u32, Cursor<u32, Arc<[u32]>>>,
}

#[wasm_bindgen]
impl QueueDecoder {
    /// From what an encoder's `get_compressed` returned.
    pub fn from_compressed(words: Vec<u32>) -> Result<Self, JsValue> {
        room_for_words(words.len())?;
        Ok(Self { coder: Decoder::from_compressed(Cursor::at_start(words.into())) })
    }

    /// From what an encoder's `to_bytes` returned, or from whole words.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, JsValue> {
        let words = match bytes.split_last() {
            Some((&padding, words)) if words.len() % size_of::<u32>() == 0 => {
                if u32::from(padding) >= u32::BITS || (padding > 0 && words.is_empty()) {
                    return Err(range_error(format_args!("the data is not padded with {padding} bits")));
                }
                words
            }
            _ => bytes,
        };
        Self::from_compressed(words_from_bytes(words)?)
    }

    /// Decodes symbols, and returns their bytes.
    pub fn decode(&mut self, kind: u8, count: usize, code: &Code) -> Result<Vec<u8>, JsValue> {
        let mut coder = self.coder.clone();
        let symbols = decode_all(&mut coder, &code.kind, count)?;
        let bytes = Numbers::from_u64(kind, &symbols)?.to_bytes()?;
        self.coder = coder;
        Ok(bytes)
    }

    /// Decodes one symbol that JavaScript's numbers hold.
    pub fn decode_symbol(&mut self, code: &Code) -> Result<f64, JsValue> {
        let mut coder = self.coder.clone();
        let symbol = decode_one(&mut coder, &code.kind)?;
        self.coder = coder;
        Ok(symbol)
    }

    /// Whether there may be no symbol left.
    pub fn maybe_exhausted(&self) -> bool {
        self.coder.maybe_exhausted()
    }

    /// The number of bits before the next one.
    pub fn pos(&self) -> usize {
        self.coder.pos()
    }

    /// Goes to where it was.
    pub fn seek(&mut self, position: usize) -> Result<(), JsValue> {
        self.coder.seek(position).map_err(range_error)
    }

    /// Another one in the same state.
    pub fn copy(&self) -> Result<Self, JsValue> {
        room_for_words(0)?;
        Ok(self.clone())
    }
}
