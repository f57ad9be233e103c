//! Symbols that have no probability.

mod common;

use common::{POLICIES, Params, QUANTIZATIONS, arguments, families, random, random_kinds, statistic};
use constriction_runtime::{
    AnsCoder, Error, Family, ModelSpec, Options, RangeEncoder, Statistic, Symbols, SymbolsMut, ZeroProbability, decode,
    encode, go_on,
};
use rand::RngExt;

#[test]
fn all_integers_can_be_escaped() {
    let mut rng = random(1);
    for precision in 1..=32 {
        for bounds in ["0, 1", "-1, 0", "2147483646, 2147483647", "-2147483648, -2147483647"] {
            let text = format!(
                "QuantizedGaussian({bounds}, mean=0.0, std=9.0, precision={precision}, zero_probability='escape')"
            );
            let spec: ModelSpec = text.parse().unwrap();
            let mut symbols: Vec<i32> = (0..31).flat_map(|bit| [1 << bit, -1 << bit, (1 << bit) - 1]).collect();
            symbols.extend((0..100).map(|_| rng.random::<i32>()));
            symbols.extend([i32::MIN, i32::MIN + 1, -2, -1, 0, 1, 2, i32::MAX - 1, i32::MAX]);
            let mut coder = AnsCoder::new();
            encode(&mut coder, &spec, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
            let mut decoded = vec![0; symbols.len()];
            decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &[], &mut go_on).unwrap();
            assert_eq!(decoded, symbols);
        }
    }
}

#[test]
fn what_is_no_escaped_symbol_is_an_error() {
    let spec: ModelSpec = "Uniform(size=2, precision=2, zero_probability='escape')".parse().unwrap();
    // Zeros without end, and ones without end: no symbol is as far away.
    let mut errors = 0;
    for seed in 0..200 {
        let mut rng = random(seed);
        let words: Vec<u32> = (0..30).map(|_| [0, u32::MAX, rng.random()][rng.random_range(0..3)]).collect();
        let Ok(mut coder) = AnsCoder::from_binary(words);
        let before = coder.clone();
        let result = decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut [0; 50]), &[], &mut go_on);
        if let Err(error) = result {
            assert_eq!((error, &coder), (Error::Corrupt, &before));
            errors += 1;
        }
    }
    assert!(errors > 0);
}

