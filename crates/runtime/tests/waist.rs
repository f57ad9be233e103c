//! Coders without models, and coders without memory.

use std::sync::Arc;

use constriction_bits::Cursor;
use constriction_core::{Interval, Pos, PutInterval, UnwrapInfallible};
use constriction_runtime::{
    AnsCoder, ChainCoder, Error, InterleavedAnsCoder, ModelSpec, RangeDecoder, RangeEncoder, Symbols, Transaction,
    advance_intervals, encode, encode_intervals, go_on, intervals, next_quantile,
};

/// Intervals of a precision of 12 bits: the first of these has the lowest left end, and so on.
fn some() -> Vec<Interval> {
    let lefts: Vec<u32> = (0..5000u32).map(|i| i * i % 4000).collect();
    let probabilities: Vec<u32> = (0..5000u32).map(|i| 1 + i % 96).collect();
    intervals(&lefts, &probabilities, 12).unwrap()
}

fn meet<C: Transaction>(coder: &mut C, all: &[Interval]) {
    let (first, rest) = all.split_at(1);
    advance_intervals(coder, first, 12).unwrap();
    advance_intervals(coder, rest, 12).unwrap();
}

#[test]
fn intervals_come_back_in_their_order() {
    let all = some();
    let (mut ans, mut interleaved) = (AnsCoder::new(), InterleavedAnsCoder::new());
    encode_intervals(&mut ans, &all, 12).unwrap();
    encode_intervals(&mut interleaved, &all, 12).unwrap();
    assert!(all[0].contains(next_quantile(&mut ans, 12).unwrap()));
    meet(&mut ans, &all);
    meet(&mut interleaved, &all);
    assert!(ans.is_empty() && interleaved.is_empty());

    let mut encoder = RangeEncoder::new();
    all.iter().for_each(|&interval| encode_intervals(&mut encoder, &[interval], 12).unwrap());
    let words: Arc<[u32]> = encoder.get_compressed().to_vec().into();
    let mut decoder = RangeDecoder::from_compressed(Cursor::at_start(words)).unwrap_infallible();
    meet(&mut decoder, &all);
    assert!(decoder.maybe_exhausted());

    // A chain coder takes what it decodes from anywhere.
    let mut chain = ChainCoder::from_binary((1..100).collect::<Vec<u32>>()).unwrap();
    let before = chain.pos();
    let interval = intervals(&[next_quantile(&mut chain, 24).unwrap()], &[1u32], 24).unwrap();
    advance_intervals(&mut chain, &interval, 24).unwrap();
    encode_intervals(&mut chain, &interval, 24).unwrap();
    assert_eq!(chain.pos(), before);
}

#[test]
fn one_probability_is_for_all() {
    assert_eq!(intervals(&[0u32, 5], &[3], 4), intervals(&[0u32, 5], &[3, 3], 4));
    let expected = Error::Length { name: "probability", expected: 2, given: 3 };
    assert_eq!(intervals(&[0u32, 5], &[3, 3, 3], 4), Err(expected));
}

#[test]
fn intervals_that_cannot_be_are_errors() {
    for (left, probability) in [(0, 0), (0, 17), (16, 1), (15, 2), (u64::MAX, 2)] {
        let error = Error::Interval { index: 1, left, probability, precision: 4 };
        assert_eq!(intervals(&[0, left], &[1, probability], 4), Err(error));
    }
    // It has 33 bits.
    assert!(intervals(&[0u64], &[1 << 32], 32).is_err());
    for given in [0, 33, 64, u32::MAX] {
        assert_eq!(intervals(&[0u64], &[1], given), Err(Error::Precision { given, min: 1, max: 32 }));
    }
    let mut chain = ChainCoder::from_binary(vec![1, 2, 3]).unwrap();
    let one = intervals(&[0u32], &[1], 12).unwrap();
    let wrong = Error::Precision { given: 12, min: 24, max: 24 };
    assert_eq!(encode_intervals(&mut chain, &one, 12), Err(wrong.clone()));
    assert_eq!(advance_intervals(&mut chain, &one, 12), Err(wrong.clone()));
    assert_eq!(next_quantile(&mut chain, 12), Err(wrong));
}

#[test]
fn an_interval_without_the_quantile_decodes_nothing() {
    let all = some();
    let mut coder = AnsCoder::new();
    encode_intervals(&mut coder, &all, 12).unwrap();
    let before = coder.clone();
    let mut wrong = all.clone();
    let quantile = all[3].left;
    wrong[3] = intervals(&[if quantile < 2048 { 3000u32 } else { 0 }], &[1], 12).unwrap()[0];
    let result = advance_intervals(&mut coder, &wrong, 12);
    assert!(matches!(result, Err(Error::OtherInterval { index: 3, .. })), "{result:?}");
    assert_eq!(coder, before);
}

#[test]
fn coders_say_when_there_is_no_memory() {
    let spec: ModelSpec = "Uniform(size=6)".parse().unwrap();
    let mut coder = AnsCoder::new();
    encode(&mut coder, &spec, Symbols::I32(&[1, 2, 3]), &[], &mut go_on).unwrap();
    let before = coder.clone();
    for symbols in [usize::MAX, usize::MAX / 32] {
        assert!(!coder.make_room(symbols, 24));
        assert!(!InterleavedAnsCoder::new().make_room(symbols, 24));
        assert!(!RangeEncoder::new().make_room(symbols, 24));
        assert!(!ChainCoder::from_binary(vec![1, 2, 3]).unwrap().make_room(symbols, 24));
    }
    assert_eq!(coder, before);
    assert!(coder.make_room(1000, 24));
    assert_eq!(coder, before);
}
