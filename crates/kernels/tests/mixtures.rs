//! Mixtures have the bits of the models, at every level.

use std::convert::Infallible;
use std::ops::RangeInclusive;

use constriction_kernels::{KernelFamily, Level, Mixtures, Quantiles, QuantizedFamily};
use constriction_models::dynamic::Support;
use constriction_models::{Cauchy, Distribution, Gaussian, Laplace, Mixture, ParameterError};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const FAMILIES: [KernelFamily; 3] = [KernelFamily::Gaussian, KernelFamily::Laplace, KernelFamily::Cauchy];

/// Among them, numbers around 2^-500 and 2^500.
const EXTREMES: [f64; 8] = [5e-324, f64::MIN_POSITIVE, 1e-200, 3e-151, 4e-151, 3e150, 4e150, 1e300];

fn rng(seed: u64) -> Xoshiro256PlusPlus {
    println!("seed {seed}");
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// Log-uniform.
fn between(rng: &mut Xoshiro256PlusPlus, low: f64, high: f64) -> f64 {
    low * (high / low).powf(rng.random::<f64>())
}

/// Symbols with their mixtures.
#[derive(Default)]
struct Batch {
    width: usize,
    symbols: Vec<i32>,
    weights: Vec<f64>,
    locations: Vec<f64>,
    scales: Vec<f64>,
}

impl Batch {
    fn mixtures(&self, leaky: QuantizedFamily) -> Mixtures<'_> {
        Mixtures::new(leaky, self.width, &self.weights, &self.locations, &self.scales).unwrap()
    }

    fn intervals(&self, leaky: QuantizedFamily, level: Level) -> Vec<[u32; 2]> {
        let mut intervals = vec![[0; 2]; self.symbols.len()];
        let impossible =
            self.mixtures(leaky).intervals(level, &self.symbols, &mut intervals, |left, length| [left, length]);
        assert_eq!(impossible, intervals.iter().filter(|interval| interval[1] == 0).count());
        intervals
    }

    fn assert_levels_agree(&self, leaky: QuantizedFamily) -> Vec<[u32; 2]> {
        let plain = self.intervals(leaky, Level::Scalar);
        for level in Level::available() {
            let found = self.intervals(leaky, level);
            if let Some(i) = (0..plain.len()).find(|&i| found[i] != plain[i]) {
                let components = i * self.width..(i + 1) * self.width;
                panic!(
                    "{level:?}, {leaky:?}, symbol {}, {:?}, {:?}, {:?}: {:?} instead of {:?}",
                    self.symbols[i],
                    &self.weights[components.clone()],
                    &self.locations[components.clone()],
                    &self.scales[components],
                    found[i],
                    plain[i]
                );
            }
        }
        plain
    }

    /// Finds the symbols of quantiles at the ends of the intervals and in between.
    fn assert_quantiles_are_found(&self, leaky: QuantizedFamily, intervals: &[[u32; 2]], rng: &mut Xoshiro256PlusPlus) {
        let last = (1u64 << leaky.precision()) - 1;
        let quantile = |&[left, length]: &[u32; 2]| {
            let quantile = match rng.random_range(0..4) {
                0 => left,
                1 => left.wrapping_add(length.wrapping_sub(1)),
                2 => left.wrapping_add(rng.random_range(0..length.max(1))),
                _ => rng.random(),
            };
            (u64::from(quantile) & last) as u32
        };
        let quantiles: Vec<u32> = intervals.iter().map(quantile).collect();
        let mixtures = self.mixtures(leaky);
        let find = |level| {
            let mut list = List { quantiles: &quantiles, taken: Vec::new() };
            let mut symbols = vec![0; quantiles.len()];
            let Ok(()) = mixtures.decode(level, &mut symbols, &mut list);
            let (mut again, mut intervals) = (symbols.clone(), list.taken.clone());
            mixtures.symbols(level, &quantiles, &mut again, &mut intervals, |left, length| [left, length]);
            assert!(again == symbols && intervals == list.taken, "{level:?}, {leaky:?}");
            (symbols, list.taken)
        };
        let plain = find(Level::Scalar);
        for (&quantile, &[left, length]) in quantiles.iter().zip(&plain.1) {
            assert!(quantile >= left && u64::from(quantile) < u64::from(left) + u64::from(length));
        }
        for level in Level::available() {
            assert!(find(level) == plain, "{level:?}, {leaky:?}");
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
    fn advance(&mut self, _quantile: u32, left: u32, length: u32) -> Result<(), Infallible> {
        self.taken.push([left, length]);
        Ok(())
    }
}

fn random_support(rng: &mut Xoshiro256PlusPlus, precision: u32) -> RangeInclusive<i32> {
    let size = between(rng, 1.0, 2f64.powi(precision as i32)) as i64;
    let min = rng.random_range(i64::from(i32::MIN)..=i64::from(i32::MAX) + 1 - size);
    let min = if rng.random() { min } else { min.clamp(-size, 0) };
    min as i32..=(min + size - 1).min(i64::from(i32::MAX)) as i32
}

/// Among others, with equal means, tiny and huge scales and weights, and symbols at the edges of the support.
fn random_batch(rng: &mut Xoshiro256PlusPlus, support: &RangeInclusive<i32>, width: usize, len: usize) -> Batch {
    let (min, max) = (f64::from(*support.start()), f64::from(*support.end()));
    let size = max - min + 1.0;
    let mut batch = Batch { width, ..Batch::default() };
    for _ in 0..len {
        let centre = min + size * rng.random::<f64>();
        let spread = between(rng, 1e-3, 10.0 * size);
        let has_equal_means = rng.random_range(0..4) == 0;
        for _ in 0..width {
            batch.weights.push(match rng.random_range(0..8) {
                0 => 0.0,
                1 => between(rng, 1e-30, 1.0),
                2 => between(rng, 1e-150, 1e150),
                3 => EXTREMES[rng.random_range(0..EXTREMES.len())],
                _ => rng.random(),
            });
            batch.locations.push(match rng.random_range(0..16) {
                _ if has_equal_means => centre,
                0 => EXTREMES[rng.random_range(0..EXTREMES.len())] * if rng.random() { 1.0 } else { -1.0 },
                1 => centre.round() + 0.5 * f64::from(rng.random_range(-1..=1)),
                _ => centre + spread * rng.random_range(-1.0..1.0),
            });
            batch.scales.push(match rng.random_range(0..16) {
                0 => EXTREMES[rng.random_range(0..EXTREMES.len())],
                2 => between(rng, 1e-150, 1e150),
                1 => between(rng, 1e-3 * size, 10.0 * size),
                _ => between(rng, 1e-2, 1e2),
            });
        }
        // Without a sum, it would be no mixture.
        *batch.weights.last_mut().unwrap() += 1e-300;
        let place = batch.locations.len() - 1 - rng.random_range(0..width);
        let near = batch.locations[place] + batch.scales[place] * rng.random_range(-8.0..8.0);
        batch.symbols.push(match rng.random_range(0..16) {
            0 => rng.random(),
            1 => *support.start(),
            2 => *support.end(),
            _ => near.round() as i32,
        });
    }
    batch
}

#[test]
fn levels_agree_on_any_parameters_and_supports() {
    let mut rng = rng(11);
    for precision in (1..=32).chain([24; 100]) {
        for family in FAMILIES {
            let support = random_support(&mut rng, precision);
            let Some(leaky) = QuantizedFamily::new(family, support.clone(), precision) else { continue };
            let (width, len) = (rng.random_range(1..=18), rng.random_range(0..200));
            let batch = random_batch(&mut rng, &support, width, len);
            let intervals = batch.assert_levels_agree(leaky);
            batch.assert_quantiles_are_found(leaky, &intervals, &mut rng);
        }
    }
}

#[test]
fn every_width_and_length_is_handled() {
    let mut rng = rng(12);
    let leaky = QuantizedFamily::new(KernelFamily::Laplace, -50..=50, 24).unwrap();
    for (width, len) in (1..=20).flat_map(|width| (0..20).map(move |len| (width, len))) {
        let batch = random_batch(&mut rng, &(-50..=50), width, len);
        let intervals = batch.assert_levels_agree(leaky);
        batch.assert_quantiles_are_found(leaky, &intervals, &mut rng);
    }
    assert_eq!(Mixtures::new(leaky, 0, &[], &[], &[]), None);
    assert_eq!(Mixtures::new(leaky, 2, &[1.0; 3], &[1.0; 3], &[1.0; 3]), None);
    assert_eq!(Mixtures::new(leaky, 1, &[1.0; 3], &[1.0; 2], &[1.0; 3]), None);
}

#[test]
fn levels_agree_in_the_tails() {
    let mut rng = rng(13);
    for family in FAMILIES {
        for precision in [2, 12, 16, 24, 31, 32] {
            let leaky = QuantizedFamily::new(family, -1..=1, precision).unwrap();
            let mut batch = Batch { width: 3, ..Batch::default() };
            for _ in 0..10_000 {
                let side = if rng.random() { 1.0 } else { -1.0 };
                for _ in 0..3 {
                    let scale = between(&mut rng, 1e-3, 1e3);
                    batch.weights.push(between(&mut rng, 1e-18, 1.0));
                    batch.locations.push(side * scale * between(&mut rng, 0.1, 60.0));
                    batch.scales.push(scale);
                }
                batch.symbols.push(rng.random_range(-1..=1));
            }
            let intervals = batch.assert_levels_agree(leaky);
            batch.assert_quantiles_are_found(leaky, &intervals, &mut rng);
        }
    }
}

/// Where the plain weight jumps from one integer to the next, a few units in the last place of the means around.
#[test]
fn levels_agree_where_the_plain_weight_jumps() {
    const AROUND: i64 = 8;
    let cases = std::env::var("CONSTRICTION_CASES").map_or(40_000, |cases| cases.parse().unwrap());
    let mut rng = rng(14);
    let mut done = 0;
    while done < cases {
        let family = FAMILIES[rng.random_range(0..3)];
        let precision = [12, 16, 24, 24, 24, 28, 32, 32][rng.random_range(0..8)];
        let leaky = QuantizedFamily::new(family, -100..=100, precision).unwrap();
        let free = ((1u64 << precision) - 201) as f64;
        let width = [1, 2, 3, 5, 16][rng.random_range(0..5)];
        let mut batch = Batch { width, ..Batch::default() };
        while batch.symbols.len() < 1000 {
            let symbol = rng.random_range(-99..=99);
            let edge = f64::from(symbol) - 0.5;
            let scale = between(&mut rng, 0.05, 50.0);
            let weights: Vec<f64> = (0..width).map(|_| between(&mut rng, 1e-3, 1.0)).collect();
            let scales: Vec<f64> = (0..width).map(|_| scale * between(&mut rng, 0.5, 2.0)).collect();
            let shifts: Vec<f64> = (0..width).map(|_| edge + scale * rng.random_range(-3.0..3.0) - 1000.0).collect();
            let sum = weights.iter().fold(0.0, |sum, weight| sum + weight);
            // The weight decreases as the means grow; from 1000 on, bits are in order.
            let weight = |x: f64| {
                let part = |sum: f64, i: usize| sum + weights[i] * family.cdf(edge, x + shifts[i], scales[i]);
                (free * ((0..width).fold(0.0, part) / sum)) as u32
            };
            let (mut low, mut high) = (1000.0 - 20.0 * scale.min(20.0), 1000.0 + 20.0 * scale);
            let target = weight(1000.0 + scale * rng.random_range(-4.0..4.0));
            if !(weight(high) < target + 1 && target < weight(low)) {
                continue;
            }
            while high.to_bits() - low.to_bits() > 1 {
                let middle = f64::from_bits(low.to_bits() + (high.to_bits() - low.to_bits()) / 2);
                *(if weight(middle) > target { &mut low } else { &mut high }) = middle;
            }
            for ulps in -AROUND..=AROUND {
                let x = f64::from_bits(low.to_bits().wrapping_add_signed(ulps));
                batch.symbols.push(symbol);
                batch.weights.extend(&weights);
                batch.locations.extend(shifts.iter().map(|shift| x + shift));
                batch.scales.extend(&scales);
            }
        }
        let intervals = batch.assert_levels_agree(leaky);
        batch.assert_quantiles_are_found(leaky, &intervals, &mut rng);
        done += batch.symbols.len();
    }
}

#[test]
fn parameters_that_make_no_distribution_have_no_intervals() {
    let strange =
        [1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, -1.0, f64::MAX, f64::MIN_POSITIVE, 5e-324];
    for family in FAMILIES {
        let leaky = QuantizedFamily::new(family, i32::MIN..=i32::MAX, 32).unwrap();
        for width in [1, 2] {
            let mut batch = Batch { width, ..Batch::default() };
            for (weight, location, scale) in strange
                .into_iter()
                .flat_map(|w| strange.into_iter().flat_map(move |m| strange.into_iter().map(move |s| (w, m, s))))
            {
                for (numbers, number) in
                    [(&mut batch.weights, weight), (&mut batch.locations, location), (&mut batch.scales, scale)]
                {
                    numbers.resize(numbers.len() + width - 1, 1.0);
                    numbers.push(number);
                }
                batch.symbols.push([i32::MIN, -1, 0, 1, i32::MAX][batch.symbols.len() % 5]);
            }
            let intervals = batch.assert_levels_agree(leaky);
            for (place, [_, length]) in intervals.into_iter().enumerate() {
                let (weight, location) =
                    (batch.weights[place * width + width - 1], batch.locations[place * width + width - 1]);
                let scale = batch.scales[place * width + width - 1];
                let is_good = (0.0..f64::INFINITY).contains(&weight)
                    && (width > 1 || weight.is_normal())
                    && location.is_finite()
                    && scale > 0.0
                    && scale < f64::INFINITY;
                assert_eq!(length > 0, is_good, "{weight:?} {location:?} {scale:?}");
            }
            for level in Level::available() {
                for quantile in [0, 1, 1 << 31, u32::MAX] {
                    let quantiles = vec![quantile; batch.symbols.len()];
                    let (mut symbols, mut intervals) = (vec![0; quantiles.len()], vec![[0; 2]; quantiles.len()]);
                    let make = |left, length| [left, length];
                    batch.mixtures(leaky).symbols(level, &quantiles, &mut symbols, &mut intervals, make);
                }
            }
        }
    }
}

fn assert_same<D: Distribution + Copy>(family: KernelFamily, new: impl Fn(f64, f64) -> Result<D, ParameterError>) {
    let mut rng = rng(15);
    for precision in [8, 12, 24, 32] {
        let support = Support::new(-50..=77, precision).unwrap();
        let leaky = QuantizedFamily::new(family, -50..=77, precision).unwrap();
        for width in [1, 2, 3, 16, 17] {
            let batch = random_batch(&mut rng, &(-50..=77), width, 500);
            let model = |place: usize| {
                let component = |i: usize| (batch.weights[i], new(batch.locations[i], batch.scales[i]).unwrap());
                let components: Vec<(f64, D)> = (place * width..(place + 1) * width).map(component).collect();
                support.quantize(Mixture::new(components).unwrap())
            };
            for (place, [left, length]) in batch.assert_levels_agree(leaky).into_iter().enumerate() {
                let expected = model(place).interval(batch.symbols[place]).map(|i| [i.left, i.prob.get()]);
                assert_eq!((length > 0).then_some([left, length]), expected);
            }
            let quantiles: Vec<u32> = (0..500).map(|_| rng.random::<u32>() >> (32 - precision)).collect();
            let (mut symbols, mut intervals) = (vec![0; 500], vec![[0; 2]; 500]);
            let make = |left, length| [left, length];
            batch.mixtures(leaky).symbols(Level::detect(), &quantiles, &mut symbols, &mut intervals, make);
            for (place, &quantile) in quantiles.iter().enumerate() {
                let (symbol, interval) = model(place).symbol_at(quantile).unwrap();
                assert_eq!((symbols[place], intervals[place]), (symbol, [interval.left, interval.prob.get()]));
            }
        }
    }
}

#[test]
fn intervals_and_symbols_are_those_of_the_models() {
    assert_same(KernelFamily::Gaussian, Gaussian::new);
    assert_same(KernelFamily::Laplace, Laplace::new);
    assert_same(KernelFamily::Cauchy, Cauchy::new);
}