#[test]
fn strict_words_are_the_leaky_ones() {
    let mut rng = random(2);
    for case in 0..200 {
        for family in families() {
            let precision = rng.random_range(8..=31);
            let quantization = QUANTIZATIONS[case % 4];
            let options = Options { precision, quantization, ..Options::default() };
            let params = Params::random(&mut rng, family, 20, options);
            let kinds = random_kinds(&mut rng, family);
            let (leaky, given) = params.split(&kinds, false).unwrap();
            let arguments = arguments(&given);
            let options = Options { zero_probability: ZeroProbability::Strict, ..options };
            let (strict, _) = Params { options, ..params }.split(&kinds, false).unwrap();

            let mut symbols = common::typical(&mut rng, &leaky, &arguments, 20);
            if family != Family::CdfTable {
                let range = leaky.support().unwrap_or(0..=0);
                let place = rng.random_range(0..20);
                symbols[place] = rng.random_range(range);
            }
            if statistic(&leaky, Statistic::Probability, &symbols, &arguments).contains(&0.0) {
                continue;
            }
            let (mut one, mut other) = (RangeEncoder::new(), RangeEncoder::new());
            encode(&mut one, &leaky, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            let result = encode(&mut other, &strict, Symbols::I32(&symbols), &arguments, &mut go_on);
            let (mut ans, mut strict_ans) = (AnsCoder::new(), AnsCoder::new());
            encode(&mut ans, &leaky, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            let before = ans.clone();
            let decoded = decode(&mut ans, &strict, &mut SymbolsMut::I32(&mut [0; 20]), &arguments, &mut go_on);
            let probabilities = statistic(&strict, Statistic::Probability, &symbols, &arguments);
            if let Some(index) = probabilities.iter().position(|&p| p == 0.0) {
                assert_eq!(result, Err(Error::ImpossibleSymbol { index, symbol: symbols[index].into() }));
                assert_eq!((decoded, ans), (Err(Error::Corrupt), before));
                assert!(encode(&mut strict_ans, &strict, Symbols::I32(&symbols), &arguments, &mut go_on).is_err());
            } else {
                assert_eq!((result, one), (Ok(()), other));
                assert_eq!(decoded, Ok(()));
                encode(&mut strict_ans, &strict, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
                assert_eq!(before, strict_ans);
            }
        }
    }
}

#[test]
fn zero_mass_is_an_error() {
    for (text, zeros) in [
        ("Bernoulli(p=0.0", &[1][..]),
        ("Bernoulli(p=1.0", &[0]),
        ("Binomial(n=5, p=0.0", &[1, 2, 3, 4, 5]),
        ("Binomial(n=5, p=1.0", &[0, 1, 2, 3, 4]),
        ("QuantizedGaussian(-100, 100, mean=0.0, std=0.1", &[-100, 90, 100]),
        ("GaussianMixture(-100, 100, weights=[1.0, 0.0], means=[0.0, 50.0], stds=[0.1, 1.0]", &[-100, 50, 100]),
        ("Categorical(probabilities=[0.0, 1.0, 0.0]", &[0, 2]),
        ("Categorical(probabilities=float32([0.0, 1.0, -0.0]), perfect=False", &[0, 2]),
        ("Categorical(probabilities=[0.0, 1.0, -0.0], quantization='integer'", &[0, 2]),
        ("Categorical(probabilities=bfloat16([0.0, 1.0, -0.0]), perfect=False", &[0, 2]),
        ("CategoricalLogits(logits=[0.0, -inf, -800.0]", &[1]),
        ("CategoricalLogits(logits=float16([0.0, -inf])", &[1]),
        ("TopK(vocabulary=9, ids=[5, 2], probabilities=[0.0, 0.5]", &[5]),
        ("TopK(vocabulary=9, ids=[5, 2], probabilities=[0.5, 0.5]", &[0, 1, 3, 8]),
    ] {
        let [strict, leaky] = ["'strict'", "'leaky'"]
            .map(|policy| -> ModelSpec { format!("{text}, zero_probability={policy})").parse().unwrap() });
        for &symbol in zeros {
            let mut coder = AnsCoder::new();
            let error = Error::ImpossibleSymbol { index: 0, symbol: symbol.into() };
            assert_eq!(encode(&mut coder, &strict, Symbols::I32(&[symbol]), &[], &mut go_on), Err(error), "{text}");
            encode(&mut coder, &leaky, Symbols::I32(&[symbol]), &[], &mut go_on).unwrap();
            let result = decode(&mut coder, &strict, &mut SymbolsMut::I32(&mut [0]), &[], &mut go_on);
            assert_eq!(result, Err(Error::Corrupt), "{text}");
            assert_eq!(statistic(&strict, Statistic::Cost, &[symbol], &[]), [f64::INFINITY]);
        }
    }
}

#[test]
fn the_cost_is_what_the_words_grow_by() {
    let mut rng = random(3);
    for case in 0..300 {
        for family in families().filter(|&family| family != Family::CdfTable) {
            let zero_probability = POLICIES[case % 3];
            let precision = rng.random_range(8..=24);
            let options = Options {
                precision,
                zero_probability,
                quantization: QUANTIZATIONS[case / 3 % 4],
                ..Options::default()
            };
            let params = Params::random(&mut rng, family, 100, options);
            let kinds = random_kinds(&mut rng, family);
            let (spec, given) = params.split(&kinds, true).unwrap();
            let arguments = arguments(&given);
            let leaky = Options { zero_probability: ZeroProbability::Leaky, ..options };
            let (leaky, _) = Params { options: leaky, ..params }.split(&kinds, true).unwrap();
            let mut symbols = common::typical(&mut rng, &leaky, &arguments, 100);
            if zero_probability == ZeroProbability::Escape {
                symbols[3] = rng.random();
                symbols[50] = i32::MIN;
            }
            let cost: f64 = statistic(&spec, Statistic::Cost, &symbols, &arguments).iter().sum();
            if cost.is_infinite() {
                continue;
            }
            let Ok(mut coder) = AnsCoder::from_binary(vec![0x1234_5678; 10]);
            let before = coder.num_valid_bits();
            encode(&mut coder, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            let growth = (coder.num_valid_bits() - before) as f64;
            assert!((growth - cost).abs() < 2.0, "{spec}: {growth} and {cost}");
        }
    }
}
