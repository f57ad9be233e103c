//! Range coding where carries are as frequent as they can be made.

mod codecs;

use std::cell::RefCell;

use codecs::{Bytes, Range, Tiny};
use constriction_core::{
    DecoderModel, DefaultFormat, Encode, Format, Interval, Pos, PutInterval, SmallFormat, TakeInterval, Unsigned,
};
use constriction_models::Uniform;
use constriction_range::{RangeEncoder, RangeState};
use constriction_testkit::{Codec, Message, coder_laws};
use proptest::prelude::*;

/// The symbol that keeps the encoder's next word undecided as long as possible, if there is one.
fn straddling<F: Format, const P: u32>(state: RangeState<F>, model: &Uniform<P>) -> Option<usize> {
    let (lower, range) = (state.lower(), state.range());
    let low_bits = F::State::BITS - F::Word::BITS;
    // A carry is open if the numbers wrap around; else one can be opened at a change of the top word.
    let end = lower.wrapping_add(range);
    let boundary = if end <= lower { F::State::ZERO } else { ((end - F::State::ONE) >> low_bits) << low_bits };
    let offset = boundary.wrapping_sub(lower);
    let quantile = (offset / (range >> P)).to_u64();
    (offset < range && quantile < 1 << P).then(|| model.symbol_at(quantile as u32).map(|(symbol, _)| symbol))?
}

/// Encodes runs of symbols that hold words back, with random symbols between them.
fn carries_are_right<F: Format, const P: u32>(size: usize, runs: &[(usize, usize, usize)]) -> usize {
    let model = Uniform::<P>::new(size);
    let table = constriction_models::Categorical::<P>::from_weights(&weights::<P>(size)).unwrap();
    let mut encoder = RangeEncoder::<F, Vec<F::Word>>::new();
    let (mut symbols, mut longest) = (Vec::new(), 0);
    for &(random, length, end) in runs {
        let mut put = |encoder: &mut RangeEncoder<F, Vec<F::Word>>, symbol: usize| {
            encoder.encode_symbol(symbol, model).unwrap();
            symbols.push(symbol);
            longest = longest.max(encoder.pos().0 - encoder.bulk().len());
        };
        put(&mut encoder, random % size);
        for _ in 0..length {
            let Some(symbol) = straddling(encoder.pos().1, &model) else { break };
            put(&mut encoder, symbol);
        }
        put(&mut encoder, end % size);
    }
    let message = Message { models: vec![table; symbols.len()], symbols };
    coder_laws::round_trip::<Range<F>, P>(&message);
    coder_laws::clear_equals_new::<Range<F>, P>(&message);
    coder_laws::peeking_leaves_no_trace::<Range<F>, P>(&message);
    coder_laws::seeking_finds_every_position::<Range<F>, P>(&message, &[3, 1 << 20, 77, 5]);
    assert_eq!(Range::<F>::finish(encoder), Range::<F>::finish(Range::<F>::encoded(&message)));
    longest
}

fn weights<const P: u32>(size: usize) -> Vec<u32> {
    use constriction_core::IterableModel;
    Uniform::<P>::new(size).symbol_table().map(|(_, interval)| interval.prob.get()).collect()
}

#[test]
fn long_runs_of_held_back_words() {
    let run = (any::<usize>(), 0..40usize, any::<usize>());
    let config = ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() };
    let longest = RefCell::new([0; 4]);
    proptest!(config, |(runs in proptest::collection::vec(run, 1..12), size in 2usize..60)| {
        let mut longest = longest.borrow_mut();
        longest[0] = longest[0].max(carries_are_right::<DefaultFormat, 24>(size, &runs));
        longest[1] = longest[1].max(carries_are_right::<SmallFormat, 12>(size, &runs));
        longest[2] = longest[2].max(carries_are_right::<Tiny, 6>(size, &runs));
        longest[3] = longest[3].max(carries_are_right::<Bytes, 8>(size, &runs));
    });
    assert!(longest.borrow().iter().all(|&words| words >= 3), "{longest:?} words were held back at most");
}

/// An interval, and its precision: one with the point where a carry is decided in it, and near the middle, so that the
/// next one exists, too.
fn undecided(encoder: &RangeEncoder<Bytes, Vec<u8>>) -> Option<(Interval, u32)> {
    let offset = |state: RangeState<Bytes>| 0u32.wrapping_sub(state.lower());
    let state = encoder.pos().1;
    (4..=8).rev().find_map(|precision| {
        let quantile = offset(state) / (state.range() >> precision);
        let interval = Interval::between(quantile.into(), u64::from(quantile) + 1)?;
        let mut next = encoder.clone();
        (interval.fits(precision) && next.put(interval, precision).is_ok()).then_some(())?;
        let (state, offset) = (next.pos().1, offset(next.pos().1));
        let is_inside = offset > state.range() >> 6 && offset < state.range() - (state.range() >> 6);
        is_inside.then_some((interval, precision))
    })
}

#[test]
fn a_million_held_back_words_are_resolved_both_ways() {
    const WORDS: usize = 1_000_000;
    let mut encoder = RangeEncoder::<Bytes, Vec<u8>>::new();
    let mut intervals = Vec::new();
    let mut put = |encoder: &mut RangeEncoder<Bytes, Vec<u8>>, (interval, precision): (Interval, u32)| {
        encoder.put(interval, precision).unwrap();
        intervals.push((interval, precision));
    };
    // Goes to the upper end of all numbers, near which a carry is open.
    for quantile in [255u64, 255, 254, 253] {
        put(&mut encoder, (Interval::between(quantile, quantile + 1).unwrap(), 8));
    }
    let held = |encoder: &RangeEncoder<Bytes, Vec<u8>>| encoder.pos().0 - encoder.bulk().len();
    let mut tries = 0u64;
    while held(&encoder) < WORDS {
        match undecided(&encoder) {
            Some(next) => put(&mut encoder, next),
            None => {
                tries += 1;
                assert!(tries < 1000 && held(&encoder) < 1000, "the carry was decided after {} words", held(&encoder));
                let quantile = tries * 37 % 256;
                put(&mut encoder, (Interval::between(quantile, quantile + 1).unwrap(), 8));
            }
        }
    }
    let (state, ends) = (encoder.pos().1, [false, true]);
    for is_carry in ends {
        let middle = u64::from(0u32.wrapping_sub(state.lower()) / (state.range() >> 8));
        let quantile = if is_carry { middle + 1 } else { middle - 1 };
        let last = (Interval::between(quantile, quantile + 1).unwrap(), 8);
        let mut encoder = encoder.clone();
        encoder.put(last.0, last.1).unwrap();
        assert!(held(&encoder) < 10 && encoder.bulk().len() >= WORDS);
        let Ok(words) = encoder.into_compressed();
        let mut decoder = constriction_range::RangeDecoder::<Bytes, _>::from_compressed(words).unwrap();
        for &(interval, precision) in intervals.iter().chain([&last]) {
            let quantile = decoder.quantile(precision).unwrap();
            assert!(interval.contains(quantile), "a carry: {is_carry}");
            decoder.advance(quantile, interval, precision).unwrap();
        }
        assert!(decoder.maybe_exhausted());
    }
}
