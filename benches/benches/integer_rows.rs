//! Rows that are quantised by sums of integers, each used once; and what that costs in bits.

use std::hint::black_box;

use constriction::stream::model::{
    Categorical, Cdf, DecoderModel, EncoderModel, IntegerCategorical, IterableModel, TopK,
};
use constriction::stream::queue::DefaultRangeEncoder;
use constriction_benches::{CpuTime, Job};
use criterion::Criterion;
use published::stream::model::{
    DecoderModel as _, DefaultLazyContiguousCategoricalEntropyModel as PublishedModel, EncoderModel as _,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Rows of logits from a normal distribution with this standard deviation, a message from them, and quantiles.
struct Rows {
    width: usize,
    logits: Vec<f32>,
    probs: Vec<f32>,
    symbols: Vec<usize>,
    quantiles: Vec<u32>,
}

fn normal(rng: &mut impl RngExt) -> f64 {
    let (a, b) = (1.0 - rng.random::<f64>(), rng.random::<f64>());
    (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
}

/// The probabilities in `f64`.
fn softmax(logits: &[f32]) -> Vec<f64> {
    let max = logits.iter().copied().fold(f32::MIN, f32::max);
    let exps: Vec<f64> = logits.iter().map(|&x| (f64::from(x) - f64::from(max)).exp()).collect();
    let sum: f64 = exps.iter().sum();
    exps.iter().map(|x| x / sum).collect()
}

impl Rows {
    fn new(width: usize) -> Self {
        let mut rng = Xoshiro256StarStar::seed_from_u64(width as u64);
        // More than fit in the second level of the cache.
        let count = ((4 << 20) / (4 * width)).clamp(1, 1 << 14);
        let logits: Vec<f32> = (0..count * width).map(|_| (3.0 * normal(&mut rng)) as f32).collect();
        let probs = logits.chunks(width).flat_map(softmax).map(|p| p as f32).collect();
        let symbols = (0..count).map(|_| rng.random_range(0..width)).collect();
        let quantiles = (0..count).map(|_| rng.random_range(0..1 << 24)).collect();
        Self { width, logits, probs, symbols, quantiles }
    }

    fn encode(&self, numbers: &[f32], mut left: impl FnMut(&[f32], usize) -> u32) -> u32 {
        let rows = numbers.chunks(self.width).zip(&self.symbols);
        rows.fold(0, |all, (row, &symbol)| all.wrapping_add(left(row, symbol)))
    }

    fn decode(&self, numbers: &[f32], mut symbol: impl FnMut(&[f32], u32) -> usize) -> usize {
        let rows = numbers.chunks(self.width).zip(&self.quantiles);
        rows.fold(0, |all, (row, &quantile)| all.wrapping_add(symbol(row, quantile)))
    }
}

fn probs(row: &[f32]) -> IntegerCategorical<f32, &[f32], 24> {
    IntegerCategorical::from_probs(row).unwrap()
}

fn logits(row: &[f32]) -> IntegerCategorical<f32, &[f32], 24> {
    IntegerCategorical::from_logits(row).unwrap()
}

fn published(row: &[f32]) -> PublishedModel<f32, &[f32]> {
    PublishedModel::from_floating_point_probabilities_fast(row, None).unwrap()
}

fn rows(criterion: &mut Criterion<CpuTime>) {
    for width in [2, 8, 16, 256, 4096, 50_257, 151_936] {
        let rows = &Rows::new(width);
        Job::new(criterion, &format!("integer rows of {width} f32 24 bit, intervals"), rows.symbols.len())
            .encode("ours", |_: &mut DefaultRangeEncoder| {
                black_box(rows.encode(&rows.probs, |row, symbol| probs(row).interval(&symbol).unwrap().left));
            })
            .encode("ours, logits", |_: &mut DefaultRangeEncoder| {
                black_box(rows.encode(&rows.logits, |row, symbol| logits(row).interval(&symbol).unwrap().left));
            })
            .encode("published, fast", |_: &mut DefaultRangeEncoder| {
                let left = |row: &[f32], symbol: usize| {
                    published(row).left_cumulative_and_probability(symbol).map_or(0, |x| x.0)
                };
                black_box(rows.encode(&rows.probs, left));
            });
        Job::new(criterion, &format!("integer rows of {width} f32 24 bit, symbols"), rows.symbols.len())
            .encode("ours", |_: &mut DefaultRangeEncoder| {
                black_box(rows.decode(&rows.probs, |row, quantile| probs(row).symbol_at(quantile).unwrap().0));
            })
            .encode("ours, logits", |_: &mut DefaultRangeEncoder| {
                black_box(rows.decode(&rows.logits, |row, quantile| logits(row).symbol_at(quantile).unwrap().0));
            })
            .encode("published, fast", |_: &mut DefaultRangeEncoder| {
                black_box(rows.decode(&rows.probs, |row, quantile| published(row).quantile_function(quantile).0));
            });
    }
}

fn top_k(criterion: &mut Criterion<CpuTime>) {
    let mut rng = Xoshiro256StarStar::seed_from_u64(1);
    let k = 100;
    let mut ids: Vec<u32> = (0..k).map(|i| i * 499 + rng.random_range(0..499)).collect();
    for i in 0..ids.len() {
        ids.swap(i, rng.random_range(0..k as usize));
    }
    let probs: Vec<f32> = (1..=k).map(|i| 0.18 / i as f32).collect();
    let logs: Vec<f32> = probs.iter().map(|p| p.ln()).collect();
    let model = |ids: &[u32]| TopK::<32>::from_probs(50_257, ids, &probs).unwrap();
    let from_logs = |ids: &[u32]| TopK::<32>::from_log_probs(50_257, ids, &logs).unwrap();
    let (symbols, quantiles) = ([ids[0] as usize, 5, ids[60] as usize, 50_000], [1 << 30, 1 << 31, u32::MAX, 7 << 28]);
    Job::new(criterion, "top-k, k = 100 of 50257, 32 bit, intervals", symbols.len())
        .encode("ours", |_: &mut DefaultRangeEncoder| {
            let _ = symbols.map(|symbol| black_box(model(black_box(&ids)).interval(&symbol)));
        })
        .encode("ours, logarithms", |_: &mut DefaultRangeEncoder| {
            let _ = symbols.map(|symbol| black_box(from_logs(black_box(&ids)).interval(&symbol)));
        });
    Job::new(criterion, "top-k, k = 100 of 50257, 32 bit, symbols", symbols.len()).encode(
        "ours",
        |_: &mut DefaultRangeEncoder| {
            let _ = quantiles.map(|quantile| black_box(model(black_box(&ids)).symbol_at(quantile)));
        },
    );
}

/// The cost of a table in bits a symbol over the entropy of the true probabilities.
fn cost<const P: u32>(probs: &[f64], table: &impl IterableModel<Symbol = usize>) -> String {
    let mut cost: Vec<f64> = probs.iter().map(|&p| if p > 0.0 { f64::INFINITY } else { 0.0 }).collect();
    for (symbol, interval) in table.symbol_table() {
        let p = probs[symbol];
        cost[symbol] =
            if p > 0.0 { p * (p * 2f64.powi(P as i32) / f64::from(interval.prob.get())).log2() } else { 0.0 };
    }
    format!("{:.2e}", cost.iter().sum::<f64>())
}

fn costs<const P: u32>(name: &str, logits: &[f32]) {
    let probs = softmax(logits);
    let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
    let tables = [
        cost::<P>(&probs, &Cdf::<P>::from_logits(logits).unwrap()),
        cost::<P>(&probs, &Cdf::<P>::integer(&narrow).unwrap()),
        cost::<P>(&probs, &Cdf::<P>::fast(&narrow).unwrap()),
        cost::<P>(&probs, &Cdf::<P>::fast(&probs).unwrap()),
        cost::<P>(&probs, &Categorical::<P>::perfect(&probs).unwrap()),
    ];
    println!("| {name} | {P} | {} |", tables.join(" | "));
}

/// The table of `docs/formats.md`.
fn print_costs() {
    for (width, deviation, peak) in
        [(10, 3.0, None), (256, 3.0, None), (50_257, 3.0, None), (50_257, 2.5, Some(18.0)), (151_936, 2.5, Some(18.0))]
    {
        let mut rng = Xoshiro256StarStar::seed_from_u64(5);
        let mut logits: Vec<f32> = (0..width).map(|_| (deviation * normal(&mut rng)) as f32).collect();
        let mut name = format!("{width}, normal with a standard deviation of {deviation}");
        if let Some(peak) = peak {
            logits[width / 3] = peak;
            name = format!("{name}, one of {peak}");
        }
        costs::<24>(&name, &logits);
        costs::<32>(&name, &logits);
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "--cost") {
        return print_costs();
    }
    let mut criterion = constriction_benches::criterion().configure_from_args();
    rows(&mut criterion);
    top_k(&mut criterion);
    criterion.final_summary();
}
