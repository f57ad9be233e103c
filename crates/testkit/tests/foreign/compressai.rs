//! `CompressAI`'s strings: `rans64` with a table per symbol, and an escape for what is in no table.
//!
//! A table is over the integers `offset..offset + n`, with 16 bits of precision, and its last symbol is the escape. For
//! that, an integer that is d above the range's end becomes 2 d, and one that is d below its start becomes 2 d - 1.
//! After the escape come the count of that number's hexadecimal digits, as a sum of digits that ends with one below
//! 15, and the digits, lowest first; each takes 4 bits of the state.

use constriction_core::{DecoderModel, EncoderModel};
use constriction_models::{Cdf, Uniform};

use crate::interleaved::{Interleaved, Rans64, Source};
use crate::unhex;

type Encoder = Interleaved<Rans64, Vec<u32>, 1>;
type Decoder<'a> = Interleaved<Rans64, Source<'a, Rans64>, 1>;

const DIGIT: u32 = 4;
const LARGEST_DIGIT: usize = 15;

/// A table of `cdfs` with its entry of `offsets`.
struct Table {
    cdf: Cdf<16>,
    offset: i64,
}

impl Table {
    fn new(ends: &[u32], offset: i64) -> Self {
        let weights: Vec<u32> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
        Self { cdf: Cdf::from_weights(&weights).unwrap(), offset }
    }

    fn escape(&self) -> usize {
        self.cdf.len() - 1
    }

    fn encode(&self, encoder: &mut Encoder, value: i32) {
        let place = i64::from(value) - self.offset;
        let end = self.escape() as i64;
        if (0..end).contains(&place) {
            return put(encoder, place as usize, &self.cdf);
        }
        let outside = if place < 0 { -2 * place - 1 } else { 2 * (place - end) };
        let digits: Vec<usize> = (0..16)
            .map(|i| outside >> (DIGIT * i))
            .take_while(|&rest| rest > 0)
            .map(|rest| rest as usize % 16)
            .collect();

        // On a stack, what is decoded last goes first.
        for &digit in digits.iter().rev() {
            put(encoder, digit, Uniform::<DIGIT>::new(16));
        }
        put(encoder, digits.len() % LARGEST_DIGIT, Uniform::<DIGIT>::new(16));
        for _ in 0..digits.len() / LARGEST_DIGIT {
            put(encoder, LARGEST_DIGIT, Uniform::<DIGIT>::new(16));
        }
        put(encoder, self.escape(), &self.cdf);
    }

    fn decode(&self, decoder: &mut Decoder<'_>) -> Option<i32> {
        let place = take(decoder, &self.cdf)?;
        let place = if place < self.escape() { place as i64 } else { self.decode_outside(decoder)? };
        i32::try_from(place.checked_add(self.offset)?).ok()
    }

    fn decode_outside(&self, decoder: &mut Decoder<'_>) -> Option<i64> {
        let mut count = 0;
        loop {
            let part = take(decoder, Uniform::<DIGIT>::new(16))?;
            count += part as u32;
            if part < LARGEST_DIGIT {
                break;
            }
        }
        let mut outside = 0;
        for i in 0..count {
            let digit = take(decoder, Uniform::<DIGIT>::new(16))? as i64;
            outside |= digit.checked_mul(1i64.checked_shl(DIGIT * i)?)?;
        }
        Some(if outside % 2 == 1 { -(outside / 2) - 1 } else { outside / 2 + self.escape() as i64 })
    }
}

fn put<M: EncoderModel<Symbol = usize>>(encoder: &mut Encoder, symbol: usize, model: M) {
    encoder.encode(0, &symbol, model);
}

fn take<M: DecoderModel<Symbol = usize>>(decoder: &mut Decoder<'_>, model: M) -> Option<usize> {
    decoder.decode(0, model)
}

fn encode(values: &[i32], table: &Table) -> Vec<u8> {
    let mut encoder = Encoder::new();
    for &value in values.iter().rev() {
        table.encode(&mut encoder, value);
    }
    encoder.into_bytes()
}

fn decode(bytes: &[u8], count: usize, table: &Table) -> Option<Vec<i32>> {
    let mut decoder = Decoder::from_bytes(bytes)?;
    let values = (0..count).map(|_| table.decode(&mut decoder)).collect::<Option<_>>()?;
    decoder.is_at_start().then_some(values)
}

const ENDS: [u32; 6] = [0, 6554, 19661, 45875, 58982, 65536];

#[test]
fn bytes_are_those_of_compressai() {
    let table = Table::new(&ENDS, 0);
    let values = [0, 1, 2, 3, 2, 2, 1, -3, 9, 2];
    let bytes = unhex("ef08fd3f2500000049dd88d8");
    assert_eq!(encode(&values, &table), bytes);
    assert_eq!(decode(&bytes, values.len(), &table).as_deref(), Some(&values[..]));
}

#[test]
fn any_integer_can_be_escaped() {
    for offset in [0, -2, 1000] {
        let table = Table::new(&ENDS, offset);
        let powers = (0..31).flat_map(|i| [1 << i, (1 << i) - 1, -(1 << i)]);
        let values: Vec<i32> = powers.chain([i32::MAX, i32::MIN, 4, 3]).collect();
        let bytes = encode(&values, &table);
        assert_eq!(decode(&bytes, values.len(), &table), Some(values));
    }
}

#[test]
fn truncated_strings_and_noise_are_errors() {
    let table = Table::new(&ENDS, 0);
    let values = [0, 1, -30_000, 3, 2, 123_456_789];
    let bytes = encode(&values, &table);
    for len in 0..bytes.len() {
        assert_eq!(decode(&bytes[..len], values.len(), &table), None, "{len}");
    }
    // The escape, and a count of digits that does not end.
    assert_eq!(decode(&[0xff; 400], 1, &table), None);
    let endless = [&[0xff; 7][..], &[0x7f], &[0xff; 400]].concat();
    assert_eq!(decode(&endless, 1, &table), None);
}
