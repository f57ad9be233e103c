//! The interleaved coder: many symbols at once have the bits of the same symbols one by one.

mod common;

use common::{Kind, Params, arguments, families, random, typical};
use constriction_ans::{DefaultInterleaved, InterleavedError, LaneCount};
use constriction_runtime::{
    Error, InterleavedAnsCoder, ModelSpec, Options, Quantization, Symbols, SymbolsMut, decode, decode_one, encode,
    go_on,
};
use rand::RngExt;

/// For each family: the words are those of one symbol after the other, with a model for each.
#[test]
fn arrays_are_symbols_one_by_one() {
    let mut rng = random(1);
    for family in families() {
        for lanes in [1, 2, 4, 8, 16, 32, 64] {
            for is_narrow in [false, true] {
                let precision = [24, 24, 12, 31][rng.random_range(0..4)];
                let options = Options { precision, quantization: Quantization::Fast, ..Options::default() };
                let number = rng.random_range(1..300);
                let params = Params::random(&mut rng, family, number, options);
                let (spec, given) = params.split(&vec![Kind::Each; params.values.len()], is_narrow).unwrap();
                let symbols = typical(&mut rng, &spec, &arguments(&given), number);
                let mut coder = InterleavedAnsCoder::with_lanes(lanes).unwrap();
                encode(&mut coder, &spec, Symbols::I32(&symbols), &arguments(&given), &mut go_on).unwrap();

                let mut one_by_one = DefaultInterleaved::new(LaneCount::new(lanes).unwrap());
                for (index, &symbol) in symbols.iter().enumerate().rev() {
                    let one = params.one(index);
                    let (spec, given) = one.split(&vec![Kind::Each; one.values.len()], is_narrow).unwrap();
                    encode(&mut one_by_one, &spec, Symbols::I32(&[symbol]), &arguments(&given), &mut go_on).unwrap();
                }
                assert_eq!(coder.get_compressed(), one_by_one.clone().into_compressed().unwrap(), "{spec} {lanes}");

                let mut decoded = vec![0; number];
                decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &arguments(&given), &mut go_on).unwrap();
                assert_eq!(decoded, symbols);
                assert!(coder.is_empty());
            }
        }
    }
}

#[test]
fn the_first_call_chooses_the_number_of_states() {
    let spec: ModelSpec = "QuantizedLaplace(-100, 100, mean=3.0, scale=5.0)".parse().unwrap();
    let encode = |coder: &mut InterleavedAnsCoder, number: usize| {
        let before = coder.clone();
        let symbols = vec![1; number];
        let result = encode(coder, &spec, Symbols::I32(&[&symbols[..], &[101]].concat()), &[], &mut go_on);
        assert_eq!(result, Err(Error::ImpossibleSymbol { index: number, symbol: 101 }));
        assert_eq!(*coder, before, "a call that fails chooses nothing");
        encode(coder, &spec, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    };
    let mut coder = InterleavedAnsCoder::new();
    assert!(coder.is_empty());
    assert_eq!(coder.num_lanes(), 1);
    encode(&mut coder, 2000);
    assert_eq!(coder.num_lanes(), 8);
    encode(&mut coder, 100_000);
    assert_eq!(coder.num_lanes(), 8);
    assert_eq!(coder.num_words(), coder.get_compressed().len());
    assert_eq!(coder.num_bits(), 32 * coder.num_words());
    coder.clear();
    assert_eq!(coder, InterleavedAnsCoder::new());
    encode(&mut coder, 100_000);
    assert_eq!(coder.num_lanes(), 64);

    let mut coder = InterleavedAnsCoder::with_lanes(16).unwrap();
    encode(&mut coder, 2000);
    assert_eq!(coder.num_lanes(), 16);
    coder.clear();
    assert_eq!(Some(coder), InterleavedAnsCoder::with_lanes(16));
}

#[test]
fn what_is_no_message_is_an_error() {
    let load = |words: &[u32]| InterleavedAnsCoder::from_compressed(words.to_vec());
    assert_eq!(load(&[]), Err(InterleavedError::Truncated));
    assert_eq!(load(&[1, 2, 3]), Err(InterleavedError::LaneCount));
    assert_eq!(load(&[1, 2]), Err(InterleavedError::Truncated));
    assert_eq!(load(&[1, 0, 1]), Err(InterleavedError::InvalidState));
    assert!(InterleavedAnsCoder::with_lanes(0).is_none() && InterleavedAnsCoder::with_lanes(128).is_none());
}

/// Whatever is missing at the start, decoding is an error that leaves the coder, or comes to another end.
#[test]
fn truncated_messages_do_not_decode() {
    let spec: ModelSpec = "QuantizedGaussian(-100, 100, mean=3.0, std=20.0)".parse().unwrap();
    let symbols: Vec<i32> = (0..1000).map(|i| i * i % 101 - 50).collect();
    for lanes in [1, 8, 64] {
        let mut coder = InterleavedAnsCoder::with_lanes(lanes).unwrap();
        encode(&mut coder, &spec, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
        let words = coder.get_compressed();
        for missing in 1..words.len() - 2 * lanes {
            let mut coder = InterleavedAnsCoder::from_compressed(words[missing..].to_vec()).unwrap();
            let before = coder.clone();
            let mut decoded = vec![0; symbols.len()];
            match decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &[], &mut go_on) {
                Ok(()) => assert!(!coder.is_empty()),
                Err(error) => {
                    assert_eq!(error, Error::Corrupt);
                    assert_eq!(coder, before);
                }
            }
        }
    }
}

/// Any words: the same symbols, and the same errors, as one by one.
#[test]
fn noise_is_decoded_alike() {
    let mut rng = random(2);
    for case in 0..200 {
        let specs = [
            "QuantizedGaussian(-100, 100, mean=3.0, std=20.0, precision=24)",
            "QuantizedCauchy(-100, 100, loc=0.5, scale=0.3, precision=13)",
            "Uniform(size=1000, precision=32)",
            "Bernoulli(p=0.3, precision=5)",
        ];
        let spec: ModelSpec = specs[case % 4].parse().unwrap();
        let lanes = 1usize << rng.random_range(0..=6);
        let mut words: Vec<u32> = (0..rng.random_range(2 * lanes..200)).map(|_| rng.random::<u32>().max(1)).collect();
        words.push(lanes as u32);
        let coder = InterleavedAnsCoder::from_compressed(words).unwrap();
        let mut one_by_one = coder.clone();
        let mut symbols = Vec::new();
        let error = loop {
            match decode_one(&mut one_by_one, &spec, &[]) {
                Ok(symbol) if symbols.len() < 10_000 => symbols.push(symbol),
                Ok(_) => break None,
                Err(error) => break Some(error),
            }
        };
        let mut all = coder.clone();
        let mut decoded = vec![0; symbols.len()];
        decode(&mut all, &spec, &mut SymbolsMut::I32(&mut decoded), &[], &mut go_on).unwrap();
        assert_eq!(decoded, symbols);
        if let Some(error) = error {
            assert_eq!(all, one_by_one);
            let mut too_many = coder.clone();
            let mut decoded = vec![0; symbols.len() + 1];
            let result = decode(&mut too_many, &spec, &mut SymbolsMut::I32(&mut decoded), &[], &mut go_on);
            assert_eq!(result, Err(error));
            assert_eq!(too_many, coder);
        }
    }
}
