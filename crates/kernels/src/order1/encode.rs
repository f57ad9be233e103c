//! From bytes to words.

use super::Order1EncodeTable;
#[cfg(target_arch = "x86_64")]
use crate::Level;
use crate::interleaved::is_lane_count;
use crate::scalar;

/// Encodes bytes on so many states, a power of two up to 64, and returns how many bytes of words there are at the start
/// of `words`, in the order in which they were pushed.
///
/// `None` if there is not enough room: two bytes for each symbol always are. Bytes whose probability is 0 lead to words
/// that are not theirs.
#[must_use]
pub fn encode_order1(
    table: &Order1EncodeTable<'_>,
    states: &mut [u32],
    symbols: &[u8],
    words: &mut [u8],
) -> Option<usize> {
    if !is_lane_count(states.len()) {
        return None;
    }
    let segment = symbols.len() / states.len();
    let mut written = 0;
    scalar::order1::encode_rest(table, states, symbols, words, &mut written)?;
    written = match (table.level, states.len()) {
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 16) => token.encode_order1::<16>(table, states, symbols, words, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 32) => token.encode_order1::<32>(table, states, symbols, words, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 64) => token.encode_order1::<64>(table, states, symbols, words, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 16) => token.encode_order1::<16>(table, states, symbols, words, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 32) => token.encode_order1::<32>(table, states, symbols, words, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 64) => token.encode_order1::<64>(table, states, symbols, words, written),
        _ => scalar::order1::encode_rounds(table, states, symbols, 1..segment, words, written),
    }?;
    // The first ones have nothing before them.
    scalar::order1::encode_rounds(table, states, symbols, 0..segment.min(1), words, written)
}
