//! Whether there is memory for what a call makes: to run out of it elsewhere ends the program, and what a coder had is
//! lost.

#[cfg(feature = "coders")]
use constriction_core::PutInterval;
#[cfg(feature = "coders")]
use constriction_symbol::PutBits;
use wasm_bindgen::prelude::*;

use crate::error::no_memory;

/// The memory of a call that does not grow with its arrays: chunks of symbols and intervals, and error messages.
const SLACK: usize = 1 << 20;

/// The memory of a model for each number of a vector, while it is built.
pub(crate) const BYTES_OF_MODEL: usize = 128;

/// Whether there is memory for this number of bytes, and for what else a call takes. JavaScript asks before it copies an
/// array here, and before calls that make something.
#[wasm_bindgen]
pub fn fits(bytes: usize) -> bool {
    // What is free is found here by the next allocation.
    Vec::<u8>::new().try_reserve_exact(bytes.saturating_add(SLACK)).is_ok()
}

/// An error if there is no memory for this number of bytes.
pub(crate) fn room(bytes: usize) -> Result<(), JsValue> {
    if fits(bytes) { Ok(()) } else { Err(no_memory()) }
}

/// An error if there is no memory for this number of words.
pub(crate) fn room_for_words(words: usize) -> Result<(), JsValue> {
    room(words.saturating_mul(size_of::<u32>()))
}

/// Makes room in a coder for the words that its state becomes.
#[cfg(feature = "coders")]
pub(crate) fn make_room(coder: &mut impl PutInterval) -> Result<(), JsValue> {
    if coder.make_room(2, 32) { Ok(()) } else { Err(no_memory()) }
}

/// The same in a coder of bits.
#[cfg(feature = "coders")]
pub(crate) fn make_room_for_bits(coder: &mut impl PutBits) -> Result<(), JsValue> {
    if coder.make_room(64) { Ok(()) } else { Err(no_memory()) }
}
