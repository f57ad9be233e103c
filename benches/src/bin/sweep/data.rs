//! Symbols and the parameters that they were drawn from: the same in every run.

use constriction_benches::{GaussianMessage, shuffled_probs};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Symbols that have these parameters by turns, and as many that have the first of these.
pub(crate) struct Message<S, P> {
    pub(crate) symbols: Vec<S>,
    pub(crate) params: Vec<P>,
    pub(crate) iid: Vec<S>,
}

fn rng() -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(7)
}

/// From -100 to 100, with means and scales.
pub(crate) fn located(count: usize) -> Message<i32, (f64, f64)> {
    let message = GaussianMessage::new(count);
    let params: Vec<(f64, f64)> = message.params().collect();
    let iid = GaussianMessage::iid(count, params[0].0, params[0].1);
    Message { symbols: message.symbols, params, iid }
}

/// Uniform distributions over some numbers of symbols.
pub(crate) fn uniform(count: usize) -> Message<usize, usize> {
    let mut rng = rng();
    let params: Vec<usize> = (0..count).map(|_| rng.random_range(2..1000)).collect();
    let symbols = params.iter().map(|&size| rng.random_range(0..size)).collect();
    let iid = (0..count).map(|_| rng.random_range(0..params[0])).collect();
    Message { symbols, params, iid }
}

/// Bits, with the probability of `true`.
pub(crate) fn bits(count: usize) -> Message<bool, f64> {
    let mut rng = rng();
    let params: Vec<f64> = (0..count).map(|_| rng.random_range(0.05..0.95)).collect();
    let symbols = params.iter().map(|&p| rng.random::<f64>() < p).collect();
    let iid = (0..count).map(|_| rng.random::<f64>() < params[0]).collect();
    Message { symbols, params, iid }
}

/// Numbers of successes, with the number of trials and the probability of success.
pub(crate) fn successes(count: usize) -> Message<i32, (i32, f64)> {
    let mut rng = rng();
    let params: Vec<(i32, f64)> = (0..count).map(|_| (rng.random_range(1..40), rng.random_range(0.05..0.95))).collect();
    let mut draw = |(n, p): (i32, f64)| (0..n).filter(|_| rng.random::<f64>() < p).count() as i32;
    let symbols = params.iter().map(|&params| draw(params)).collect();
    let iid = (0..count).map(|_| draw(params[0])).collect();
    Message { symbols, params, iid }
}

/// Weights, means and scales of three components.
pub(crate) type Components = [(f64, f64, f64); 3];

/// From -100 to 100, with mixtures.
pub(crate) fn mixtures(count: usize) -> Message<i32, Components> {
    let Message { symbols, params, iid } = located(count);
    let mut rng = rng();
    let mut other = || (rng.random_range(0.1..1.0), rng.random_range(-80.0..80.0), rng.random_range(1.0..10.0));
    let params = params.into_iter().map(|(mean, scale)| [(1.0, mean, scale), other(), other()]).collect();
    Message { symbols, params, iid }
}

/// Rows of `N` probabilities. They are few, so that those of the largest alphabet have room.
pub(crate) fn rows<const N: usize>(count: usize) -> Message<usize, &'static [f32]> {
    const ROWS: u64 = 16;
    let rows: Vec<&'static [f32]> = (0..ROWS.min(count as u64))
        .map(|seed| &*shuffled_probs(N, seed).into_iter().map(|p| p as f32).collect::<Vec<_>>().leak())
        .collect();
    let mut rng = rng();
    let mut draw = |row: &[f32]| {
        let mut rest = rng.random::<f32>();
        let found = row.iter().position(|p| {
            rest -= p;
            rest < 0.0
        });
        found.unwrap_or(0)
    };
    let symbols = rows.iter().cycle().take(count).map(|row| draw(row)).collect();
    let iid = (0..count).map(|_| draw(rows[0])).collect();
    Message { symbols, params: rows, iid }
}

/// The ids and the probabilities of the symbols that have some of their own.
pub(crate) type Listed = (&'static [u32], &'static [f32]);

/// A hundred symbols of 50,257 with nine tenths of the probability.
pub(crate) fn top_k(count: usize) -> Message<usize, Listed> {
    let Message { symbols, params, iid } = rows::<100>(count);
    let ids: &'static [u32] = (0..100).map(|place| place * 7919 % 50257).collect::<Vec<u32>>().leak();
    let listed = params.into_iter().map(|row| (ids, &*row.iter().map(|p| 0.9 * p).collect::<Vec<f32>>().leak()));
    let to_ids = |places: Vec<usize>| places.into_iter().map(|place| ids[place] as usize).collect();
    Message { symbols: to_ids(symbols), params: listed.collect(), iid: to_ids(iid) }
}

/// Words to decode from by a chain coder, which takes 24 bits of them for each symbol.
pub(crate) fn noise(count: usize) -> Vec<u32> {
    let mut rng = rng();
    (0..count + 8).map(|_| rng.random()).collect()
}
