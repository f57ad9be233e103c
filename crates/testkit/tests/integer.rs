//! Models of the integer quantisation obey the laws, and have the intervals of their definition.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel};
use constriction_models::dynamic::{self, IntegerRow};
use constriction_models::{Bf16, Categorical, Cdf, Element, F16, IntegerCategorical, ProbabilityError};
use constriction_testkit::{model_laws as laws, strategies::probabilities};
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256StarStar;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// `s + floor(C_s * F / T)` from weights, by division.
fn defined_lefts(weights: &[u64], precision: u32) -> Vec<u64> {
    let free = (1u128 << precision) - weights.len() as u128;
    let total: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    let mut before = 0;
    let left = |symbol: usize| {
        let left = symbol as u128 + before * free / total;
        before += weights.get(symbol).map_or(0, |&weight| u128::from(weight));
        left as u64
    };
    (0..=weights.len()).map(left).collect()
}

/// `floor(p * 2^k)`, where all numbers are far from the smallest and the largest ones, so that `f64` has the power.
fn defined_weights(probs: &[f64]) -> Vec<u64> {
    let max = probs.iter().copied().fold(0.0, f64::max);
    let k = 30 - max.log2().floor() as i32;
    let k = if max * 2f64.powi(k) >= 2f64.powi(31) { k - 1 } else { k };
    let k = if max * 2f64.powi(k) < 2f64.powi(30) { k + 1 } else { k };
    probs.iter().map(|p| (p * 2f64.powi(k)) as u64).collect()
}

fn assert_table(model: &(impl EncoderModel<Symbol = usize> + DecoderModel), lefts: &[u64], symbols: &[usize]) {
    for &symbol in symbols {
        let want = Interval::between(lefts[symbol], lefts[symbol + 1]).unwrap();
        assert_eq!(model.interval(&symbol), Some(want), "symbol {symbol} of {}", lefts.len() - 1);
        for quantile in [want.left, want.left + want.prob.get() / 2, (want.right() - 1) as u32] {
            assert_eq!(model.symbol_at(quantile), Some((symbol, want)), "symbol {symbol} of {}", lefts.len() - 1);
        }
    }
}

fn rows_have_the_defined_intervals<const P: u32>(rng: &mut impl RngExt, probs: &[f64]) {
    let n = probs.len();
    let symbols: Vec<usize> = if n <= 70 {
        (0..n).collect()
    } else {
        [0, n - 1].into_iter().chain((0..8).map(|_| rng.random_range(0..n))).collect()
    };
    let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
    let wide: Vec<f64> = narrow.iter().map(|&p| p.into()).collect();
    let model = IntegerCategorical::<_, _, P>::from_probs(&narrow).unwrap();
    assert_table(&model, &defined_lefts(&defined_weights(&wide), P), &symbols);
    let model = IntegerCategorical::<_, _, P>::from_probs(probs).unwrap();
    assert_table(&model, &defined_lefts(&defined_weights(probs), P), &symbols);
    let lefts = model.symbol_table().map(|(_, interval)| u64::from(interval.left));
    assert!(lefts.chain([1 << P]).eq(defined_lefts(&defined_weights(probs), P)));
}

#[test]
fn rows_of_all_lengths_have_the_defined_intervals() {
    let mut rng = Xoshiro256StarStar::seed_from_u64(1);
    for n in (1..70).chain([255, 256, 257, 300, 511, 512, 513, 1000, 4096, 4097, 5000, 50_257, 151_936]) {
        let power = rng.random_range(0..14);
        let scale = [1.0, 1.0, 1e-20, 1e20][rng.random_range(0..4)];
        let mut probs: Vec<f64> = (0..n)
            .map(|_| if rng.random_range(0..10) == 0 { 0.0 } else { rng.random::<f64>().powi(power) * scale })
            .collect();
        probs[rng.random_range(0..n)] = scale;
        if n > 1 {
            rows_have_the_defined_intervals::<32>(&mut rng, &probs);
        }
        rows_have_the_defined_intervals::<24>(&mut rng, &probs);
        rows_have_the_defined_intervals::<31>(&mut rng, &probs);
        if n <= 4096 {
            rows_have_the_defined_intervals::<12>(&mut rng, &probs);
        }
    }
}

