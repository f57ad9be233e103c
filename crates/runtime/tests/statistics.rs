//! The statistics of models are consistent.

mod common;

use common::{POLICIES, Params, QUANTIZATIONS, Random, arguments, families, random, random_kinds, statistic};
use constriction_core::Interval;
use constriction_models::array::Shared;
use constriction_runtime::{
    DynModel, Error, Family, FloatSlice, ModelArray, ModelSpec, Options, Param, Statistic, Symbols, ZeroProbability,
    entropy_with, go_on, statistic_with,
};
use rand::RngExt;
use std::ops::ControlFlow;

/// The parameters of one symbol, with all symbols that it can be.
fn random_support(rng: &mut Random, family: Family, options: Options) -> (ModelSpec, Params, Vec<i32>) {
    let mut params = Params::random(rng, family, 1, options);
    match params.family {
        Family::Uniform => params.values[0][0] = rng.random_range(2..(1u64 << options.precision).min(100)) as f64,
        Family::CdfTable => params.values[0][0] = 2.0,
        _ => {}
    }
    let kinds = vec![common::Kind::Fixed; params.values.len()];
    if family == Family::CdfTable {
        let (spec, _) = params.split(&[common::Kind::Each], false).unwrap();
        let (ends, offset) = &params.tables[2];
        let symbols = (*offset..).take(ends.len() - 1).collect();
        return (spec, params, symbols);
    }
    let (spec, _) = params.split(&kinds, false).unwrap();
    let symbols = spec.support().unwrap().collect();
    (spec, params, symbols)
}

#[test]
fn probabilities_sum_to_one_and_to_the_cumulative() {
    let mut rng = random(1);
    for case in 0..100 {
        for family in families() {
            let precision = rng.random_range(2..=31);
            let options = Options { precision, quantization: QUANTIZATIONS[case % 4], ..Options::default() };
            let (spec, params, symbols) = random_support(&mut rng, family, options);
            let numbers = vec![2.0; symbols.len()];
            let index = [Param { values: FloatSlice::F64(&numbers), width: 1, per_symbol: true }];
            let arguments = if params.family == Family::CdfTable { &index[..] } else { &[] };

            let probabilities = statistic(&spec, Statistic::Probability, &symbols, arguments);
            let lefts = statistic(&spec, Statistic::Cumulative, &symbols, arguments);
            let costs = statistic(&spec, Statistic::Cost, &symbols, arguments);
            let (mut sum, mut entropy) = (0.0, 0.0);
            for ((&p, &left), &cost) in probabilities.iter().zip(&lefts).zip(&costs) {
                assert_eq!(left, sum, "{spec}");
                assert_eq!(cost, -libm::log2(p));
                sum += p;
                entropy -= if p == 0.0 { 0.0 } else { p * libm::log2(p) };
            }
            assert_eq!(sum, 1.0, "{spec}");
            let mut number = [f64::NAN];
            let index = [Param { values: FloatSlice::F64(&[2.0]), width: 1, per_symbol: true }];
            let arguments = if params.family == Family::CdfTable { &index[..] } else { &[] };
            spec.entropy(arguments, &mut number, &mut go_on).unwrap();
            assert_eq!(number, [entropy]);

            // The policy takes from what can be coded, or adds to it.
            for zero_probability in POLICIES {
                let options = Options { zero_probability, ..options };
                let kind = if family == Family::CdfTable { common::Kind::Each } else { common::Kind::Fixed };
                let kinds = vec![kind; params.values.len()];
                let (spec, _) = Params { options, ..params.clone() }.split(&kinds, false).unwrap();
                let symbols = &symbols[..1];
                let p = statistic(&spec, Statistic::Probability, symbols, arguments)[0];
                let factor = 1.0 - (-f64::from(precision)).exp2();
                match zero_probability {
                    ZeroProbability::Escape if probabilities[0] == 0.0 => assert!(0.0 < p && p < 1.0 - factor),
                    ZeroProbability::Escape => assert_eq!(p, probabilities[0] * factor),
                    _ => assert!(p == probabilities[0] || p == 0.0),
                }
                assert_eq!(statistic(&spec, Statistic::Cumulative, symbols, arguments), [0.0]);
            }
        }
    }
}

