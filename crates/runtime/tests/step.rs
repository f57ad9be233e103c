//! A step of many coders gives the words and the symbols of a call for each.

mod common;

use common::{POLICIES, Params, QUANTIZATIONS, arguments, families, random, random_kinds, typical};
use constriction_bits::Cursor;
use constriction_runtime::{
    AnsCoder, Error, Family, ModelSpec, Options, Param, RangeDecoder, RangeEncoder, Symbols, SymbolsMut, Transaction,
    decode, decode_step, encode, encode_step, go_on,
};

const STREAMS: usize = 21;

fn decoder(encoder: RangeEncoder) -> RangeDecoder {
    let Ok(decoder) = RangeDecoder::from_compressed(Cursor::at_start(encoder.into_compressed().unwrap().into()));
    decoder
}

fn references<T>(coders: &mut [T]) -> Vec<&mut T> {
    coders.iter_mut().collect()
}

/// The parameters of the symbol at a place.
fn at<'a>(params: &[Param<'a>], place: usize) -> Vec<Param<'a>> {
    params.iter().map(|param| param.slice(place..place + 1)).collect()
}

/// Decodes by one step and by a call each, and says where both end.
fn check_decoding<C>(coders: &mut [C], spec: &ModelSpec, params: &[Param<'_>], symbols: &[i32])
where
    C: Transaction + Clone + PartialEq + std::fmt::Debug,
{
    let mut alone = coders.to_vec();
    let mut decoded = [0; STREAMS];
    decode_step(&mut references(coders), spec, &mut SymbolsMut::I32(&mut decoded), params).unwrap();
    assert_eq!(decoded, *symbols, "{spec}");
    for (place, coder) in alone.iter_mut().enumerate() {
        let mut symbol = [0];
        decode(coder, spec, &mut SymbolsMut::I32(&mut symbol), &at(params, place), &mut go_on).unwrap();
        assert_eq!(symbol[0], symbols[place]);
    }
    assert_eq!(alone, coders);
}

#[test]
fn a_step_is_a_call_for_each_coder() {
    let mut rng = random(1);
    for case in 0..12 {
        for family in families() {
            let zero_probability = POLICIES[case % 3];
            let options = Options {
                precision: 24,
                quantization: QUANTIZATIONS[case / 3],
                zero_probability,
                ..Options::default()
            };
            let params = Params::random(&mut rng, family, STREAMS, options);
            let (spec, given) = params.split(&random_kinds(&mut rng, family), case % 2 == 0).unwrap();
            let arguments = arguments(&given);
            let mut symbols = typical(&mut rng, &spec, &arguments, STREAMS);
            if case % 3 == 2 {
                symbols[7] = -1_000_000;
            }
            let mut ans = vec![AnsCoder::new(); STREAMS];
            let mut range = vec![RangeEncoder::new(); STREAMS];
            for place in 0..STREAMS {
                // The coders are in different states.
                let first = Symbols::I32(&symbols[..place % 2]);
                let first_params: Vec<_> = arguments.iter().map(|param| param.slice(0..place % 2)).collect();
                encode(&mut ans[place], &spec, first, &first_params, &mut go_on).unwrap();
            }
            let (mut ans_alone, mut range_alone) = (ans.clone(), range.clone());
            for place in 0..STREAMS {
                let (symbol, params) = (Symbols::I32(&symbols[place..=place]), at(&arguments, place));
                encode(&mut ans_alone[place], &spec, symbol, &params, &mut go_on).unwrap();
                encode(&mut range_alone[place], &spec, symbol, &params, &mut go_on).unwrap();
            }
            encode_step(&mut references(&mut ans), &spec, Symbols::I32(&symbols), &arguments).unwrap();
            encode_step(&mut references(&mut range), &spec, Symbols::I32(&symbols), &arguments).unwrap();
            assert_eq!((&ans, &range), (&ans_alone, &range_alone), "{spec}");
            check_decoding(&mut ans, &spec, &arguments, &symbols);
            let mut decoders: Vec<RangeDecoder> = range.into_iter().map(decoder).collect();
            check_decoding(&mut decoders, &spec, &arguments, &symbols);
        }
    }
}

#[test]
fn a_stream_that_fails_is_named_and_no_coder_has_moved() {
    let spec: ModelSpec = "Uniform(size=10)".parse().unwrap();
    let mut ans = vec![AnsCoder::new(); 4];
    let error = encode_step(&mut references(&mut ans), &spec, Symbols::I32(&[1, 2, 10, 11]), &[]).unwrap_err();
    assert_eq!((error.message, error.error), (Some(2), Error::ImpossibleSymbol { index: 2, symbol: 10 }));
    assert!(ans.iter().all(AnsCoder::is_empty));
    let error = encode_step(&mut references(&mut ans), &spec, Symbols::I32(&[1, 2, 3]), &[]).unwrap_err();
    assert_eq!(error.error, Error::Length { name: "symbols", expected: 4, given: 3 });

    // A table that leaves quantiles to nobody.
    let options = Options { precision: 8, ..Options::default() };
    let tables = ModelSpec::tables([(&[0u32, 100, 200][..], 0)], options).unwrap();
    let none: ModelSpec = "Uniform(size=256, precision=8)".parse().unwrap();
    let index = [Param { values: (&[0.0f64][..]).into(), width: 1, per_symbol: false }];
    let mut ans = vec![AnsCoder::new(); 4];
    encode_step(&mut references(&mut ans), &none, Symbols::I32(&[5, 150, 99, 255]), &[]).unwrap();
    let before = ans.clone();
    let mut symbols = [0; 4];
    let error = decode_step(&mut references(&mut ans), &tables, &mut SymbolsMut::I32(&mut symbols), &index);
    let error = error.unwrap_err();
    assert_eq!((error.message, &error.error), (Some(3), &Error::Corrupt));
    assert_eq!(error.to_string(), format!("message 3: {}", Error::Corrupt));
    assert_eq!(ans, before);

    // A symbol that does not fit, and parameters that are not those of a model.
    let error = decode_step(&mut references(&mut ans), &none, &mut SymbolsMut::I8(&mut [0; 4]), &[]).unwrap_err();
    assert_eq!((error.message, error.error), (Some(1), Error::DoesNotFit { index: 1, symbol: 150 }));
    let family = ModelSpec::new(Family::Uniform, Default::default(), options).unwrap();
    let sizes = [Param { values: (&[9.0f64, 9.0, 0.0, 9.0][..]).into(), width: 1, per_symbol: true }];
    let error = decode_step(&mut references(&mut ans), &family, &mut SymbolsMut::I32(&mut symbols), &sizes);
    assert_eq!(error.unwrap_err().message, Some(2));
    let error = encode_step(&mut references(&mut ans), &family, Symbols::I32(&[0; 4]), &sizes);
    assert_eq!(error.unwrap_err().message, Some(2));
    assert_eq!(ans, before);
}
