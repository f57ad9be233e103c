//! Models that learn, as values.

use std::ops::ControlFlow;

use constriction_adaptive::{Counts, EncodeArray, Nibbles, Order0, Order2};
use constriction_core::UnwrapInfallible;
use constriction_runtime::{
    Adaptive, AdaptiveSetup, AnsCoder, BitLearning, ContextRule, Error, RangeDecoder, RangeEncoder, Symbols,
    SymbolsMut, adaptive_cost, decode_adaptive, encode_adaptive, go_on,
};

/// A model of each kind, with this number of contexts.
fn setups(contexts: usize) -> Vec<AdaptiveSetup> {
    vec![
        AdaptiveSetup::Bernoulli { learning: BitLearning::Rate(5), contexts },
        AdaptiveSetup::Bernoulli { learning: BitLearning::TwoRates(4, 7), contexts },
        AdaptiveSetup::Bernoulli { learning: BitLearning::Limit(255), contexts },
        AdaptiveSetup::Categorical { symbols: 100, increment: 24, limit: 1000, contexts },
        AdaptiveSetup::BitTree { bits: 7, learning: BitLearning::Rate(4), contexts },
        AdaptiveSetup::Nibbles { contexts },
    ]
}

fn symbols(model: &Adaptive, count: usize) -> Vec<i32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 8) >> (state % 23)) as usize % model.symbols()
    };
    (0..count).map(|_| next() as i32).collect()
}

fn decoder(encoder: RangeEncoder) -> RangeDecoder {
    let words = encoder.into_compressed().unwrap_infallible();
    RangeDecoder::from_compressed(constriction_bits::Cursor::at_start(words.into())).unwrap_infallible()
}

/// The bits are those of the models themselves.
#[test]
fn values_code_as_models_do() {
    let new =
        Adaptive::new(AdaptiveSetup::Categorical { symbols: 63, increment: 32, limit: 1 << 24, contexts: 1 }).unwrap();
    let values = symbols(&new, 5000);
    let mut encoder = RangeEncoder::new();
    encode_adaptive(&mut encoder, &mut new.clone(), Symbols::I32(&values), &[], &mut go_on).unwrap();
    let mut expected = RangeEncoder::new();
    let mut model = Counts::<_, 24>::new(63, 1, 32, 1 << 24).unwrap();
    let numbers: Vec<u32> = values.iter().map(|&symbol| symbol as u32).collect();
    expected.encode_array(&mut model, &Order0, &numbers).unwrap();
    assert_eq!(encoder, expected);

    let new = Adaptive::new(AdaptiveSetup::Nibbles { contexts: 1 << 16 }).unwrap();
    let bytes: Vec<u8> = values.iter().map(|&symbol| symbol as u8).collect();
    let rule = [ContextRule::Order { order: 2, shift: 0 }];
    let mut coder = AnsCoder::new();
    encode_adaptive(&mut coder, &mut new.clone(), Symbols::U8(&bytes), &rule, &mut go_on).unwrap();
    let mut expected = AnsCoder::new();
    expected.encode_array(&mut Nibbles::new(1 << 16).unwrap(), &Order2(256), &bytes).unwrap();
    assert_eq!(coder, expected);
}

