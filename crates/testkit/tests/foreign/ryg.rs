//! The streams of ryg's `rans_byte.h` and `rans64.h`, with one state and with several.
//!
//! `CONSTRICTION_RYG` names a file with more messages, made by `vectors/ryg.c`.

use constriction_core::Format;
use constriction_models::Categorical;
use serde::Deserialize;

use crate::interleaved::{Interleaved, Rans64, RansByte};
use crate::unhex;

/// A message, and what ryg's code makes of it.
#[derive(Debug, Deserialize)]
struct Case {
    format: String,
    states: usize,
    precision: u32,
    frequencies: Vec<u32>,
    symbols: Vec<usize>,
    bytes: String,
}

#[test]
fn bytes_are_those_of_ryg() {
    let file = std::env::var("CONSTRICTION_RYG").map(|path| std::fs::read_to_string(path).unwrap());
    let text = file.as_deref().unwrap_or(include_str!("../../vectors/ryg-rans.json"));
    let cases: Vec<Case> = serde_json::from_str(text).unwrap();
    println!("{} messages", cases.len());
    for case in &cases {
        match (&*case.format, case.precision) {
            ("rans_byte", 8) => with_precision::<RansByte, 8>(case),
            ("rans_byte", 12) => with_precision::<RansByte, 12>(case),
            ("rans_byte", 16) => with_precision::<RansByte, 16>(case),
            ("rans64", 12) => with_precision::<Rans64, 12>(case),
            ("rans64", 16) => with_precision::<Rans64, 16>(case),
            ("rans64", 24) => with_precision::<Rans64, 24>(case),
            ("rans64", 31) => with_precision::<Rans64, 31>(case),
            _ => panic!("{case:?}"),
        }
    }
}

fn with_precision<F: Format, const P: u32>(case: &Case) {
    let model = Categorical::<P>::from_weights(&case.frequencies).unwrap();
    match case.states {
        1 => both_ways::<F, P, 1>(case, &model),
        2 => both_ways::<F, P, 2>(case, &model),
        4 => both_ways::<F, P, 4>(case, &model),
        _ => panic!("{case:?}"),
    }
}

/// We write his bytes, and read his symbols from them.
fn both_ways<F: Format, const P: u32, const N: usize>(case: &Case, model: &Categorical<P>) {
    let bytes = unhex(&case.bytes);
    let mut encoder = Interleaved::<F, _, N>::new();
    for (i, symbol) in case.symbols.iter().enumerate().rev() {
        encoder.encode(i % N, symbol, model);
    }
    assert_eq!(encoder.into_bytes(), bytes, "{case:?}");

    let mut decoder = Interleaved::<F, _, N>::from_bytes(&bytes).unwrap();
    for (i, &symbol) in case.symbols.iter().enumerate() {
        assert_eq!(decoder.decode(i % N, model), Some(symbol), "symbol {i} of {case:?}");
    }
    assert!(decoder.is_at_start(), "{case:?}");
}
