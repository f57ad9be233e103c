//! From a payload to bytes.

use core::error::Error;
use core::fmt;

use super::{DecodeTable, LOWER_BOUND, MAX_LANES, is_lane_count};
use crate::{Level, scalar};

/// A payload that was not made with this table, number of states and number of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the payload was not made with this table, number of states and number of symbols")
    }
}

impl Error for Damaged {}

/// Decodes as many bytes as there is room for.
///
/// # Errors
/// If this does not use the payload up exactly. The bytes are then of no use.
pub fn decode(
    level: Level,
    table: &DecodeTable<'_>,
    lanes: usize,
    payload: &[u8],
    symbols: &mut [u8],
) -> Result<(), Damaged> {
    if !is_lane_count(lanes) || !payload.len().is_multiple_of(2) {
        return Err(Damaged);
    }
    let mut left = payload.len().checked_sub(4 * lanes).ok_or(Damaged)?;
    let mut states = [LOWER_BOUND; MAX_LANES];
    let states = &mut states[..lanes];
    for (state, bytes) in states.iter_mut().zip(payload[left..].chunks_exact(4)) {
        *state = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    if states.iter().any(|&state| state < LOWER_BOUND) {
        return Err(Damaged);
    }
    let done = match (level, lanes) {
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 16) => token.decode_rounds::<16>(table, states, payload, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 32) => token.decode_rounds::<32>(table, states, payload, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx512(token), 64) => token.decode_rounds::<64>(table, states, payload, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 16) => token.decode_rounds::<16>(table, states, payload, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 32) => token.decode_rounds::<32>(table, states, payload, &mut left, symbols),
        #[cfg(target_arch = "x86_64")]
        (Level::Avx2(token), 64) => token.decode_rounds::<64>(table, states, payload, &mut left, symbols),
        _ => scalar::interleaved::decode_rounds(table, states, payload, &mut left, symbols),
    };
    scalar::interleaved::decode_rest(table, states, payload, &mut left, &mut symbols[done..])?;
    let is_at_start = left == 0 && states.iter().all(|&state| state == LOWER_BOUND);
    if is_at_start { Ok(()) } else { Err(Damaged) }
}
