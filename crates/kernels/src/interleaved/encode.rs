//! From bytes to a payload.

use super::{EncodeTable, MAX_LANES, is_lane_count};
#[cfg(target_arch = "x86_64")]
use crate::Level;
use crate::scalar;

/// Encodes bytes with so many states, a power of two up to 64, and returns the length of the payload in bytes, at the
/// start of `payload`.
///
/// `None` if there is not enough room: with room for as many bytes as there are symbols, this means that the payload
/// would be longer than they are. Bytes whose probability is 0 lead to a payload that is not theirs.
#[must_use]
pub fn encode(table: &EncodeTable, lanes: usize, symbols: &[u8], payload: &mut [u8]) -> Option<usize> {
    if !is_lane_count(lanes) {
        return None;
    }
    let mut states = [1 << table.lower_bits; MAX_LANES];
    let states = &mut states[..lanes];
    let mut written = encode_symbols(table, states, symbols, payload)?;
    for state in states {
        payload.get_mut(written..written + 4)?.copy_from_slice(&state.to_le_bytes());
        written += 4;
    }
    Some(written)
}

/// Encodes bytes on so many states, a power of two up to 64, and returns how many bytes of words there are at the start
/// of `payload`, in the order in which they were pushed; `None` if there is not enough room.
#[must_use]
pub fn encode_symbols(table: &EncodeTable, states: &mut [u32], symbols: &[u8], payload: &mut [u8]) -> Option<usize> {
    let lanes = states.len();
    if !is_lane_count(lanes) {
        return None;
    }
    let (rounds, rest) = symbols.split_at(symbols.len() - symbols.len() % lanes);
    let mut written = 0;
    // The SIMD levels have reciprocals of another kind, which the scalar code must know.
    scalar::interleaved::encode_round(table, &mut states[..rest.len()], rest, payload, &mut written)?;
    match (table.level, lanes) {
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 16) => token.encode_rounds::<16>(table, states, rounds, payload, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 32) => token.encode_rounds::<32>(table, states, rounds, payload, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 64) => token.encode_rounds::<64>(table, states, rounds, payload, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 16) => token.encode_rounds::<16>(table, states, rounds, payload, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 32) => token.encode_rounds::<32>(table, states, rounds, payload, written),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 64) => token.encode_rounds::<64>(table, states, rounds, payload, written),
        _ => scalar::interleaved::encode_rounds(table, states, rounds, payload, written),
    }
}
