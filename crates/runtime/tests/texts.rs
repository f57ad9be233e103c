//! Texts of models can be read again, and no text panics.

mod common;

use common::{KINDS, Kind, POLICIES, Params, QUANTIZATIONS, families, random, random_kinds};
use constriction_runtime::{Family, FloatType, ModelSpec, Options, ParseError};
use proptest::prelude::*;

#[test]
fn families_are_written_as_their_constructors() {
    for text in [
        "Uniform()",
        "Uniform(size=10)",
        "Bernoulli(p=0.25, perfect=True)",
        "Bernoulli(lazy=True, precision=12)",
        "Binomial(n=5, zero_probability='strict')",
        "QuantizedGaussian(-100, 100, mean=1.5, std=2.0)",
        "QuantizedCauchy(-100, 100, scale=1e-7, precision=32, zero_probability='escape')",
        "GaussianMixture(0, 9, weights=[0.5, 0.5], means=float32([0.1, 2.0]))",
        "Categorical(probabilities=float32([0.1, 0.7, 0.2]), lazy=True, precision=12)",
        "Categorical(probabilities=float16([0.099975586, 5.9604645e-8, 65504.0]), quantization='integer')",
        "Categorical(probabilities=bfloat16([0.100097656, 9.1835e-41]), quantization='integer', precision=32)",
        "CategoricalLogits(logits=[0.1, -inf, -0.0])",
        "CategoricalLogits(logits=float16([0.099975586, -inf, -0.0]))",
        "TopK()",
        "TopK(vocabulary=50257, ids=[464.0, 1212.0], probabilities=float32([0.5, 0.25]), precision=32)",
        "CdfTable([[0, 100, 65536], [0, 65536]], offsets=[-1, 0])",
        "CdfTable([[0, 100, 65536]])",
        "CdfTable([])",
    ] {
        let spec: ModelSpec = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(spec.to_string(), text);
    }
}

#[test]
fn spaces_and_commas_at_ends_are_read() {
    let spec: ModelSpec = "QuantizedGaussian( -5 ,5,mean = 1, )".parse().unwrap();
    assert_eq!(spec.to_string(), "QuantizedGaussian(-5, 5, mean=1.0)");
    let spec: ModelSpec = "Categorical(probabilities=[1,2,], perfect=False)".parse().unwrap();
    assert_eq!(spec.to_string(), "Categorical(probabilities=[1.0, 2.0], perfect=False)");
}

proptest! {
    #[test]
    fn written_models_are_read(seed: u64, precision in 1u32..=32, policy in 0usize..3, quantization in 0usize..4, is_narrow: bool) {
        let mut rng = random(seed);
        for family in families().filter(|&family| family != Family::CdfTable || precision < 32) {
            let zero_probability = POLICIES[policy];
            let float_type = [None, Some(FloatType::F32), Some(FloatType::F64)][seed as usize % 3];
            let options = Options { precision, zero_probability, quantization: QUANTIZATIONS[quantization], float_type };
            let params = Params::random(&mut rng, family, 1, options);
            let kinds = if family == Family::CdfTable { vec![Kind::Each] } else { random_kinds(&mut rng, family) };
            let (spec, _) = params.split(&kinds, is_narrow).unwrap();
            let text = spec.to_string();
            let read: ModelSpec = text.parse().unwrap();
            prop_assert_eq!(&read, &spec);
            prop_assert_eq!(read.options(), spec.options());
            prop_assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn garbage_is_an_error_or_a_model(text in ".*") {
        let _ = text.parse::<ModelSpec>();
    }

    #[test]
    fn almost_models_do_not_panic(
        seed: u64,
        precision in 1u32..32,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), "[\\[\\](),'=a-z0-9.é-]{0,3}"), 1..4),
    ) {
        let mut rng = random(seed);
        for family in families() {
            let options = Options { precision, ..Options::default() };
            let params = Params::random(&mut rng, family, 1, options);
            let kind = if family == Family::CdfTable { KINDS[2] } else { KINDS[0] };
            let (spec, _) = params.split(&vec![kind; params.values.len()], seed % 2 == 0).unwrap();
            let mut text = spec.to_string();
            for (place, piece) in &cuts {
                let place = text.char_indices().map(|(place, _)| place).nth(place.index(text.chars().count())).unwrap();
                let end = (place + piece.len() / 2).min(text.len());
                if text.is_char_boundary(end) {
                    text.replace_range(place..end, piece);
                }
                // What is read is written in the same way.
                if let Ok(spec) = text.parse::<ModelSpec>() {
                    prop_assert_eq!(&spec.to_string().parse::<ModelSpec>().unwrap(), &spec);
                }
            }
        }
    }
}

