//! The words of the published package.

use constriction_bits::Cursor;
use constriction_runtime::{
    AnsCoder, ChainCoder, Family, FloatSlice, ModelSpec, Options, Param, Quantization, RangeDecoder, RangeEncoder,
    Symbols, SymbolsMut, Value, Values, decode, encode, go_on,
};
use constriction_testkit::vectors::{Case, published};

/// For each parameter, a number or vector for each symbol.
struct Parameters {
    family: Family,
    options: Options,
    width: usize,
    values: Vec<Vec<f64>>,
}

fn parameters(case: &Case) -> Option<Parameters> {
    let symbols = 0..case.symbols.len();
    let mut options = Options::default();
    let column = |names: &[&str]| -> Vec<f64> {
        symbols
            .clone()
            .map(|index| names.iter().find_map(|name| case.number(name, index)).expect("it is there"))
            .collect()
    };
    let (family, values) = match case.family.as_str() {
        "QuantizedGaussian" => (Family::QuantizedGaussian, vec![column(&["means"]), column(&["stds"])]),
        "QuantizedLaplace" => (Family::QuantizedLaplace, vec![column(&["means"]), column(&["scales"])]),
        "QuantizedCauchy" => (Family::QuantizedCauchy, vec![column(&["locs"]), column(&["scales"])]),
        "Binomial" => (Family::Binomial, vec![column(&["n", "ns"]), column(&["p", "ps"])]),
        "Uniform" => (Family::Uniform, vec![column(&["size", "sizes"])]),
        "Bernoulli" => {
            if case.flag("perfect") == Some(false) {
                options.quantization = Quantization::Fast;
            }
            (Family::Bernoulli, vec![column(&["p"])])
        }
        "Categorical" => {
            options.quantization = match (case.flag("lazy"), case.flag("perfect")) {
                (Some(true), _) => Quantization::Lazy,
                (_, Some(false)) => Quantization::Fast,
                _ => Quantization::Perfect,
            };
            (Family::Categorical, vec![symbols.clone().flat_map(|index| case.row("probabilities", index)).collect()])
        }
        _ => return None,
    };
    let width = if family == Family::Categorical { case.row("probabilities", 0).len() } else { 1 };
    Some(Parameters { family, options, width, values })
}

fn spec(case: &Case, parameters: &Parameters, values: Values) -> ModelSpec {
    match (case.number("min", 0), case.number("max", 0)) {
        (Some(min), Some(max)) => {
            ModelSpec::bounded(parameters.family, min as i32, max as i32, values, parameters.options).unwrap()
        }
        _ => ModelSpec::new(parameters.family, values, parameters.options).unwrap(),
    }
}

fn check(case: &Case, spec: &ModelSpec, arguments: &[Param<'_>]) {
    let name = &case.name;
    let go_on = &mut go_on;
    let number = case.symbols.len();
    let symbols = Symbols::I32(&case.symbols);
    let mut decoded = vec![0; number];

    let mut coder = AnsCoder::new();
    encode(&mut coder, spec, symbols, arguments, go_on).unwrap();
    assert_eq!(*coder.get_compressed().unwrap(), case.ans.as_ref().unwrap().words, "{name}");
    decode(&mut coder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, go_on).unwrap();
    assert!(decoded == case.symbols && coder.is_empty(), "{name}");

    let mut encoder = RangeEncoder::new();
    encode(&mut encoder, spec, symbols, arguments, go_on).unwrap();
    let words = encoder.into_compressed().unwrap();
    assert_eq!(words, case.range.as_ref().unwrap().words, "{name}");
    let Ok(mut decoder) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));
    decode(&mut decoder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, go_on).unwrap();
    assert!(decoded == case.symbols && decoder.maybe_exhausted(), "{name}");

    let want = case.ans_from_binary.as_ref().unwrap();
    let Ok(mut coder) = AnsCoder::from_binary(case.noise.clone());
    decode(&mut coder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, go_on).unwrap();
    assert_eq!(decoded, want.symbols, "{name}");
    assert_eq!(*coder.get_compressed().unwrap(), want.words_left, "{name}");

    let want = case.chain.as_ref().unwrap();
    let whole = ChainCoder::from_binary(case.noise.clone()).unwrap();
    let mut coder = whole.clone();
    decode(&mut coder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, go_on).unwrap();
    assert_eq!(decoded, want.symbols, "{name}");
    let (compressed, remainders) = coder.clone().into_remainders().unwrap();
    assert_eq!((compressed, remainders), want.remainders, "{name}");
    encode(&mut coder, spec, Symbols::I32(&decoded), arguments, go_on).unwrap();
    assert_eq!(coder, whole, "{name}");
}

#[test]
fn words_are_the_published_ones() {
    let mut number = 0;
    for case in published() {
        let Some(parameters) = parameters(&case) else {
            assert_eq!(case.family, "Huffman");
            continue;
        };
        let narrow: Vec<Vec<f32>> =
            parameters.values.iter().map(|values| values.iter().map(|&x| x as f32).collect()).collect();
        let arguments: Vec<_> = parameters
            .values
            .iter()
            .zip(&narrow)
            .map(|(wide, narrow)| {
                let values = if case.is_narrow() { FloatSlice::F32(narrow) } else { FloatSlice::F64(wide) };
                Param { values, width: parameters.width, per_symbol: true }
            })
            .collect();
        check(&case, &spec(&case, &parameters, Values::default()), &arguments);

        // What is the same for all can be fixed.
        let mut fixed = Values::default();
        let mut free = Vec::new();
        for (argument, value) in arguments.iter().zip(&mut fixed) {
            let width = argument.width;
            let is_constant = (0..case.symbols.len()).all(|index| {
                argument.values.slice(index * width..(index + 1) * width) == argument.values.slice(0..width)
            });
            match argument.values.slice(0..width) {
                _ if !is_constant => free.push(*argument),
                _ if parameters.family != Family::Categorical => *value = Some(argument.number(0).into()),
                row => *value = Some(Value::from(row)),
            }
        }
        if free.len() < arguments.len() {
            check(&case, &spec(&case, &parameters, fixed), &free);
            number += 1;
        }
    }
    assert!(number > 20, "{number}");
}
