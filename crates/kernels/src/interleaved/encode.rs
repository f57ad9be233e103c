//! From bytes to a payload.

use super::{EncodeTable, LOWER_BOUND, MAX_LANES, is_lane_count};
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
    let mut states = [LOWER_BOUND; MAX_LANES];
    let states = &mut states[..lanes];
    let (rounds, rest) = symbols.split_at(symbols.len() - symbols.len() % lanes);
    let mut written = 0;
    // The SIMD levels have reciprocals of another kind, which the scalar code must know.
    scalar::interleaved::encode_round(table, &mut states[..rest.len()], rest, payload, &mut written)?;
    written = match (table.level, lanes) {
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
    }?;
    for state in states {
        payload.get_mut(written..written + 4)?.copy_from_slice(&state.to_le_bytes());
        written += 4;
    }
    Some(written)
}
