//! Every model obeys the laws: those of counts, look-up tables, other symbols, gaps, banks and mixtures.

use constriction_core::{DecoderModel, EncoderModel, IterableModel};
use constriction_models::{Binomial, Distribution, LeakyQuantizer};
use constriction_testkit::model_laws as laws;
use proptest::prelude::*;

fn obeys_the_laws<M>(model: &M, others: &[M::Symbol])
where
    M: EncoderModel<Symbol: PartialEq + core::fmt::Debug> + DecoderModel + IterableModel,
{
    laws::intervals_tile_the_unit(model);
    laws::all_views_agree(model);
    laws::quantiles_out_of_range_are_harmless(model);
    laws::other_symbols_are_impossible(model, others);
}

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
