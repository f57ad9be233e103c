//! What is coded: the same messages in every run.

use std::f64::consts::TAU;

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// The number of symbols of a message.
pub const SYMBOLS: usize = 100_000;

/// Normalised probabilities of `n` symbols, as skewed as those of words or of quantised coefficients: half of the
/// weight is a Zipf distribution, half a geometric one.
pub fn skewed_probs(n: usize) -> Vec<f64> {
    let zipf = normalized((0..n).map(|i| 1.0 / (i as f64 + 1.0)));
    let geometric = normalized((0..n).map(|i| 0.9f64.powi(i as i32)));
    zipf.iter().zip(&geometric).map(|(z, g)| 0.5 * (z + g)).collect()
}

/// [`skewed_probs`] in an order that depends on the seed.
pub fn shuffled_probs(n: usize, seed: u64) -> Vec<f64> {
    let mut probs = skewed_probs(n);
    probs.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(seed));
    probs
}

fn normalized(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    let weights: Vec<f64> = weights.collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

/// Symbols that have these probabilities.
pub fn iid_symbols(probs: &[f64], count: usize) -> Vec<usize> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    (0..count).map(|_| draw(probs, &mut rng)).collect()
}

/// Bytes with an entropy of about five bits, each 0.9 times as likely as the one before it.
pub fn geometric_bytes(count: usize) -> Vec<u8> {
    let probs = normalized((0..256).map(|i| 0.9f64.powi(i)));
    iid_symbols(&probs, count).into_iter().map(|symbol| symbol as u8).collect()
}

fn draw(probs: &[f64], rng: &mut Xoshiro256PlusPlus) -> usize {
    let mut rest = rng.random::<f64>();
    let symbol = probs.iter().position(|&p| {
        rest -= p;
        rest < 0.0
    });
    symbol.unwrap_or(probs.len() - 1)
}

/// Symbols, each with its own probabilities, as a neural network would give them.
#[derive(Clone, Debug)]
pub struct RowsMessage {
    /// The symbols.
    pub symbols: Vec<usize>,
    /// What the symbols take their probabilities from by turns, so that all stay in the cache.
    pub rows: Vec<Vec<f32>>,
}

impl RowsMessage {
    /// A message of this many symbols out of 256, with 256 rows of probabilities.
    pub fn new(count: usize) -> Self {
        let rows: Vec<Vec<f64>> = (0..256).map(|seed| shuffled_probs(256, seed)).collect();
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(3);
        let symbols = rows.iter().cycle().take(count).map(|row| draw(row, &mut rng)).collect();
        let rows = rows.iter().map(|row| row.iter().map(|&p| p as f32).collect()).collect();
        Self { symbols, rows }
    }

    /// The probabilities for each symbol.
    #[inline]
    pub fn params(&self) -> impl Iterator<Item = &[f32]> + Clone + '_ {
        self.rows.iter().map(Vec::as_slice).cycle().take(self.symbols.len())
    }
}

/// Integers, each with the Gaussian that it was drawn from.
#[derive(Clone, Debug)]
pub struct GaussianMessage {
    /// From -100 to 100.
    pub symbols: Vec<i32>,
    /// From -80 to 80.
    pub means: Vec<f64>,
    /// From 0.3 to 30, as many in each octave.
    pub stds: Vec<f64>,
}

impl GaussianMessage {
    /// A message of this many symbols.
    pub fn new(count: usize) -> Self {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(2);
        let (mut symbols, mut means, mut stds) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..count {
            let mean = rng.random_range(-80.0..80.0);
            let std = 0.3 * 100f64.powf(rng.random::<f64>());
            symbols.push(gaussian_symbol(mean, std, &mut rng));
            means.push(mean);
            stds.push(std);
        }
        Self { symbols, means, stds }
    }

    /// Symbols that share one Gaussian.
    pub fn iid(count: usize, mean: f64, std: f64) -> Vec<i32> {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
        (0..count).map(|_| gaussian_symbol(mean, std, &mut rng)).collect()
    }

    /// The mean and the standard deviation for each symbol.
    #[inline]
    pub fn params(&self) -> impl DoubleEndedIterator<Item = (f64, f64)> + ExactSizeIterator + Clone + '_ {
        self.means.iter().copied().zip(self.stds.iter().copied())
    }
}

fn gaussian_symbol(mean: f64, std: f64, rng: &mut Xoshiro256PlusPlus) -> i32 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    let standard = radius * (TAU * rng.random::<f64>()).cos();
    (mean + std * standard).round().clamp(-100.0, 100.0) as i32
}
