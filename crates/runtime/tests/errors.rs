//! Arguments that do not fit are errors.

use constriction_models::{ParameterError, ProbabilityError, SupportError};
use constriction_runtime::{
    AnsCoder, Bounds, ChainCoder, Error, FAMILIES, Family, FloatSlice, ModelSpec, Options, Param, RangeEncoder,
    Symbols, SymbolsMut, Value, Values, decode, decode_one, encode, encode_one, go_on,
};

fn spec(text: &str) -> ModelSpec {
    text.parse().unwrap()
}

fn each(values: &[f64], width: usize) -> Param<'_> {
    Param { values: FloatSlice::F64(values), width, per_symbol: true }
}

fn same(values: &[f64]) -> Param<'_> {
    Param { values: FloatSlice::F64(values), width: values.len(), per_symbol: false }
}

/// The error of both directions.
fn error(spec: &ModelSpec, number: usize, arguments: &[Param<'_>]) -> Error {
    let mut coder = AnsCoder::from_compressed(vec![1, 2, 3]).unwrap();
    let before = coder.clone();
    let encoded = encode(&mut coder, spec, Symbols::I32(&vec![0; number]), arguments, &mut go_on);
    let decoded = decode(&mut coder, spec, &mut SymbolsMut::I32(&mut vec![0; number]), arguments, &mut go_on);
    // As text, as NaN does not equal itself.
    assert_eq!(format!("{encoded:?}"), format!("{decoded:?}"));
    assert_eq!(coder, before);
    encoded.unwrap_err()
}

#[test]
fn parameters_are_counted() {
    let free = spec("QuantizedGaussian(-9, 9)");
    for given in [0, 1, 3] {
        let arguments = vec![same(&[1.0]); given];
        assert_eq!(error(&free, 4, &arguments), Error::ParameterCount { expected: vec!["mean", "std"], given });
    }
    let concrete = spec("QuantizedGaussian(-9, 9, mean=0, std=1)");
    assert_eq!(error(&concrete, 4, &[same(&[1.0])]), Error::ParameterCount { expected: vec![], given: 1 });
    let mut coder = AnsCoder::new();
    let lacking = Error::ParameterCount { expected: vec!["mean", "std"], given: 0 };
    assert_eq!(encode_one(&mut coder, &free, 1, &[]), Err(lacking.clone()));
    assert_eq!(decode_one(&mut coder, &free, &[]), Err(lacking));
    assert!(coder.is_empty());

    let two = [Some(2.0.into()), Some(2.0.into()), None];
    let result = ModelSpec::new(Family::Uniform, two, Options::default());
    assert_eq!(result, Err(Error::ParameterCount { expected: vec!["size"], given: 2 }));
}

#[test]
fn lengths_are_compared() {
    let free = spec("QuantizedGaussian(-9, 9)");
    let ones = [1.0; 5];
    let (three, five) = (each(&ones[..3], 1), each(&ones, 1));
    assert_eq!(error(&free, 5, &[three, five]), Error::Length { name: "std", expected: 3, given: 5 });
    assert_eq!(error(&free, 4, &[five, five]), Error::Length { name: "mean", expected: 4, given: 5 });
    assert_eq!(error(&free, 5, &[same(&[0.0]), three]), Error::Length { name: "std", expected: 5, given: 3 });
    assert_eq!(error(&free, 0, &[five, five]), Error::Length { name: "mean", expected: 0, given: 5 });
}

#[test]
fn widths_are_compared() {
    let gaussian = spec("QuantizedGaussian(-9, 9)");
    let (two, six) = (same(&[1.0; 2]), each(&[1.0; 6], 2));
    let width = |name, expected, given| Error::Width { name, expected, given };
    assert_eq!(error(&gaussian, 3, &[two, six]), width("mean", 1, 2));
    assert_eq!(error(&gaussian, 3, &[same(&[1.0]), six]), width("std", 1, 2));
    let mixture = spec("GaussianMixture(-9, 9)");
    assert_eq!(error(&mixture, 3, &[six, six, same(&[1.0])]), width("stds", 2, 1));
    assert_eq!(error(&mixture, 3, &[two, same(&[1.0; 3]), six]), width("means", 2, 3));
    let fixed = spec("GaussianMixture(-9, 9, stds=[1, 2, 3])");
    assert_eq!(error(&fixed, 3, &[six, six]), width("stds", 2, 3));
    let ragged = each(&[1.0; 7], 2);
    assert_eq!(error(&mixture, 3, &[six, ragged, six]), width("means", 2, 7));
    let ragged = Param { width: 3, ..same(&[1.0; 2]) };
    assert_eq!(error(&spec("Categorical()"), 3, &[ragged]), width("probabilities", 3, 2));

    let vector = |values: &[f64]| Some(Value::F64(values.into()));
    let options = Options::default();
    let result = ModelSpec::new(Family::Uniform, [vector(&[1.0, 2.0]), None, None], options);
    assert_eq!(result, Err(width("size", 1, 2)));
    let result = ModelSpec::new(Family::Uniform, [vector(&[]), None, None], options);
    assert_eq!(result, Err(width("size", 1, 0)));
    for last in [None, vector(&[1.0, 1.0])] {
        let values = [vector(&[1.0, 1.0]), vector(&[1.0]), last];
        let result = ModelSpec::bounded(Family::GaussianMixture, 0, 9, values, options);
        assert_eq!(result, Err(width("means", 2, 1)));
    }
}

#[test]
fn vectors_without_components_are_errors() {
    let empty = Error::Probabilities { index: None, error: ProbabilityError::Empty };
    for text in ["Categorical()", "Categorical(lazy=True)", "CategoricalLogits()"] {
        for number in [0, 5] {
            assert_eq!(error(&spec(text), number, &[same(&[])]), empty, "{text}");
            assert_eq!(error(&spec(text), number, &[each(&[], 0)]), empty, "{text}");
        }
    }
    assert_eq!(error(&spec("LaplaceMixture(0, 9)"), 5, &[same(&[]); 3]), empty);
    assert_eq!(error(&spec("LaplaceMixture(0, 9)"), 5, &[each(&[], 0); 3]), empty);
    let none = [Some(Value::F64([].into())), None, None];
    assert_eq!(ModelSpec::new(Family::Categorical, none.clone(), Options::default()), Err(empty.clone()));
    assert_eq!(ModelSpec::bounded(Family::LogisticMixture, 0, 9, none, Options::default()), Err(empty));
}

#[test]
fn bounds_are_given_where_they_are_needed() {
    for info in FAMILIES {
        let options = Options { precision: 16, ..Options::default() };
        let wrong = match info.bounds {
            Bounds::Given => ModelSpec::new(info.family, Values::default(), options),
            Bounds::FromParameters => ModelSpec::bounded(info.family, 0, 1, Values::default(), options),
        };
        assert_eq!(wrong, Err(Error::Bounds { family: info.name, expected: info.bounds }));
    }
    let bounded = |min, max, precision| {
        let options = Options { precision, ..Options::default() };
        ModelSpec::bounded(Family::QuantizedCauchy, min, max, Values::default(), options)
    };
    let support = |error| Err(Error::Support { index: None, error });
    assert_eq!(bounded(1, 0, 24), support(SupportError::Empty));
    assert_eq!(bounded(i32::MIN, i32::MAX, 31), support(SupportError::TooLarge { precision: 31 }));
    assert_eq!(bounded(0, 16, 4), support(SupportError::TooLarge { precision: 4 }));
    assert_eq!(bounded(0, 0, 32), support(SupportError::SingleSymbol));
    assert_eq!(bounded(0, 1, 33), support(SupportError::Precision { precision: 33 }));
    assert!(bounded(i32::MIN, i32::MAX, 32).is_ok());
}

#[test]
fn precisions_are_those_of_the_coder() {
    for precision in [0, 33, 64, u32::MAX] {
        let options = Options { precision, ..Options::default() };
        let error = Err(Error::Support { index: None, error: SupportError::Precision { precision } });
        for info in FAMILIES.iter().filter(|info| info.bounds == Bounds::FromParameters) {
            assert_eq!(ModelSpec::new(info.family, Values::default(), options), error);
        }
        assert_eq!(ModelSpec::tables([], options), error);
    }
    let low = spec("Uniform(size=2, precision=12)");
    let error = Err(Error::Precision { given: 12, min: 24, max: 24 });
    let mut coder = ChainCoder::from_binary(vec![1; 10]).unwrap();
    let before = coder.clone();
    assert_eq!(encode(&mut coder, &low, Symbols::I32(&[1]), &[], &mut go_on), error);
    assert_eq!(encode_one(&mut coder, &low, 1, &[]), error);
    assert_eq!(decode(&mut coder, &low, &mut SymbolsMut::I32(&mut [1]), &[], &mut go_on), error);
    assert_eq!(decode_one(&mut coder, &low, &[]), error.map(|()| 0));
    assert_eq!(coder, before);
}

#[test]
fn parameters_out_of_their_ranges_have_an_index() {
    let not_finite = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    let not_positive = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -1.0];
    let not_p = [f64::NAN, 1.5, -0.1, f64::INFINITY];
    let not_size = [f64::NAN, 0.0, -1.0, 1.5, 4097.0, 4_294_967_296.0, 1e300, f64::INFINITY];
    let not_n = [f64::NAN, -1.0, 1.5, 4096.0, 4_294_967_296.0, f64::INFINITY];
    for (text, good, bad) in [
        ("QuantizedGaussian(-9, 9, std=1, precision=12)", 1.0, &not_finite[..]),
        ("QuantizedLaplace(-9, 9, scale=1, precision=12)", 1.0, &not_finite),
        ("QuantizedCauchy(-9, 9, scale=1, precision=12)", 1.0, &not_finite),
        ("QuantizedLogistic(-9, 9, scale=1, precision=12)", 1.0, &not_finite),
        ("QuantizedGaussian(-9, 9, mean=1, precision=12)", 1.0, &not_positive),
        ("QuantizedLaplace(-9, 9, mean=1, precision=12)", 1.0, &not_positive),
        ("QuantizedCauchy(-9, 9, loc=1, precision=12)", 1.0, &not_positive),
        ("QuantizedLogistic(-9, 9, mean=1, precision=12)", 1.0, &not_positive),
        ("Bernoulli(precision=12)", 0.5, &not_p),
        ("Bernoulli(perfect=False, precision=12)", 0.5, &not_p),
        ("Binomial(n=5, precision=12)", 0.5, &not_p),
        ("Binomial(p=0.5, precision=12)", 5.0, &not_n),
        ("Binomial(p=0.5, precision=32)", 5.0, &[0.0, 2_147_483_648.0]),
        ("Uniform(precision=12)", 5.0, &not_size),
        ("Uniform(precision=32)", 5.0, &[1.0, 2_147_483_649.0, 4_294_967_295.0, 4_294_967_296.0]),
    ] {
        let spec = spec(text);
        for &value in bad {
            for index in [0, 3] {
                let mut values = [good; 5];
                values[index] = value;
                let found = error(&spec, 5, &[each(&values, 1)]);
                let Error::Parameter { index: Some(place), error } = found else { panic!("{text}: {found}") };
                assert_eq!((place, error.value.to_bits()), (index, value.to_bits()), "{text}");
            }
            for number in [0, 5] {
                let found = error(&spec, number, &[same(&[value])]);
                assert!(matches!(found, Error::Parameter { index: None, .. }), "{text}: {found}");
            }
        }
    }
}

