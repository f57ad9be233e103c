//! From a payload to bytes.

use core::error::Error;
use core::fmt;

use super::{DecodeTable, MAX_LANES, is_lane_count};
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
    let left = payload.len().checked_sub(4 * lanes).ok_or(Damaged)?;
    let lower_bound = 1 << table.lower_bits;
    let mut states = [lower_bound; MAX_LANES];
    let states = &mut states[..lanes];
    for (state, bytes) in states.iter_mut().zip(payload[left..].chunks_exact(4)) {
        *state = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    if states.iter().any(|&state| state < lower_bound) {
        return Err(Damaged);
    }
    let left = decode_symbols(level, table, states, &payload[..left], symbols)?;
    let is_at_start = left == 0 && states.iter().all(|&state| state == lower_bound);
    if is_at_start { Ok(()) } else { Err(Damaged) }
}

/// Decodes as many bytes as there is room for by so many states, a power of two up to 64, and words of two bytes, the
/// last one first; returns how many bytes of words are left.
///
/// # Errors
/// If there are too few words. The bytes and states are then of no use.
pub fn decode_symbols(
    level: Level,
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    symbols: &mut [u8],
) -> Result<usize, Damaged> {
    let lanes = states.len();
    if !is_lane_count(lanes) || !payload.len().is_multiple_of(2) {
        return Err(Damaged);
    }
    let mut left = payload.len();
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
    Ok(left)
}
