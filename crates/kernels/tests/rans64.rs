//! All levels move states alike.

use std::panic::{AssertUnwindSafe, catch_unwind};

use constriction_kernels::{Level, rans64};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// A number with any number of bits up to `bits`, often with many equal ones.
fn number(rng: &mut Xoshiro256PlusPlus, bits: u32) -> u64 {
    let x = rng.random::<u64>() >> (64 - bits) >> rng.random_range(0..bits);
    match rng.random_range(0..4) {
        0 => x | x >> 1 | x >> 2 | x >> 3,
        1 => (1 << (bits - 1) >> rng.random_range(0..bits)) - u64::from(rng.random::<bool>()),
        2 => !x & (u64::MAX >> (64 - bits)),
        _ => x,
    }
}

/// An interval of quantiles; at 32 bits, not all of them.
fn interval(rng: &mut Xoshiro256PlusPlus, precision: u32) -> [u32; 2] {
    let most = (1u64 << precision).min(u64::from(u32::MAX));
    let length = number(rng, precision + 1).clamp(1, most);
    let left = ((1 << precision) - length) as f64 * rng.random::<f64>();
    [left as u32, length as u32]
}

fn state(rng: &mut Xoshiro256PlusPlus) -> u64 {
    number(rng, 64).max(1 << 32)
}

/// `state / length` is an integer, or misses one by a little: what an approximate quotient could get wrong.
fn state_at_a_jump(rng: &mut Xoshiro256PlusPlus, precision: u32, [_, length]: [u32; 2]) -> u64 {
    let p = u64::from(length);
    let quotient = number(rng, 64 - precision);
    let multiple = u128::from(quotient) * u128::from(p) + u128::from(rng.random_range(0..3u32));
    (multiple as u64).wrapping_sub(1).max(1 << 32)
}

#[test]
fn every_level_pushes_the_same_words_and_pops_them() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for round in 0..20_000 {
        let precision = if round % 2 == 0 { 24 } else { rng.random_range(1..=32) };
        let lanes = 1 << rng.random_range(0..=6);
        let rounds = rng.random_range(0..4);
        let intervals: Vec<_> = (0..lanes * rounds).map(|_| interval(&mut rng, precision)).collect();
        let start: Vec<u64> = (0..lanes)
            .map(|lane| match intervals.get(lanes - 1 - lane) {
                Some(&interval) if rng.random() => state_at_a_jump(&mut rng, precision, interval),
                _ => state(&mut rng),
            })
            .collect();

        let mut plain = (start.clone(), vec![0; intervals.len()]);
        let len = rans64::push(Level::Scalar, precision, &mut plain.0, &intervals, &mut plain.1);
        plain.1.truncate(len);
        for level in Level::available() {
            let mut found = (start.clone(), vec![0; intervals.len()]);
            let len = rans64::push(level, precision, &mut found.0, &intervals, &mut found.1);
            found.1.truncate(len);
            assert_eq!(found, plain, "{level:?}, {precision} bits, {lanes} lanes, {intervals:?}");

            // Back again.
            let (mut states, mut words) = found;
            for round in intervals.rchunks_exact(lanes) {
                let round: Vec<_> = round.iter().rev().copied().collect();
                let mut other = states.clone();
                let too_small = rans64::pop(level, precision, &mut states, &round);
                assert_eq!(too_small, rans64::pop(Level::Scalar, precision, &mut other, &round));
                assert_eq!(states, other);
                for lane in (0..lanes).filter(|lane| too_small >> lane & 1 == 1) {
                    states[lane] = states[lane] << 32 | u64::from(words.pop().unwrap());
                }
            }
            assert_eq!((states, words), (start.clone(), vec![]));
        }
    }
}

#[test]
fn every_number_of_states_is_popped_from() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
    for lanes in 0..=64 {
        let intervals: Vec<_> = (0..lanes).map(|_| interval(&mut rng, 24)).collect();
        let start: Vec<u64> = (0..lanes).map(|_| state(&mut rng)).collect();
        let pop = |level| {
            let mut states = start.clone();
            (rans64::pop(level, 24, &mut states, &intervals), states)
        };
        assert!(Level::available().all(|level| pop(level) == pop(Level::Scalar)), "{lanes}");
    }
}

#[test]
fn a_length_of_0_panics_at_every_level() {
    for level in Level::available() {
        for lanes in [1, 8, 16, 32, 64] {
            for place in [0, lanes / 2, 2 * lanes - 1] {
                let mut intervals = vec![[5, 1 << 20]; 2 * lanes];
                intervals[place][1] = 0;
                let (mut states, mut words) = (vec![1 << 40; lanes], vec![7; 2 * lanes]);
                let push = AssertUnwindSafe(|| rans64::push(level, 24, &mut states, &intervals, &mut words));
                assert!(catch_unwind(push).is_err(), "{level:?}, {lanes} states, a length of 0 at {place}");
            }
        }
    }
}
