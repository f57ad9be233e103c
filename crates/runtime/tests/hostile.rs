//! Input that was once a wrong answer, or work without end.

mod common;

use std::cell::Cell;
use std::ops::ControlFlow;

use common::statistic;
use constriction_runtime::{
    AnsCoder, Error, FloatSlice, ModelSpec, Param, ParseError, RangeEncoder, Statistic, Symbols, SymbolsMut, decode,
    encode, go_on,
};

fn spec(text: &str) -> ModelSpec {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn each(values: FloatSlice<'_>, width: usize) -> Param<'_> {
    Param { values, width, per_symbol: true }
}

#[test]
fn probabilities_that_cannot_be_scaled_are_errors() {
    for (probabilities, precision) in [
        ("float32([1e-33, 2e-33, 3e-33])", 24),
        ("float32([1e-36, 1e-36])", 12),
        ("[1e-303, 1e-303]", 24),
        ("[1e-303, 1e-303]", 32),
        ("[5e-324, 5e-324]", 24),
    ] {
        for quantization in ["perfect=False", "lazy=True", "perfect=True"] {
            let text = format!("Categorical(probabilities={probabilities}, {quantization}, precision={precision})");
            let is_wide = probabilities.starts_with('f') && quantization == "perfect=True";
            match text.parse::<ModelSpec>() {
                // Which is computed in double precision.
                Ok(spec) if is_wide => assert!(statistic(&spec, Statistic::Probability, &[0], &[])[0] < 0.51),
                Err(ParseError::Model(error @ Error::Probabilities { .. })) if !is_wide => {
                    assert!(error.to_string().len() < 100, "{error}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
    }
    let tiny = [1e-303; 40];
    for text in ["Categorical()", "Categorical(lazy=True)", "Categorical(lazy=True, precision=32)"] {
        let result = encode(
            &mut AnsCoder::new(),
            &spec(text),
            Symbols::I32(&[0; 20]),
            &[each(FloatSlice::F64(&tiny), 2)],
            &mut go_on,
        );
        assert!(matches!(result, Err(Error::Probabilities { index: Some(_), .. })), "{result:?}");
    }
}

#[test]
fn small_probabilities_that_can_be_scaled_are_as_large_ones() {
    for quantization in ["perfect=False", "lazy=True", "perfect=True"] {
        let small = spec(&format!("Categorical(probabilities=[1e-290, 3e-290], {quantization})"));
        assert_eq!(statistic(&small, Statistic::Probability, &[0, 1], &[]), [0.25, 0.75]);
    }
}

/// The number of symbols between two reports of progress.
fn longest_wait(spec: &ModelSpec, symbols: usize, params: &[Param<'_>]) -> usize {
    let (last, longest) = (Cell::new(0), Cell::new(0));
    let mut progress = |done: usize| {
        longest.set(longest.get().max(done - last.get()));
        last.set(done);
        if done >= 8 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut coder = AnsCoder::from_binary(vec![0x1234_5678; 4]).unwrap_or_else(|never| match never {});
    let mut places = vec![0; symbols];
    let result = decode(&mut coder, spec, &mut SymbolsMut::I32(&mut places), params, &mut progress);
    assert!(matches!(result, Ok(()) | Err(Error::Interrupted)), "{result:?}");
    longest.get().max(symbols.min(4096) * usize::from(longest.get() == 0))
}

#[test]
fn calls_look_up_more_often_where_symbols_take_longer() {
    let many = |n: usize, what: f64| format!("{:?}", vec![what; n]);
    let mixture = |n| {
        spec(&format!(
            "GaussianMixture(0, 9999, weights={}, means={}, stds={})",
            many(n, 1.0),
            many(n, 4.0),
            many(n, 2e3)
        ))
    };
    assert!(longest_wait(&spec("Binomial(n=2147483647, p=0.5, precision=32)"), 10, &[]) <= 8);
    assert!(longest_wait(&spec("Binomial(n=16777215, p=0.5)"), 20, &[]) <= 16);
    assert!(longest_wait(&mixture(10_000), 10, &[]) <= 8);
    let trials = vec![2_147_483_647.0; 10];
    let params = [each(FloatSlice::F64(&trials), 1), Param::from(&0.5)];
    assert!(longest_wait(&spec("Binomial(precision=32)"), 10, &params) <= 8);
}

#[test]
fn every_integer_can_be_escaped_also_where_a_table_has_a_gap() {
    let tables =
        spec("CdfTable([[0, 5, 5, 16, 16], [0, 0, 16]], offsets=[-2, 7], precision=4, zero_probability='escape')");
    let symbols = [-2, -1, 0, 1, 2, -3, i32::MIN, i32::MAX, 7, 8, 9, 7];
    let indexes = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0];
    let params = [each(FloatSlice::F64(&indexes), 1)];
    let mut coder = AnsCoder::new();
    encode(&mut coder, &tables, Symbols::I32(&symbols), &params, &mut go_on).unwrap();
    let mut decoded = [0; 12];
    decode(&mut coder, &tables, &mut SymbolsMut::I32(&mut decoded), &params, &mut go_on).unwrap();
    assert_eq!(decoded, symbols);
    let probabilities = statistic(&tables, Statistic::Probability, &symbols, &params);
    assert!(probabilities.iter().all(|&p| p > 0.0));

    // Rows of single precision at 24 bits, whose last symbol 0.5.0 leaves nothing to.
    let mut row = vec![1e-3f32; 1000];
    row[999] = 1e-12;
    let lazy = spec("Categorical(lazy=True, zero_probability='escape')");
    let params = [Param { values: FloatSlice::F32(&row), width: 1000, per_symbol: false }];
    let mut coder = RangeEncoder::new();
    encode(&mut coder, &lazy, Symbols::I32(&[999, 0]), &params, &mut go_on).unwrap();
}

#[test]
fn what_an_escape_cannot_mean_is_corrupt() {
    let tables = spec("CdfTable([[0, 5, 5, 16]], precision=4, zero_probability='escape')");
    let gap = spec("CdfTable([[0, 5, 16, 16]], precision=4, zero_probability='escape')");
    let params = [Param::from(&0.0)];
    let mut coder = AnsCoder::new();
    encode(&mut coder, &tables, Symbols::I32(&[1]), &params, &mut go_on).unwrap();
    // There, the symbol 1 has a probability of its own.
    let result = decode(&mut coder, &gap, &mut SymbolsMut::I32(&mut [0]), &params, &mut go_on);
    assert_eq!(result, Err(Error::Corrupt));
}

#[test]
fn tables_can_end_at_all_32_bits() {
    let text = "CdfTable([[0, 2147483648, 4294967296], [0, 0, 1, 4294967296]], precision=32)";
    let tables = spec(text);
    assert_eq!(tables.to_string(), text);
    let (symbols, indexes) = ([0, 1, 1, 2], [0.0, 0.0, 1.0, 1.0]);
    let params = [each(FloatSlice::F64(&indexes), 1)];
    let probabilities = statistic(&tables, Statistic::Probability, &symbols, &params);
    let unit = (-32f64).exp2();
    assert_eq!(probabilities, [0.5, 0.5, unit, 1.0 - unit]);
    let mut coder = AnsCoder::new();
    encode(&mut coder, &tables, Symbols::I32(&symbols), &params, &mut go_on).unwrap();
    let mut decoded = [9; 4];
    decode(&mut coder, &tables, &mut SymbolsMut::I32(&mut decoded), &params, &mut go_on).unwrap();
    assert_eq!(decoded, symbols);
    for wrong in ["[0, 4294967296]", "[0, 0, 4294967296]", "[0, 7, 4294967296, 4294967296]", "[0, 8, 7, 4294967296]"] {
        assert!(format!("CdfTable([{wrong}], precision=32)").parse::<ModelSpec>().is_err(), "{wrong}");
    }
    assert!("CdfTable([[0, 7, 4294967296]], precision=31)".parse::<ModelSpec>().is_err());
}

#[test]
fn cumulative_probabilities_and_entropies_go_with_the_probabilities() {
    for zero_probability in ["leaky", "strict", "escape"] {
        for text in [
            "Categorical(probabilities=[0.5, 0, 0.25, 0.25, 0], precision=6",
            "QuantizedGaussian(-9, 9, mean=0, std=1, precision=10",
        ] {
            let model = spec(&format!("{text}, zero_probability='{zero_probability}')"));
            let symbols: Vec<i32> = model.support().unwrap().collect();
            let probabilities = statistic(&model, Statistic::Probability, &symbols, &[]);
            let lefts = statistic(&model, Statistic::Cumulative, &symbols, &[]);
            let mut entropy = 0.0;
            for (index, &p) in probabilities.iter().enumerate() {
                let end = lefts.get(index + 1).copied().unwrap_or(model.options().probability_of_support());
                assert!(end > lefts[index]);
                assert!(p == 0.0 || (end - lefts[index] - p).abs() < 1e-12, "{model}");
                entropy -= if p > 0.0 { p * p.log2() } else { 0.0 };
            }
            let mut number = [0.0];
            model.entropy(&[], &mut number, &mut go_on).unwrap();
            assert!((number[0] - entropy).abs() < 1e-12, "{model}: {} {entropy}", number[0]);
        }
    }
}
