//! Probabilities are taken in the type that is asked for, whatever the type in which they are given and the way of the
//! call.

mod common;

use common::random;
use constriction_runtime::{
    AnsCoder, F16, Family, FloatSlice, FloatType, ModelSpec, Options, Param, Quantization, RangeEncoder, Statistic,
    Symbols, SymbolsMut, Value, Values, decode, encode, encode_one, go_on,
};
use rand::RngExt;

const WIDTH: usize = 300;
const ALL: [Quantization; 4] = [Quantization::Fast, Quantization::Lazy, Quantization::Perfect, Quantization::Integer];

fn family(quantization: Quantization, float_type: Option<FloatType>) -> ModelSpec {
    let options = Options { quantization, float_type, ..Options::default() };
    ModelSpec::new(Family::Categorical, Values::default(), options).unwrap()
}

fn words(spec: &ModelSpec, symbols: &[i32], params: &[Param<'_>]) -> Vec<u32> {
    let mut coder = RangeEncoder::new();
    encode(&mut coder, spec, Symbols::I32(symbols), params, &mut go_on).unwrap();
    coder.into_compressed().unwrap()
}

fn rows(values: FloatSlice<'_>) -> Param<'_> {
    Param { values, width: WIDTH, per_symbol: true }
}

#[test]
fn both_types_make_the_words_of_the_one_that_is_chosen() {
    let mut rng = random(1);
    let narrow: Vec<f32> = (0..50 * WIDTH).map(|_| rng.random::<f32>()).collect();
    let wide: Vec<f64> = narrow.iter().map(|&p| p.into()).collect();
    let symbols: Vec<i32> = (0..50).map(|_| rng.random_range(0..WIDTH as i32 - 10)).collect();
    for quantization in ALL {
        let plain = family(quantization, None);
        for (float_type, own, other) in [
            (FloatType::F32, FloatSlice::F32(&narrow), FloatSlice::F64(&wide)),
            (FloatType::F64, FloatSlice::F64(&wide), FloatSlice::F32(&narrow)),
        ] {
            let chosen = family(quantization, Some(float_type));
            let expected = words(&plain, &symbols, &[rows(own)]);
            assert_eq!(words(&chosen, &symbols, &[rows(own)]), expected);
            assert_eq!(words(&chosen, &symbols, &[rows(other)]), expected);
            // One row for one symbol, and for many: without a table, and with one.
            let of = |values| Param { per_symbol: false, ..rows(values).slice(3..4) };
            for count in [1, 2, 2000] {
                let symbols: Vec<i32> = symbols.iter().copied().cycle().take(count).collect();
                let expected = words(&plain, &symbols, &[of(own)]);
                assert_eq!(words(&chosen, &symbols, &[of(other)]), expected);
                let options = *chosen.options();
                let fixed = [Some(Value::from(of(other).values)), None, None];
                let fixed = ModelSpec::new(Family::Categorical, fixed, options).unwrap();
                assert_eq!(words(&fixed, &symbols, &[]), expected);
                // Its type says it.
                assert_eq!(fixed.options().float_type, None);
                assert_eq!(fixed.to_string().parse::<ModelSpec>().unwrap(), fixed);
            }
            let (mut one_by_one, mut at_once) = (AnsCoder::new(), AnsCoder::new());
            for (place, &symbol) in symbols.iter().enumerate().rev() {
                let row = Param { per_symbol: false, ..rows(other).slice(place..place + 1) };
                encode(&mut one_by_one, &chosen, Symbols::I32(&[symbol]), &[row], &mut go_on).unwrap();
            }
            encode(&mut at_once, &plain, Symbols::I32(&symbols), &[rows(own)], &mut go_on).unwrap();
            assert_eq!(one_by_one, at_once);
            let mut decoded = vec![0; symbols.len()];
            decode(&mut at_once, &chosen, &mut SymbolsMut::I32(&mut decoded), &[rows(other)], &mut go_on).unwrap();
            assert_eq!(decoded, symbols);
            let cost = |spec: &ModelSpec, param| {
                let mut costs = vec![0.0; symbols.len()];
                spec.statistic(Statistic::Cost, Symbols::I32(&symbols), &[param], &mut costs, &mut go_on).unwrap();
                costs
            };
            assert_eq!(cost(&chosen, rows(other)), cost(&plain, rows(own)));
        }
    }
}

#[test]
fn the_two_types_differ_where_sums_are_rounded() {
    let narrow: Vec<f32> = (0..WIDTH).map(|i| 1.0 / (i as f32 + 1.5)).collect();
    let wide: Vec<f64> = narrow.iter().map(|&p| p.into()).collect();
    let differ = |quantization| {
        let spec = family(quantization, None);
        let symbols: Vec<i32> = (0..WIDTH as i32 - 10).collect();
        let row = |values| Param { per_symbol: false, ..rows(values) };
        words(&spec, &symbols, &[row(FloatSlice::F32(&narrow))])
            != words(&spec, &symbols, &[row(FloatSlice::F64(&wide))])
    };
    assert_eq!(ALL.map(differ), [true, true, false, false]);
}

#[test]
fn other_families_take_no_notice_and_halves_are_widened() {
    let options = Options { float_type: Some(FloatType::F32), ..Options::default() };
    let coin = ModelSpec::new(Family::Bernoulli, Values::default(), options).unwrap();
    assert_eq!(coin.options().float_type, None);
    let halves: Vec<F16> = [0x3400, 0x3800, 0x3000].map(F16).to_vec();
    for (float_type, expected) in
        [(FloatType::F32, "float32([0.25, 0.5, 0.125])"), (FloatType::F64, "[0.25, 0.5, 0.125]")]
    {
        let values = [Some(Value::F16(halves.clone().into())), None, None];
        let options = Options { float_type: Some(float_type), ..Options::default() };
        let spec = ModelSpec::new(Family::Categorical, values, options).unwrap();
        assert_eq!(spec.to_string(), format!("Categorical(probabilities={expected}, perfect=True)"));
        let mut coder = RangeEncoder::new();
        encode_one(&mut coder, &spec, 1, &[]).unwrap();
        assert_eq!(FloatType::from_name(float_type.name()), Some(float_type));
        assert_eq!(
            family(Quantization::Fast, Some(float_type)).to_string().parse(),
            Ok(family(Quantization::Fast, Some(float_type)))
        );
    }
    assert_eq!(FloatType::from_name("float16"), None);
    assert!("Categorical(perfect=False, dtype='int8')".parse::<ModelSpec>().is_err());
    assert!("Bernoulli(perfect=False, dtype='float32')".parse::<ModelSpec>().is_err());
}