#[test]
fn texts_that_are_no_models_are_errors() {
    for (text, offset) in
        [("Uniform", 7), ("Uniform(", 8), ("Uniform(size=", 13), ("Uniform() ", 9), ("Uniform(size=1 2)", 15)]
    {
        assert_eq!(text.parse::<ModelSpec>(), Err(ParseError::Syntax { offset }), "{text}");
    }
    for text in ["", "Huffman()", "uniform()", "(", "é"] {
        assert!(matches!(text.parse::<ModelSpec>(), Err(ParseError::Family { .. })), "{text}");
    }
    for text in [
        "Uniform(1)",
        "Uniform(siz=1)",
        "Uniform(size=True)",
        "Uniform(precision=1.5)",
        "Uniform(precision=-1)",
        "Uniform(precision=nan)",
        "Uniform(lazy=True)",
        "Uniform(offsets=[1])",
        "Bernoulli(lazy=False)",
        "Bernoulli(quantization='integer')",
        "Categorical(quantization='best')",
        "Uniform(zero_probability='lenient')",
        "QuantizedGaussian()",
        "QuantizedGaussian(1)",
        "QuantizedGaussian(1, 2, 3)",
        "QuantizedGaussian(1.5, 2)",
        "QuantizedGaussian(0, 2147483648)",
        "QuantizedGaussian(0, [5])",
        "CdfTable([[0, 1]], [[0, 1]])",
        "CdfTable([[0, 1.5]])",
        "CdfTable([[0, 4294967296]])",
        "CdfTable([[0, 1]], offsets=[1, 2])",
        "CdfTable([[0, 1]], offsets=[2147483648])",
        "CdfTable()",
    ] {
        let error = text.parse::<ModelSpec>().unwrap_err();
        assert!(matches!(error, ParseError::Argument { .. }), "{text}: {error}");
    }
    for text in [
        "Uniform(size=0)",
        "Uniform(size=2147483649, precision=32)",
        "Uniform(precision=0)",
        "Uniform(precision=4294967295)",
        "CdfTable([], precision=64)",
        "QuantizedGaussian(5, 4)",
        "QuantizedGaussian(0, 9, mean=nan)",
        "QuantizedGaussian(0, 9, mean=[1, 2])",
        "QuantizedGaussian(0, 9, std=-1)",
        "GaussianMixture(0, 9, weights=[1, 1], means=[1], stds=[1])",
        "GaussianMixture(0, 9, weights=[1, 1], means=[1])",
        "GaussianMixture(0, 9, means=[])",
        "Categorical(probabilities=[])",
        "CategoricalLogits(logits=[nan])",
        "CategoricalLogits(logits=[inf])",
        "CategoricalLogits(logits=[-inf])",
        "TopK(vocabulary=0)",
        "TopK(vocabulary=1.5)",
        "TopK(vocabulary=16777217)",
        "TopK(vocabulary=2147483649, precision=32)",
        "TopK(vocabulary=9, ids=[9], probabilities=[0.5])",
        "TopK(vocabulary=9, ids=[1, 1], probabilities=[0.5, 0.25])",
        "TopK(vocabulary=9, ids=[1.5], probabilities=[0.5])",
        "TopK(vocabulary=9, ids=[-1], probabilities=[0.5])",
        "TopK(vocabulary=9, ids=[1, 2], probabilities=[0.5])",
        "TopK(vocabulary=9, ids=[1, 2], probabilities=[0.75, 0.5])",
        "TopK(vocabulary=9, ids=[1], probabilities=[nan])",
        "TopK(vocabulary=9, ids=[1], probabilities=[-0.5])",
        "CdfTable([[]])",
        "CdfTable([[0]])",
        "CdfTable([[1, 2]])",
        "CdfTable([[0, 2, 1]])",
        "CdfTable([[0, 65537]])",
        "CdfTable([[0, 1, 2]], offsets=[2147483647])",
        "CdfTable([[0, 4294967296]], precision=32)",
    ] {
        let error = text.parse::<ModelSpec>().unwrap_err();
        assert!(matches!(error, ParseError::Model(_)), "{text}: {error}");
    }
}