#[test]
fn probabilities_out_of_their_ranges_have_an_index() {
    for text in ["Categorical()", "Categorical(lazy=True)", "Categorical(perfect=False)"] {
        for bad in [f64::NAN, -1.0, f64::INFINITY] {
            let mut values = [0.5; 60];
            values[3 * 12 + 1] = bad;
            let found = error(&spec(text), 20, &[each(&values, 3)]);
            let Error::Probabilities { index: Some(12), error: ProbabilityError::Invalid { index: 1, .. } } = found
            else {
                panic!("{text}: {found}")
            };
        }
        let mut values = [0.5; 60];
        values[36..39].fill(0.0);
        let zero = Error::Probabilities { index: Some(12), error: ProbabilityError::InvalidSum { sum: 0.0 } };
        assert_eq!(error(&spec(text), 20, &[each(&values, 3)]), zero);
        assert_eq!(
            error(&spec(text), 20, &[same(&[0.0; 3])]),
            Error::Probabilities { index: None, error: ProbabilityError::InvalidSum { sum: 0.0 } }
        );
    }
    // After the first chunk.
    for text in
        ["Categorical()", "Categorical(lazy=True)", "CategoricalLogits()", "GaussianMixture(-9, 9, means=[0, 1])"]
    {
        let spec = spec(text);
        let mut values = vec![0.5; 20_000];
        values[2 * 7000 + 1] = f64::NAN;
        let arguments = vec![each(&values, 2); spec.free_parameters().count()];
        let found = error(&spec, 10_000, &arguments);
        let (Error::Probabilities { index, .. } | Error::Parameter { index, .. }) = found else { panic!("{found}") };
        assert_eq!(index, Some(7000));
    }
    let wide = spec("Categorical(precision=2)");
    let many = ProbabilityError::TooMany { symbols: 5, precision: 2 };
    assert_eq!(error(&wide, 1, &[same(&[1.0; 5])]), Error::Probabilities { index: Some(0), error: many });
    assert_eq!(error(&wide, 1, &[each(&[1.0; 5], 5)]), Error::Probabilities { index: Some(0), error: many });

    let mut logits = [0.5; 60];
    logits[37] = f64::INFINITY;
    let not_finite = ProbabilityError::InvalidLogit { index: 1, value: f64::INFINITY };
    let found = error(&spec("CategoricalLogits()"), 20, &[each(&logits, 3)]);
    assert_eq!(found, Error::Probabilities { index: Some(12), error: not_finite });

    let mixture = spec("GaussianMixture(-9, 9)");
    let good = each(&[0.5; 60], 3);
    let mut bad = [0.5; 60];
    bad[37] = -1.0;
    let found = error(&mixture, 20, &[each(&bad, 3), good, good]);
    let invalid = ParameterError { name: "weight", value: -1.0, expected: "finite and not negative" };
    assert_eq!(found, Error::Parameter { index: Some(12), error: invalid });
    let found = error(&mixture, 20, &[good, good, each(&bad, 3)]);
    assert!(matches!(found, Error::Parameter { index: Some(12), .. }), "{found}");
    let found = error(&mixture, 20, &[same(&[0.0; 3]), good, good]);
    assert!(matches!(found, Error::Probabilities { index: Some(0), .. }), "{found}");
}

