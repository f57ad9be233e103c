//! Decoding returns the encoded symbols, for all models, coders and types.

mod common;

use common::{
    Kind, POLICIES, Params, QUANTIZATIONS, Random, TestCoder, arguments, families, random, random_kinds, statistic,
    typical,
};
use constriction_runtime::{
    AnsCoder, ChainCoder, Digesting, Error, Family, InterleavedAnsCoder, ModelSpec, Options, Param, Quantization,
    RangeEncoder, Statistic, Symbols, SymbolsMut, ZeroProbability, decode, decode_one, encode, encode_one, go_on,
};
use rand::RngExt;

/// A coder with a digest codes as one without, and the digests of both sides are equal.
fn digests_agree<C: TestCoder>(fresh: &C, coder: &C, spec: &ModelSpec, symbols: &[i32], arguments: &[Param<'_>])
where
    Error: From<C::Error>,
{
    let mut encoder = Digesting::new(fresh.clone());
    encode(&mut encoder, spec, Symbols::I32(symbols), arguments, &mut go_on).unwrap();
    assert_eq!(encoder.coder(), coder);
    let mut decoder = Digesting::new(coder.to_decoder(fresh));
    let mut decoded = vec![0; symbols.len()];
    decode(&mut decoder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, &mut go_on).unwrap();
    assert_eq!(decoded, symbols);
    assert_eq!(decoder.digest(), encoder.digest(), "{spec}");
    assert_eq!(encoder.digest() == 0, symbols.is_empty());
}

/// Encodes and decodes; says whether the symbols could be encoded.
fn round_trip<C: TestCoder>(
    rng: &mut Random,
    spec: &ModelSpec,
    symbols: &[i32],
    arguments: &[Param<'_>],
) -> Result<(), Error>
where
    Error: From<C::Error>,
{
    let fresh = C::fresh(rng);
    let mut coder = fresh.clone();
    encode(&mut coder, spec, Symbols::I32(symbols), arguments, &mut go_on).inspect_err(|_| assert_eq!(coder, fresh))?;

    let start = coder.to_decoder(&fresh);
    let mut decoder = start.clone();
    let mut decoded = vec![0; symbols.len()];
    decode(&mut decoder, spec, &mut SymbolsMut::I32(&mut decoded), arguments, &mut go_on).unwrap();
    assert_eq!(decoded, symbols, "{spec}");
    fresh.assert_at_end(&decoder);
    digests_agree(&fresh, &coder, spec, symbols, arguments);

    if arguments.is_empty() && spec.is_concrete() {
        let mut one_by_one = start;
        for &symbol in symbols {
            assert_eq!(decode_one(&mut one_by_one, spec, &[]), Ok(symbol));
        }
        assert_eq!(one_by_one, decoder);
        let mut one_by_one = fresh.clone();
        let is_queue = C::ORDER == constriction_core::Order::Forward;
        for place in 0..symbols.len() {
            let place = if is_queue { place } else { symbols.len() - 1 - place };
            encode_one(&mut one_by_one, spec, symbols[place], &[]).unwrap();
        }
        assert_eq!(one_by_one, coder);
    }
    Ok(())
}

fn all_families<C: TestCoder>(seed: u64)
where
    Error: From<C::Error>,
{
    let mut rng = random(seed);
    for precision in C::PRECISIONS {
        for family in families().filter(|&family| family != Family::CdfTable || precision < 32) {
            for case in 0..18 {
                let zero_probability = POLICIES[case % 3];
                let options = Options {
                    precision,
                    quantization: QUANTIZATIONS[case / 3 % 4],
                    zero_probability,
                    ..Options::default()
                };
                let number = [0, 1, 2, 30][rng.random_range(0..4)];
                let params = Params::random(&mut rng, family, number.max(1), options);
                let kinds = random_kinds(&mut rng, family);
                let number = if kinds.contains(&Kind::Each) { number.max(1) } else { number };
                let (spec, given) = params.split(&kinds, case >= 9).unwrap();
                let leaky = Options { zero_probability: ZeroProbability::Leaky, ..options };
                let (leaky, _) = Params { options: leaky, ..params.clone() }.split(&kinds, case >= 9).unwrap();
                let arguments = arguments(&given);
                let mut symbols = typical(&mut rng, &leaky, &arguments, number);
                let probabilities = statistic(&spec, Statistic::Probability, &symbols, &arguments);
                let result = match zero_probability {
                    ZeroProbability::Leaky => Ok(()),
                    ZeroProbability::Strict if probabilities.contains(&0.0) => Err(()),
                    ZeroProbability::Strict => Ok(()),
                    ZeroProbability::Escape => {
                        if family != Family::CdfTable {
                            for symbol in symbols.iter_mut().filter(|symbol| **symbol % 3 == 0) {
                                *symbol = [i32::MIN, i32::MAX, rng.random(), -1][rng.random_range(0..4)];
                            }
                        }
                        // Inside a support, there are tables with symbols that nothing is left for.
                        let probabilities = statistic(&spec, Statistic::Probability, &symbols, &arguments);
                        if probabilities.contains(&0.0) { Err(()) } else { Ok(()) }
                    }
                };
                let is_possible = round_trip::<C>(&mut rng, &spec, &symbols, &arguments);
                assert_eq!(is_possible.is_ok(), result.is_ok(), "{spec} {symbols:?} {is_possible:?}");
            }
        }
    }
}

#[test]
fn all_families_with_ans() {
    all_families::<AnsCoder>(1);
}

#[test]
fn all_families_with_interleaved_ans() {
    for seed in 20..25 {
        all_families::<InterleavedAnsCoder>(seed);
    }
}

#[test]
fn all_families_with_a_range_coder() {
    all_families::<RangeEncoder>(2);
}

#[test]
fn all_families_with_a_chain_coder() {
    for seed in 3..10 {
        all_families::<ChainCoder>(seed);
    }
}

/// Models that are the same for all come in chunks of 4096 symbols; others, in chunks of 8192 numbers.
fn all_lengths<C: TestCoder>(seed: u64)
where
    Error: From<C::Error>,
{
    let mut rng = random(seed);
    for family in families() {
        for number in [0, 1, 7, 8, 9, 4096, 4097, 8193] {
            let quantization = if number < 100 { Quantization::Perfect } else { Quantization::Lazy };
            let options = Options { quantization, ..Options::default() };
            let params = Params::random(&mut rng, family, number.max(1), options);
            let params =
                if number == 0 { Params { values: vec![vec![]; params.values.len()], ..params } } else { params };
            let (spec, given) = params.split(&vec![Kind::Each; params.values.len()], false).unwrap();
            let arguments = arguments(&given);
            let symbols = typical(&mut rng, &spec, &arguments, number);
            round_trip::<C>(&mut rng, &spec, &symbols, &arguments).unwrap();
        }
    }
}

#[test]
fn all_lengths_with_all_coders() {
    all_lengths::<AnsCoder>(11);
    all_lengths::<RangeEncoder>(12);
    all_lengths::<ChainCoder>(13);
    all_lengths::<InterleavedAnsCoder>(14);
    all_lengths::<InterleavedAnsCoder>(15);
}

#[test]
fn it_does_not_matter_how_a_parameter_comes() {
    let mut rng = random(20);
    for case in 0..300 {
        for family in families() {
            let precision =
                if family == Family::CdfTable { rng.random_range(1..=31) } else { rng.random_range(1..=32) };
            let quantization = QUANTIZATIONS[case % 4];
            let options = Options { precision, quantization, ..Options::default() };
            let number = 20;
            let params = Params::random(&mut rng, family, number, options).constant();
            let mut all: Vec<(Vec<i32>, Vec<u32>)> = Vec::new();
            let Ok(mut words) = AnsCoder::from_binary(common::noise(&mut rng, 40));
            let words = words.get_binary().unwrap().to_vec();
            for is_narrow in [false, true] {
                all.clear();
                for _ in 0..5 {
                    let (spec, given) = params.split(&random_kinds(&mut rng, family), is_narrow).unwrap();
                    let Ok(mut coder) = AnsCoder::from_binary(words.clone());
                    let mut symbols = vec![0; number];
                    decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut symbols), &arguments(&given), &mut go_on)
                        .unwrap();
                    all.push((symbols, coder.get_compressed().unwrap().to_vec()));
                }
                assert!(all.iter().all(|one| *one == all[0]), "{params:?}");
            }
        }
    }
}

/// Also after the first chunk.
#[test]
fn each_symbol_has_the_model_of_its_parameters() {
    let mut rng = random(30);
    for family in families() {
        for (number, is_narrow) in [(30, false), (30, true), (5000, false)] {
            for quantization in QUANTIZATIONS {
                let options = Options { quantization, ..Options::default() };
                let params = Params::random(&mut rng, family, number, options);
                let each = vec![Kind::Each; params.values.len()];
                let (spec, given) = params.split(&each, is_narrow).unwrap();
                let all = arguments(&given);
                let symbols = typical(&mut rng, &spec, &all, number);
                let mut coder = RangeEncoder::new();
                encode(&mut coder, &spec, Symbols::I32(&symbols), &all, &mut go_on).unwrap();

                let mut one_by_one = RangeEncoder::new();
                for (index, symbol) in symbols.iter().enumerate() {
                    let (spec, given) = params.one(index).split(&random_kinds(&mut rng, family), is_narrow).unwrap();
                    let symbol = Symbols::I32(std::slice::from_ref(symbol));
                    encode(&mut one_by_one, &spec, symbol, &arguments(&given), &mut go_on).unwrap();
                }
                assert_eq!(coder, one_by_one, "{spec}");
            }
        }
    }
}

macro_rules! types {
    ($($t:ident $variant:ident),*) => {
        #[test]
        fn symbols_of_all_types() {$({
            let spec: ModelSpec =
                "QuantizedGaussian(-1000, 1000, mean=30.0, std=500.0, zero_probability='escape')".parse().unwrap();
            let symbols: Vec<$t> = (0..10_000).map(|i: i32| (i * 7919 % 2003) as $t)
                .chain([$t::MIN, $t::MAX, 0, 1]).filter(|&symbol| i32::try_from(symbol).is_ok()).collect();
            let mut coder = AnsCoder::new();
            encode(&mut coder, &spec, Symbols::$variant(&symbols), &[], &mut go_on).unwrap();

            let as_i32 = Symbols::$variant(&symbols).to_i32().unwrap();
            let mut same = AnsCoder::new();
            encode(&mut same, &spec, Symbols::I32(&as_i32), &[], &mut go_on).unwrap();
            assert_eq!(coder, same);

            let mut decoded = vec![0; symbols.len()];
            decode(&mut coder, &spec, &mut SymbolsMut::$variant(&mut decoded), &[], &mut go_on).unwrap();
            assert_eq!(decoded, symbols);

            // One that has no place in the type.
            for symbol in [i128::from($t::MIN) - 1, i128::from($t::MAX) + 1] {
                let Ok(symbol) = i32::try_from(symbol) else { continue };
                let mut coder = AnsCoder::new();
                encode(&mut coder, &spec, Symbols::I32(&[0, 1, symbol]), &[], &mut go_on).unwrap();
                let before = coder.clone();
                let result = decode(&mut coder, &spec, &mut SymbolsMut::$variant(&mut [0; 3]), &[], &mut go_on);
                assert_eq!(result, Err(Error::DoesNotFit { index: 2, symbol }));
                assert_eq!(coder, before);
            }
            // One that models have no place for.
            for symbol in [$t::MIN, $t::MAX] {
                if i32::try_from(symbol).is_err() {
                    let symbols = [0, 0, symbol];
                    let error = Error::ImpossibleSymbol { index: 2, symbol: symbol.into() };
                    let before = coder.clone();
                    let result = encode(&mut coder, &spec, Symbols::$variant(&symbols), &[], &mut go_on);
                    assert_eq!(result, Err(error));
                    assert_eq!(coder, before);
                }
            }
        })*}
    };
}
types!(i8 I8, u8 U8, i16 I16, u16 U16, i32 I32, u32 U32, i64 I64, u64 U64);
