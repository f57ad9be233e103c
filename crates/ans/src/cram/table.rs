//! Reads and writes tables of frequencies.

use alloc::vec::Vec;

use super::Nx16Error;
use super::reader::{CramReader, write_number};

/// Appends bytes in ascending order, of which there must be one, and a 0. The second of several that follow each other
/// is followed by how many more there are, which are not named.
pub(super) fn write_alphabet(alphabet: &[u8], out: &mut Vec<u8>) {
    for run in alphabet.chunk_by(|a, b| *a + 1 == *b) {
        out.extend_from_slice(&run[..run.len().min(2)]);
        if run.len() > 1 {
            out.push((run.len() - 2) as u8);
        }
    }
    out.push(0);
}

pub(super) fn read_alphabet(reader: &mut CramReader<'_>) -> Result<Vec<u8>, Nx16Error> {
    let mut alphabet: Vec<u8> = Vec::new();
    let mut byte = reader.byte()?;
    loop {
        // In any other order, a decoder would not end.
        if alphabet.last().is_some_and(|&last| last >= byte) {
            return Err(Nx16Error::InvalidTable);
        }
        let follows = byte.checked_sub(1).is_some_and(|before| alphabet.last() == Some(&before));
        alphabet.push(byte);
        if follows {
            let more = reader.byte()?;
            let end = byte.checked_add(more).ok_or(Nx16Error::InvalidTable)?;
            alphabet.extend((byte..=end).skip(1));
        }
        byte = reader.byte()?;
        if byte == 0 {
            return Ok(alphabet);
        }
    }
}

/// Frequencies times the power of two with which their sum is `2^bits`; none if all are 0.
fn scaled(mut freqs: [u32; 256], bits: u32) -> Result<Option<[u16; 256]>, Nx16Error> {
    let sum: u64 = freqs.iter().map(|&freq| u64::from(freq)).sum();
    if sum == 0 {
        return Ok(None);
    }
    if !sum.is_power_of_two() || sum > 1 << bits {
        return Err(Nx16Error::InvalidTable);
    }
    freqs.iter_mut().for_each(|freq| *freq <<= bits - sum.ilog2());
    Ok(Some(freqs.map(|freq| freq as u16)))
}

/// Appends a table of order 0.
pub(super) fn write_order_0(freqs: &[u16; 256], out: &mut Vec<u8>) {
    let alphabet: Vec<u8> = (0..=255).filter(|&byte| freqs[usize::from(byte)] != 0).collect();
    write_alphabet(&alphabet, out);
    for byte in alphabet {
        write_number(freqs[usize::from(byte)].into(), out);
    }
}

/// Reads a table of order 0, whose frequencies sum to `2^bits` then.
pub(super) fn read_order_0(bits: u32, reader: &mut CramReader<'_>) -> Result<[u16; 256], Nx16Error> {
    let mut freqs = [0; 256];
    for byte in read_alphabet(reader)? {
        freqs[usize::from(byte)] = reader.number()? as u32;
    }
    scaled(freqs, bits)?.ok_or(Nx16Error::InvalidTable)
}

/// Appends the frequencies of the next byte, for each byte of an alphabet. A 0 is followed by the number of further
/// zeros.
pub(super) fn write_order_1(alphabet: &[u8], rows: &[[u16; 256]], out: &mut Vec<u8>) {
    write_alphabet(alphabet, out);
    for freqs in rows {
        let row: Vec<u16> = alphabet.iter().map(|&byte| freqs[usize::from(byte)]).collect();
        for run in row.chunk_by(|a, b| *a == 0 && *b == 0) {
            write_number(run[0].into(), out);
            if run[0] == 0 {
                out.push((run.len() - 1) as u8);
            }
        }
    }
}

/// Reads the frequencies of the next byte, for each byte that is followed by any; they sum to `2^bits`.
pub(super) fn read_order_1(bits: u32, reader: &mut CramReader<'_>) -> Result<Vec<(u8, [u16; 256])>, Nx16Error> {
    let alphabet = read_alphabet(reader)?;
    let mut rows = Vec::new();
    for &context in &alphabet {
        let mut freqs = [0; 256];
        let mut bytes = alphabet.iter();
        while let Some(&byte) = bytes.next() {
            let freq = reader.number()? as u32;
            freqs[usize::from(byte)] = freq;
            if freq == 0 {
                let zeros = usize::from(reader.byte()?);
                if zeros > 0 {
                    bytes.nth(zeros - 1).ok_or(Nx16Error::InvalidTable)?;
                }
            }
        }
        if let Some(freqs) = scaled(freqs, bits)? {
            rows.push((context, freqs));
        }
    }
    Ok(rows)
}
