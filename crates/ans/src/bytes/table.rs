//! Reads and writes tables of probabilities.

use alloc::vec::Vec;

use super::BytesError;
use super::reader::{BlockReader, write_number};

/// Appends which probabilities are above zero.
pub(super) fn write_set(freqs: &[u16; 256], out: &mut Vec<u8>) {
    let mut groups = [0u8; 32];
    for (group, freqs) in groups.iter_mut().zip(freqs.chunks_exact(8)) {
        *group = freqs.iter().zip(0..).map(|(&freq, j)| u8::from(freq != 0) << j).sum();
    }
    let used = groups.iter().zip(0..).map(|(&group, i)| u32::from(group != 0) << i).sum::<u32>();
    out.extend_from_slice(&used.to_le_bytes());
    out.extend(groups.iter().filter(|group| **group != 0));
}

/// Appends a table. At least two probabilities must be above zero.
pub(super) fn write(freqs: &[u16; 256], out: &mut Vec<u8>) {
    write_set(freqs, out);
    let last = freqs.iter().rposition(|&freq| freq != 0).unwrap_or(0);
    for &freq in freqs[..last].iter().filter(|freq| **freq != 0) {
        write_number(u64::from(freq) - 1, out);
    }
}

/// Reads which probabilities are above zero.
pub(super) fn read_set(reader: &mut BlockReader<'_>) -> Result<Vec<u8>, BytesError> {
    let mut set = Vec::new();
    let used = reader.take(4)?.iter().rev().fold(0, |used, &byte| used << 8 | u32::from(byte));
    for start in (0..32u8).filter(|i| used >> i & 1 != 0) {
        let group = reader.byte()?;
        if group == 0 {
            return Err(BytesError::InvalidBlock);
        }
        set.extend((0..8).filter(|j| group >> j & 1 != 0).map(|j| 8 * start + j));
    }
    Ok(set)
}

/// Reads a table of probabilities in units of `2^-bits`. They sum to one, and at least two are above zero.
pub(super) fn read(bits: u32, reader: &mut BlockReader<'_>) -> Result<[u16; 256], BytesError> {
    let mut used = 0u32;
    for i in 0..4 {
        used |= u32::from(reader.byte()?) << (8 * i);
    }
    let groups = reader.take(used.count_ones() as usize)?;
    let mut freqs = [0; 256];
    let mut left = 1u32 << bits;
    let mut last = None;
    for &group in groups {
        if group == 0 {
            return Err(BytesError::InvalidBlock);
        }
        let start = 8 * used.trailing_zeros() as usize;
        used &= used - 1;
        let mut group = group;
        while group != 0 {
            let place = start + group.trailing_zeros() as usize;
            group &= group - 1;
            // The last one is not written; it is the last one if there is no other.
            if let Some(before) = last.replace(place) {
                let freq = reader.number()?.ok_or(BytesError::InvalidBlock)?.saturating_add(1);
                if freq >= u64::from(left) {
                    return Err(BytesError::InvalidBlock);
                }
                freqs[before] = freq as u16;
                left -= freq as u32;
            }
        }
    }
    match last {
        Some(place) if left < 1 << bits => freqs[place] = left as u16,
        _ => return Err(BytesError::InvalidBlock),
    }
    Ok(freqs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(freqs: &[u16; 256]) -> Vec<u8> {
        let mut out = Vec::new();
        write(freqs, &mut out);
        out
    }

    #[test]
    fn tables_come_back_and_truncated_ones_do_not() {
        for (step, bits) in [(1, 10), (1, 14), (3, 12), (100, 11), (255, 13)] {
            let mut freqs: [u16; 256] = core::array::from_fn(|i| u16::from(i % step == 0));
            freqs[step] += (1 << bits) - freqs.iter().sum::<u16>();
            let table = written(&freqs);
            let mut reader = BlockReader(&table);
            assert_eq!(read(bits, &mut reader), Ok(freqs));
            assert!(reader.0.is_empty());
            for len in 0..table.len() {
                assert_eq!(read(bits, &mut BlockReader(&table[..len])), Err(BytesError::Truncated));
            }
        }
    }

    #[test]
    fn tables_of_less_than_two_bytes_are_invalid() {
        for table in [&[0, 0, 0, 0][..], &[1, 0, 0, 0, 1], &[1, 0, 0, 0, 0], &[1, 0, 0, 0, 3, 0xff, 0x7f]] {
            assert_eq!(read(12, &mut BlockReader(table)), Err(BytesError::InvalidBlock), "{table:?}");
        }
        assert!(read(12, &mut BlockReader(&[1, 0, 0, 0, 3, 0])).is_ok());
    }
}
