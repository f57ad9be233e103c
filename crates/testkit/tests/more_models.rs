//! Distributions of counts, more located families, and what is made of them obey the laws.

use constriction_core::{DecoderModel, IterableModel};
use constriction_models::{
    Binomial, Cauchy, Distribution, Gaussian, Geometric, LeakyQuantizer, Logistic, Mixture, ParameterError, Poisson,
    ProbabilityError, StudentT, Truncated,
};
use constriction_testkit::model_laws::{self as laws, all as obeys_the_laws};
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Probabilities of success, many of them close to 0 or 1.
fn success() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..=1.0f64,
        1 => (0.0f64..60.0).prop_map(|bits| (-bits).exp2()),
        1 => (0.0f64..60.0).prop_map(|bits| 1.0 - (-bits).exp2()),
    ]
}

#[test]
fn binomial_models_obey_the_laws() {
    let quantized = |n: u32, p| LeakyQuantizer::<u32, 24>::new(0..=n).quantize(Binomial::new(n, p).unwrap());
    proptest!(config(60), |(n in prop_oneof![0..5u32, 0..2000u32], p in success())| {
        obeys_the_laws(&quantized(n, p), &[n + 1, u32::MAX]);
    });
    // The search of the `probability` crate does not end for the first three.
    for (n, p) in [(999, 0.47), (950, 0.55), (2000, 1.0 - 1e-9), (1, 0.5), (10_000, 1e-9), (10, 0.0), (10, 1.0)] {
        obeys_the_laws(&quantized(n, p), &[n + 1]);
    }
    obeys_the_laws(&quantized(20_000, 0.3), &[20_001]);
    let most = LeakyQuantizer::<u32, 32>::new(0..=u32::MAX).quantize(Binomial::new(u32::MAX, 0.5).unwrap());
    for quantile in [0, 1, 1 << 20, 1 << 31, u32::MAX] {
        laws::views_agree_at(&most, quantile);
    }
}

#[test]
fn binomial_bits_are_those_of_the_probability_crate() {
    use probability::distribution::{self as d, Distribution as _};
    // The published crate's distribution asserts that p is neither 0 nor 1, in debug builds.
    let p = success().prop_filter("strictly between", |&p| 0.0 < p && p < 1.0);
    let n = prop_oneof![1..20usize, 1..1000usize, 1..=10_000usize];
    proptest!(config(20_000), |(n in n, p in p, place in -0.1..1.1f64, near in -6.0..6.0f64)| {
        let (ours, theirs) = (Binomial::new(n as u32, p).unwrap(), d::Binomial::new(n, p));
        let std = (n as f64 * p * (1.0 - p)).sqrt();
        for x in [place * n as f64, n as f64 * p + near * std] {
            let x = x.round() - 0.5;
            prop_assert_eq!(ours.cdf(x).to_bits(), theirs.distribution(x).to_bits(), "n = {}, p = {}, x = {}", n, p, x);
        }
    });
}

#[test]
fn probabilities_of_success_are_checked() {
    for p in [-1e-300, 1.0 + 1e-9, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Binomial::new(3, p).is_err(), "{p}");
    }
    assert!(Binomial::new(0, -0.0).is_ok());
}

/// One distribution over small supports in full, over a wide one at some quantiles.
fn distribution_obeys_the_laws(distribution: impl Distribution + Copy, quantiles: &[u32]) {
    obeys_the_laws(&LeakyQuantizer::<i32, 24>::new(-20..=30).quantize(distribution), &[-21, 31]);
    obeys_the_laws(&LeakyQuantizer::<i16, 12>::new(0..=500).quantize(distribution), &[-1, 501]);
    obeys_the_laws(&LeakyQuantizer::<u8, 8>::new(0..=255).quantize(distribution), &[]);
    for &quantile in quantiles {
        let wide = LeakyQuantizer::<i32, 24>::new(-(1 << 23)..=(1 << 23) - 1).quantize(distribution);
        laws::views_agree_at(&wide, quantile);
        let widest = LeakyQuantizer::<i32, 32>::new(i32::MIN..=i32::MAX).quantize(distribution);
        laws::views_agree_at(&widest, quantile);
    }
}

#[test]
fn more_quantised_distributions() {
    let scale = (-40.0f64..60.0).prop_map(f64::exp2);
    let mean = prop_oneof![-30.0..40.0f64, -1e9..1e9f64, Just(0.5), Just(-1e300), Just(f64::MAX)];
    let degrees = prop_oneof![0.01..10.0f64, (-60.0f64..100.0).prop_map(f64::exp2), Just(1.0), Just(1000.0)];
    let quantiles = proptest::collection::vec(any::<u32>(), 2);
    proptest!(config(100), |(mean in mean, scale in scale, degrees in degrees, weights in [0.0..1.0f64, 0.01..1.0, 0.0..1e9], quantiles in quantiles)| {
        distribution_obeys_the_laws(Logistic::new(mean, scale).unwrap(), &quantiles);
        distribution_obeys_the_laws(StudentT::new(degrees, mean, scale).unwrap(), &quantiles);
        let components = [(weights[0], mean, scale), (weights[1], 3.0, 2.0), (weights[2], -5.0, 10.0)];
        let gaussian = components.map(|(weight, mean, scale)| (weight, Gaussian::new(mean, scale).unwrap()));
        distribution_obeys_the_laws(Mixture::new(gaussian).unwrap(), &quantiles);
        distribution_obeys_the_laws(Mixture::new(&gaussian[1..]).unwrap(), &quantiles);
        let cauchy = components.map(|(weight, mean, scale)| (weight, Cauchy::new(mean, scale).unwrap()));
        distribution_obeys_the_laws(Mixture::new(&cauchy).unwrap(), &quantiles);
        let truncated = Truncated::new(Logistic::new(3.0, weights[1]).unwrap(), -4.5..=10.5).unwrap();
        distribution_obeys_the_laws(truncated, &quantiles);
    });
}

