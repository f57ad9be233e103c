//! Models whose precision is a value have the intervals of those whose precision is a constant.

use constriction_core::{DecoderModel, EncoderModel, Interval};
use constriction_models::{
    Bernoulli, Categorical, Cdf, Gaussian, Laplace, LeakyQuantizer, ProbabilityError, SupportError, Uniform, dynamic,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

/// Calls a function with each precision as a constant.
macro_rules! for_each_precision {
    ($function:ident) => {
        for_each_precision!($function: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
        for_each_precision!($function: 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
        for_each_precision!($function: 32);
    };
    ($function:ident: $($precision:literal)*) => {$($function::<$precision>();)*};
}

fn random(seed: u32) -> Xoshiro256StarStar {
    Xoshiro256StarStar::seed_from_u64(seed.into())
}

/// Anything from even to almost certain, with zeros.
fn random_probs(rng: &mut impl RngExt, most: usize) -> Vec<f64> {
    let power = rng.random_range(0..20);
    let mut probs: Vec<f64> = (0..rng.random_range(1..=most)).map(|_| rng.random::<f64>().powi(power)).collect();
    let zero = rng.random_range(0..2 * probs.len());
    if probs.len() > 1 && zero < probs.len() {
        probs[zero] = 0.0;
    }
    probs
}

fn assert_same<S, M>(
    precision: u32,
    model: &M,
    symbols: impl IntoIterator<Item = S>,
    interval: impl Fn(S) -> Option<Interval>,
    symbol_at: impl Fn(u32) -> Option<(S, Interval)>,
) where
    S: Copy + PartialEq + core::fmt::Debug,
    M: EncoderModel<Symbol = S> + DecoderModel,
{
    for symbol in symbols {
        let wanted = model.interval(&symbol);
        assert_eq!(interval(symbol), wanted, "{symbol:?} at {precision} bits");
        let Some(wanted) = wanted else { continue };
        for quantile in [u64::from(wanted.left), wanted.right() - 1, wanted.right() % (1 << precision)] {
            assert_eq!(symbol_at(quantile as u32), model.symbol_at(quantile as u32));
        }
    }
}

fn assert_same_table<const P: u32>(
    table: Result<dynamic::Table, ProbabilityError>,
    model: Result<Categorical<P>, ProbabilityError>,
) {
    match (table, model) {
        (Ok(table), Ok(model)) => {
            assert_eq!((table.precision(), table.len()), (P, model.cdf().len()));
            assert_eq!(&table.ends()[..table.len()], model.cdf().lefts());
            assert_same(P, &model, 0..table.len() + 2, |s| table.interval(s), |q| table.symbol_at(q));
        }
        (Err(table), Err(model)) => assert_eq!(table, model),
        (table, model) => panic!("{table:?} and {model:?}"),
    }
}

fn tables<const P: u32>() {
    let mut rng = random(P);
    for _ in 0..40 {
        let probs = random_probs(&mut rng, 300);
        let singles: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
        let frequencies: Vec<u32> = probs.iter().map(|p| (p * 1e6) as u32).collect();
        assert_same_table::<P>(dynamic::Table::fast(&probs, P), Categorical::fast(&probs));
        assert_same_table::<P>(dynamic::Table::fast(&singles, P), Categorical::fast(&singles));
        assert_same_table::<P>(dynamic::Table::perfect(&probs, P), Categorical::perfect(&probs));
        assert_same_table::<P>(
            dynamic::Table::from_frequencies(&frequencies, P),
            Categorical::from_frequencies(&frequencies),
        );
        let ends = match Cdf::<P>::fast(&probs) {
            Ok(cdf) => cdf.lefts().to_vec(),
            Err(_) => continue,
        };
        let mut weights: Vec<u32> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
        weights.push(((1u64 << P) - u64::from(*ends.last().unwrap())).try_into().unwrap());
        assert_same_table::<P>(dynamic::Table::from_weights(&weights, P), Categorical::from_weights(&weights));
        weights[0] += 1;
        assert_same_table::<P>(dynamic::Table::from_weights(&weights, P), Categorical::from_weights(&weights));
    }
}

/// Models for up to 31 bits.
fn short_tables<const P: u32>() {
    let mut rng = random(P);
    for _ in 0..40 {
        let probs: Vec<f32> = random_probs(&mut rng, 300).iter().map(|&p| p as f32).collect();
        assert_same_table::<P>(dynamic::Table::fast_compatible(&probs, P), Categorical::fast_compatible(&probs));
        let one = 1u32 << P;
        let mut ends: Vec<u32> = (0..rng.random_range(1..20)).map(|_| rng.random_range(0..=one)).collect();
        ends.sort_unstable();
        ends[0] = 0;
        let weights: Vec<u32> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_same_table::<P>(dynamic::Table::from_cumulative(&ends, P), Categorical::from_cumulative(&ends));
        assert_same_table::<P>(
            dynamic::Table::from_partial_weights(&weights, P),
            Categorical::from_partial_weights(&weights),
        );
    }
}

#[test]
fn tables_agree() {
    for_each_precision!(tables);
    for_each_precision!(short_tables: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
}

fn uniform<const P: u32>() {
    let mut rng = random(P);
    let one = 1u64 << P;
    for size in
        [0, 1, 2, 3, one / 2, one - 1, one, one + 1].into_iter().chain((0..50).map(|_| rng.random_range(1..=one)))
    {
        let ours = dynamic::Uniform::new(size, P);
        // A machine may have no number for `2^32` symbols.
        let Ok(size) = usize::try_from(size) else { continue };
        match (ours, Uniform::<P>::try_new(size)) {
            (Ok(ours), Ok(model)) => {
                assert_eq!((ours.size(), ours.precision()), (size as u64, P));
                let some = [0, 1, size / 2, size - 1, size, size.saturating_add(1)];
                assert_same(P, &model, some, |s| ours.interval(s), |q| ours.symbol_at(q));
            }
            (ours, model) => assert_eq!(ours.unwrap_err(), model.unwrap_err()),
        }
    }
}

#[test]
fn uniform_models_agree() {
    for_each_precision!(uniform);
}

fn bernoulli<const P: u32>() {
    let mut rng = random(P);
    let special = [0.0, -0.0, 0.5, 1.0, 1e-300, f64::MIN_POSITIVE, 5e-324, f64::EPSILON, 1.0 - f64::EPSILON];
    let tiny = (0..200).map(|i| (-f64::from(i) / 3.0).exp2());
    let ps: Vec<f64> = special.into_iter().chain(tiny).chain((0..300).map(|_| rng.random())).collect();
    for p in ps.iter().copied().chain(ps.iter().map(|p| 1.0 - p)) {
        let pairs = [
            (dynamic::Bernoulli::fast(p, P), Bernoulli::<P>::fast(p), Cdf::<P>::fast(&[1.0 - p, p])),
            (dynamic::Bernoulli::perfect(p, P), Bernoulli::<P>::perfect(p), Cdf::<P>::perfect(&[1.0 - p, p])),
        ];
        for (ours, model, cdf) in pairs {
            let (ours, model, cdf) = (ours.unwrap(), model.unwrap(), cdf.unwrap());
            for symbol in [false, true] {
                let wanted = cdf.interval(&usize::from(symbol));
                assert_eq!(Some(ours.interval(symbol)), wanted, "p = {p} at {P} bits");
                assert_eq!(model.interval(&symbol), wanted);
            }
            assert_same(P, &model, [false, true], |s| Some(ours.interval(s)), |q| Some(ours.symbol_at(q)));
        }
    }
}

#[test]
fn bernoulli_models_agree_with_tables() {
    for_each_precision!(bernoulli);
}

fn quantized<const P: u32>() {
    let mut rng = random(P);
    for _ in 0..50 {
        let min = rng.random_range(-1000..1000i32);
        let max = min.saturating_add(rng.random_range(-1..(1i64 << P)).min(1 << 20) as i32);
        let (support, quantizer) = (dynamic::Support::new(min..=max, P), LeakyQuantizer::<i32, P>::try_new(min..=max));
        let (Ok(support), Ok(quantizer)) = (support, quantizer) else {
            assert_eq!(support.unwrap_err(), quantizer.unwrap_err());
            continue;
        };
        assert_eq!((support.min(), support.max(), support.precision()), (min, max, P));
        assert_eq!(support.size(), quantizer.size());
        let symbols = (0..20).map(|_| rng.random_range(min..=max)).chain([min, max, min - 1, max + 1]);
        let symbols: Vec<i32> = symbols.collect();
        let (mean, scale) = (rng.random_range(-1000.0..1000.0), rng.random_range(-5.0f64..10.0).exp2());
        let distribution = Gaussian::new(mean, scale).unwrap();
        let (ours, model) = (support.quantize(distribution), quantizer.quantize(distribution));
        assert_same(P, &model, symbols.clone(), |s| ours.interval(s), |q| ours.symbol_at(q));
        let distribution = Laplace::new(mean, scale).unwrap();
        let (ours, model) = (support.quantize(distribution), quantizer.quantize(distribution));
        assert_same(P, &model, symbols, |s| ours.interval(s), |q| ours.symbol_at(q));
        assert_eq!(ours.inner().mean(), mean);
        assert_eq!(ours.support(), &support);
    }
}

#[test]
fn quantized_distributions_agree() {
    for_each_precision!(quantized);
}

#[test]
fn precisions_are_checked() {
    for precision in [0, 33, 64, 1 << 31, u32::MAX] {
        let error = ProbabilityError::Precision { precision, max: 32 };
        assert_eq!(dynamic::Table::fast(&[0.5f32; 2], precision), Err(error));
        assert_eq!(dynamic::Table::perfect(&[0.5f32; 2], precision), Err(error));
        assert_eq!(dynamic::Table::from_frequencies(&[1, 2], precision), Err(error));
        assert_eq!(dynamic::Table::from_weights(&[1, 1], precision), Err(error));
        assert!(dynamic::Table::from_partial_weights(&[1, 1], precision).is_err());
        assert!(dynamic::Table::from_cumulative(&[0, 1], precision).is_err());
        assert!(dynamic::Table::fast_compatible(&[0.5f32; 2], precision).is_err());
        assert_eq!(dynamic::Uniform::new(2, precision), Err(SupportError::Precision { precision }));
        let message = format!("the precision must be between 1 and 32 bits, but is {precision}");
        assert_eq!(dynamic::Table::fast(&[0.5f32; 2], precision).unwrap_err().to_string(), message);
        assert_eq!(dynamic::Uniform::new(2, precision).unwrap_err().to_string(), message);
        assert_eq!(dynamic::Bernoulli::fast(0.5, precision).unwrap_err().to_string(), message);
        assert_eq!(dynamic::Support::new(0..=1u8, precision), Err(SupportError::Precision { precision }));
        assert_eq!(dynamic::Bernoulli::fast(0.5, precision).unwrap_err().name, "precision");
        assert_eq!(dynamic::Bernoulli::perfect(0.5, precision).unwrap_err().name, "precision");
    }
    let error = ProbabilityError::Precision { precision: 32, max: 31 };
    // A total of 2^32 is written as 0.
    assert_eq!(dynamic::Table::from_cumulative(&[0, 1, 0], 32).map(|table| table.len()), Ok(2));
    assert_eq!(dynamic::Table::from_cumulative(&[0, 1], 32), Err(ProbabilityError::SingleSymbol));
    assert_eq!(dynamic::Table::from_partial_weights(&[1, 1], 32), Err(error));
    assert_eq!(dynamic::Table::fast_compatible(&[0.5f32; 2], 32), Err(error));
}

#[test]
fn probabilities_of_true_are_checked() {
    for p in [-1e-300, 1.0 + 1e-9, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(dynamic::Bernoulli::fast(p, 12).is_err(), "{p}");
        assert!(dynamic::Bernoulli::perfect(p, 12).is_err(), "{p}");
    }
}
