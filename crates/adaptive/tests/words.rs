//! The fast coder of bits writes and reads the words of the range coder.

use constriction_adaptive::{
    AdaptiveModel, BitDecoder, BitEncoder, BitRule, Bits, Counting, DecodeAdaptive, EncodeAdaptive, Shift, TwoRates,
};
use constriction_core::{Corrupt, Interval, PutInterval};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};

/// Bits of which about `ones` out of 256 are 1.
fn bits(count: usize, ones: u8, seed: u64) -> Vec<bool> {
    let mut state = seed;
    let next = |state: &mut u64| {
        *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (*state >> 56) as u8
    };
    (0..count).map(|_| next(&mut state) < ones).collect()
}

fn same_words<R: BitRule>(rule: R) {
    for (seed, ones) in [0, 1, 13, 128, 200, 255].into_iter().enumerate() {
        for count in [0, 1, 2, 31, 100, 5000] {
            let bits = bits(count, ones, seed as u64);
            let (mut fast, mut slow) = (BitEncoder::new(), DefaultRangeEncoder::new());
            let new = Bits::array(rule);
            let mut model: Bits<R, [R::State; 1]> = new.clone();
            let mut state = rule.start();
            for &bit in &bits {
                fast.encode_bit(&rule, &mut state, bit);
                slow.encode_adaptive(&mut model, 0, bit).unwrap();
                assert_eq!(state, model.states()[0]);
            }
            let words = fast.into_words();
            assert_eq!(words, slow.into_compressed().unwrap(), "{rule:?}, {ones} of 256, {count} bits");

            let mut decoder = BitDecoder::new(&words);
            let mut state = rule.start();
            assert!(bits.iter().all(|&bit| decoder.decode_bit(&rule, &mut state) == Ok(bit)));
            assert!(!decoder.is_past_end());
            let mut decoder = DefaultRangeDecoder::from_compressed(words).unwrap();
            let mut model = new;
            assert!(bits.iter().all(|&bit| decoder.decode_adaptive(&mut model, 0) == Ok(bit)));
        }
    }
}

#[test]
fn words_are_those_of_the_range_encoder() {
    same_words(Shift::<16>::new(5));
    same_words(Shift::<16>::new(1));
    same_words(Shift::<12>::new(4));
    same_words(Shift::LZMA);
    same_words(TwoRates::default());
    same_words(Counting::new(255));
}

#[test]
fn carries_run_through_many_words() {
    // The range stays astride a border of words for long: 0.0111… in binary, and then above or below.
    for last in [false, true] {
        let (mut fast, mut slow) = (BitEncoder::new(), DefaultRangeEncoder::new());
        let mut put = |bit: bool, zero: u32| {
            fast.put_bit(bit, zero);
            let (left, right) = if bit { (zero, 1 << 16) } else { (0, zero) };
            slow.put(Interval::between(left.into(), right.into()).unwrap(), 16).unwrap();
        };
        put(false, 1 << 15);
        for _ in 0..1000 {
            put(true, 1 << 15);
        }
        put(last, 1 << 15);
        put(true, 65535);
        assert_eq!(fast.into_words(), slow.into_compressed().unwrap());
    }
}

#[test]
fn a_point_outside_of_the_range_is_an_error_that_changes_nothing() {
    let words = [u32::MAX; 3];
    let mut decoder = BitDecoder::new(&words);
    let (rule, mut state) = (Shift::<16>::new(5), 1 << 15);
    let before = (decoder.clone(), state);
    assert_eq!(decoder.decode_bit(&rule, &mut state), Err(Corrupt));
    assert_eq!((decoder, state), before);
}

#[test]
fn a_truncated_message_is_noticed() {
    let rule = Shift::<16>::new(5);
    let (mut encoder, mut state) = (BitEncoder::new(), rule.start());
    let bits = bits(3000, 100, 1);
    for &bit in &bits {
        encoder.encode_bit(&rule, &mut state, bit);
    }
    let words = encoder.into_words();
    for len in 0..words.len() - 2 {
        let (mut decoder, mut state) = (BitDecoder::new(&words[..len]), rule.start());
        for _ in &bits {
            if decoder.decode_bit(&rule, &mut state).is_err() {
                break;
            }
        }
        assert!(decoder.is_past_end(), "{len} words");
    }
}

#[test]
fn clear_equals_new() {
    let mut encoder = BitEncoder::new();
    encoder.put_bit(true, 0);
    encoder.put_bit(false, u32::MAX);
    encoder.clear();
    assert_eq!(encoder, BitEncoder::new());
    assert!(encoder.into_words().is_empty());
}

#[test]
fn contexts_that_do_not_exist_are_none() {
    let mut model = Bits::<_, [u16; 4]>::array(Shift::<16>::new(5));
    let before = model.clone();
    for context in [4, 5, usize::MAX] {
        assert_eq!(model.encode_and_update(context, true), None);
        assert_eq!(model.decode_and_update(context, 7), None);
        model.update(context, true);
    }
    assert_eq!(model, before);
}