#[test]
fn tables_have_numbers() {
    let ends: [(&[u32], i32); 2] = [(&[0, 1, 1 << 24], 0), (&[0, 1 << 24], i32::MAX)];
    let tables = ModelSpec::tables(ends, Options::default()).unwrap();
    for number in [2.0, -1.0, 0.5, 1e10, f64::INFINITY, f64::NEG_INFINITY] {
        let found = error(&tables, 3, &[each(&[0.0, 0.0, number], 1)]);
        assert_eq!(found, Error::NoSuchTable { index: 2, number });
        assert_eq!(error(&tables, 3, &[same(&[number])]), Error::NoSuchTable { index: 0, number });
    }
    assert!(matches!(error(&tables, 3, &[same(&[f64::NAN])]), Error::NoSuchTable { index: 0, .. }));

    let mut numbers = [0.0; 6000];
    numbers[5000] = 2.0;
    assert_eq!(error(&tables, 6000, &[each(&numbers, 1)]), Error::NoSuchTable { index: 5000, number: 2.0 });

    let last = [i32::MAX; 2];
    let mut coder = RangeEncoder::new();
    encode(&mut coder, &tables, Symbols::I32(&last), &[same(&[1.0])], &mut go_on).unwrap();

    let ends: [(&[u32], i32); 2] = [(&[0, 1], 0), (&[0, 1, 2], i32::MAX)];
    let result = ModelSpec::tables(ends, Options::default());
    assert_eq!(result, Err(Error::Offset { table: 1, offset: i32::MAX }));
}

