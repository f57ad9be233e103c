//! Run-length coding of the bytes that come in runs.

use alloc::vec::Vec;

use super::Nx16Error;
use super::reader::{CramReader, write_number};

/// The most bytes that the lengths of the runs in this number of bytes take.
pub(super) fn max_lengths(literals: usize) -> usize {
    literals.saturating_mul(5).saturating_add(257)
}

/// Each run of the bytes that come in runs as one byte, and which bytes these are and how long their runs; `None` if
/// none gains.
pub(super) fn take_out(data: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    // How many bytes a byte's runs save, if each takes one for its length.
    let mut gains = [0i64; 256];
    let mut before = None;
    for &byte in data {
        gains[usize::from(byte)] += if before == Some(byte) { 1 } else { -1 };
        before = Some(byte);
    }
    let in_runs: Vec<u8> = (0..=255).filter(|&byte| gains[usize::from(byte)] > 0).collect();
    if in_runs.is_empty() {
        return None;
    }
    // 256 of them are written as 0.
    let mut lengths = alloc::vec![in_runs.len() as u8];
    lengths.extend_from_slice(&in_runs);
    let mut literals = Vec::new();
    for run in data.chunk_by(|a, b| a == b) {
        if gains[usize::from(run[0])] > 0 {
            literals.push(run[0]);
            write_number(run.len() - 1, &mut lengths);
        } else {
            literals.extend_from_slice(run);
        }
    }
    Some((literals, lengths))
}

/// The inverse of [`take_out`], which must fill `out`.
pub(super) fn put_back(literals: &[u8], lengths: &[u8], out: &mut [u8]) -> Result<(), Nx16Error> {
    let mut lengths = CramReader(lengths);
    let count = match lengths.byte()? {
        0 => 256,
        count => usize::from(count),
    };
    let mut in_runs = [false; 256];
    lengths.take(count)?.iter().for_each(|&byte| in_runs[usize::from(byte)] = true);
    let mut left = out;
    for &byte in literals {
        let len = if in_runs[usize::from(byte)] { lengths.number()?.saturating_add(1) } else { 1 };
        let (run, rest) = left.split_at_mut_checked(len).ok_or(Nx16Error::Corrupt)?;
        run.fill(byte);
        left = rest;
    }
    if left.is_empty() && lengths.0.is_empty() { Ok(()) } else { Err(Nx16Error::Corrupt) }
}
