//! Rows that are quantised by sums of integers, for all types of numbers and all calls.

mod common;

use common::{random, typical};
use constriction_models::array::widened;
use constriction_models::dynamic::IntegerRow;
use constriction_models::{Bf16, Element, F16};
use constriction_runtime::{
    AnsCoder, Error, Family, FloatSlice, ModelSpec, Options, Param, Quantization, RangeEncoder, Symbols, SymbolsMut,
    Value, Values, decode, decode_one, encode, encode_one, go_on,
};
use rand::RngExt;

/// Numbers of half precision that are probabilities, and their bits as logits.
fn halves(rng: &mut common::Random, count: usize) -> Vec<u16> {
    (0..count).map(|place| if place % 7 == 0 { 0x3c00 } else { rng.random_range(0..0x3c00) }).collect()
}

fn spec(are_logits: bool, row: Option<FloatSlice<'_>>, precision: u32) -> ModelSpec {
    let family = if are_logits { Family::CategoricalLogits } else { Family::Categorical };
    let values: Values = [row.map(Value::from), None, None];
    ModelSpec::new(family, values, Options { precision, quantization: Quantization::Integer, ..Options::default() })
        .unwrap()
}

fn words(spec: &ModelSpec, symbols: &[i32], params: &[Param<'_>]) -> Vec<u32> {
    let mut coder = RangeEncoder::new();
    encode(&mut coder, spec, Symbols::I32(symbols), params, &mut go_on).unwrap();
    coder.into_compressed().unwrap()
}

/// The words of symbols, each with its row, in several ways.
fn check<E: Element>(numbers: &[E], width: usize, floats: FloatSlice<'_>, are_logits: bool, precision: u32) {
    let rows = Param { values: floats, width, per_symbol: true };
    let free = spec(are_logits, None, precision);
    let count = numbers.len() / width;
    let symbols = typical(&mut random(width as u64), &free, &[rows], count);
    let all = words(&free, &symbols, &[rows]);

    // One row a call, as a parameter of the call or with a new model, and the typed model.
    let (mut ours, mut fixed, mut typed) = (RangeEncoder::new(), RangeEncoder::new(), RangeEncoder::new());
    for (place, &symbol) in symbols.iter().enumerate() {
        let row = Param { per_symbol: false, ..rows.slice(place..place + 1) };
        encode(&mut ours, &free, Symbols::I32(&[symbol]), &[row], &mut go_on).unwrap();
        encode_one(&mut fixed, &spec(are_logits, Some(row.values), precision), symbol, &[]).unwrap();
        let row = &numbers[place * width..][..width];
        let make = if are_logits { IntegerRow::from_logits } else { IntegerRow::from_probs };
        let interval = make(row, precision).unwrap().interval(symbol as usize).unwrap();
        constriction_core::PutInterval::put(&mut typed, interval, precision).unwrap();
    }
    for coder in [ours, fixed, typed] {
        assert_eq!(coder.into_compressed().unwrap(), all, "{width} at {precision}");
    }

    // One row for many symbols: before there is a table, and after that.
    let shared = Param { per_symbol: false, ..rows.slice(0..1) };
    let (model, many) = (spec(are_logits, Some(shared.values), precision), 3 * width + 20);
    let symbols = typical(&mut random(1), &free, &[shared], many);
    let (mut one_by_one, mut at_once, mut call) = (AnsCoder::new(), AnsCoder::new(), AnsCoder::new());
    for &symbol in symbols.iter().rev() {
        encode_one(&mut one_by_one, &model, symbol, &[]).unwrap();
    }
    encode(&mut at_once, &model, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    encode(&mut call, &free, Symbols::I32(&symbols), &[shared], &mut go_on).unwrap();
    assert_eq!((&one_by_one, &call), (&at_once, &at_once));
    let fresh = model.to_string().parse::<ModelSpec>().unwrap();
    for &symbol in &symbols {
        assert_eq!(decode_one(&mut one_by_one, &fresh, &[]).unwrap(), symbol);
    }
    let mut decoded = vec![0; many];
    decode(&mut at_once, &free, &mut SymbolsMut::I32(&mut decoded), &[shared], &mut go_on).unwrap();
    assert!(decoded == symbols && at_once.is_empty());
}

#[test]
fn all_ways_of_a_call_give_the_same_words() {
    let mut rng = random(1);
    for width in [2, 3, 15, 16, 40, 257, 5000] {
        let bits = halves(&mut rng, 5 * width);
        let narrow = F16::slice(&bits);
        let singles: Vec<f32> = widened(narrow);
        let doubles: Vec<f64> = singles.iter().map(|&x| x.into()).collect();
        for precision in [13, 24, 32] {
            for are_logits in [false, true] {
                check(narrow, width, narrow.into(), are_logits, precision);
                check(Bf16::slice(&bits), width, Bf16::slice(&bits).into(), are_logits, precision);
                check(&singles, width, (&singles[..]).into(), are_logits, precision);
                check(&doubles, width, (&doubles[..]).into(), are_logits, precision);
            }
        }
    }
}

#[test]
fn equal_numbers_of_other_types_have_the_same_words() {
    let bits = halves(&mut random(2), 4 * 300);
    for are_logits in [false, true] {
        let singles = [widened(F16::slice(&bits)), widened(Bf16::slice(&bits))];
        let narrow: [FloatSlice<'_>; 2] = [F16::slice(&bits).into(), Bf16::slice(&bits).into()];
        for (singles, narrow) in singles.iter().zip(narrow) {
            let free = spec(are_logits, None, 24);
            let [narrow, wide] =
                [narrow, (&singles[..]).into()].map(|values| [Param { values, width: 300, per_symbol: true }]);
            let symbols = typical(&mut random(3), &free, &narrow, 4);
            assert_eq!(words(&free, &symbols, &narrow), words(&free, &symbols, &wide));
        }
    }
}

#[test]
fn rows_of_half_precision_have_the_tables_of_single_precision() {
    let mut rng = random(4);
    let bits = halves(&mut rng, 20 * 50);
    let (half, brain) = (F16::slice(&bits), Bf16::slice(&bits));
    for (narrow, wide) in [(half.into(), widened(half)), (brain.into(), widened(brain))] {
        for quantization in [Quantization::Perfect, Quantization::Fast] {
            for zero_probability in common::POLICIES {
                let options = Options { quantization, zero_probability, ..Options::default() };
                let free = ModelSpec::new(Family::Categorical, Values::default(), options).unwrap();
                let [narrow, wide] =
                    [narrow, (&wide[..]).into()].map(|values| Param { values, width: 50, per_symbol: true });
                let symbols = typical(&mut rng, &free, &[wide], 20);
                assert_eq!(words(&free, &symbols, &[narrow]), words(&free, &symbols, &[wide]));
                let fixed = [Some(Value::from(narrow.slice(0..1).values)), None, None];
                let fixed = ModelSpec::new(Family::Categorical, fixed, options).unwrap();
                let first = Param { per_symbol: false, ..wide.slice(0..1) };
                assert_eq!(words(&fixed, &symbols[..1], &[]), words(&free, &symbols[..1], &[first]));
            }
        }
    }
}

#[test]
fn a_rare_last_symbol_can_be_coded() {
    // 0.5.0's tables of these leave nothing to the last symbol.
    for row in [[0.998_680_65f32, 0.0, 2.332_978_7e-9], [0.001_837_187_9, 0.0, 0.0]] {
        let params = [Param { values: (&row).into(), width: 3, per_symbol: false }];
        let new = |quantization, values| {
            ModelSpec::new(Family::Categorical, values, Options { quantization, ..Options::default() }).unwrap()
        };
        let fixed: Values = [Some(Value::F32(row.into())), None, None];
        for (values, params) in [(Values::default(), &params[..]), (fixed, &[])] {
            let model = new(Quantization::Integer, values.clone());
            let mut coder = AnsCoder::new();
            encode(&mut coder, &model, Symbols::I32(&[0, 2]), params, &mut go_on).unwrap();
            let mut decoded = [0; 2];
            decode(&mut coder, &model, &mut SymbolsMut::I32(&mut decoded), params, &mut go_on).unwrap();
            assert_eq!(decoded, [0, 2]);
            for quantization in [Quantization::Fast, Quantization::Lazy] {
                let model = new(quantization, values.clone());
                let result = encode(&mut coder, &model, Symbols::I32(&[0, 2]), params, &mut go_on);
                let error = result.unwrap_err();
                assert_eq!(error, Error::NoQuantile { index: 1, symbol: 2 });
                assert!(error.to_string().contains("quantization='integer'"));
                let result = encode(&mut coder, &model, Symbols::I32(&[3]), params, &mut go_on);
                assert_eq!(result, Err(Error::ImpossibleSymbol { index: 0, symbol: 3 }));
            }
        }
        let fast = new(Quantization::Fast, [Some(Value::F32(row.into())), None, None]);
        let result = encode_one(&mut AnsCoder::new(), &fast, 2, &[]);
        assert_eq!(result, Err(Error::NoQuantile { index: 0, symbol: 2 }));
    }
}