#[test]
fn messages_are_lower_case_without_a_full_stop() {
    for error in [
        error(&spec("Uniform()"), 1, &[]),
        error(&spec("Uniform()"), 1, &[same(&[0.0])]),
        error(&spec("Uniform()"), 1, &[each(&[0.0], 1)]),
        error(&spec("Uniform(size=5)"), 1, &[same(&[0.0])]),
        Error::Bounds { family: "Uniform", expected: Bounds::FromParameters },
        Error::Bounds { family: "QuantizedGaussian", expected: Bounds::Given },
        Error::Offset { table: 1, offset: 2 },
        Error::Interrupted,
        Error::Memory,
        Error::Interval { index: 0, left: 1, probability: 0, precision: 3 },
        Error::OtherInterval { index: 0, quantile: 2 },
        Error::CdfRange { index: 0, x: 0.5, p: f64::NAN },
        Error::CdfDecreases { index: 0, left: (0.5, 0.4), right: (1.5, 0.3) },
        Error::CdfDecreasesAt { index: 0, symbol: 2 },
        Error::Corrupt,
        Error::Precision { given: 1, min: 2, max: 2 },
        Error::Precision { given: 1, min: 2, max: 3 },
    ] {
        let text = error.to_string();
        assert!(text.starts_with(|c: char| c.is_lowercase()) && !text.ends_with('.'), "{text}");
    }
}
