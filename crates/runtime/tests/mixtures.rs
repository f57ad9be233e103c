//! Mixtures that each symbol has of its own are those that are made one by one.

use constriction_runtime::{
    AnsCoder, Error, Family, FloatSlice, InterleavedAnsCoder, ModelSpec, Options, Param, Symbols, SymbolsMut, Value,
    decode, encode, go_on,
};

const LEN: usize = 1000;

fn each(values: &[f64]) -> Param<'_> {
    Param { values: FloatSlice::F64(values), width: 3, per_symbol: true }
}

fn symbols() -> Vec<i32> {
    (0..LEN as i32).map(|i| i * i % 61 - 30).collect()
}

/// Means and scales.
fn parameters() -> [Vec<f64>; 2] {
    let means = (0..3 * LEN).map(|i| (i * i % 613) as f64 * 0.1 - 30.0).collect();
    let scales = (0..3 * LEN).map(|i| 0.05 + (i * i % 997) as f64 * 0.01).collect();
    [means, scales]
}

#[test]
fn calls_for_many_symbols_have_the_bits_of_calls_for_one() {
    let (symbols, [means, scales]) = (symbols(), parameters());
    // Exact in single precision.
    let weights: [f32; 3] = [0.5, 0.25, 3.0];
    let shared = Param { values: FloatSlice::F32(&weights), width: 3, per_symbol: false };
    let repeated = weights.map(f64::from).repeat(LEN);
    for (family, name) in [(Family::GaussianMixture, "GaussianMixture"), (Family::LaplaceMixture, "LaplaceMixture")] {
        let spec: ModelSpec = format!("{name}(-100, 100)").parse().unwrap();
        let mut one_by_one = AnsCoder::new();
        for (i, &symbol) in symbols.iter().enumerate().rev() {
            let value = |values: &[f64]| Some(Value::F64(values[3 * i..3 * i + 3].into()));
            let values = [value(&repeated), value(&means), value(&scales)];
            let spec = ModelSpec::bounded(family, -100, 100, values, Options::default()).unwrap();
            encode(&mut one_by_one, &spec, Symbols::I32(&[symbol]), &[], &mut go_on).unwrap();
        }
        for weights in [shared, each(&repeated)] {
            let arguments = [weights, each(&means), each(&scales)];
            let mut coder = AnsCoder::new();
            encode(&mut coder, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            assert_eq!(coder, one_by_one);
            let mut decoded = vec![0; LEN];
            decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &arguments, &mut go_on).unwrap();
            assert_eq!(decoded, symbols);

            let mut coder = InterleavedAnsCoder::with_lanes(32).unwrap();
            encode(&mut coder, &spec, Symbols::I32(&symbols), &arguments, &mut go_on).unwrap();
            decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &arguments, &mut go_on).unwrap();
            assert_eq!(decoded, symbols);
            assert!(coder.is_empty());
        }
    }
}

#[test]
fn what_is_wrong_with_one_component_is_an_error() {
    let (symbols, [means, scales]) = (symbols(), parameters());
    let spec: ModelSpec = "GaussianMixture(-100, 100)".parse().unwrap();
    for place in 0..3 {
        for wrong in [-1.0, f64::NAN, f64::INFINITY] {
            let mut arguments = [vec![1.0; 3 * LEN], means.clone(), scales.clone()];
            arguments[place][500] = if place == 1 { f64::NAN } else { wrong };
            let arguments = [0, 1, 2].map(|place| each(&arguments[place]));
            let Ok(mut coder) = AnsCoder::from_binary(vec![0x1234_5678; 2 * LEN]);
            let before = coder.clone();
            let encoded = encode(&mut coder, &spec, Symbols::I32(&symbols), &arguments, &mut go_on);
            assert!(matches!(encoded, Err(Error::Parameter { index: Some(166), .. })), "{encoded:?}");
            let mut decoded = vec![0; LEN];
            let decoded = decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut decoded), &arguments, &mut go_on);
            assert!(matches!(decoded, Err(Error::Parameter { index: Some(166), .. })), "{decoded:?}");
            assert_eq!(coder, before);
        }
    }
}
