//! A table for each symbol, chosen by an index.

use constriction::stream::model::Bank;
use constriction::stream::stack::{DefaultAnsCoder, DefaultInterleaved, LaneCount};
use constriction::stream::{DecodeArray as _, EncodeArray as _};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::meter::Meter;

const SYMBOLS: usize = 1_000_000;

/// Measures tables of 12 and of 16 bits.
pub(crate) fn measure(meter: &Meter<'_>) {
    for (tables, alphabet) in [(8, 16), (64, 256), (256, 256)] {
        measure_some::<12>(meter, tables, alphabet);
    }
    measure_some::<16>(meter, 64, 256);
}

/// Tables of Gaussians as wide as those of learned codecs, with indexes in no order.
fn measure_some<const P: u32>(meter: &Meter<'_>, tables: usize, alphabet: usize) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    let mut bank = Bank::<P>::new();
    let mut cumulatives = Vec::new();
    for table in 0..tables {
        let std = 0.11 * (alphabet as f64 / 0.66).powf(table as f64 / (tables - 1) as f64);
        let weight = |i: usize| (-0.5 * ((i as f64 - alphabet as f64 / 2.0) / std).powi(2)).exp();
        let sum: f64 = (0..alphabet).map(weight).sum();
        let free = f64::from((1u32 << P) - alphabet as u32);
        let mut below = 0.0;
        let mut cumulative = vec![0];
        for i in 0..alphabet {
            below += weight(i) / sum;
            cumulative.push((free * below.min(1.0)) as u32 + i as u32 + 1);
        }
        cumulative[alphabet] = 1 << P;
        bank.push(&cumulative, -(alphabet as i32) / 2).unwrap();
        cumulatives.push(cumulative);
    }
    let indexes: Vec<u8> = (0..SYMBOLS).map(|_| rng.random_range(0..tables) as u8).collect();
    let symbols: Vec<i32> = indexes
        .iter()
        .map(|&index| {
            let quantile = rng.random_range(0..1 << P);
            let ends = &cumulatives[usize::from(index)];
            ends.partition_point(|&end| end <= quantile) as i32 - 1 - alphabet as i32 / 2
        })
        .collect();
    let models = bank.array(&indexes);
    let mut places = vec![0; SYMBOLS];
    let name = |coder: &str| format!("{tables} tables of {alphabet} by an index, {P} bits, {coder}");

    let mut coder = DefaultInterleaved::new(LaneCount::MAX);
    meter.alone(&name("interleaved, encode"), SYMBOLS, || {
        coder = DefaultInterleaved::new(LaneCount::MAX);
        coder.encode_array_reverse(&symbols, models).unwrap();
    });
    meter.alone(&name("interleaved, decode"), SYMBOLS, || {
        coder.clone().decode_array(&mut places, models).unwrap();
    });
    assert_eq!(places, symbols);

    let mut coder = DefaultAnsCoder::new();
    meter.alone(&name("ANS, encode"), SYMBOLS, || {
        coder = DefaultAnsCoder::new();
        coder.encode_array_reverse(&symbols, models).unwrap();
    });
    meter.alone(&name("ANS, decode"), SYMBOLS, || {
        coder.clone().decode_array(&mut places, models).unwrap();
    });
    assert_eq!(places, symbols);
}
