//! Every model obeys the laws.

use constriction_core::{DecoderModel, EncoderModel, IterableModel};
use constriction_models::{
    Bernoulli, Categorical, Cauchy, Cdf, CdfFn, Distribution, Gaussian, Laplace, LazyCategorical, LeakyQuantizer,
    ParameterError, ProbabilityError, SupportError, Uniform,
};
use constriction_testkit::{model_laws as laws, strategies::probabilities};
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

/// All categorical models of the same probabilities.
fn categoricals_obey_the_laws<const P: u32>(probs: &[f64]) {
    if P == 32 && probs.len() == 1 {
        assert_eq!(Categorical::<P>::fast(probs), Err(ProbabilityError::SingleSymbol));
        return;
    }
    let others = [probs.len(), probs.len() + 1, usize::MAX];
    let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
    obeys_the_laws(&Categorical::<P>::fast(probs).unwrap(), &others);
    obeys_the_laws(&Categorical::<P>::perfect(probs).unwrap(), &others);
    obeys_the_laws(&Cdf::<P>::perfect(probs).unwrap(), &others);
    obeys_the_laws(&LazyCategorical::<_, _, P>::new(probs).unwrap(), &others);
    if narrow.iter().sum::<f32>() > f32::MIN_POSITIVE {
        let fast = Categorical::<P>::fast(&narrow).unwrap();
        let lazy = LazyCategorical::<_, _, P>::new(&narrow).unwrap();
        obeys_the_laws(&fast, &others);
        obeys_the_laws(&lazy, &others);
        assert!(fast.symbol_table().eq(lazy.symbol_table()));
        let wide: Vec<f64> = narrow.iter().copied().map(f64::from).collect();
        assert_eq!(Categorical::<P>::perfect(&narrow), Categorical::<P>::perfect(&wide));
    }
    let weights: Vec<u32> =
        Cdf::<P>::perfect(probs).unwrap().symbol_table().map(|(_, interval)| interval.prob.get()).collect();
    assert_eq!(Cdf::<P>::from_weights(&weights), Cdf::<P>::perfect(probs));
}

#[test]
fn categoricals() {
    proptest!(config(300), |(probs in probabilities(300))| {
        categoricals_obey_the_laws::<24>(&probs);
        categoricals_obey_the_laws::<12>(&probs);
        categoricals_obey_the_laws::<32>(&probs);
    });
    proptest!(config(100), |(probs in probabilities(8))| categoricals_obey_the_laws::<3>(&probs));
}

#[test]
fn categoricals_with_hardly_any_quantile_to_spare() {
    let probs: Vec<f64> = (0..4096).map(|i| f64::from(i % 7)).collect();
    categoricals_obey_the_laws::<12>(&probs);
    categoricals_obey_the_laws::<12>(&probs[1..]);
    let too_many = ProbabilityError::TooMany { symbols: 4097, precision: 12 };
    assert_eq!(Categorical::<12>::fast(&[1.0; 4097]), Err(too_many));
    assert_eq!(Categorical::<12>::perfect(&[1.0; 4097]), Err(too_many));
}

#[test]
fn many_tiny_probabilities_in_one_bucket() {
    let mut probs = vec![1e-12; 3000];
    probs[1234] = 1.0;
    categoricals_obey_the_laws::<24>(&probs);
}

/// In 0.5.0, rounding in `f32` leaves nothing to the last symbol of these.
const ZERO_AT_THE_END: [[f32; 3]; 2] = [[0.998_680_65, 0.0, 2.332_978_7e-9], [0.001_837_187_9, 0.0, 0.0]];

#[test]
fn the_last_symbol_of_narrow_floats_is_never_impossible() {
    for probs in ZERO_AT_THE_END {
        obeys_the_laws(&Categorical::<24>::fast(&probs).unwrap(), &[3]);
        obeys_the_laws(&LazyCategorical::<_, _, 24>::new(probs).unwrap(), &[3]);
        assert!(Categorical::<24>::fast(&probs).unwrap().interval(&2).is_some());
    }
}

