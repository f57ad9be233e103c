//! The list of families is in order.

use constriction_runtime::{
    AnsCoder, FAMILIES, Family, ModelSpec, Options, Quantization, Symbols, Values, ZeroProbability, encode, go_on,
};

#[test]
fn every_family_is_at_its_place() {
    for (place, info) in FAMILIES.iter().enumerate() {
        assert_eq!(info.family as usize, place);
        assert_eq!(Family::from_name(info.name), Some(info.family));
        assert!(info.parameters.len() <= 3);
    }
}

/// What is made of numbers, and what is made of the same values.
fn assert_same<const N: usize>(family: Family, bounds: Option<(i32, i32)>, numbers: [f64; N], options: Options) {
    let mut values = Values::default();
    for (value, number) in values.iter_mut().zip(numbers) {
        *value = Some(number.into());
    }
    let expected = match bounds {
        Some((min, max)) => ModelSpec::bounded(family, min, max, values, options),
        None => ModelSpec::new(family, values, options),
    };
    let made = ModelSpec::of_numbers(family, bounds, numbers, options);
    assert_eq!(made, expected, "{family:?} {bounds:?} {numbers:?} {options:?}");
    let (Ok(made), Ok(expected)) = (made, expected) else { return };
    let words = |spec: &ModelSpec| {
        let mut coder = AnsCoder::new();
        encode(&mut coder, spec, Symbols::I32(&[0, 1, 0]), &[], &mut go_on).map(|()| coder)
    };
    assert_eq!((made.is_concrete(), words(&made)), (expected.is_concrete(), words(&expected)), "{family:?}");
}

#[test]
fn numbers_make_the_models_that_values_make() {
    let fast = Options { quantization: Quantization::Fast, ..Options::default() };
    let wide = Options { precision: 33, ..Options::default() };
    let strict = Options { precision: 12, zero_probability: ZeroProbability::Strict, ..Options::default() };
    for info in FAMILIES {
        for options in [Options::default(), fast, wide, strict] {
            for bounds in [None, Some((-5, 5)), Some((5, -5)), Some((i32::MIN, i32::MAX))] {
                for first in [0.25, 3.0, -1.0, f64::NEG_INFINITY] {
                    assert_same(info.family, bounds, [first], options);
                    for second in [0.5, 0.0, f64::INFINITY] {
                        assert_same(info.family, bounds, [first, second], options);
                        assert_same(info.family, bounds, [first, second, 1.0], options);
                    }
                }
            }
        }
    }
}