#[test]
fn statistics_do_not_depend_on_how_a_parameter_comes() {
    let mut rng = random(2);
    for family in families() {
        let params = Params::random(&mut rng, family, 30, Options::default()).constant();
        let (spec, given) = params.split(&vec![common::Kind::Each; params.values.len()], true).unwrap();
        let symbols = common::typical(&mut rng, &spec, &arguments(&given), 30);
        for what in [Statistic::Probability, Statistic::Cumulative, Statistic::Cost] {
            let numbers = statistic(&spec, what, &symbols, &arguments(&given));
            for _ in 0..5 {
                let (spec, given) = params.split(&random_kinds(&mut rng, family), true).unwrap();
                assert_eq!(statistic(&spec, what, &symbols, &arguments(&given)), numbers);
            }
        }
    }
}

#[test]
fn outside_the_support_there_is_nothing() {
    for text in ["QuantizedGaussian(-5, 5, mean=0.0, std=3.0)", "Uniform(size=2)", "Binomial(n=3, p=0.5)"] {
        let spec: ModelSpec = text.parse().unwrap();
        let symbols = [i32::MIN, -6, 11, i32::MAX];
        assert_eq!(statistic(&spec, Statistic::Probability, &symbols, &[]), [0.0; 4]);
        assert_eq!(statistic(&spec, Statistic::Cumulative, &symbols, &[]), [0.0, 0.0, 1.0, 1.0]);
        assert_eq!(statistic(&spec, Statistic::Cost, &symbols, &[]), [f64::INFINITY; 4]);
    }
}

#[test]
fn the_cumulative_of_a_partial_table_is_that_of_its_end() {
    let ends: [(&[u32], i32); 1] = [(&[0, 4, 4, 8, 8], 10)];
    let spec = ModelSpec::tables(ends, Options { precision: 4, ..Options::default() }).unwrap();
    let zero = [Param { values: FloatSlice::F64(&[0.0]), width: 1, per_symbol: false }];
    let symbols = [9, 10, 11, 12, 13, 14];
    assert_eq!(statistic(&spec, Statistic::Cumulative, &symbols, &zero), [0.0, 0.0, 0.25, 0.25, 0.5, 0.5]);
    assert_eq!(statistic(&spec, Statistic::Probability, &symbols, &zero), [0.0, 0.25, 0.0, 0.25, 0.0, 0.0]);
}

#[test]
fn the_largest_support_has_statistics() {
    let text = format!("QuantizedCauchy({}, {}, loc=0.0, scale=1.0, precision=32)", i32::MIN, i32::MAX);
    let spec: ModelSpec = text.parse().unwrap();
    let unit = (-32.0f64).exp2();
    let symbols = [i32::MIN, -1, 0, i32::MAX];
    assert_eq!(statistic(&spec, Statistic::Probability, &symbols, &[]), [unit; 4]);
    assert_eq!(statistic(&spec, Statistic::Cumulative, &symbols, &[]), [0.0, 0.5 - unit, 0.5, 1.0 - unit]);
    assert_eq!(spec.support(), Some(i32::MIN..=i32::MAX));
}

