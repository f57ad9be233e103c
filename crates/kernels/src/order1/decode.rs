//! From words to bytes.

use super::Order1DecodeTable;
use crate::interleaved::{Damaged, is_lane_count};
use crate::{Level, scalar};

/// Decodes as many bytes as there is room for by so many states, a power of two up to 64, and words of two bytes, the
/// last one first; returns how many bytes of words are left.
///
/// # Errors
/// If there are too few words. The bytes and states are then of no use.
pub fn decode_order1(
    level: Level,
    table: &Order1DecodeTable<'_>,
    states: &mut [u32],
    words: &[u8],
    symbols: &mut [u8],
) -> Result<usize, Damaged> {
    if !is_lane_count(states.len()) || !words.len().is_multiple_of(2) {
        return Err(Damaged);
    }
    let mut left = words.len();
    let done = match (level, states.len()) {
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 16) => token.decode_order1::<16>(table, states, words, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 32) => token.decode_order1::<32>(table, states, words, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 64) => token.decode_order1::<64>(table, states, words, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 16) => token.decode_order1::<16>(table, states, words, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 32) => token.decode_order1::<32>(table, states, words, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 64) => token.decode_order1::<64>(table, states, words, &mut left, symbols),
        _ => 0,
    };
    scalar::order1::decode_from(table, states, words, &mut left, symbols, done)?;
    Ok(left)
}
