//! The largest and the smallest of everything.

mod common;

use common::{POLICIES, TestCoder, random};
use constriction_runtime::{
    AnsCoder, Error, FloatSlice, ModelSpec, Options, Param, RangeEncoder, Statistic, Symbols, SymbolsMut,
    ZeroProbability, decode, decode_one, encode, encode_one, go_on,
};

const SYMBOLS: [i32; 11] = [i32::MIN, i32::MIN + 1, -2, -1, 0, 1, 2, 1 << 30, i32::MAX - 1, i32::MAX, 0x1234_5678];

/// Those that have a probability are coded, the others are errors.
fn check<C: TestCoder>(spec: &ModelSpec)
where
    Error: From<C::Error>,
{
    let fresh = C::fresh(&mut random(1));
    let probabilities = common::statistic(spec, Statistic::Probability, &SYMBOLS, &[]);
    let lefts = common::statistic(spec, Statistic::Cumulative, &SYMBOLS, &[]);
    assert!(lefts.iter().all(|left| (0.0..=1.0).contains(left)));
    for (&symbol, p) in SYMBOLS.iter().zip(probabilities) {
        let mut coder = fresh.clone();
        let result = encode_one(&mut coder, spec, symbol, &[]);
        if p == 0.0 {
            assert_eq!(result, Err(Error::ImpossibleSymbol { index: 0, symbol: symbol.into() }), "{spec}");
            continue;
        }
        assert_eq!(result, Ok(()), "{spec} {symbol}");
        let mut decoder = coder.to_decoder(&fresh);
        assert_eq!(decode_one(&mut decoder, spec, &[]), Ok(symbol), "{spec}");
    }
}

#[test]
fn the_largest_models_code_what_they_have() {
    for text in [
        "QuantizedGaussian(-2147483648, 2147483647, mean=0, std=1, precision=32",
        "QuantizedGaussian(-2147483648, 2147483647, mean=1e300, std=1e-300, precision=32",
        "QuantizedGaussian(-2147483648, 2147483646, mean=-1e300, std=5e-324, precision=32",
        "QuantizedLaplace(-2147483648, 0, mean=0, scale=1e308, precision=32",
        "QuantizedCauchy(0, 2147483647, loc=1e9, scale=1e9, precision=31",
        "QuantizedLogistic(2147483646, 2147483647, mean=0, scale=1, precision=1",
        "QuantizedLogistic(-2147483648, -2147483648, mean=0, scale=1, precision=1",
        "GaussianMixture(-2147483648, 2147483647, weights=[1e300, 0], means=[0, 1], stds=[1, 1], precision=32",
        "LaplaceMixture(2147483647, 2147483647, weights=[1e-300, 0], means=[0, 1], scales=[1, 1], precision=31",
        "Uniform(size=2147483648, precision=32",
        "Uniform(size=2147483648, precision=31",
        "Uniform(size=2147483647, precision=31",
        "Uniform(size=1, precision=1",
        "Uniform(size=2, precision=1",
        "Binomial(n=2147483647, p=0.5, precision=32",
        "Binomial(n=2147483647, p=1, precision=31",
        "Binomial(n=0, p=0.5, precision=1",
        "Bernoulli(p=5e-324, precision=32",
        "Bernoulli(p=1, precision=1, perfect=False",
        "Categorical(probabilities=[5e-324, 1e308], precision=32",
        "Categorical(probabilities=[0, 1], precision=1, lazy=True",
        "Categorical(probabilities=float32([1e38, 1e38]), precision=32, lazy=True",
        "CategoricalLogits(logits=[-1e308, 1e308], precision=32",
        "CategoricalLogits(logits=[0], precision=1",
    ] {
        for policy in ["leaky", "strict", "escape"] {
            let text = format!("{text}, zero_probability='{policy}')");
            let spec: ModelSpec = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            check::<AnsCoder>(&spec);
            check::<RangeEncoder>(&spec);
        }
    }
}

#[test]
fn tables_at_both_ends_of_the_integers_have_their_symbols() {
    let zero = [Param { values: FloatSlice::F64(&[0.0]), width: 1, per_symbol: false }];
    for (offset, symbols) in [(i32::MIN, [i32::MIN, i32::MIN + 1]), (i32::MAX - 1, [i32::MAX - 1, i32::MAX])] {
        for zero_probability in POLICIES {
            let options = Options { precision: 8, zero_probability, ..Options::default() };
            let ends: [(&[u32], i32); 1] = [(&[0, 77, 256], offset)];
            let spec = ModelSpec::tables(ends, options).unwrap();
            let is_escape = zero_probability == ZeroProbability::Escape;
            let symbols = symbols.into_iter().chain(SYMBOLS.into_iter().filter(|_| is_escape)).collect::<Vec<_>>();
            let mut coder = AnsCoder::new();
            encode(&mut coder, &spec, Symbols::I32(&symbols), &zero, &mut go_on).unwrap();
            let mut decoded = vec![0; symbols.len()];
            decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &zero, &mut go_on).unwrap();
            assert_eq!(decoded, symbols);
        }
    }
}

#[test]
fn widths_from_nowhere_are_errors() {
    let mixture: ModelSpec = "GaussianMixture(0, 9)".parse().unwrap();
    let categorical: ModelSpec = "Categorical(lazy=True)".parse().unwrap();
    for width in [2, usize::MAX / 8, usize::MAX / 2 + 1, usize::MAX] {
        for per_symbol in [false, true] {
            for number in [0, 1, 5] {
                let some = Param { values: FloatSlice::F64(&[1.0]), width, per_symbol };
                for (spec, arguments) in [(&mixture, &[some; 3][..]), (&categorical, &[some])] {
                    let mut coder = AnsCoder::new();
                    let symbols = vec![0; number];
                    let result = encode(&mut coder, spec, Symbols::I32(&symbols), arguments, &mut go_on);
                    assert!(matches!(result, Err(Error::Width { given: 1, .. })), "{result:?}");
                }
                let none = Param { values: FloatSlice::F64(&[]), width, per_symbol: true };
                let mut coder = AnsCoder::new();
                let symbols = vec![0; number];
                let result = encode(&mut coder, &categorical, Symbols::I32(&symbols), &[none], &mut go_on);
                assert_eq!(result.is_ok(), number == 0);
            }
        }
    }
}
