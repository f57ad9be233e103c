//! The codec "rANS 4x8" of CRAM 3.0, order 0: [CRAM codecs](https://samtools.github.io/hts-specs/CRAMcodecs.pdf),
//! section 2.
//!
//! A stream is the byte 0 (the order), the number of bytes after the header and the number of bytes of data (both 32
//! bits, little-endian), a table of frequencies out of 4096, four states and their bytes. The states take turns.

use constriction_core::{DecoderModel, EncoderModel, Interval, Model};
use serde::Deserialize;

use crate::interleaved::{Interleaved, RansByte};
use crate::unhex;

const LANES: usize = 4;

/// Frequencies of bytes out of 4096. Many encoders make them sum to 4095, so that a quantile can be without a symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Table {
    frequencies: [u32; 256],
    lefts: [u32; 256],
}

impl Table {
    /// `None` if the frequencies sum to more than 4096.
    fn new(frequencies: [u32; 256]) -> Option<Self> {
        let mut lefts = [0; 256];
        let mut sum = 0u32;
        for (left, frequency) in lefts.iter_mut().zip(frequencies) {
            *left = sum;
            sum = sum.checked_add(frequency)?;
        }
        (sum <= 1 << Self::PRECISION).then_some(Self { frequencies, lefts })
    }

    /// Where three bytes or more follow each other, the second one is followed by the number of those after it, and
    /// only the first two are named. A frequency is an ITF8 number: up to 127 in one byte, up to 16383 in two.
    fn write(&self, to: &mut Vec<u8>) {
        let is_used = |&byte: &usize| self.frequencies[byte] > 0;
        let mut run = 0;
        for byte in (0..256).filter(is_used) {
            if run > 0 {
                run -= 1;
            } else {
                to.push(byte as u8);
                if byte > 0 && is_used(&(byte - 1)) {
                    run = (byte + 1..256).take_while(is_used).count();
                    to.push(run as u8);
                }
            }
            match self.frequencies[byte] {
                small @ ..0x80 => to.push(small as u8),
                large => to.extend([0x80 | (large >> 8) as u8, large as u8]),
            }
        }
        to.push(0);
    }

    /// `None` if the table is cut off, or sums to more than 4096, or does not end.
    fn read(from: &mut &[u8]) -> Option<Self> {
        let mut frequencies = [0; 256];
        let mut byte = next(from)?;
        let mut run = 0;
        loop {
            frequencies[usize::from(byte)] = match u32::from(next(from)?) {
                small @ ..0x80 => small,
                high @ 0x80..0xc0 => (high & 0x3f) << 8 | u32::from(next(from)?),
                _ => return None,
            };
            if run > 0 {
                run -= 1;
                byte = byte.checked_add(1)?;
            } else {
                let previous = byte;
                byte = next(from)?;
                if byte == 0 {
                    return Self::new(frequencies);
                }
                if previous.checked_add(1) == Some(byte) {
                    run = next(from)?;
                }
            }
        }
    }
}

impl Model for Table {
    type Symbol = u8;
    const PRECISION: u32 = 12;
}

impl EncoderModel for Table {
    fn interval(&self, &byte: &u8) -> Option<Interval> {
        let byte = usize::from(byte);
        Some(Interval { left: self.lefts[byte], prob: self.frequencies[byte].try_into().ok()? })
    }
}

impl DecoderModel for Table {
    fn symbol_at(&self, quantile: u32) -> Option<(u8, Interval)> {
        // Of several left ends that are equal, the last one is that of a byte that occurs.
        let byte = self.lefts.partition_point(|&left| left <= quantile) - 1;
        let interval = self.interval(&(byte as u8))?;
        interval.contains(quantile).then_some((byte as u8, interval))
    }
}

fn next(from: &mut &[u8]) -> Option<u8> {
    let (&first, rest) = from.split_first()?;
    *from = rest;
    Some(first)
}

fn next_size(from: &mut &[u8]) -> Option<usize> {
    let (first, rest) = from.split_first_chunk()?;
    *from = rest;
    usize::try_from(u32::from_le_bytes(*first)).ok()
}

fn encode(data: &[u8], table: &Table) -> Vec<u8> {
    let mut coder = Interleaved::<RansByte, _, LANES>::new();
    for (i, byte) in data.iter().enumerate().rev() {
        coder.encode(i % LANES, byte, table);
    }
    let mut body = Vec::new();
    table.write(&mut body);
    body.extend(coder.into_bytes());
    let sizes = [body.len() as u32, data.len() as u32].map(u32::to_le_bytes);
    [&[0], sizes.as_flattened(), &body].concat()
}

fn decode(mut bytes: &[u8]) -> Option<(Table, Vec<u8>)> {
    let order = next(&mut bytes)?;
    let sizes = (next_size(&mut bytes)?, next_size(&mut bytes)?);
    if order != 0 || sizes.0 != bytes.len() {
        return None;
    }
    let table = Table::read(&mut bytes)?;
    let mut coder = Interleaved::<RansByte, _, LANES>::from_bytes(bytes)?;
    let mut data = Vec::new();
    for i in 0..sizes.1 {
        data.push(coder.decode(i % LANES, &table)?);
    }
    coder.is_at_start().then_some((table, data))
}

/// A stream that somebody else wrote; see the README of this crate.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    data: String,
    cram: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../vectors/cram-rans4x8.json")).unwrap()
}

/// How often to use each byte is the encoder's choice, so we take the table that we read.
#[test]
fn bytes_are_those_of_htslib_and_htscodecs() {
    let mut sums = Vec::new();
    for case in cases() {
        let (cram, data) = (unhex(&case.cram), unhex(&case.data));
        let (table, decoded) = decode(&cram).unwrap_or_else(|| panic!("cannot decode {}", case.name));
        assert_eq!(decoded, data, "{}", case.name);
        assert_eq!(encode(&data, &table), cram, "{}", case.name);
        sums.push(table.frequencies.iter().sum::<u32>());
    }
    sums.sort_unstable();
    sums.dedup();
    assert_eq!(sums, [4095, 4096]);
}

#[test]
fn truncated_streams_are_errors() {
    for case in cases() {
        let mut cram = unhex(&case.cram);
        while cram.pop().is_some() {
            assert_eq!(decode(&cram), None, "{}", case.name);
            // Also if the header says that it is all.
            if let Some(size) = cram.len().checked_sub(9) {
                cram[1..5].copy_from_slice(&(size as u32).to_le_bytes());
                assert_eq!(decode(&cram), None, "{}", case.name);
            }
        }
    }
}

#[test]
fn a_quantile_that_nobody_owns_is_an_error() {
    let mut frequencies = [0; 256];
    frequencies[7] = 4095;
    let table = Table::new(frequencies).unwrap();
    let mut cram = encode(&[7, 7, 7, 7], &table);
    assert!(decode(&cram).is_some());
    let states = cram.len() - 4 * LANES;
    cram[states..][..2].copy_from_slice(&[0xff, 0xff]);
    assert_eq!(decode(&cram), None);
    frequencies[8] = 2;
    assert_eq!(Table::new(frequencies), None);
}