#[test]
fn compatible_tables_say_what_they_cannot_encode() {
    for probs in ZERO_AT_THE_END {
        obeys_the_laws(&Categorical::<24>::fast_compatible(&probs).unwrap(), &[2, 3]);
        obeys_the_laws(&LazyCategorical::<_, _, 24>::new_compatible(probs).unwrap(), &[2, 3]);
    }
}

#[test]
fn frequencies() {
    let text = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood";
    let mut counts = [0u32; 256];
    text.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
    let model = Categorical::<24>::from_frequencies(&counts).unwrap();
    obeys_the_laws(&model, &[256]);
    assert_eq!(Categorical::<24>::from_frequencies(&[0, 0]), Err(ProbabilityError::InvalidSum { sum: 0.0 }));

    // Frequencies that already are weights stay what they are.
    let weights = [1u32, 2, 3, 10];
    assert_eq!(Cdf::<4>::from_frequencies(&weights), Cdf::<4>::from_weights(&weights));
}

#[test]
fn weights_are_checked() {
    assert_eq!(Cdf::<4>::from_weights(&[]), Err(ProbabilityError::Empty));
    assert_eq!(Cdf::<4>::from_weights(&[8, 7]), Err(ProbabilityError::NotNormalized { sum: 15, one: 16 }));
    assert_eq!(Cdf::<4>::from_weights(&[16, 0]), Err(ProbabilityError::Invalid { index: 1, value: 0.0 }));
    assert_eq!(Cdf::<4>::from_weights(&[16]).map(|cdf| cdf.len()), Ok(1));
    let huge = Cdf::<32>::from_weights(&[u32::MAX, u32::MAX]);
    assert_eq!(huge, Err(ProbabilityError::NotNormalized { sum: (1 << 33) - 2, one: 1 << 32 }));
}

#[test]
fn probabilities_are_checked() {
    fn fails(probs: &[f64], is_right: impl Fn(ProbabilityError) -> bool) {
        assert!(is_right(Categorical::<24>::fast(probs).unwrap_err()), "{probs:?}");
        assert!(is_right(Categorical::<24>::perfect(probs).unwrap_err()), "{probs:?}");
        assert!(is_right(LazyCategorical::<_, _, 24>::new(probs).unwrap_err()), "{probs:?}");
    }
    fails(&[], |error| error == ProbabilityError::Empty);
    for bad in [-1.0, -1e-300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        fails(&[0.5, bad], |error| matches!(error, ProbabilityError::Invalid { index: 1, .. }));
    }
    for bad in [[0.0, 0.0], [f64::MAX, f64::MAX], [1e-310, 1e-310], [-0.0, 0.0]] {
        fails(&bad, |error| matches!(error, ProbabilityError::InvalidSum { .. }));
    }
    let wide = [f32::MAX, f32::MAX];
    assert!(matches!(Categorical::<24>::fast(&wide), Err(ProbabilityError::InvalidSum { .. })));
    assert_eq!(Categorical::<24>::fast(&[-0.0, 1.0]), Categorical::<24>::fast(&[0.0, 1.0]));
    assert_eq!(Categorical::<24>::perfect(&[-0.0, 1.0f32]), Categorical::<24>::perfect(&[0.0, 1.0]));
    let error = Categorical::<24>::fast(&[0.1, -0.2]).unwrap_err();
    assert_eq!(error.to_string(), "the probability at index 1 must be finite and not negative, but is -0.2");
}

#[test]
fn uniform() {
    for size in [1, 2, 3, 7, 100, 4095, 4096] {
        obeys_the_laws(&Uniform::<12>::new(size), &[size, usize::MAX]);
    }
    obeys_the_laws(&Uniform::<32>::new(3), &[3]);
    for (size, error) in [(0, SupportError::Empty), (4097, SupportError::TooLarge { precision: 12 })] {
        assert_eq!(Uniform::<12>::try_new(size), Err(error));
        let none = Uniform::<12>::new(size);
        assert_eq!((none.interval(&0), none.symbol_at(0), none.symbol_table().count()), (None, None, 0));
    }
    assert_eq!(Uniform::<32>::try_new(1), Err(SupportError::SingleSymbol));
    assert_eq!(Uniform::<12>::new(usize::MAX).interval(&0), None);
}

