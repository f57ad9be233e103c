//! Decodes a CRAM stream.

use alloc::vec;
use alloc::vec::Vec;

use super::flags::{ALL, CAT, NOSZ, ORDER, PACK, RLE, STRIPE, lanes};
use super::reader::CramReader;
use super::{Nx16Error, packing, payload, runs};
use crate::Level;

/// The flags and the length, if there is one.
pub(super) fn read_head(reader: &mut CramReader<'_>) -> Result<(u8, Option<usize>), Nx16Error> {
    let flags = reader.byte()?;
    if flags & !ALL != 0 {
        return Err(Nx16Error::Unsupported);
    }
    Ok((flags, if flags & NOSZ == 0 { Some(reader.number()?) } else { None }))
}

/// Decodes what follows the flags and the length into `out`, all of which is written.
pub(super) fn decode(level: Level, flags: u8, mut reader: CramReader<'_>, out: &mut [u8]) -> Result<(), Nx16Error> {
    if flags & STRIPE != 0 {
        return decode_stripes(level, reader, out);
    }
    let mut symbols = &[][..];
    let mut packed_len = out.len();
    if flags & PACK != 0 {
        let count = usize::from(reader.byte()?);
        symbols = reader.take(count)?;
        packed_len = reader.number()?;
        if !(1..=16).contains(&count) || packed_len != packing::packed_len(out.len(), count) {
            return Err(Nx16Error::Corrupt);
        }
    }
    let mut lengths = Vec::new();
    let mut literals_len = packed_len;
    if flags & RLE != 0 {
        (lengths, literals_len) = read_lengths(level, flags, packed_len, &mut reader)?;
    }

    if flags & (PACK | RLE) == 0 {
        return decode_plain(level, flags, reader, out);
    }
    let mut literals = vec![0; literals_len];
    decode_plain(level, flags, reader, &mut literals)?;
    if flags & PACK == 0 {
        return runs::put_back(&literals, &lengths, out);
    }
    if flags & RLE != 0 {
        let mut packed = vec![0; packed_len];
        runs::put_back(&literals, &lengths, &mut packed)?;
        literals = packed;
    }
    packing::unpack(symbols, &literals, out)
}

/// The lengths of runs, and the number of bytes that are left of `len`.
fn read_lengths(
    level: Level,
    flags: u8,
    len: usize,
    reader: &mut CramReader<'_>,
) -> Result<(Vec<u8>, usize), Nx16Error> {
    let (head, literals) = (reader.number()?, reader.number()?);
    let (is_coded, lengths_len) = (head & 1 == 0, head / 2);
    if literals > len || lengths_len > runs::max_lengths(literals) {
        return Err(Nx16Error::Corrupt);
    }
    if !is_coded {
        return Ok((reader.take(lengths_len)?.to_vec(), literals));
    }
    let coded_len = reader.number()?;
    let coded = CramReader(reader.take(coded_len)?);
    let mut lengths = vec![0; lengths_len];
    if lengths_len > 0 {
        payload::decode_order_0(level, lanes(flags), coded, &mut lengths)?;
    }
    Ok((lengths, literals))
}

/// Decodes bytes that are not transformed.
fn decode_plain(level: Level, flags: u8, mut reader: CramReader<'_>, out: &mut [u8]) -> Result<(), Nx16Error> {
    if out.is_empty() {
        // What others write for nothing depends on who they are.
        return Ok(());
    }
    if flags & CAT != 0 {
        out.copy_from_slice(reader.take(out.len())?);
        return if reader.0.is_empty() { Ok(()) } else { Err(Nx16Error::Corrupt) };
    }
    match flags & ORDER {
        0 => payload::decode_order_0(level, lanes(flags), reader, out),
        _ => payload::decode_order_1(level, lanes(flags), reader, out),
    }
}

/// Decodes streams to which bytes were dealt in turn. The reference implementation can leave bytes after them.
fn decode_stripes(level: Level, mut reader: CramReader<'_>, out: &mut [u8]) -> Result<(), Nx16Error> {
    let count = usize::from(reader.byte()?);
    if count == 0 {
        return Err(Nx16Error::Corrupt);
    }
    let lens: Vec<usize> = (0..count).map(|_| reader.number()).collect::<Result<_, _>>()?;
    for (i, len) in lens.into_iter().enumerate() {
        let mut stream = CramReader(reader.take(len)?);
        let part_len = out.len() / count + usize::from(out.len() % count > i);
        let (flags, stated) = read_head(&mut stream)?;
        if flags & STRIPE != 0 {
            return Err(Nx16Error::Unsupported);
        }
        if stated.is_some_and(|stated| stated != part_len) {
            return Err(Nx16Error::Corrupt);
        }
        let mut part = vec![0; part_len];
        decode(level, flags, stream, &mut part)?;
        out.iter_mut().skip(i).step_by(count).zip(part).for_each(|(to, byte)| *to = byte);
    }
    Ok(())
}
