//! Every level returns the bits of the plain version.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use constriction_kernels::{KernelFamily, Level, Quantiles, QuantizedFamily};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const FAMILIES: [KernelFamily; 3] = [KernelFamily::Gaussian, KernelFamily::Laplace, KernelFamily::Cauchy];
const BATCH: usize = 4096;

/// Symbols with their parameters.
#[derive(Default)]
struct Batch {
    symbols: Vec<i32>,
    locations: Vec<f64>,
    scales: Vec<f64>,
}

impl Batch {
    fn push(&mut self, symbol: i32, location: f64, scale: f64) {
        self.symbols.push(symbol);
        self.locations.push(location);
        self.scales.push(scale);
    }

    fn intervals(&self, leaky: &QuantizedFamily, level: Level) -> Vec<[u32; 2]> {
        let mut intervals = vec![[0; 2]; self.symbols.len()];
        let make = |left, length| [left, length];
        let impossible = leaky.intervals(level, &self.symbols, &self.locations, &self.scales, &mut intervals, make);
        assert_eq!(impossible, intervals.iter().filter(|interval| interval[1] == 0).count());
        intervals
    }

    fn symbols(&self, leaky: &QuantizedFamily, level: Level, quantiles: &[u32]) -> (Vec<i32>, Vec<[u32; 2]>) {
        let (mut symbols, mut intervals) = (vec![0; quantiles.len()], vec![[0; 2]; quantiles.len()]);
        let make = |left, length| [left, length];
        leaky.symbols(level, quantiles, &self.locations, &self.scales, &mut symbols, &mut intervals, make);
        (symbols, intervals)
    }

    fn each_symbol(&self, leaky: &QuantizedFamily, level: Level, quantiles: &[u32]) -> (Vec<i32>, Vec<[u32; 2]>) {
        let parameters = quantiles.iter().zip(self.locations.iter().zip(&self.scales));
        let found = parameters.map(|(&quantile, (&location, &scale))| {
            let (symbol, left, length) = leaky.symbol(level, quantile, location, scale);
            (symbol, [left, length])
        });
        found.unzip()
    }

    fn assert_levels_agree(&self, leaky: &QuantizedFamily) {
        let plain = self.intervals(leaky, Level::Scalar);
        for level in Level::available() {
            let found = self.intervals(leaky, level);
            if let Some(i) = (0..plain.len()).find(|&i| found[i] != plain[i]) {
                panic!(
                    "{level:?}, {leaky:?}, symbol {}, location {:?}, scale {:?}: {:?} instead of {:?}",
                    self.symbols[i], self.locations[i], self.scales[i], found[i], plain[i]
                );
            }
        }
    }

    /// Finds the symbols of the first and the last quantile of each interval: an end that is off by one would show.
    fn assert_ends_are_found(&self, leaky: &QuantizedFamily) {
        let intervals = self.intervals(leaky, Level::Scalar);
        let expected = (self.symbols.clone(), intervals.clone());
        for level in Level::available().filter(|&level| level != Level::Scalar) {
            // Neighbours differ by less than the error of an approximation.
            let end = |(place, &[left, length]): (usize, &[u32; 2])| match place % 2 {
                0 => left,
                _ => left.wrapping_add(length - 1),
            };
            let quantiles: Vec<u32> = intervals.iter().enumerate().map(end).collect();
            assert!(self.symbols(leaky, level, &quantiles) == expected, "{level:?}, {leaky:?}");
            assert!(self.each_symbol(leaky, level, &quantiles) == expected, "{level:?}, {leaky:?}");
        }
    }

