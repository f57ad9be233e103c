//! Words as bytes, in little-endian order.

use alloc::vec::Vec;

use constriction_core::Unsigned;

use crate::{ByteCursor, PartialWord, ReadWords};

/// The bytes of words, the least significant byte of each word first.
///
/// ```
/// use constriction_bits::{words_from_bytes, words_to_bytes};
///
/// let bytes = words_to_bytes([0x0403_0201u32, 5]);
/// assert_eq!(bytes, [1, 2, 3, 4, 5, 0, 0, 0]);
/// assert_eq!(words_from_bytes::<u32>(&bytes)?, [0x0403_0201, 5]);
/// # Ok::<(), constriction_bits::PartialWord>(())
/// ```
pub fn words_to_bytes<W: Unsigned>(words: impl IntoIterator<Item = W>) -> Vec<u8> {
    let words = words.into_iter();
    let mut bytes = Vec::with_capacity(words.size_hint().0 * (W::BITS / 8) as usize);
    words.for_each(|word| bytes.extend_from_slice(word.to_le_bytes().as_ref()));
    bytes
}

/// The words that bytes are.
///
/// # Errors
/// If the bytes end within a word.
pub fn words_from_bytes<W: Unsigned>(bytes: &[u8]) -> Result<Vec<W>, PartialWord> {
    let mut cursor = ByteCursor::at_start(bytes)?;
    let mut words = Vec::with_capacity(cursor.num_words());
    while let Ok(Some(word)) = cursor.read_word() {
        words.push(word);
    }
    Ok(words)
}
