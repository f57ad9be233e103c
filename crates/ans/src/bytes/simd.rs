//! Payloads, by kernels.

use alloc::vec;

use constriction_kernels::{DecodeTable, EncodeTable};

use crate::LaneCount;

/// Which instructions are used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level(pub(super) constriction_kernels::Level);

impl Default for Level {
    fn default() -> Self {
        Self(constriction_kernels::Level::detect())
    }
}

/// Encodes a block to the start of `out` and returns the number of bytes; `None` if they do not fit.
pub(super) fn encode(
    level: &Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    block: &[u8],
    out: &mut [u8],
) -> Option<usize> {
    constriction_kernels::encode(&EncodeTable::new(freqs, bits, level.0)?, lanes.get(), block, out)
}

/// Decodes a block; `None` if the data is not exactly that.
pub(super) fn decode(
    level: &Level,
    freqs: &[u16; 256],
    bits: u32,
    lanes: LaneCount,
    data: &[u8],
    block: &mut [u8],
) -> Option<()> {
    let mut entries = vec![0; DecodeTable::num_entries(bits)];
    let mut symbols = vec![0; DecodeTable::num_symbols(bits)];
    let table = DecodeTable::new(freqs, bits, &mut entries, &mut symbols)?;
    constriction_kernels::decode(level.0, &table, lanes.get(), data, block).ok()
}
