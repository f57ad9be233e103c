//! Kernels at every level of the machine, without a coder.

use std::convert::Infallible;

use constriction_benches::{CpuTime, GaussianMessage, Job, SYMBOLS};
use constriction_kernels::{KernelFamily, Level, Mixtures, Quantiles, QuantizedFamily, rans64, rows};
use criterion::{Criterion, criterion_group, criterion_main};

const FAMILIES: [(&str, KernelFamily); 3] =
    [("Gaussian", KernelFamily::Gaussian), ("Laplace", KernelFamily::Laplace), ("Cauchy", KernelFamily::Cauchy)];

/// What a decoder would do, but for its words: the next quantile depends on the last interval.
struct Chain<'a> {
    /// Quantiles that lead to the message's symbols.
    quantiles: &'a [u32],
    place: usize,
    state: u64,
}

impl Quantiles for Chain<'_> {
    type Error = Infallible;

    #[inline]
    fn quantile(&mut self) -> Result<u32, Infallible> {
        // The state contributes nothing, but no compiler and no processor knows.
        Ok(self.quantiles[self.place] ^ (self.state >> 63) as u32)
    }

    #[inline]
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Infallible> {
        self.place += 1;
        self.state =
            ((self.state >> 24) * u64::from(length) + u64::from(quantile.wrapping_sub(left))) & (u64::MAX >> 1);
        Ok(())
    }
}

fn intervals(criterion: &mut Criterion<CpuTime>) {
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS);
    for (name, family) in FAMILIES {
        let leaky = QuantizedFamily::new(family, -100..=100, 24).unwrap();
        let mut job = Job::new(criterion, &format!("{name} intervals"), SYMBOLS);
        for level in Level::available() {
            let mut intervals = vec![[0; 2]; SYMBOLS];
            job.encode(&format!("{level:?}"), |_: &mut ()| {
                leaky.intervals(level, &symbols, &means, &stds, &mut intervals, |left, length| [left, length]);
            });
        }
    }
}

fn decode(criterion: &mut Criterion<CpuTime>) {
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS);
    for (name, family) in FAMILIES {
        let leaky = QuantizedFamily::new(family, -100..=100, 24).unwrap();
        let mut intervals = vec![[0; 2]; SYMBOLS];
        leaky.intervals(Level::Scalar, &symbols, &means, &stds, &mut intervals, |left, length| [left, length]);
        let quantiles: Vec<u32> = intervals.iter().map(|[left, length]| left + length / 3).collect();
        let mut job = Job::new(criterion, &format!("{name} search"), SYMBOLS);
        for level in Level::available() {
            let mut found = vec![0; SYMBOLS];
            let mut decode = || {
                let mut chain = Chain { quantiles: &quantiles, place: 0, state: 1 << 40 };
                let Ok(()) = leaky.decode(level, &means, &stds, &mut found, &mut chain);
            };
            decode();
            job.encode(&format!("{level:?}"), |_: &mut ()| decode());
            assert_eq!(found, symbols);
        }
    }
}

/// The same with quantiles that do not depend on each other.
fn symbols(criterion: &mut Criterion<CpuTime>) {
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS);
    for (name, family) in FAMILIES {
        let leaky = QuantizedFamily::new(family, -100..=100, 24).unwrap();
        let make = |left, length| [left, length];
        let mut intervals = vec![[0; 2]; SYMBOLS];
        leaky.intervals(Level::Scalar, &symbols, &means, &stds, &mut intervals, make);
        // Everywhere in the intervals, as those of a coder.
        let place = |index: usize| index as u64 * 0x9e37_79b9 % (1 << 32);
        let quantile =
            |(index, [left, length]): (usize, &[u32; 2])| left + ((u64::from(*length) * place(index)) >> 32) as u32;
        let quantiles: Vec<u32> = intervals.iter().enumerate().map(quantile).collect();
        let mut job = Job::new(criterion, &format!("{name} search, side by side"), SYMBOLS);
        for level in Level::available() {
            let mut found = vec![0; SYMBOLS];
            let mut find = || leaky.symbols(level, &quantiles, &means, &stds, &mut found, &mut intervals, make);
            find();
            job.encode(&format!("{level:?}"), |_: &mut ()| find());
            assert_eq!(found, symbols);
        }
    }
}

