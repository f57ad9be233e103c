//! Encodes bytes to a payload.

use super::{EncodeTable, MAX_LANES, is_lane_count};
use crate::rounds::Rounds;
use crate::scalar;
#[cfg(target_arch = "x86_64")]
use crate::x86::{self, StateLanes};

/// Encodes bytes with 1 to 64 states, a power of two, and returns the length of the payload in bytes, at the
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

/// Encodes bytes on 1 to 64 states, a power of two, and returns how many bytes of words there are at the start
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
    scalar::rans_bytes::encode_round(table, &mut states[..rest.len()], rest, payload, &mut written)?;
    table.level.run_rounds(EncodeRounds { table, states, rounds, payload, written })
}

/// See `scalar::rans_bytes::encode_rounds`.
struct EncodeRounds<'a> {
    table: &'a EncodeTable,
    states: &'a mut [u32],
    rounds: &'a [u8],
    payload: &'a mut [u8],
    written: usize,
}

impl Rounds for EncodeRounds<'_> {
    type Output = Option<usize>;

    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> Option<usize> {
        scalar::rans_bytes::encode_rounds(self.table, self.states, self.rounds, self.payload, self.written)
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> Option<usize> {
        let Self { table, states, rounds, payload, written } = self;
        x86::rans_bytes::encode_rounds::<N, L>(token, table, states, rounds, payload, written)
    }
}
