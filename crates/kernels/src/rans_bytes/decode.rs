//! Decodes a payload to bytes.

use core::error::Error;
use core::fmt;

use super::{DecodeTable, MAX_LANES, is_lane_count};
use crate::rounds::Rounds;
#[cfg(target_arch = "x86_64")]
use crate::x86::{self, StateLanes};
use crate::{Level, scalar};

/// A payload that was not made with this table, number of states and number of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Corrupt;

impl fmt::Display for Corrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the payload was not made with this table, number of states and number of symbols")
    }
}

impl Error for Corrupt {}

/// Decodes as many bytes as there is room for.
///
/// # Errors
/// If this does not use the payload up exactly. The bytes are then unspecified.
pub fn decode(
    level: Level,
    table: &DecodeTable<'_>,
    lanes: usize,
    payload: &[u8],
    symbols: &mut [u8],
) -> Result<(), Corrupt> {
    if !is_lane_count(lanes) || !payload.len().is_multiple_of(2) {
        return Err(Corrupt);
    }
    let left = payload.len().checked_sub(4 * lanes).ok_or(Corrupt)?;
    let lower_bound = 1 << table.lower_bits;
    let mut states = [lower_bound; MAX_LANES];
    let states = &mut states[..lanes];
    for (state, bytes) in states.iter_mut().zip(payload[left..].chunks_exact(4)) {
        *state = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    if states.iter().any(|&state| state < lower_bound) {
        return Err(Corrupt);
    }
    let left = decode_symbols(level, table, states, &payload[..left], symbols)?;
    let is_at_start = left == 0 && states.iter().all(|&state| state == lower_bound);
    if is_at_start { Ok(()) } else { Err(Corrupt) }
}

/// Decodes as many bytes as there is room for by 1 to 64 states, a power of two, and words of two bytes, the
/// last one first; returns how many bytes of words are left.
///
/// # Errors
/// If there are too few words. The bytes and states are then unspecified.
pub fn decode_symbols(
    level: Level,
    table: &DecodeTable<'_>,
    states: &mut [u32],
    payload: &[u8],
    symbols: &mut [u8],
) -> Result<usize, Corrupt> {
    if !is_lane_count(states.len()) || !payload.len().is_multiple_of(2) {
        return Err(Corrupt);
    }
    let mut left = payload.len();
    let done = level.run_rounds(DecodeRounds {
        table,
        states: &mut *states,
        payload,
        left: &mut left,
        symbols: &mut *symbols,
    });
    scalar::rans_bytes::decode_rest(table, states, payload, &mut left, &mut symbols[done..])?;
    Ok(left)
}

/// See `scalar::rans_bytes::decode_rounds`.
struct DecodeRounds<'a> {
    table: &'a DecodeTable<'a>,
    states: &'a mut [u32],
    payload: &'a [u8],
    left: &'a mut usize,
    symbols: &'a mut [u8],
}

impl Rounds for DecodeRounds<'_> {
    type Output = usize;

    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> usize {
        scalar::rans_bytes::decode_rounds(self.table, self.states, self.payload, self.left, self.symbols)
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> usize {
        let Self { table, states, payload, left, symbols } = self;
        x86::rans_bytes::decode_rounds::<N, L>(token, table, states, payload, left, symbols)
    }
}