#[test]
fn bernoulli() {
    for p in [0.0, 1e-300, 1e-7, 0.3, 0.5, 1.0 - 1e-7, 1.0] {
        obeys_the_laws(&Bernoulli::<24>::fast(p).unwrap(), &[]);
        obeys_the_laws(&Bernoulli::<24>::perfect(p).unwrap(), &[]);
        let table = Categorical::<24>::perfect(&[1.0 - p, p]).unwrap();
        assert_eq!(Bernoulli::<24>::perfect(p).unwrap().interval(&true), table.interval(&1));
    }
    for p in [-1e-9, 1.0 + 1e-9, f64::NAN, f64::INFINITY] {
        assert!(Bernoulli::<24>::fast(p).is_err() && Bernoulli::<24>::perfect(p).is_err());
    }
}

/// One distribution over small supports in full, over a wide one at some quantiles.
fn distribution_obeys_the_laws(distribution: impl Distribution + Copy, quantiles: &[u32]) {
    obeys_the_laws(&LeakyQuantizer::<i32, 24>::new(-20..=30).quantize(distribution), &[-21, 31, i32::MIN, i32::MAX]);
    obeys_the_laws(&LeakyQuantizer::<i8, 12>::new(-128..=127).quantize(distribution), &[]);
    obeys_the_laws(&LeakyQuantizer::<u8, 8>::new(0..=255).quantize(distribution), &[]);
    obeys_the_laws(&LeakyQuantizer::<u16, 24>::new(5..=5).quantize(distribution), &[4, 6]);
    obeys_the_laws(&LeakyQuantizer::<i64, 32>::new(i64::MAX - 1..=i64::MAX).quantize(distribution), &[0, i64::MIN]);
    for &quantile in quantiles {
        let wide = LeakyQuantizer::<i32, 24>::new(-(1 << 23)..=(1 << 23) - 1).quantize(distribution);
        laws::views_agree_at(&wide, quantile);
        let widest = LeakyQuantizer::<i32, 32>::new(i32::MIN..=i32::MAX).quantize(distribution);
        laws::views_agree_at(&widest, quantile);
        let most = LeakyQuantizer::<i64, 32>::new(-1_000_000..=1_000_000).quantize(distribution);
        laws::views_agree_at(&most, quantile);
    }
}

#[test]
fn quantised_distributions() {
    let scale = (-40.0f64..60.0).prop_map(f64::exp2);
    let mean = prop_oneof![-30.0..40.0f64, -1e9..1e9f64, Just(0.5), Just(-1e300), Just(f64::MAX)];
    let quantiles = proptest::collection::vec(any::<u32>(), 4);
    proptest!(config(150), |(mean in mean, scale in scale, quantiles in quantiles)| {
        distribution_obeys_the_laws(Gaussian::new(mean, scale).unwrap(), &quantiles);
        distribution_obeys_the_laws(Laplace::new(mean, scale).unwrap(), &quantiles);
        distribution_obeys_the_laws(Cauchy::new(mean, scale).unwrap(), &quantiles);
    });
}

#[test]
fn extreme_scales_are_harmless() {
    for scale in [f64::MIN_POSITIVE, 5e-324, f64::MAX] {
        for mean in [0.0, 0.5, f64::MAX, f64::MIN] {
            distribution_obeys_the_laws(Gaussian::new(mean, scale).unwrap(), &[0, 1 << 23, u32::MAX]);
            distribution_obeys_the_laws(Laplace::new(mean, scale).unwrap(), &[0, 1 << 23, u32::MAX]);
            distribution_obeys_the_laws(Cauchy::new(mean, scale).unwrap(), &[0, 1 << 23, u32::MAX]);
        }
    }
}

#[test]
fn parameters_are_checked() {
    fn is_checked<D>(new: impl Fn(f64, f64) -> Result<D, ParameterError>) {
        assert!(new(-3.0, 1e-9).is_ok());
        for location in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(new(location, 1.0).is_err());
        }
        for scale in [0.0, -0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(new(0.0, scale).is_err());
        }
    }
    is_checked(Gaussian::new);
    is_checked(Laplace::new);
    is_checked(Cauchy::new);
    let error = Gaussian::new(1.0, -2.0).unwrap_err();
    assert_eq!(error.to_string(), "the standard deviation must be positive and finite, but is -2");
}

