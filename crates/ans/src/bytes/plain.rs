//! Payloads, by the coder that they are defined by.

use alloc::vec::Vec;

use constriction_bits::{FromIter, PopWords};
use constriction_core::{Interval, PutInterval, SmallFormat, TakeInterval};

use super::rows::Rows;
use crate::{AnsCoder, Interleaved, LaneCount, Lanes, SmallInterleaved};

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
    write(&coder, out)
}

/// Writes a payload to the start of `out` and returns the number of bytes; `None` if they do not fit.
fn write(coder: &SmallInterleaved, out: &mut [u8]) -> Option<usize> {
    let (words, lanes) = (coder.bulk(), coder.lanes());
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
    let mut coder = read(lanes, data)?;
    let table = Table::new(freqs);
    for byte in block {
        *byte = table.pop(&mut coder, bits)?;
    }
    coder.maybe_exhausted().then_some(())
}

/// The words and states of a payload.
fn read(lanes: LaneCount, data: &[u8]) -> Option<Interleaved<SmallFormat, impl PopWords<u16>>> {
    let (words, states) = data.split_at_checked(data.len().checked_sub(4 * lanes.get())?)?;
    let mut lanes = Lanes::<SmallFormat>::new(lanes);
    for (lane, state) in states.chunks_exact(4).enumerate() {
        lanes.set(lane, u32::from_le_bytes(state.try_into().ok()?))?;
    }
    let words = FromIter(words.rchunks_exact(2).map(|word| u16::from_le_bytes([word[0], word[1]])));
    Some(Interleaved::from_raw_parts(words, lanes))
}

/// What a decoder looks up.
struct Table {
    intervals: [Option<Interval>; 256],
    /// The byte that owns each quantile.
    owners: Vec<u8>,
}

impl Table {
    fn new(freqs: &[u16; 256]) -> Self {
        let intervals = intervals(freqs);
        let mut owners = Vec::new();
        for (byte, interval) in (0..=255u8).zip(intervals) {
            owners.resize(interval.map_or(owners.len(), |interval| interval.right() as usize), byte);
        }
        Self { intervals, owners }
    }

    fn pop(&self, coder: &mut impl TakeInterval, bits: u32) -> Option<u8> {
        let quantile = coder.quantile(bits).ok()?;
        let byte = *self.owners.get(quantile as usize)?;
        coder.advance(quantile, self.intervals[usize::from(byte)]?, bits).ok()?;
        Some(byte)
    }
}

/// Encodes a block with the byte before as context, as [`encode`] does.
pub(super) fn encode_rows(
    _: &Level,
    rows: &Rows,
    bits: u32,
    lanes: LaneCount,
    block: &[u8],
    out: &mut [u8],
) -> Option<usize> {
    let intervals: Vec<_> = rows.freqs.iter().map(intervals).collect();
    let segment = block.len() / lanes.get();
    let interval = |i: usize, is_first: bool| {
        let row = rows.contexts.binary_search(if is_first { &0 } else { &block[i - 1] }).ok()?;
        intervals[row][usize::from(block[i])]
    };
    // What is behind the rounds belongs to the last state.
    let mut rest = AnsCoder::<SmallFormat, _>::from_raw_parts(Vec::new(), 1 << 16).ok()?;
    for i in (segment * lanes.get()..block.len()).rev() {
        rest.put(interval(i, i == 0)?, bits).ok()?;
    }
    let (words, state) = rest.into_raw_parts();
    let mut states = Lanes::new(lanes);
    states.set(lanes.get() - 1, state)?;
    let mut coder = Interleaved::from_raw_parts(words, states);
    for round in (0..segment).rev() {
        for lane in (0..lanes.get()).rev() {
            coder.put(interval(lane * segment + round, round == 0)?, bits).ok()?;
        }
    }
    write(&coder, out)
}

/// Decodes a block with the byte before as context; `None` if the data is not exactly that.
pub(super) fn decode_rows(
    _: &Level,
    rows: &Rows,
    bits: u32,
    lanes: LaneCount,
    data: &[u8],
    block: &mut [u8],
) -> Option<()> {
    let tables: Vec<_> = rows.freqs.iter().map(Table::new).collect();
    let segment = block.len() / lanes.get();
    let table = |context: u8| tables.get(rows.contexts.binary_search(&context).ok()?);
    let mut coder = read(lanes, data)?;
    for round in 0..segment {
        for lane in 0..lanes.get() {
            let i = lane * segment + round;
            let context = if round == 0 { 0 } else { block[i - 1] };
            block[i] = table(context)?.pop(&mut coder, bits)?;
        }
    }
    let (words, states) = coder.into_raw_parts();
    let mut states: Vec<u32> = states.iter().collect();
    let mut rest = AnsCoder::<SmallFormat, _>::from_raw_parts(words, states.pop()?).ok()?;
    for i in segment * lanes.get()..block.len() {
        let context = if i == 0 { 0 } else { block[i - 1] };
        block[i] = table(context)?.pop(&mut rest, bits)?;
    }
    let (mut words, state) = rest.into_raw_parts();
    states.push(state);
    (matches!(words.pop_word(), Ok(None)) && states.iter().all(|&state| state == 1 << 16)).then_some(())
}