    /// Finds the symbols of quantiles at the ends of the intervals and in between.
    fn assert_quantiles_are_found(&self, leaky: &QuantizedFamily, rng: &mut Xoshiro256PlusPlus) {
        let intervals = self.intervals(leaky, Level::Scalar);
        let quantiles: Vec<u32> = intervals
            .iter()
            .map(|&[left, length]| match rng.random_range(0..4) {
                0 => left,
                1 => left.wrapping_add(length.wrapping_sub(1)),
                2 => left.wrapping_add(rng.random_range(0..length.max(1))),
                _ => (rng.random::<u64>() >> (64 - leaky.precision())) as u32,
            })
            .map(|quantile| (u64::from(quantile) & ((1 << leaky.precision()) - 1)) as u32)
            .collect();
        let decode = |level| {
            let mut symbols = vec![0; self.symbols.len()];
            let mut list = List { quantiles: &quantiles, taken: Vec::new() };
            let Ok(()) = leaky.decode(level, &self.locations, &self.scales, &mut symbols, &mut list);
            (symbols, list.taken)
        };
        let plain = decode(Level::Scalar);
        for (&quantile, &[left, length]) in quantiles.iter().zip(&plain.1) {
            assert!(quantile >= left && u64::from(quantile) < u64::from(left) + u64::from(length));
        }
        let again = Batch { symbols: plain.0.clone(), locations: self.locations.clone(), scales: self.scales.clone() };
        assert!(again.intervals(leaky, Level::Scalar) == plain.1, "{leaky:?}");
        for level in Level::available() {
            assert!(decode(level) == plain, "{level:?}, {leaky:?}");
            assert!(self.symbols(leaky, level, &quantiles) == plain, "{level:?}, {leaky:?}");
            assert!(self.each_symbol(leaky, level, &quantiles) == plain, "{level:?}, {leaky:?}");
        }
    }
}

/// Quantiles that do not depend on symbols.
struct List<'a> {
    quantiles: &'a [u32],
    taken: Vec<[u32; 2]>,
}

impl Quantiles for List<'_> {
    type Error = Infallible;
    fn quantile(&mut self) -> Result<u32, Infallible> {
        Ok(self.quantiles[self.taken.len()])
    }
    fn advance(&mut self, quantile: u32, left: u32, length: u32) -> Result<(), Infallible> {
        assert_eq!(quantile, self.quantiles[self.taken.len()]);
        self.taken.push([left, length]);
        Ok(())
    }
}

