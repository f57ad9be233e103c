//! Packs data with at most 16 different symbols: several symbols in a byte.

use alloc::vec;
use alloc::vec::Vec;

use super::Nx16Error;

/// How many symbols fit a byte if there are this many different ones; `None` if all are the same.
fn per_byte(symbols: usize) -> Option<usize> {
    match symbols {
        ..=1 => None,
        2 => Some(8),
        3..=4 => Some(4),
        _ => Some(2),
    }
}

/// The symbols and what they are packed to, the first one in the lowest bits; `None` if there are more than 16, or
/// none.
pub(super) fn pack(data: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut places = [None; 256];
    data.iter().for_each(|&byte| places[usize::from(byte)] = Some(0));
    let mut symbols = Vec::new();
    for (byte, place) in (0..=255u8).zip(&mut places) {
        if place.is_some() {
            *place = Some(symbols.len() as u8);
            symbols.push(byte);
        }
    }
    if symbols.is_empty() || symbols.len() > 16 {
        return None;
    }
    let Some(count) = per_byte(symbols.len()) else { return Some((symbols, Vec::new())) };
    let pack = |chunk: &[u8]| {
        chunk.iter().rev().fold(0, |packed, &byte| packed << (8 / count) | places[usize::from(byte)].unwrap_or(0))
    };
    Some((symbols, data.chunks(count).map(pack).collect()))
}

/// The packed length of this many bytes with this many different symbols.
pub(super) fn packed_len(len: usize, symbols: usize) -> usize {
    per_byte(symbols).map_or(0, |count| len.div_ceil(count))
}

/// The inverse of [`pack`]. There must be at least one symbol.
pub(super) fn unpack(symbols: &[u8], packed: &[u8], out: &mut [u8]) -> Result<(), Nx16Error> {
    let Some(count) = per_byte(symbols.len()) else {
        out.fill(symbols[0]);
        return Ok(());
    };
    let bits = 8 / count;
    let mut all = [None; 16];
    all.iter_mut().zip(symbols).for_each(|(all, &symbol)| *all = Some(symbol));
    // What each byte means; a place that no symbol has is an error where it is used.
    let mut meanings = vec![[None; 8]; 256];
    for (byte, meaning) in meanings.iter_mut().enumerate() {
        for (i, symbol) in meaning.iter_mut().take(count).enumerate() {
            *symbol = all[byte >> (bits * i) & ((1 << bits) - 1)];
        }
    }
    for (chunk, &byte) in out.chunks_mut(count).zip(packed) {
        for (to, &symbol) in chunk.iter_mut().zip(&meanings[usize::from(byte)]) {
            *to = symbol.ok_or(Nx16Error::Corrupt)?;
        }
    }
    Ok(())
}
