//! Models of functions of the caller's.

use std::cell::Cell;

use constriction_runtime::{
    AnsCoder, Error, FunctionModels, Functions, Support, Symbols, SymbolsMut, ZeroProbability, decode_with,
    encode_with, go_on,
};

/// A function, and the number of calls after which it fails.
struct Called<F> {
    cdf: F,
    left: Cell<usize>,
}

impl<F: Fn(f64, usize) -> f64> Functions for Called<F> {
    fn cdf(&self, x: f64, index: usize) -> Option<f64> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some((self.cdf)(x, index))
    }

    fn inverse(&self, _: f64, _: usize) -> Option<f64> {
        Some(f64::NAN)
    }
}

fn models<F: Fn(f64, usize) -> f64>(cdf: F) -> Called<F> {
    Called { cdf, left: Cell::new(usize::MAX) }
}

fn support() -> Support<i32> {
    Support::new(-9..=9, 24).unwrap()
}

/// The results of encoding and decoding. The coder stays as it was.
fn errors<F: Fn(f64, usize) -> f64>(functions: &Called<F>) -> [Result<(), Error>; 2] {
    // Its quantile is in the middle.
    let before = AnsCoder::from_compressed(vec![1, 2, 0x0080_0000, 5]).unwrap();
    let (mut coder, mut other) = (before.clone(), before.clone());
    let leaky = ZeroProbability::Leaky;
    let given = FunctionModels::new(functions, support());
    let encoded = encode_with(&mut coder, &given, leaky, Symbols::I32(&[1, 2, 3]), &mut go_on);
    let encoded = encoded.map_err(|error| given.explain(error, leaky));
    let given = FunctionModels::new(functions, support());
    let mut places = [0; 3];
    let decoded = decode_with(&mut other, &given, leaky, &mut SymbolsMut::I32(&mut places), &mut go_on);
    assert!(encoded.is_ok() || coder == before);
    assert!(decoded.is_ok() || other == before);
    [encoded, decoded]
}

fn ramp(x: f64) -> f64 {
    ((x + 10.0) / 20.0).clamp(0.0, 1.0)
}

#[test]
fn symbols_come_back() {
    let functions = models(|x, index| ramp(x - (index % 3) as f64 / 4.0));
    let given = FunctionModels::new(&functions, support());
    let symbols: Vec<i32> = (0..300).map(|i| i * i % 19 - 9).collect();
    for zero_probability in [ZeroProbability::Leaky, ZeroProbability::Strict, ZeroProbability::Escape] {
        // The ramp gives the ends something, wherever it is.
        let mut coder = AnsCoder::new();
        encode_with(&mut coder, &given, zero_probability, Symbols::I32(&symbols), &mut go_on).unwrap();
        let mut places = vec![0; symbols.len()];
        let places_mut = &mut SymbolsMut::I32(&mut places);
        decode_with(&mut coder, &given, zero_probability, places_mut, &mut go_on).unwrap();
        assert_eq!(places, symbols);
        assert!(coder.is_empty());
    }
}

#[test]
fn numbers_that_are_no_probabilities_are_errors() {
    for wrong in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        for result in errors(&models(|_, _| wrong)) {
            assert!(matches!(result, Err(Error::CdfRange { index: 0 | 2, .. })), "{result:?}");
        }
    }
    // Rounding is not an error.
    assert_eq!(errors(&models(|x, _| ramp(x) * (1.0 + 1e-12)))[0], Ok(()));
}

#[test]
fn a_function_that_decreases_is_an_error() {
    for result in errors(&models(|x, _| 1.0 - ramp(x))) {
        assert!(matches!(result, Err(Error::CdfDecreases { .. })), "{result:?}");
    }
    // By so little that it could be rounding, and enough to leave a symbol nothing.
    let functions = models(|x, _| if x < 2.0 { 0.5 + 9e-10 } else { 0.5 });
    let given = FunctionModels::new(&functions, Support::new(-9..=9, 32).unwrap());
    let result = encode_with(&mut AnsCoder::new(), &given, ZeroProbability::Leaky, Symbols::I32(&[2]), &mut go_on);
    let explained = result.map_err(|error| given.explain(error, ZeroProbability::Leaky));
    assert_eq!(explained, Err(Error::CdfDecreasesAt { index: 0, symbol: 2 }));
}

#[test]
fn after_a_failure_no_function_is_called() {
    for calls in 0..6 {
        let functions = Called { cdf: |x, _| ramp(x), left: Cell::new(calls) };
        let given = FunctionModels::new(&functions, support());
        let mut coder = AnsCoder::new();
        let result = encode_with(&mut coder, &given, ZeroProbability::Leaky, Symbols::I32(&[1, 2, 3, 4]), &mut go_on);
        assert_eq!(result, Err(Error::Caller));
        assert!(coder.is_empty());
        assert_eq!(functions.left.get(), 0);
    }
}