#[test]
fn wrong_lengths_and_precisions_are_errors() {
    /// A coin.
    struct Coin;
    impl DynModel for Coin {
        fn interval(&self, symbol: i32) -> Option<Interval> {
            Interval::between(u64::try_from(symbol).ok()?, symbol as u64 + 1)
        }
        fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
            Some((quantile as i32, self.interval(quantile as i32)?))
        }
        fn support(&self) -> core::ops::RangeInclusive<i32> {
            0..=1
        }
        fn has_zero_mass(&self, _symbol: i32) -> bool {
            false
        }
    }
    let (mut numbers, leaky) = ([0.0; 2], ZeroProbability::Leaky);
    for precision in [0, 33, 64, u32::MAX] {
        let error = Err(Error::Precision { given: precision, min: 1, max: 32 });
        let (coins, symbols) = (Shared::new(Coin, precision), [0, 1]);
        assert_eq!(statistic_with(&coins, leaky, Statistic::Cost, &symbols, &mut numbers, &mut go_on), error);
        assert_eq!(entropy_with(&coins, ZeroProbability::Leaky, &mut numbers, &mut go_on), error);
    }
    let coins = Shared::new(Coin, 1);
    assert!(coins.check().is_ok());
    entropy_with(&coins, ZeroProbability::Leaky, &mut numbers, &mut go_on).unwrap();
    assert_eq!(numbers, [1.0; 2]);
    statistic_with(&coins, leaky, Statistic::Cost, &[0, 5], &mut numbers, &mut go_on).unwrap();
    assert_eq!(numbers, [1.0, 1.0]);

    let error = Err(Error::Length { name: "numbers", expected: 3, given: 2 });
    assert_eq!(statistic_with(&coins, leaky, Statistic::Cost, &[0; 3], &mut numbers, &mut go_on), error);
    let spec: ModelSpec = "Uniform(size=2)".parse().unwrap();
    let symbols = Symbols::I32(&[0; 3]);
    assert_eq!(spec.statistic(Statistic::Cost, symbols, &[], &mut numbers, &mut go_on), error);

    let stop = &mut |_| ControlFlow::Break(());
    let interrupted = Err(Error::Interrupted);
    assert_eq!(spec.statistic(Statistic::Cost, Symbols::I32(&[0; 2]), &[], &mut numbers, stop), interrupted);
    assert_eq!(spec.entropy(&[], &mut numbers, stop), interrupted);
    assert_eq!(statistic_with(&coins, leaky, Statistic::Cost, &[0; 2], &mut numbers, stop), interrupted);
    assert_eq!(entropy_with(&coins, ZeroProbability::Leaky, &mut numbers, stop), interrupted);
}

#[test]
fn intervals_touch_and_quantiles_lead_back() {
    let model: ModelSpec = "QuantizedGaussian(-5, 7, precision=12)".parse().unwrap();
    let parameters = [(&1.25).into(), (&2.5).into()];
    assert_eq!(model.support_with(&parameters), Ok(-5..=7));
    let mut left = 0;
    for symbol in -5..=7 {
        let interval = model.interval_with(symbol, &parameters).unwrap().unwrap();
        assert_eq!(interval.left, left);
        for quantile in [left, left + interval.prob.get() - 1] {
            assert_eq!(model.symbol_with(quantile, &parameters), Ok(Some((symbol, interval))));
        }
        let mut probability = [0.0];
        let ask = Statistic::Probability;
        model.statistic(ask, Symbols::I32(&[symbol]), &parameters, &mut probability, &mut go_on).unwrap();
        assert_eq!(probability[0] * 4096.0, f64::from(interval.prob.get()));
        left += interval.prob.get();
    }
    assert_eq!(left, 4096);
    assert_eq!(model.symbol_with(4096, &parameters), Ok(None));
    assert_eq!(model.interval_with(8, &parameters), Ok(None));
    assert!(model.support_with(&[]).is_err());
    assert!(model.interval_with(0, &[(&f64::NAN).into(), (&1.0).into()]).is_err());
}

#[test]
fn what_is_strictly_impossible_has_no_interval() {
    let model: ModelSpec = "Bernoulli(p=1.0, zero_probability='strict')".parse().unwrap();
    assert_eq!(model.interval_with(0, &[]), Ok(None));
    assert!(model.interval_with(1, &[]).unwrap().is_some());
}
