//! Kernels at every level of the machine, without a coder.

use std::convert::Infallible;

use constriction_benches::{CpuTime, GaussianMessage, Job, SYMBOLS};
use constriction_kernels::{Family, Leaky, Level, Quantiles};
use criterion::{Criterion, criterion_group, criterion_main};

const FAMILIES: [(&str, Family); 3] =
    [("Gaussian", Family::Gaussian), ("Laplace", Family::Laplace), ("Cauchy", Family::Cauchy)];

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
        let leaky = Leaky::new(family, -100..=100, 24).unwrap();
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
        let leaky = Leaky::new(family, -100..=100, 24).unwrap();
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

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = intervals, decode }
criterion_main!(benches);
