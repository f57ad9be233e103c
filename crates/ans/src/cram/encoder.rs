//! Encodes data as a CRAM stream.

use alloc::vec::Vec;

use super::flags::{CAT, N32, NOSZ, ORDER, PACK, RLE, STRIPE, lanes};
use super::reader::write_number;
use super::{packing, payload, runs};
use crate::Level;

/// Data with fewer bytes per state than this is stored as it is.
const MIN_BYTES_PER_STATE: usize = 4;

/// Encodes data to a stream with these flags, or fewer where they do not apply. Bytes are dealt to `stripes` streams.
pub(super) fn encode(level: Level, mut flags: u8, stripes: u8, data: &[u8]) -> Vec<u8> {
    if stripes > 0 {
        let mut out = alloc::vec![flags & NOSZ | STRIPE];
        if flags & NOSZ == 0 {
            write_number(data.len(), &mut out);
        }
        out.push(stripes);
        let stream = |i: u8| {
            let part: Vec<u8> = data.iter().copied().skip(i.into()).step_by(stripes.into()).collect();
            encode(level, flags & !NOSZ, 0, &part)
        };
        let streams: Vec<_> = (0..stripes).map(stream).collect();
        streams.iter().for_each(|stream| write_number(stream.len(), &mut out));
        out.extend(streams.iter().flatten());
        return out;
    }

    let mut head = Vec::new();
    if flags & NOSZ == 0 {
        write_number(data.len(), &mut head);
    }
    let (mut packed, mut literals) = (None, None);
    if flags & PACK != 0 {
        packed = packing::pack(data);
    }
    let mut rest = data;
    match &packed {
        Some((symbols, packed)) => {
            head.push(symbols.len() as u8);
            head.extend_from_slice(symbols);
            write_number(packed.len(), &mut head);
            rest = packed;
        }
        None => flags &= !PACK,
    }
    if flags & RLE != 0 {
        literals = runs::take_out(rest);
    }
    match &literals {
        Some((literals, lengths)) => {
            write_lengths(level, flags, lengths, literals.len(), &mut head);
            rest = literals;
        }
        None => flags &= !RLE,
    }

    let mut coded = Vec::new();
    let is_shorter = rest.len() >= MIN_BYTES_PER_STATE * lanes(flags)
        && match flags & ORDER {
            0 => payload::encode_order_0(level, lanes(flags), rest, &mut coded),
            _ => payload::encode_order_1(level, lanes(flags), rest, &mut coded),
        }
        .is_some_and(|()| coded.len() < rest.len());
    if !is_shorter {
        flags = flags & !(ORDER | CAT) | CAT;
        coded = rest.to_vec();
    }
    let mut out = alloc::vec![flags & (ORDER | N32 | NOSZ | CAT | RLE | PACK)];
    out.extend_from_slice(&head);
    out.extend_from_slice(&coded);
    out
}

/// Appends the number of literals, and the lengths of runs, by order 0 if that is shorter.
fn write_lengths(level: Level, flags: u8, lengths: &[u8], literals: usize, out: &mut Vec<u8>) {
    let mut coded = Vec::new();
    let is_coded = payload::encode_order_0(level, lanes(flags), lengths, &mut coded).is_some();
    if is_coded && coded.len() + 5 < lengths.len() {
        write_number(2 * lengths.len(), out);
        write_number(literals, out);
        write_number(coded.len(), out);
        out.extend_from_slice(&coded);
    } else {
        write_number(2 * lengths.len() + 1, out);
        write_number(literals, out);
        out.extend_from_slice(lengths);
    }
}
