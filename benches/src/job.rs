//! How the benchmarks are set up, for all implementations alike.

use std::fmt::Debug;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};

use crate::CpuTime;

/// Short measurements: the whole run is to take three minutes.
pub fn criterion() -> Criterion<CpuTime> {
    Criterion::<WallTime>::default()
        .with_measurement(CpuTime)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(800))
        .sample_size(20)
        .nresamples(10_000)
}

/// Something that several implementations do, one after the other.
#[expect(missing_debug_implementations, reason = "criterion's groups have none")]
pub struct Job<'a> {
    group: BenchmarkGroup<'a, CpuTime>,
}

impl<'a> Job<'a> {
    /// A job with this number of symbols.
    pub fn new(criterion: &'a mut Criterion<CpuTime>, name: &str, symbols: usize) -> Self {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(symbols as u64));
        Self { group }
    }

    /// The number of measurements of what comes next.
    pub fn samples(&mut self, count: usize) -> &mut Self {
        self.group.sample_size(count);
        self
    }

    /// Measures encoding, which must start by clearing the coder: its vector is long enough from the first time on.
    pub fn encode<C: Default>(&mut self, who: &str, mut encode: impl FnMut(&mut C)) -> &mut Self {
        self.group.bench_function(who, |bencher| {
            let mut coder = C::default();
            bencher.iter(|| encode(black_box(&mut coder)));
        });
        self
    }

    /// Measures decoding with clones of a decoder; cloning is not measured.
    pub fn decode<C: Clone>(&mut self, who: &str, decoder: &C, mut decode: impl FnMut(&mut C)) -> &mut Self {
        self.group.bench_function(who, |bencher| {
            bencher.iter_batched_ref(|| decoder.clone(), &mut decode, BatchSize::LargeInput);
        });
        self
    }

    /// Measures making a value.
    pub fn make<T>(&mut self, who: &str, mut make: impl FnMut() -> T) -> &mut Self {
        self.group.bench_function(who, |bencher| bencher.iter_with_large_drop(&mut make));
        self
    }
}

/// Checks what a decoder returns.
///
/// # Panics
/// If it is not what was encoded.
pub fn assert_decodes<S, E>(decoded: impl Iterator<Item = Result<S, E>>, symbols: &[S])
where
    S: Debug + PartialEq,
    E: Debug,
{
    let decoded: Vec<S> = decoded.map(Result::unwrap).collect();
    assert_eq!(decoded, symbols);
}

/// Takes all symbols from a decoder, so that none can be optimised away.
///
/// # Panics
/// If one cannot be decoded.
#[inline]
pub fn take_all<S, E: Debug>(symbols: impl Iterator<Item = Result<S, E>>) {
    for symbol in symbols {
        black_box(symbol.unwrap());
    }
}
