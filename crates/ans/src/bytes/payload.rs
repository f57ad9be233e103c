//! Encodes and decodes payloads with the kernels.

use alloc::vec;

use constriction_kernels::{
    DecodeTable, EncodeTable, Level, Order1DecodeTable, Order1EncodeTable, decode_order1, encode_order1,
};

use super::rows::ByteRows;
use crate::LaneCount;

/// log2(L).
const LOWER_BITS: u32 = 16;

/// Encodes a block to the start of `out` and returns the number of bytes; `None` if they do not fit.
pub(super) fn encode(
    level: Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    block: &[u8],
    out: &mut [u8],
) -> Option<usize> {
    constriction_kernels::encode(&EncodeTable::new(freqs, bits, level)?, lanes.get(), block, out)
}

/// Decodes a block; `None` if the data is not exactly that.
pub(super) fn decode(
    level: Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    data: &[u8],
    block: &mut [u8],
) -> Option<()> {
    let mut entries = vec![0; DecodeTable::num_entries(bits)];
    let mut symbols = vec![0; DecodeTable::num_symbols(bits)];
    let table = DecodeTable::new(freqs, bits, &mut entries, &mut symbols)?;
    constriction_kernels::decode(level, &table, lanes.get(), data, block).ok()
}

/// Encodes a block with the byte before as context, as [`encode`] does.
pub(super) fn encode_rows(
    level: Level,
    rows: &ByteRows,
    bits: u32,
    lanes: LaneCount,
    block: &[u8],
    out: &mut [u8],
) -> Option<usize> {
    let mut entries = vec![[0; 2]; Order1EncodeTable::NUM_ENTRIES];
    let mut table = Order1EncodeTable::new(bits, LOWER_BITS, level, &mut entries)?;
    for (&context, freqs) in rows.contexts.iter().zip(&rows.freqs) {
        table.set_row(context, freqs)?;
    }
    let mut states = [1 << LOWER_BITS; 64];
    let states = &mut states[..lanes.get()];
    let len = encode_order1(&table, states, block, out)?;
    let states_out = out.get_mut(len..len + 4 * lanes.get())?;
    for (out, state) in states_out.chunks_exact_mut(4).zip(states) {
        out.copy_from_slice(&state.to_le_bytes());
    }
    Some(len + 4 * lanes.get())
}

/// Decodes a block with the byte before as context; `None` if the data is not exactly that.
pub(super) fn decode_rows(
    level: Level,
    rows: &ByteRows,
    bits: u32,
    lanes: LaneCount,
    data: &[u8],
    block: &mut [u8],
) -> Option<()> {
    let mut symbols = vec![0; Order1DecodeTable::num_symbols(bits)];
    let mut intervals = vec![0; Order1DecodeTable::NUM_INTERVALS];
    let mut table = Order1DecodeTable::new(bits, LOWER_BITS, &mut symbols, &mut intervals)?;
    for (&context, freqs) in rows.contexts.iter().zip(&rows.freqs) {
        table.set_row(context, freqs)?;
    }
    let (words, states_in) = data.split_at_checked(data.len().checked_sub(4 * lanes.get())?)?;
    let mut states = [1 << LOWER_BITS; 64];
    let states = &mut states[..lanes.get()];
    for (state, bytes) in states.iter_mut().zip(states_in.chunks_exact(4)) {
        *state = Some(u32::from_le_bytes(bytes.try_into().ok()?)).filter(|state| state >> LOWER_BITS != 0)?;
    }
    let left = decode_order1(level, &table, states, words, block).ok()?;
    (left == 0 && states.iter().all(|&state| state == 1 << LOWER_BITS)).then_some(())
}
