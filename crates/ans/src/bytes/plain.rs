//! Payloads, by the coder that they are defined by.

use alloc::vec::Vec;

use constriction_bits::FromIter;
use constriction_core::{Interval, PutInterval, SmallFormat, TakeInterval};

use crate::{Interleaved, LaneCount, Lanes, SmallInterleaved};

/// There is only one way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Level;

/// The interval of each byte that has one.
fn intervals(freqs: &[u16; 256]) -> [Option<Interval>; 256] {
    let mut left = 0;
    freqs.map(|freq| {
        let interval = Interval::between(left, left + u64::from(freq));
        left += u64::from(freq);
        interval
    })
}

/// Encodes a block to the start of `out` and returns the number of bytes; `None` if they do not fit.
pub(super) fn encode(
    _: &Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    block: &[u8],
    out: &mut [u8],
) -> Option<usize> {
    let intervals = intervals(freqs);
    let mut coder = SmallInterleaved::new(lanes);
    for &byte in block.iter().rev() {
        coder.put(intervals[usize::from(byte)]?, bits).ok()?;
    }
    let (words, lanes) = coder.into_raw_parts();
    let len = 2 * words.len() + 4 * lanes.count().get();
    let (words_out, states_out) = out.get_mut(..len)?.split_at_mut(2 * words.len());
    for (out, word) in words_out.chunks_exact_mut(2).zip(words) {
        out.copy_from_slice(&word.to_le_bytes());
    }
    for (out, state) in states_out.chunks_exact_mut(4).zip(lanes.iter()) {
        out.copy_from_slice(&state.to_le_bytes());
    }
    Some(len)
}

/// Decodes a block; `None` if the data is not exactly that.
pub(super) fn decode(
    _: &Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    data: &[u8],
    block: &mut [u8],
) -> Option<()> {
    let (words, states) = data.split_at_checked(data.len().checked_sub(4 * lanes.get())?)?;
    let mut lanes = Lanes::<SmallFormat>::new(lanes);
    for (lane, state) in states.chunks_exact(4).enumerate() {
        lanes.set(lane, u32::from_le_bytes(state.try_into().ok()?))?;
    }
    let words = FromIter(words.rchunks_exact(2).map(|word| u16::from_le_bytes([word[0], word[1]])));
    let mut coder = Interleaved::from_raw_parts(words, lanes);

    let intervals = intervals(freqs);
    let mut owners = Vec::new();
    for (byte, interval) in (0..=255u8).zip(intervals) {
        owners.resize(interval.map_or(owners.len(), |interval| interval.right() as usize), byte);
    }
    for byte in block {
        let quantile = coder.quantile(bits).ok()?;
        *byte = *owners.get(quantile as usize)?;
        coder.advance(quantile, intervals[usize::from(*byte)]?, bits).ok()?;
    }
    coder.maybe_exhausted().then_some(())
}