fn rng(seed: u64) -> Xoshiro256PlusPlus {
    println!("seed {seed}");
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// Log-uniform.
fn between(rng: &mut Xoshiro256PlusPlus, low: f64, high: f64) -> f64 {
    // By logarithms: the quotient of the two can be infinite.
    (low.ln() + (high.ln() - low.ln()) * rng.random::<f64>()).exp().clamp(low, high)
}

fn random_support(rng: &mut Xoshiro256PlusPlus, precision: u32) -> RangeInclusive<i32> {
    let size = between(rng, 1.0, 2f64.powi(precision as i32)) as i64;
    let min = rng.random_range(i64::from(i32::MIN)..=i64::from(i32::MAX) + 1 - size);
    let min = if rng.random() { min } else { min.clamp(-size, 0) };
    min as i32..=(min + size - 1).min(i64::from(i32::MAX)) as i32
}

fn random_batch(rng: &mut Xoshiro256PlusPlus, support: RangeInclusive<i32>, len: usize) -> Batch {
    let (min, max) = (f64::from(*support.start()), f64::from(*support.end()));
    let mut batch = Batch::default();
    for _ in 0..len {
        let size = max - min + 1.0;
        let scale = match rng.random_range(0..8) {
            0 => between(rng, f64::MIN_POSITIVE / 1024.0, f64::MAX).min(f64::MAX),
            1 => between(rng, 1e-3 * size, 10.0 * size),
            _ => between(rng, 1e-2, 1e2),
        };
        let location = match rng.random_range(0..8) {
            0 => min + size * rng.random_range(-1.0..2.0),
            1 => {
                between(rng, f64::MIN_POSITIVE / 1024.0, f64::MAX).min(f64::MAX) * if rng.random() { 1.0 } else { -1.0 }
            }
            2 => (min + size * rng.random::<f64>()).round() + 0.5 * f64::from(rng.random_range(-1..=1)),
            _ => min + size * rng.random::<f64>(),
        };
        let near = location + scale * rng.random_range(-8.0..8.0);
        let symbol = match rng.random_range(0..16) {
            0 => rng.random(),
            1 => *support.start(),
            2 => *support.end(),
            _ => near.round() as i32,
        };
        batch.push(symbol, location, scale);
    }
    batch
}

#[test]
fn levels_agree_on_any_parameters_and_supports() {
    let mut rng = rng(1);
    for precision in (1..=32).chain([24; 200]) {
        for family in FAMILIES {
            let support = random_support(&mut rng, precision);
            let Some(leaky) = QuantizedFamily::new(family, support.clone(), precision) else { continue };
            let len = rng.random_range(0..1000);
            let batch = random_batch(&mut rng, support, len);
            batch.assert_levels_agree(&leaky);
            batch.assert_quantiles_are_found(&leaky, &mut rng);
        }
    }
}

#[test]
fn levels_agree_in_the_tails() {
    let mut rng = rng(2);
    for family in FAMILIES {
        for precision in [2, 12, 16, 24, 31, 32] {
            let leaky = QuantizedFamily::new(family, -1..=1, precision).unwrap();
            let mut batch = Batch::default();
            let farthest = if family == KernelFamily::Cauchy { 1e18 } else { 60.0 };
            for _ in 0..50_000 {
                let scale = between(&mut rng, 1e-3, 1e3);
                let distance = between(&mut rng, 0.1, farthest) * scale;
                batch.push(rng.random_range(-1..=1), if rng.random() { distance } else { -distance }, scale);
            }
            batch.assert_levels_agree(&leaky);
        }
    }
}

#[test]
fn supports_can_differ() {
    let mut rng = rng(6);
    for _ in 0..2000 {
        let family = FAMILIES[rng.random_range(0..3)];
        let precision = [1, 8, 12, 16, 24, 24, 31, 32][rng.random_range(0..8)];
        let (mut leakies, mut batches) = (Vec::new(), Vec::new());
        while leakies.len() < 8 {
            let support = random_support(&mut rng, precision);
            if let Some(leaky) = QuantizedFamily::new(family, support.clone(), precision) {
                leakies.push(leaky);
                batches.push(random_batch(&mut rng, support, 1));
            }
        }
        let leakies: [QuantizedFamily; 8] = leakies.try_into().unwrap();
        let symbols = std::array::from_fn(|lane| batches[lane].symbols[0]);
        let locations = std::array::from_fn(|lane| batches[lane].locations[0]);
        let scales = std::array::from_fn(|lane| batches[lane].scales[0]);
        let alone = std::array::from_fn(|lane| batches[lane].intervals(&leakies[lane], Level::Scalar)[0]);
        for level in Level::available() {
            let found = QuantizedFamily::each_interval(level, &leakies, &symbols, &locations, &scales);
            assert_eq!(found, alone, "{level:?}, {leakies:?}, {symbols:?}, {locations:?}, {scales:?}");
        }
    }
}

#[test]
fn every_length_is_handled() {
    let mut rng = rng(3);
    let leaky = QuantizedFamily::new(KernelFamily::Gaussian, -50..=50, 24).unwrap();
    for len in 0..100 {
        let batch = random_batch(&mut rng, -50..=50, len);
        batch.assert_levels_agree(&leaky);
        batch.assert_quantiles_are_found(&leaky, &mut rng);
    }
}

#[test]
fn parameters_that_make_no_distribution_have_no_intervals() {
    let strange = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, -1.0, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    for family in FAMILIES {
        let leaky = QuantizedFamily::new(family, i32::MIN..=i32::MAX, 32).unwrap();
        let mut batch = Batch::default();
        for location in strange {
            for scale in strange {
                for symbol in [i32::MIN, -1, 0, 1, i32::MAX] {
                    batch.push(symbol, location, scale);
                }
            }
        }
        batch.assert_levels_agree(&leaky);
        for level in Level::available() {
            for quantile in [0, 1, 1 << 31, u32::MAX] {
                let quantiles = vec![quantile; batch.symbols.len()];
                let mut symbols = vec![0; quantiles.len()];
                let mut list = List { quantiles: &quantiles, taken: Vec::new() };
                let Ok(()) = leaky.decode(level, &batch.locations, &batch.scales, &mut symbols, &mut list);
                batch.symbols(&leaky, level, &quantiles);
                batch.each_symbol(&leaky, level, &quantiles);
            }
        }
    }
}

#[test]
fn supports_and_precisions_are_checked() {
    let new = |support, precision| QuantizedFamily::new(KernelFamily::Laplace, support, precision);
    assert!(new(0..=0, 1).is_some() && new(0..=1, 1).is_some() && new(i32::MIN..=i32::MAX, 32).is_some());
    #[expect(clippy::reversed_empty_ranges, reason = "that is the point")]
    let empty = 1..=0;
    assert!(new(empty, 24).is_none() && new(0..=2, 1).is_none() && new(0..=0, 32).is_none());
    assert!(new(0..=1, 0).is_none() && new(0..=1, 33).is_none());
}

/// Compares levels where the plain weight jumps from one integer to the next, a few units in the last place of the
/// location around. There, an error in the last digit would show.
fn assert_levels_agree_at_jumps(seed: u64, evaluations: usize) {
    const AROUND: i64 = 8;
    let mut rng = rng(seed);
    let mut done = 0;
    while done < evaluations {
        let family = FAMILIES[rng.random_range(0..3)];
        let precision = [12, 16, 24, 24, 24, 28, 32, 32][rng.random_range(0..8)];
        let leaky = QuantizedFamily::new(family, -100..=100, precision).unwrap();
        let free = ((1u64 << precision) - 201) as f64;
        let mut batch = Batch::default();
        while batch.symbols.len() < BATCH {
            let symbol = rng.random_range(-99..=99);
            let edge = f64::from(symbol) - 0.5;
            let scale = between(&mut rng, 0.05, 50.0);
            let weight = |location| (free * family.cdf(edge, location, scale)) as u32;
            // The weight decreases as the location grows; everything positive, so that bits are in order.
            let (mut low, mut high) = (1000.0f64, 1000.0 + 40.0 * scale);
            let shift = edge - 1000.0 - 20.0 * scale * rng.random::<f64>();
            let target = weight(high + shift - 20.0 * scale);
            let (above, below) = (weight(low + shift), weight(high + shift));
            if !(below < target && target < above) {
                batch.push(symbol, low + shift, scale);
                continue;
            }
            while high.to_bits() - low.to_bits() > 1 {
                let middle = f64::from_bits(low.to_bits() + (high.to_bits() - low.to_bits()) / 2);
                *(if weight(middle + shift) > target { &mut low } else { &mut high }) = middle;
            }
            for ulps in -AROUND..=AROUND {
                let location = f64::from_bits((low + shift).to_bits().wrapping_add_signed(ulps));
                batch.push(symbol, location, scale);
            }
        }
        batch.assert_levels_agree(&leaky);
        batch.assert_ends_are_found(&leaky);
        done += batch.symbols.len();
    }
}

#[test]
fn levels_agree_where_the_plain_weight_jumps() {
    // Fewer where an emulator runs the test.
    let cases = std::env::var("CONSTRICTION_CASES").map_or(1_000_000, |cases| cases.parse().unwrap());
    assert_levels_agree_at_jumps(4, cases);
}

#[test]
#[ignore = "minutes in release mode"]
fn levels_agree_at_a_hundred_million_jumps() {
    assert_levels_agree_at_jumps(5, 100_000_000);
}