#[test]
fn quantised_counts() {
    let rate = prop_oneof![0.001..300.0f64, (-80.0f64..24.0).prop_map(f64::exp2)];
    let quantiles = proptest::collection::vec(any::<u32>(), 2);
    proptest!(config(100), |(rate in rate, p in success(), quantiles in quantiles)| {
        distribution_obeys_the_laws(Poisson::new(rate).unwrap(), &quantiles);
        if p > 0.0 {
            distribution_obeys_the_laws(Geometric::new(p).unwrap(), &quantiles);
        }
    });
    let many = LeakyQuantizer::<u32, 24>::new(0..=12_000).quantize(Poisson::new(10_000.0).unwrap());
    obeys_the_laws(&many, &[12_001]);
    let truncated = Truncated::new(Geometric::new(0.25).unwrap(), -0.5..=2.5).unwrap();
    let model = LeakyQuantizer::<u8, 24>::new(0..=2).quantize(truncated);
    let probs: Vec<f64> =
        model.symbol_table().map(|(_, interval)| f64::from(interval.prob.get()) / f64::from(1 << 24)).collect();
    for (found, wanted) in probs.iter().zip([16.0 / 37.0, 12.0 / 37.0, 9.0 / 37.0]) {
        assert!((found - wanted).abs() < 1e-6);
    }
}

#[test]
fn mixtures_are_sums() {
    let [a, b] = [Gaussian::new(-3.0, 1.5).unwrap(), Gaussian::new(4.0, 7.5).unwrap()];
    let mixture = Mixture::new(vec![(2.0, a), (6.0, b)]).unwrap();
    let p = |x: f64| 0.25 * a.cdf(x) + 0.75 * b.cdf(x);
    for x in -50..50 {
        assert!((mixture.cdf(f64::from(x)) - p(f64::from(x))).abs() < 1e-15);
    }
    for step in 1..1000 {
        let wanted = 0.001 * f64::from(step);
        let x = mixture.quantile(wanted);
        assert!(p(x - 0.6) < wanted && wanted < p(x + 0.6), "{wanted}: {x}");
    }
}

#[test]
fn more_parameters_are_checked() {
    fn scale_is_checked<D>(new: impl Fn(f64, f64) -> Result<D, ParameterError>) {
        for location in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(new(location, 1.0).is_err());
        }
        for scale in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(new(0.0, scale).is_err());
        }
    }
    scale_is_checked(Logistic::new);
    scale_is_checked(|loc, scale| StudentT::new(3.0, loc, scale));
    scale_is_checked(
        |_, degrees| if degrees == 1.0 { StudentT::new(f64::NAN, 0.0, 1.0) } else { StudentT::new(degrees, 0.0, 1.0) },
    );
    scale_is_checked(|_, rate| if rate == 1.0 { Poisson::new(1e300) } else { Poisson::new(rate) });
    scale_is_checked(|_, p| if p == 1.0 { Geometric::new(1.0 + 1e-9) } else { Geometric::new(p) });
    let standard = Gaussian::new(0.0, 1.0).unwrap();
    for weight in [-1.0, f64::NAN, f64::INFINITY] {
        let error = Mixture::new([(1.0, standard), (weight, standard)]).unwrap_err();
        assert!(matches!(error, ProbabilityError::Invalid { index: 1, .. }));
    }
    assert!(Mixture::new([(0.0, standard)]).is_err() && Mixture::new([(f64::MAX, standard); 2]).is_err());
    assert_eq!(Mixture::<Gaussian, _>::new([]).unwrap_err(), ProbabilityError::Empty);
    assert!(Truncated::new(standard, 100.0..=101.0).is_err());
    let reversed = 1.0..=-1.0;
    assert!(Truncated::new(standard, reversed).is_err() && Truncated::new(standard, f64::NAN..=1.0).is_err());
}

#[test]
fn logistic_bits_are_those_of_the_probability_crate() {
    use probability::distribution::{self as d, Distribution as _};
    proptest!(config(2000), |(mean in -50.0f64..50.0, scale in (-10.0f64..10.0).prop_map(f64::exp2), x in -100.0f64..100.0)| {
        prop_assert_eq!(Logistic::new(mean, scale).unwrap().cdf(x), d::Logistic::new(mean, scale).distribution(x));
    });
}

/// Its inverse function, by Newton's method, is one that does not always end.
#[test]
fn the_binomial_distribution_of_the_probability_crate_decodes() {
    for (n, p) in [(999, 0.47), (950, 0.55), (2000, 1.0 - 1e-9), (1000, 0.01)] {
        let theirs =
            LeakyQuantizer::<i32, 24>::new(0..=n).quantize(probability::distribution::Binomial::new(n as usize, p));
        let ours = LeakyQuantizer::<i32, 24>::new(0..=n).quantize(Binomial::new(n as u32, p).unwrap());
        for quantile in (0..1 << 24).step_by(99_991) {
            assert_eq!(theirs.symbol_at(quantile), ours.symbol_at(quantile), "n = {n}, p = {p}");
        }
    }
}
