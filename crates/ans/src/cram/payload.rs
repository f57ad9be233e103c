//! Reads and writes tables, states and words.

use alloc::vec;
use alloc::vec::Vec;

use constriction_kernels::{
    DecodeTable, EncodeTable, Level, Order1DecodeTable, Order1EncodeTable, decode_order1, decode_symbols,
    encode_order1, encode_symbols,
};

use super::reader::{CramReader, write_number};
use super::{Nx16Error, table};
use crate::bytes::{ByteRows, count, normalize};

/// log2(L).
const LOWER_BITS: u32 = 15;

/// Precision of order 0, and of order 1 when we encode.
const BITS: u32 = 12;
const ORDER_1_BITS: u32 = 10;

/// The most bytes that a table of order 1 can have, and more.
const MAX_TABLE: usize = 1 << 18;

/// The number of states of an order-1 table's own payload.
const TABLE_LANES: usize = 4;

/// Appends states, and words in the order in which they are read.
fn write_words(states: &[u32], words: &[u8], out: &mut Vec<u8>) {
    states.iter().for_each(|state| out.extend_from_slice(&state.to_le_bytes()));
    out.extend_from_slice(&turned(words));
}

/// Words in the other order.
fn turned(words: &[u8]) -> Vec<u8> {
    let mut turned = vec![0; words.len()];
    for (to, from) in turned.chunks_exact_mut(2).zip(words.rchunks_exact(2)) {
        to.copy_from_slice(from);
    }
    turned
}

/// The states, and the words in the order in which they were pushed.
fn read_words(lanes: usize, mut reader: CramReader<'_>) -> Result<(Vec<u32>, Vec<u8>), Nx16Error> {
    let states = reader.take(4 * lanes)?.chunks_exact(4);
    let states: Vec<u32> = states.map(|le| u32::from_le_bytes([le[0], le[1], le[2], le[3]])).collect();
    let is_valid = |state: &u32| (1 << LOWER_BITS..1 << (LOWER_BITS + 16)).contains(state);
    if !states.iter().all(is_valid) || !reader.0.len().is_multiple_of(2) {
        return Err(Nx16Error::Corrupt);
    }
    Ok((states, turned(reader.0)))
}

/// Nothing may be left at the end.
fn check_end(left: usize, states: &[u32]) -> Result<(), Nx16Error> {
    let is_at_start = left == 0 && states.iter().all(|&state| state == 1 << LOWER_BITS);
    if is_at_start { Ok(()) } else { Err(Nx16Error::Corrupt) }
}

/// Appends data, which must not be empty; `None` if it does not get shorter by that at all.
pub(super) fn encode_order_0(level: Level, lanes: usize, data: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let mut states = [1 << LOWER_BITS; 32];
    let states = &mut states[..lanes];
    if data.iter().all(|byte| *byte == data[0]) {
        let mut freqs = [0; 256];
        freqs[usize::from(data[0])] = 1 << BITS;
        table::write_order_0(&freqs, out);
        write_words(states, &[], out);
        return Some(());
    }
    let freqs = normalize(&count(data), BITS);
    table::write_order_0(&freqs, out);
    let table = EncodeTable::new(&freqs, BITS, level)?.with_lower_bits(LOWER_BITS)?;
    let mut words = vec![0; data.len() + 2 * lanes];
    let len = encode_symbols(&table, states, data, &mut words)?;
    write_words(states, &words[..len], out);
    Some(())
}

/// Decodes data that fills `out`, which must not be empty.
pub(super) fn decode_order_0(
    level: Level,
    lanes: usize,
    mut reader: CramReader<'_>,
    out: &mut [u8],
) -> Result<(), Nx16Error> {
    let freqs = table::read_order_0(BITS, &mut reader)?;
    let (mut states, words) = read_words(lanes, reader)?;
    if let Some(only) = (0..=255).find(|&byte: &u8| freqs[usize::from(byte)] == 1 << BITS) {
        out.fill(only);
        return check_end(words.len(), &states);
    }
    let mut entries = vec![0; DecodeTable::num_entries(BITS)];
    let table = DecodeTable::new(&freqs, BITS, &mut entries, &mut []);
    let table = table.and_then(|table| table.with_lower_bits(LOWER_BITS)).ok_or(Nx16Error::InvalidTable)?;
    let left = decode_symbols(level, &table, &mut states, &words, out).map_err(|_| Nx16Error::Corrupt)?;
    check_end(left, &states)
}

/// Appends data, which must not be empty; `None` if it does not get shorter by that at all.
pub(super) fn encode_order_1(level: Level, lanes: usize, data: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let rows = ByteRows::of(data, lanes, ORDER_1_BITS);
    let mut table = Vec::new();
    table::write_order_1(&rows.contexts, &rows.freqs, &mut table);
    let mut compressed = Vec::new();
    let is_shorter = encode_order_0(level, TABLE_LANES, &table, &mut compressed).is_some();
    if is_shorter && compressed.len() + 6 < table.len() {
        out.push((ORDER_1_BITS as u8) << 4 | 1);
        write_number(table.len(), out);
        write_number(compressed.len(), out);
        out.extend_from_slice(&compressed);
    } else {
        out.push((ORDER_1_BITS as u8) << 4);
        out.extend_from_slice(&table);
    }

    let mut entries = vec![[0; 2]; Order1EncodeTable::NUM_ENTRIES];
    let mut table = Order1EncodeTable::new(ORDER_1_BITS, LOWER_BITS, level, &mut entries)?;
    for (&context, freqs) in rows.contexts.iter().zip(&rows.freqs) {
        table.set_row(context, freqs)?;
    }
    let mut states = [1 << LOWER_BITS; 32];
    let states = &mut states[..lanes];
    let mut words = vec![0; data.len() + 2 * lanes];
    let len = encode_order1(&table, states, data, &mut words)?;
    write_words(states, &words[..len], out);
    Some(())
}

/// Decodes data that fills `out`, which must not be empty.
pub(super) fn decode_order_1(
    level: Level,
    lanes: usize,
    mut reader: CramReader<'_>,
    out: &mut [u8],
) -> Result<(), Nx16Error> {
    let head = reader.byte()?;
    let bits = u32::from(head >> 4);
    if !(10..=12).contains(&bits) || head & 0xe != 0 {
        return Err(Nx16Error::InvalidTable);
    }
    let rows = if head & 1 != 0 {
        let len = Some(reader.number()?).filter(|len| (1..=MAX_TABLE).contains(len)).ok_or(Nx16Error::InvalidTable)?;
        let compressed_len = reader.number()?;
        let mut table = vec![0; len];
        decode_order_0(level, TABLE_LANES, CramReader(reader.take(compressed_len)?), &mut table)?;
        // The table was whole, so it is not the data after it that is cut off.
        table::read_order_1(bits, &mut CramReader(&table)).map_err(|_| Nx16Error::InvalidTable)?
    } else {
        table::read_order_1(bits, &mut reader)?
    };
    let mut symbols = vec![0; Order1DecodeTable::num_symbols(bits)];
    let mut intervals = vec![0; Order1DecodeTable::NUM_INTERVALS];
    let table = Order1DecodeTable::new(bits, LOWER_BITS, &mut symbols, &mut intervals);
    let mut table = table.ok_or(Nx16Error::InvalidTable)?;
    for (context, freqs) in &rows {
        table.set_row(*context, freqs).ok_or(Nx16Error::InvalidTable)?;
    }
    let (mut states, words) = read_words(lanes, reader)?;
    let left = decode_order1(level, &table, &mut states, &words, out).map_err(|_| Nx16Error::Corrupt)?;
    check_end(left, &states)
}
