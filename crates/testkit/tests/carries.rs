//! Range coding where carries are as frequent as they can be made.

mod codecs;

use std::cell::RefCell;

use codecs::{Bytes, Range, Tiny};
use constriction_core::{DecoderModel, DefaultFormat, Encode, Format, Pos, SmallFormat, Unsigned};
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
            longest = longest.max(encoder.pos().0 - encoder.words().len());
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
