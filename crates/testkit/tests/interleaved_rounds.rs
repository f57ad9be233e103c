//! Many symbols at once have the bits of the same symbols one by one.

use constriction_ans::{DefaultInterleaved, Interleaved, LaneCount};
use constriction_bits::Cursor;
use constriction_core::{
    DefaultFormat, FailedSymbol, Format, Interval, PutInterval, SmallFormat, TakeInterval, Unsigned,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

type Rng = Xoshiro256PlusPlus;

fn interval(rng: &mut Rng, precision: u32) -> Interval {
    let end = 1u64 << precision;
    let most = end.min(u64::from(u32::MAX));
    let length = ((rng.random::<u64>() >> (64 - precision) >> rng.random_range(0..precision)) + 1).min(most);
    let left = rng.random_range(0..=end - length);
    Interval::between(left, left + length).unwrap()
}

fn intervals(rng: &mut Rng, precision: u32, len: usize) -> Vec<Interval> {
    (0..len).map(|_| interval(rng, precision)).collect()
}

/// Calls `run` with all numbers of lanes, and numbers of symbols before, in and after whole rounds.
fn for_all_shapes(rng: &mut Rng, mut run: impl FnMut(&mut Rng, LaneCount, u32, usize, usize)) {
    for lanes in [1, 2, 4, 8, 16, 32, 64] {
        for len in [0, 1, lanes - 1, lanes, lanes + 1, 255, 256, 3 * lanes + 5, 1000] {
            for precision in [1, 12, 13, 16] {
                let before = rng.random_range(0..2 * lanes);
                run(rng, LaneCount::new(lanes).unwrap(), precision, before, len);
            }
        }
    }
}

fn rounds_are_symbols_one_by_one<F: Format<Word: std::fmt::Debug>>(seed: u64) {
    let mut rng = Rng::seed_from_u64(seed);
    for_all_shapes(&mut rng, |rng, lanes, precision, before, len| {
        let precision = if <F::Word as Unsigned>::BITS == 32 && precision == 16 { 24 } else { precision };
        let mut coder = Interleaved::<F, _>::new(lanes);
        for interval in intervals(rng, precision, before) {
            coder.put(interval, precision).unwrap();
        }
        let all = intervals(rng, precision, len);
        let mut one_by_one = coder.clone();
        for &interval in &all {
            one_by_one.put(interval, precision).unwrap();
        }
        coder.put_all(all.iter().copied(), precision).unwrap();
        assert_eq!(coder, one_by_one, "{lanes:?}, {precision} bits, {before} and {len} symbols");

        let mut rest: Vec<Interval> = all.iter().rev().copied().collect();
        while !rest.is_empty() {
            let count = rng.random_range(1..=coder.lanes().count().get()).min(rest.len());
            let mut quantiles = vec![0; count];
            TakeInterval::quantiles(&mut coder, &mut quantiles, precision).unwrap();
            for (place, &interval) in rest[..count].iter().enumerate() {
                let quantile = one_by_one.quantile(precision).unwrap();
                assert_eq!(quantiles[place], quantile);
                assert!(interval.contains(quantile));
                one_by_one.advance(quantile, interval, precision).unwrap();
            }
            coder.advance_all(&quantiles, &rest[..count], precision).unwrap();
            assert_eq!(coder, one_by_one);
            rest.drain(..count);
        }
    });
}

#[test]
fn default_rounds_are_symbols_one_by_one() {
    rounds_are_symbols_one_by_one::<DefaultFormat>(1);
}

#[test]
fn small_rounds_are_symbols_one_by_one() {
    rounds_are_symbols_one_by_one::<SmallFormat>(2);
}

/// There is room for some of the words only: what came before is encoded.
#[test]
fn a_full_sink_takes_what_it_can() {
    let mut rng = Rng::seed_from_u64(3);
    for_all_shapes(&mut rng, |rng, lanes, precision, _, len| {
        let all = intervals(rng, precision, len);
        let room = rng.random_range(0..=len / 2);
        let new = || Interleaved::<DefaultFormat, _>::with_words(Cursor::at_start(vec![0u32; room]), lanes);
        let (mut coder, mut one_by_one) = (new(), new());
        let expected = all.iter().try_for_each(|&interval| one_by_one.put(interval, precision));
        assert_eq!(coder.put_all(all.iter().copied(), precision), expected);
        assert_eq!(coder.lanes(), one_by_one.lanes());
        assert_eq!(coder.words().written(), one_by_one.words().written());
    });
}

/// Some of the words are missing: the symbols before the one that needs the first of them are decoded.
#[test]
fn truncated_data_is_decoded_up_to_its_end() {
    let mut rng = Rng::seed_from_u64(4);
    for_all_shapes(&mut rng, |rng, lanes, precision, before, len| {
        let all = intervals(rng, precision, before + len);
        let mut coder = DefaultInterleaved::new(lanes);
        coder.put_all(all.iter().copied(), precision).unwrap();
        let (words, lanes) = coder.into_raw_parts();
        let missing = rng.random_range(0..=words.len());
        let mut coder = DefaultInterleaved::from_raw_parts(words[missing..].to_vec(), lanes);
        let mut one_by_one = coder.clone();
        let rest: Vec<Interval> = all.into_iter().rev().collect();
        for round in rest.chunks(coder.lanes().count().get()) {
            let mut quantiles = vec![0; round.len()];
            TakeInterval::quantiles(&mut coder, &mut quantiles, precision).unwrap();
            let result = coder.advance_all(&quantiles, round, precision);
            let expected = quantiles.iter().zip(round).enumerate().try_for_each(|(index, (&quantile, &interval))| {
                assert_eq!(one_by_one.quantile(precision), Ok(quantile));
                let advanced = one_by_one.advance(quantile, interval, precision);
                advanced.map_err(|error| FailedSymbol { index, error })
            });
            assert_eq!(result, expected);
            assert_eq!(coder, one_by_one);
            if result.is_err() {
                break;
            }
        }
    });
}