fn obeys_the_laws<const P: u32>(probs: &[f64]) {
    let others = [probs.len(), probs.len() + 1, usize::MAX];
    let logits: Vec<f32> = probs.iter().map(|&p| p.ln() as f32).collect();
    let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
    if P == 32 && probs.len() == 1 {
        assert_eq!(Cdf::<P>::integer(probs), Err(ProbabilityError::SingleSymbol));
        assert_eq!(Cdf::<P>::from_logits(&logits), Err(ProbabilityError::SingleSymbol));
        return;
    }
    laws::all(&IntegerCategorical::<_, _, P>::from_probs(probs).unwrap(), &others);
    laws::all(&IntegerCategorical::<_, _, P>::from_logits(&logits).unwrap(), &others);
    laws::all(&Categorical::<P>::integer(probs).unwrap(), &others);
    let table = Cdf::<P>::from_logits(&logits).unwrap();
    assert!(table.symbol_table().eq(IntegerCategorical::<_, _, P>::from_logits(&logits).unwrap().symbol_table()));
    assert_eq!(dynamic::Table::from_logits(&logits, P).unwrap().interval(0), table.get(0));
    if narrow.iter().any(|&p| p > 0.0) {
        laws::all(&IntegerCategorical::<_, _, P>::from_probs(&narrow).unwrap(), &others);
        let wide: Vec<f64> = narrow.iter().map(|&p| p.into()).collect();
        assert_eq!(Cdf::<P>::integer(&narrow), Cdf::integer(&wide));
        assert_eq!(dynamic::Table::integer(&wide, P).unwrap().interval(0), Cdf::<P>::integer(&wide).unwrap().get(0));
    }
}

#[test]
fn integer_models_obey_the_laws() {
    proptest!(config(200), |(probs in probabilities(300))| {
        obeys_the_laws::<24>(&probs);
        obeys_the_laws::<12>(&probs);
        obeys_the_laws::<32>(&probs);
    });
    proptest!(config(100), |(probs in probabilities(8))| obeys_the_laws::<3>(&probs));
    let probs: Vec<f64> = (0..4096).map(|i| f64::from(i % 7)).collect();
    obeys_the_laws::<12>(&probs);
    obeys_the_laws::<12>(&probs[1..]);
    obeys_the_laws::<24>(&probs);
    obeys_the_laws::<1>(&[0.3, 1e-300]);
    obeys_the_laws::<1>(&[1.0]);
}

#[test]
fn rare_symbols_at_the_end_are_never_impossible() {
    // In 0.5.0, rounding leaves nothing to the last symbol of these.
    for probs in [[0.998_680_65f32, 0.0, 2.332_978_7e-9], [0.001_837_187_9, 0.0, 0.0]] {
        assert_eq!(Cdf::<24>::fast_compatible(&probs).unwrap().get(2), None);
        laws::all(&IntegerCategorical::<_, _, 24>::from_probs(&probs).unwrap(), &[3]);
    }
}

