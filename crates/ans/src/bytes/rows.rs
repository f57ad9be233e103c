//! `ByteRows`: the probabilities of a byte, for each byte that can be before it.

use alloc::vec;
use alloc::vec::Vec;

use super::reader::{BlockReader, write_number};
use super::{BytesError, frequencies, table};

/// The probabilities of the next byte, for each byte that is followed by another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByteRows {
    /// 0, which is before the first byte of each part, and all bytes that have a probability; ascending.
    pub(crate) contexts: Vec<u8>,
    /// For each context, probabilities in units of `2^-bits` that sum to one.
    pub(crate) freqs: Vec<[u16; 256]>,
}

/// Where parts end: with m = len / lanes, rounded down, each has m bytes, and the last one also those that are left
/// over.
pub(super) fn parts(data: &[u8], lanes: usize) -> impl Iterator<Item = &[u8]> {
    let segment = data.len() / lanes;
    (0..lanes).map(move |lane| {
        let end = if lane + 1 == lanes { data.len() } else { (lane + 1) * segment };
        &data[lane * segment..end]
    })
}

/// How often each byte follows each other byte, at `byte << 8 | context`.
fn count(data: &[u8], lanes: usize) -> Vec<u32> {
    let mut counts = vec![0; 1 << 16];
    // An array of this size has a place for each pair, which need not be checked.
    if let Ok(counts) = <&mut [u32; 1 << 16]>::try_from(&mut counts[..]) {
        for part in parts(data, lanes) {
            if let Some(&first) = part.first() {
                counts[usize::from(first) << 8] += 1;
            }
            for pair in part.windows(2) {
                counts[usize::from(u16::from_le_bytes([pair[0], pair[1]]))] += 1;
            }
        }
    }
    counts
}

impl ByteRows {
    /// Probabilities in units of `2^-bits` that are close to what there is in parts of data, which must not be empty.
    pub(crate) fn of(data: &[u8], lanes: usize, bits: u32) -> Self {
        let counts = count(data, lanes);
        let occurs = |byte: &u8| counts[usize::from(*byte) << 8..][..256].iter().any(|&count| count != 0);
        let alphabet: Vec<u8> = (0..=255).filter(occurs).collect();
        let contexts: Vec<u8> = (0..=255).filter(|byte| *byte == 0 || alphabet.contains(byte)).collect();
        let row = |&context: &u8| {
            let mut row = [0; 256];
            for &byte in &alphabet {
                row[usize::from(byte)] = counts[usize::from(byte) << 8 | usize::from(context)];
            }
            let mut used = alphabet.iter().filter(|byte| row[usize::from(**byte)] != 0);
            match (used.next(), used.next()) {
                (Some(_), Some(_)) => frequencies::normalize(&row, bits),
                // A byte that is only at ends is followed by nothing: any row will do.
                (only, _) => {
                    let mut freqs = [0; 256];
                    freqs[usize::from(*only.unwrap_or(&alphabet[0]))] = 1 << bits;
                    freqs
                }
            }
        };
        Self { freqs: contexts.iter().map(row).collect(), contexts }
    }

    /// The probabilities of each row, in order, of the bytes that have one in any row: each as a number of unknown
    /// size; a 0 is followed by a byte that says how many more there are. A row ends where its sum is one.
    pub(super) fn write(&self, bits: u32, out: &mut Vec<u8>) {
        let mut union = [0; 256];
        for freqs in &self.freqs {
            union.iter_mut().zip(freqs).for_each(|(union, freq)| *union |= freq);
        }
        table::write_set(&union, out);
        for freqs in &self.freqs {
            let mut left = 1u32 << bits;
            let mut zeros = 0u8;
            for (&freq, _) in freqs.iter().zip(union).filter(|(_, used)| *used != 0) {
                if freq == 0 {
                    zeros += 1;
                    continue;
                }
                if zeros > 0 {
                    out.extend_from_slice(&[0, zeros - 1]);
                    zeros = 0;
                }
                write_number(u64::from(freq), out);
                left -= u32::from(freq);
                if left == 0 {
                    break;
                }
            }
        }
    }

    /// Reads what [`write`](Self::write) wrote, and nothing after it.
    pub(super) fn read(bits: u32, table: &[u8]) -> Result<Self, BytesError> {
        // What is short here is in a block that was whole.
        Self::read_whole(bits, table).map_err(|_| BytesError::InvalidBlock)
    }

    fn read_whole(bits: u32, table: &[u8]) -> Result<Self, BytesError> {
        let mut reader = BlockReader(table);
        let alphabet = table::read_set(&mut reader)?;
        let contexts: Vec<u8> =
            if alphabet.first() == Some(&0) { alphabet.clone() } else { [&[0], &alphabet[..]].concat() };
        let mut rows = Vec::new();
        for _ in &contexts {
            let mut freqs = [0; 256];
            let mut left = 1u32 << bits;
            let mut bytes = alphabet.iter();
            while left > 0 {
                let &byte = bytes.next().ok_or(BytesError::InvalidBlock)?;
                let freq = reader.number()?.filter(|freq| *freq <= u64::from(left)).ok_or(BytesError::InvalidBlock)?;
                freqs[usize::from(byte)] = freq as u16;
                left -= freq as u32;
                if freq == 0 {
                    let zeros = usize::from(reader.byte()?);
                    if zeros > 0 {
                        bytes.nth(zeros - 1).ok_or(BytesError::InvalidBlock)?;
                    }
                }
            }
            rows.push(freqs);
        }
        if reader.0.is_empty() { Ok(Self { contexts, freqs: rows }) } else { Err(BytesError::InvalidBlock) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> impl Iterator<Item = (Vec<u8>, usize)> {
        let data = |modulus: u32| (0..5000u32).map(|i| (i * i % modulus % 253) as u8 + 3).collect::<Vec<u8>>();
        let samples = [data(1), data(5), data(1009), data(65_521), vec![0; 9], vec![255], vec![1, 2]];
        samples.into_iter().flat_map(|data| [1, 8, 64].map(|lanes| (data.clone(), lanes)))
    }

    #[test]
    fn rows_come_back_and_truncated_ones_do_not() {
        for (data, lanes) in samples() {
            for bits in 10..=14 {
                let rows = ByteRows::of(&data, lanes, bits);
                let mut table = Vec::new();
                rows.write(bits, &mut table);
                assert_eq!(ByteRows::read(bits, &table), Ok(rows));
                for len in (0..table.len()).rev().take(100) {
                    assert_eq!(ByteRows::read(bits, &table[..len]), Err(BytesError::InvalidBlock));
                }
                table.push(0);
                assert_eq!(ByteRows::read(bits, &table), Err(BytesError::InvalidBlock));
            }
        }
    }

    #[test]
    fn what_occurs_has_a_probability_in_rows_that_sum_to_one() {
        for (data, lanes) in samples() {
            let rows = ByteRows::of(&data, lanes, 10);
            for freqs in &rows.freqs {
                assert_eq!(freqs.iter().map(|&freq| u32::from(freq)).sum::<u32>(), 1 << 10);
                let mut used = (0..=255u8).filter(|&byte| freqs[usize::from(byte)] > 0);
                assert!(used.all(|byte| rows.contexts.contains(&byte)));
            }
            for part in parts(&data, lanes) {
                let mut context = 0;
                for &byte in part {
                    let row = rows.contexts.binary_search(&context).unwrap();
                    assert!(rows.freqs[row][usize::from(byte)] > 0);
                    context = byte;
                }
            }
        }
    }
}