#[test]
fn supports_are_checked() {
    #[expect(clippy::reversed_empty_ranges, reason = "that is what is tested")]
    let empty = 5..=4;
    assert_eq!(LeakyQuantizer::<i32, 12>::try_new(empty.clone()), Err(SupportError::Empty));
    let large = SupportError::TooLarge { precision: 12 };
    assert_eq!(LeakyQuantizer::<i32, 12>::try_new(0..=4096), Err(large));
    assert_eq!(LeakyQuantizer::<i64, 32>::try_new(i64::MIN..=i64::MAX), Err(SupportError::TooLarge { precision: 32 }));
    assert_eq!(LeakyQuantizer::<i8, 32>::try_new(7..=7), Err(SupportError::SingleSymbol));
    for support in [empty, 0..=4096] {
        let model = LeakyQuantizer::<i32, 12>::new(support).quantize(Gaussian::new(0.0, 1.0).unwrap());
        assert_eq!((model.interval(&0), model.interval(&5), model.symbol_at(0)), (None, None, None));
        assert_eq!(model.symbol_table().count(), 0);
    }
    let whole = LeakyQuantizer::<i32, 12>::new(0..=4095).quantize(Gaussian::new(0.0, 1.0).unwrap());
    obeys_the_laws(&whole, &[-1, 4096]);
}

#[test]
fn user_functions_need_not_be_distributions() {
    let functions: [fn(f64) -> f64; 6] =
        [|_| f64::NAN, |_| 2.0, |_| -1.0, |x| -x, |x| if x > 0.0 { 0.1 } else { 0.9 }, |_| f64::INFINITY];
    for function in functions {
        let model = LeakyQuantizer::<i32, 24>::new(-50..=50).quantize(CdfFn(function));
        for quantile in [0, 1, 5000, 1 << 23, (1 << 24) - 1] {
            let (symbol, interval) = model.symbol_at(quantile).unwrap();
            assert!((-50..=50).contains(&symbol) && interval.contains(quantile) && interval.right() <= 1 << 24);
        }
        for symbol in -50..=50 {
            assert!(model.interval(&symbol).is_none_or(|interval| interval.right() <= 1 << 24));
        }
    }
}

#[test]
fn distributions_of_the_probability_crate() {
    use probability::distribution as d;
    let quantizer = LeakyQuantizer::<i32, 24>::new(-20..=30);
    obeys_the_laws(&quantizer.quantize(d::Gaussian::new(1.5, 4.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Laplace::new(1.5, 4.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Cauchy::new(1.5, 4.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Logistic::new(1.5, 4.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Exponential::new(0.3)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Uniform::new(-3.0, 9.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Triangular::new(-3.0, 9.0, 2.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Lognormal::new(1.0, 0.5)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Beta::new(2.0, 3.0, 0.0, 25.0)), &[-21]);
    obeys_the_laws(&quantizer.quantize(d::Binomial::new(20, 0.3)), &[-21]);
    // This one cannot be inverted there.
    let gamma = d::Gamma::new(2.0, 3.0);
    use probability::distribution::Distribution as _;
    obeys_the_laws(&quantizer.quantize(CdfFn(|x| if x > 0.0 { gamma.distribution(x) } else { 0.0 })), &[-21]);
}

#[test]
fn our_distributions_are_those_of_the_probability_crate() {
    use probability::distribution::{self as d, Distribution as _};
    proptest!(config(2000), |(mean in -50.0f64..50.0, scale in (-10.0f64..10.0).prop_map(f64::exp2), x in -100.0f64..100.0)| {
        prop_assert_eq!(Gaussian::new(mean, scale).unwrap().cdf(x), d::Gaussian::new(mean, scale).distribution(x));
        prop_assert_eq!(Laplace::new(mean, scale).unwrap().cdf(x), d::Laplace::new(mean, scale).distribution(x));
        prop_assert_eq!(Cauchy::new(mean, scale).unwrap().cdf(x), d::Cauchy::new(mean, scale).distribution(x));
    });
}