/// Gaussian symbols with 64 states, whose intervals are known.
fn moves(criterion: &mut Criterion<CpuTime>) {
    const LANES: usize = 64;
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS / LANES * LANES);
    let leaky = QuantizedFamily::new(KernelFamily::Gaussian, -100..=100, 24).unwrap();
    let mut intervals = vec![[0; 2]; symbols.len()];
    leaky.intervals(Level::Scalar, &symbols, &means, &stds, &mut intervals, |left, length| [left, length]);
    let mut words = vec![0; intervals.len()];

    let mut job = Job::new(criterion, "push to 64 states", symbols.len());
    for level in Level::available() {
        job.encode(&format!("{level:?}"), |_: &mut ()| {
            let len = rans64::push(level, 24, &mut [1 << 32; LANES], &intervals, &mut words);
            assert!(len > 0);
        });
    }
    drop(job);
    let mut encoded = [1 << 32; LANES];
    let len = rans64::push(Level::Scalar, 24, &mut encoded, &intervals, &mut words);
    let rounds: Vec<[u32; 2]> = intervals.iter().rev().copied().collect();
    let mut job = Job::new(criterion, "pop from 64 states", symbols.len());
    for level in Level::available() {
        job.encode(&format!("{level:?}"), |_: &mut ()| {
            let (mut states, mut words) = (encoded, words[..len].iter().rev());
            for round in rounds.chunks_exact(LANES) {
                let mut too_small = rans64::pop(level, 24, &mut states, round);
                while too_small != 0 {
                    let lane = too_small.trailing_zeros() as usize;
                    states[lane] = states[lane] << 32 | u64::from(*words.next().unwrap());
                    too_small &= too_small - 1;
                }
            }
            assert_eq!(states, [1 << 32; LANES]);
        });
    }
}

/// Mixtures of three, of which each symbol has its own.
fn mixtures(criterion: &mut Criterion<CpuTime>) {
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS);
    let triple = |values: &[f64], step: f64| -> Vec<f64> {
        values.iter().flat_map(|x| [*x, x + step, x + 2.0 * step]).collect()
    };
    let (weights, means, stds) = ([0.5, 0.3, 0.2].repeat(SYMBOLS), triple(&means, -1.5), triple(&stds, 0.5));
    for (name, family) in FAMILIES {
        let leaky = QuantizedFamily::new(family, -100..=100, 24).unwrap();
        let mixtures = Mixtures::new(leaky, 3, &weights, &means, &stds).unwrap();
        let mut job = Job::new(criterion, &format!("{name} mixture intervals"), SYMBOLS);
        for level in Level::available() {
            let mut intervals = vec![[0; 2]; SYMBOLS];
            job.encode(&format!("{level:?}"), |_: &mut ()| {
                mixtures.intervals(level, &symbols, &mut intervals, |left, length| [left, length]);
            });
        }
    }
}

/// A symbol is a row.
fn sums(criterion: &mut Criterion<CpuTime>) {
    const WIDTH: usize = 256;
    const COUNT: usize = 64;
    let numbers: Vec<f32> = (0..COUNT * rows::ROWS * WIDTH).map(|i| 1.0 + (i % 1009) as f32).collect();
    let mut starts = [0.0; rows::ROWS * WIDTH / rows::BLOCK];
    let mut job = Job::new(criterion, "sums of rows of 256", COUNT * rows::ROWS);
    let has_kernel = |level: &Level| rows::sum_rows(*level, &[], &mut []).is_some();
    for level in Level::available().filter(has_kernel) {
        job.encode(&format!("{level:?}"), |_: &mut ()| {
            for numbers in numbers.chunks_exact(rows::ROWS * WIDTH) {
                let (sums, _) = rows::sum_rows(level, numbers, &mut starts).unwrap();
                assert!(sums[0] > 0.0);
            }
        });
    }
}

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets = intervals, decode, symbols, moves, mixtures, sums
}
criterion_main!(benches);
