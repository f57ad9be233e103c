//! Decodes words to bytes.

use super::Order1DecodeTable;
use crate::rans_bytes::{Corrupt, is_lane_count};
use crate::rounds::Rounds;
#[cfg(target_arch = "x86_64")]
use crate::x86::{self, StateLanes};
use crate::{Level, scalar};

/// Decodes as many bytes as there is room for by 1 to 64 states, a power of two, and words of two bytes, the
/// last one first; returns how many bytes of words are left.
///
/// # Errors
/// If there are too few words. The bytes and states are then unspecified.
pub fn decode_order1(
    level: Level,
    table: &Order1DecodeTable<'_>,
    states: &mut [u32],
    words: &[u8],
    symbols: &mut [u8],
) -> Result<usize, Corrupt> {
    if !is_lane_count(states.len()) || !words.len().is_multiple_of(2) {
        return Err(Corrupt);
    }
    let mut left = words.len();
    let done =
        level.run_rounds(DecodeRounds { table, states: &mut *states, words, left: &mut left, symbols: &mut *symbols });
    scalar::rans_bytes_o1::decode_from(table, states, words, &mut left, symbols, done)?;
    Ok(left)
}

/// Decodes rounds as long as there are certainly enough words, and returns how many; the rest is
/// `scalar::rans_bytes_o1::decode_from`'s.
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code, reason = "only x86 has kernels of this kind"))]
struct DecodeRounds<'a> {
    table: &'a Order1DecodeTable<'a>,
    states: &'a mut [u32],
    words: &'a [u8],
    left: &'a mut usize,
    symbols: &'a mut [u8],
}

impl Rounds for DecodeRounds<'_> {
    type Output = usize;

    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> usize {
        0
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> usize {
        let Self { table, states, words, left, symbols } = self;
        x86::rans_bytes_o1::decode_rounds::<N, L>(token, table, states, words, left, symbols)
    }
}