/// A progress that stops the call when this many symbols are done leaves no trace, nor does a symbol that the model
/// does not have; in calls of few symbols and of many, with few contexts and with many.
#[test]
fn calls_that_fail_leave_no_trace() {
    for setup in setups(1).into_iter().chain(setups(300)) {
        let mut model = Adaptive::new(setup).unwrap();
        let values = symbols(&model, 5000);
        let rules = [ContextRule::Same(0)];
        let mut encoder = RangeEncoder::new();
        encode_adaptive(&mut encoder, &mut model, Symbols::I32(&values), &rules, &mut go_on).unwrap();
        let before = (encoder.clone(), model.clone());
        for stop in [0, 1024, 4096] {
            let mut progress = |done| if done < stop { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            let result = encode_adaptive(&mut encoder, &mut model, Symbols::I32(&values), &rules, &mut progress);
            assert_eq!(result, Err(Error::Interrupted));
            assert_eq!((&encoder, &model), (&before.0, &before.1));
        }
        for (count, index) in [(1, 0), (30, 29), (5000, 4999)] {
            let mut wrong = values[..count].to_vec();
            wrong[index] = -1;
            let result = encode_adaptive(&mut encoder, &mut model, Symbols::I32(&wrong), &rules, &mut go_on);
            assert_eq!(result, Err(Error::ImpossibleSymbol { index, symbol: -1 }));
            assert_eq!((&encoder, &model), (&before.0, &before.1));
        }

        let mut receiver = Adaptive::new(model.setup().clone()).unwrap();
        let mut decoder = decoder(encoder);
        let before = (decoder.clone(), receiver.clone());
        let mut places = vec![0; 5000];
        for stop in [0, 1024, 4096] {
            let mut progress = |done| if done < stop { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            let mut places = SymbolsMut::I32(&mut places);
            let result = decode_adaptive(&mut decoder, &mut receiver, &mut places, &rules, &mut progress);
            assert_eq!(result, Err(Error::Interrupted));
            assert_eq!((&decoder, &receiver), (&before.0, &before.1));
        }
        decode_adaptive(&mut decoder, &mut receiver, &mut SymbolsMut::I32(&mut places), &rules, &mut go_on).unwrap();
        assert_eq!((&places, &receiver), (&values, &model));
    }
}

#[test]
fn costs_are_those_of_each_symbol() {
    for setup in setups(3) {
        let mut model = Adaptive::new(setup).unwrap();
        let values = symbols(&model, 3000);
        let contexts: Vec<u8> = (0..3000u32).map(|i| (i % 3) as u8).collect();
        let mut costs = vec![0.0; 3000];
        let rules = [ContextRule::Each(Symbols::U8(&contexts))];
        adaptive_cost(&model, Symbols::I32(&values), &rules, &mut costs, &mut go_on).unwrap();
        let mut coder = AnsCoder::new();
        for (i, (&symbol, &cost)) in values.iter().zip(&costs).enumerate() {
            let mut one = [0.0];
            let rules = [ContextRule::Same(i as u64 % 3)];
            adaptive_cost(&model, Symbols::I32(&[symbol]), &rules, &mut one, &mut go_on).unwrap();
            assert_eq!(one[0], cost, "{:?} {i}", model.setup());
            encode_adaptive(&mut coder, &mut model, Symbols::I32(&[symbol]), &rules, &mut go_on).unwrap();
        }
        let mut few = [0.0; 2];
        let result = adaptive_cost(&model, Symbols::I32(&values), &[ContextRule::Same(0)], &mut few, &mut go_on);
        assert_eq!(result, Err(Error::Length { name: "numbers", expected: 3000, given: 2 }));
    }
}

/// A hash of the words of a message of each kind of model, and of what the models have learned.
#[test]
fn bits_are_the_same_everywhere() {
    let mut found = Vec::new();
    for setup in setups(3).into_iter().chain([AdaptiveSetup::Mixer { bits: 7, inputs: 3, table_bits: 6 }]) {
        let mut model = Adaptive::new(setup).unwrap();
        let values = symbols(&model, 3000);
        let contexts: Vec<i64> = (0..3000).map(|i| i % 3).collect();
        let each = ContextRule::Each(Symbols::I64(&contexts));
        let mixed = [each, ContextRule::LeftTop { width: 50, shift: 1 }, ContextRule::Word];
        let rules = if model.setup().inputs() == 3 { &mixed[..] } else { &mixed[..1] };
        let mut encoder = RangeEncoder::new();
        encode_adaptive(&mut encoder, &mut model, Symbols::I32(&values), rules, &mut go_on).unwrap();
        let words = encoder.into_compressed().unwrap_infallible();
        let bytes = words.iter().flat_map(|word| word.to_le_bytes()).chain(model.save());
        // FNV-1a.
        let join = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        found.push(bytes.fold(0xcbf2_9ce4_8422_2325, join));
    }
    assert_eq!(found, GOLDEN, "{found:#018x?}");
}

const GOLDEN: [u64; 7] = [
    0x3405_274b_a959_90cd,
    0xe737_470d_666d_fe24,
    0x0802_7e8e_d875_2c42,
    0x2e32_676b_249c_fd09,
    0x35aa_3c66_4f24_ec6b,
    0xb4f7_6f26_2a9a_597a,
    0xcd62_cc75_f480_495e,
];

#[test]
fn what_was_saved_is_loaded() {
    for setup in setups(5).into_iter().chain([AdaptiveSetup::Mixer { bits: 7, inputs: 1, table_bits: 6 }]) {
        let new = Adaptive::new(setup).unwrap();
        let mut model = new.clone();
        let values = symbols(&model, 2000);
        let rules = [ContextRule::Same(3)];
        encode_adaptive(&mut RangeEncoder::new(), &mut model, Symbols::I32(&values), &rules, &mut go_on).unwrap();
        let bytes = model.save();
        let mut loaded = new.clone();
        loaded.load(&bytes).unwrap();
        assert_eq!(loaded, model);
        assert_eq!(loaded.load(&bytes[1..]), Err(Error::SavedState));
        assert_eq!(loaded, model);
        loaded.reset();
        assert_eq!(loaded, new);
    }
}
