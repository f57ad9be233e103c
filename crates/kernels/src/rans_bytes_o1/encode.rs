//! Encodes bytes to words.

use super::Order1EncodeTable;
use crate::rans_bytes::is_lane_count;
use crate::rounds::Rounds;
use crate::scalar;
#[cfg(target_arch = "x86_64")]
use crate::x86::{self, StateLanes};

/// Encodes bytes on 1 to 64 states, a power of two, and returns how many bytes of words there are at the start
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
    scalar::rans_bytes_o1::encode_rest(table, states, symbols, words, &mut written)?;
    written =
        table.level.run_rounds(EncodeRounds { table, states: &mut *states, symbols, words: &mut *words, written })?;
    // The first ones have nothing before them.
    scalar::rans_bytes_o1::encode_rounds(table, states, symbols, 0..segment.min(1), words, written)
}

/// Encodes all rounds but the first; see `scalar::rans_bytes_o1::encode_rounds`.
struct EncodeRounds<'a> {
    table: &'a Order1EncodeTable<'a>,
    states: &'a mut [u32],
    symbols: &'a [u8],
    words: &'a mut [u8],
    written: usize,
}

impl Rounds for EncodeRounds<'_> {
    type Output = Option<usize>;

    fn count(&self) -> usize {
        self.states.len()
    }
    fn plain(self) -> Option<usize> {
        let Self { table, states, symbols, words, written } = self;
        let segment = symbols.len() / states.len();
        scalar::rans_bytes_o1::encode_rounds(table, states, symbols, 1..segment, words, written)
    }
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn vectorised<const N: usize, L: StateLanes>(self, token: L) -> Option<usize> {
        let Self { table, states, symbols, words, written } = self;
        x86::rans_bytes_o1::encode_rounds::<N, L>(token, table, states, symbols, words, written)
    }
}