#[test]
fn equal_numbers_of_all_types_have_one_table() {
    fn table<E: Element>(numbers: &[E], are_logits: bool) -> Cdf<24> {
        if are_logits { Cdf::from_logits(numbers).unwrap() } else { Cdf::integer(numbers).unwrap() }
    }
    let mut rng = Xoshiro256StarStar::seed_from_u64(2);
    for n in [1, 2, 3, 10, 16, 17, 100, 1000] {
        for are_logits in [false, true] {
            let sign = || if are_logits { 0xffff } else { 0x7fff };
            let halves: Vec<u16> = (0..n).map(|_| rng.random_range(1..0x7c00) & sign()).collect();
            let brains: Vec<u16> = (0..n).map(|_| rng.random_range(0x3000..0x4200u16)).collect();
            for (table_of_16, numbers) in [
                (
                    table(F16::slice(&halves), are_logits),
                    F16::slice(&halves).iter().map(|x| x.to_f64()).collect::<Vec<_>>(),
                ),
                (table(Bf16::slice(&brains), are_logits), Bf16::slice(&brains).iter().map(|x| x.to_f64()).collect()),
            ] {
                let narrow: Vec<f32> = numbers.iter().map(|&x| x as f32).collect();
                assert_eq!(table(&numbers, are_logits), table_of_16);
                assert_eq!(table(&narrow, are_logits), table_of_16);
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_row_is_said() {
    let probs = |row: &[f32], precision| IntegerRow::from_probs(row, precision).map(|_| ());
    let logits = |row: &[f32], precision| IntegerRow::from_logits(row, precision).map(|_| ());
    for of in [probs, logits] {
        assert_eq!(of(&[], 24), Err(ProbabilityError::Empty));
        assert_eq!(of(&[1.0; 9], 3), Err(ProbabilityError::TooMany { symbols: 9, precision: 3 }));
        assert_eq!(of(&[1.0; 8], 3), Ok(()));
        assert_eq!(of(&[1.0], 32), Err(ProbabilityError::SingleSymbol));
        assert_eq!(of(&[1.0], 0), Err(ProbabilityError::Precision { precision: 0, max: 32 }));
        assert_eq!(of(&[1.0], 33), Err(ProbabilityError::Precision { precision: 33, max: 32 }));
    }
    assert_eq!(probs(&[1.0, -2.0], 24), Err(ProbabilityError::Invalid { index: 1, value: -2.0 }));
    assert_eq!(probs(&[1.0, f32::INFINITY], 24), Err(ProbabilityError::Invalid { index: 1, value: f64::INFINITY }));
    assert_eq!(probs(&[0.0, -0.0], 24), Err(ProbabilityError::InvalidSum { sum: 0.0 }));
    assert_eq!(logits(&[f32::NEG_INFINITY; 20], 24), Err(ProbabilityError::InvalidSum { sum: 0.0 }));
    let error = logits(&[0.0, f32::INFINITY], 24).unwrap_err();
    assert_eq!(error, ProbabilityError::InvalidLogit { index: 1, value: f64::INFINITY });
    assert_eq!(error.to_string(), "the logit at index 1 must be finite or minus infinity, but is inf");
    // Sums that no f32 holds are fine.
    assert_eq!(probs(&[f32::MAX; 20], 24), Ok(()));
    assert_eq!(probs(&[f32::from_bits(1); 20], 24), Ok(()));
}

/// A hash of the left ends of all symbols, which are frozen.
fn digest(cdf: &Cdf<32>) -> u64 {
    cdf.lefts().iter().fold(0xcbf2_9ce4_8422_2325, |hash, &left| (hash ^ u64::from(left)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn golden_tables() {
    assert_eq!(Cdf::<8>::integer(&[0.1f32, 0.7, 0.2]).unwrap().lefts(), GOLDEN[0]);
    assert_eq!(Cdf::<24>::integer(&[0.1f64, 0.7, 0.2, 0.0, 1e-30]).unwrap().lefts(), GOLDEN[1]);
    assert_eq!(Cdf::<24>::from_logits(&[-1.5f32, 0.25, 3.0, f32::NEG_INFINITY, -40.0]).unwrap().lefts(), GOLDEN[2]);
    assert_eq!(Cdf::<32>::from_logits(&[-1.5f64, 0.25, 3.0, 1e-3]).unwrap().lefts(), GOLDEN[3]);
    // Numbers made of integers alone.
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let mut digests = Vec::new();
    for n in [17, 256, 1000, 50_257] {
        let logits: Vec<f32> = (0..n).map(|_| next() as f32 / 524_288.0 - 20.0).collect();
        let probs: Vec<f32> = (0..n).map(|_| f32::from_bits(next() + (100 << 23))).collect();
        let brains: Vec<u16> = (0..n).map(|_| (next() % 0x1000 + 0x3400) as u16).collect();
        digests.push([
            digest(&Cdf::integer(&probs).unwrap()),
            digest(&Cdf::from_logits(&logits).unwrap()),
            digest(&Cdf::from_logits(Bf16::slice(&brains)).unwrap()),
            digest(&Cdf::integer(F16::slice(&brains)).unwrap()),
        ]);
    }
    assert_eq!(digests, DIGESTS);
}

const GOLDEN: [&[u32]; 4] = [
    &[0, 26, 204],
    &[0, 1_677_722, 13_421_770, 16_777_214, 16_777_215],
    &[0, 173_369, 1_171_040, 16_777_214, 16_777_215],
    &[0, 42_416_123, 286_504_035, 4_104_681_266],
];
const DIGESTS: [[u64; 4]; 4] = [
    [0xa4ff_d615_d461_a6d7, 0x2131_0817_3893_86f6, 0xdfa8_5243_df52_4a4e, 0xfc67_9ab8_59c8_b81c],
    [0xe14a_1411_dd83_c656, 0x79e2_04df_572f_1d58, 0xf2bc_72d7_97c4_fd62, 0xd720_5d70_4a62_9918],
    [0x03e0_c1db_0291_7ac4, 0x3dfe_c04a_880a_3694, 0x0aa8_dfa9_b6ce_247b, 0x4d01_b89a_25c8_e110],
    [0xa0e3_1253_925b_f2df, 0x35f6_f4dc_2ad3_4cc9, 0x9dbb_76f3_2edd_9e22, 0x9a4c_0aaf_1b05_2ff0],
];
