//! Sections of a block: bytes whose distribution changes get tables of their own.

use alloc::vec::Vec;

use super::BytesError;
use super::frequencies::count;
use super::reader::BlockReader;

/// The length of a section is a multiple of this number of bytes, except for the last one. So a block has at most 64 sections.
const UNIT: usize = 1 << 14;

/// The size of a section without its table and words, in bits: mostly that of the states.
const SECTION_BITS: u64 = 1200;
/// The size of a table for each byte with a probability, in bits.
const ENTRY_BITS: u64 = 9;

/// The number of bits below the point of a logarithm.
const FRACTION: u32 = 12;

/// `log2(1 + i / 256)`, rounded down.
const LOGARITHMS: [u16; 256] = {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        // From 1 to 2, with 31 bits below the point. Its square has the next bit of the logarithm above 2.
        let mut x = (256 + i as u64) << 23;
        let mut bit = 0;
        while bit < FRACTION {
            x = (x * x) >> 31;
            table[i] <<= 1;
            if x >> 32 != 0 {
                x >>= 1;
                table[i] |= 1;
            }
            bit += 1;
        }
        i += 1;
    }
    table
};

/// The number times its logarithm to base 2, about. The same on all machines.
fn log_power(n: u32) -> u64 {
    let Some(whole) = n.checked_ilog2() else { return 0 };
    let below = (u64::from(n) << 8 >> whole) as usize & 255;
    u64::from(n) * ((u64::from(whole) << FRACTION) + u64::from(LOGARITHMS[below]))
}

/// About how many bits a section with these counts takes, times `2^FRACTION`.
fn cost(counts: &[u32; 256]) -> u64 {
    let (mut total, mut used, mut saved) = (0, 0, 0);
    for &n in counts {
        total += n;
        used += u64::from(n > 0);
        saved += log_power(n);
    }
    log_power(total).saturating_sub(saved) + ((SECTION_BITS + used * ENTRY_BITS) << FRACTION)
}

fn sum(a: &[u32; 256], b: &[u32; 256]) -> [u32; 256] {
    core::array::from_fn(|byte| a[byte] + b[byte])
}

/// A section of a block.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) start: usize,
    pub(super) end: usize,
    /// How often each byte occurs.
    pub(super) counts: [u32; 256],
    cost: u64,
    /// The cost of this section and the next one as one.
    joined: u64,
}

/// The sections, at least one, that a block is best cut into.
pub(super) fn of(block: &[u8]) -> Vec<Section> {
    let unit = if block.len() < 2 * UNIT { block.len().max(1) } else { UNIT };
    let section = |start: usize| {
        let end = block.len().min(start + unit);
        let counts = count(&block[start..end]);
        Section { start, end, counts, cost: cost(&counts), joined: 0 }
    };
    let mut sections: Vec<Section> = (0..block.len().max(1)).step_by(unit).map(section).collect();
    for first in 1..sections.len() {
        sections[first - 1].joined = cost(&sum(&sections[first - 1].counts, &sections[first].counts));
    }
    loop {
        let saving = |first: usize| {
            let [one, two] = [&sections[first], &sections[first + 1]];
            (one.cost + two.cost).saturating_sub(one.joined)
        };
        let best = (0..sections.len() - 1).max_by_key(|&first| (saving(first), usize::MAX - first));
        let Some(first) = best.filter(|&first| saving(first) > 0) else { return sections };
        let next = sections.remove(first + 1);
        let section = &mut sections[first];
        section.end = next.end;
        section.cost = section.joined;
        section.counts = sum(&section.counts, &next.counts);
        for first in [first.wrapping_sub(1), first] {
            if let Some([one, two]) = sections.get_mut(first..).and_then(|rest| rest.first_chunk_mut::<2>()) {
                one.joined = cost(&sum(&one.counts, &two.counts));
            }
        }
    }
}

/// Reads how many bytes each section of a block has.
pub(super) fn read_lengths(reader: &mut BlockReader<'_>, block_len: usize) -> Result<Vec<usize>, BytesError> {
    let count = reader.byte()?;
    if count < 2 {
        return Err(BytesError::InvalidBlock);
    }
    let mut lengths = Vec::with_capacity(count.into());
    let mut before = 0;
    for _ in 1..count {
        let start = reader.number()?.and_then(|start| usize::try_from(start).ok());
        let start = start.filter(|&start| start > before && start < block_len).ok_or(BytesError::InvalidBlock)?;
        lengths.push(start - before);
        before = start;
    }
    lengths.push(block_len - before);
    Ok(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_close() {
        for n in (1..100_000).step_by(7) {
            let exact = f64::from(n) * f64::from(n).log2();
            let found = log_power(n) as f64 / f64::from(1 << FRACTION);
            assert!(found <= exact && exact - found <= 0.006 * f64::from(n), "{n}: {found}, {exact}");
        }
        assert_eq!(log_power(0), 0);
    }

    #[test]
    fn blocks_are_cut_where_their_distribution_changes() {
        let lengths = |block: &[u8]| of(block).iter().map(|it| it.end - it.start).collect::<Vec<_>>();
        let random = |i: usize| (i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58;
        let bytes: Vec<u8> = (0..300_000).map(|i| random(i) as u8 + if i < 9 * UNIT { 0 } else { 64 }).collect();
        assert_eq!(lengths(&bytes), [9 * UNIT, 300_000 - 9 * UNIT]);
        assert_eq!(lengths(&bytes[..140_000]), [140_000]);
        assert_eq!(lengths(&bytes[..10]), [10]);
        assert_eq!(lengths(&[]), [0]);
    }
}
