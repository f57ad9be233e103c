//! Digests of models: their values, and what they notice.

mod codecs;

use codecs::{Bytes, Tiny};
use constriction_ans::{AnsCoder, DefaultAnsCoder, InterleavedAnsCoder};
use constriction_bits::{Callback, TryCallback};
use constriction_chain::{ChainCoder, DefaultChainCoder};
use constriction_core::{Decode, DefaultFormat, Encode, Format, Interval, Pos, Seek};
use constriction_digest::{Digest, Digesting};
use constriction_models::array::{DecodeArray, EncodeArray};
use constriction_models::{LeakyQuantizer, Uniform};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};
use constriction_testkit::{digest_laws as laws, strategies};
use proptest::collection::vec;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Intervals of 2^`precision`, none like the other.
fn intervals(count: u32, precision: u32) -> Vec<Interval> {
    let interval = |i: u32| {
        let left = i.wrapping_mul(0x9e37_79b9) >> (32 - precision);
        let right = u64::from(left) + 1 + u64::from(i % 5);
        Interval::between(left.into(), right.min(1 << precision)).unwrap()
    };
    (0..count).map(interval).collect()
}

fn digest_of(intervals: &[Interval], precision: u32) -> u64 {
    let mut digest = Digest::new();
    digest.forward_all(intervals, precision);
    digest.value()
}

/// The table in `docs/formats.md`.
#[test]
fn golden_values() {
    let value = |pairs: &[(u64, u64)], precision| {
        let intervals: Vec<_> = pairs.iter().map(|&(left, right)| Interval::between(left, right).unwrap()).collect();
        assert_eq!(digest_of(&intervals, precision), laws::definition(&intervals, precision));
        digest_of(&intervals, precision)
    };
    let coin = [(0, 1), (1, 2)];
    let letters = [(0, 1 << 23), (1 << 23, (1 << 23) + 1), ((1 << 24) - 1, 1 << 24)];
    let values = [
        value(&[], 24),
        value(&[(0, 1)], 1),
        value(&coin, 1),
        value(&[coin[1], coin[0]], 1),
        value(&letters, 24),
        value(&letters, 25),
        value(&[(0, u32::MAX.into()), (u32::MAX.into(), 1 << 32)], 32),
    ];
    assert_eq!(values, GOLDEN, "{values:#018x?}");
    assert_eq!(digest_of(&intervals(1_000_000, 24), 24), GOLDEN_LONG);
}

const GOLDEN: [u64; 7] = [
    0x0000_0000_0000_0000,
    0xf576_bc9e_e7ff_b856,
    0x1f21_72f4_9c75_4649,
    0xdef8_8a14_cdfe_d975,
    0xd373_7905_2047_70e1,
    0x84d1_36a5_9188_59e1,
    0x2a22_9eaa_37a6_7985,
];
const GOLDEN_LONG: u64 = 0x62f4_e044_dd68_c010;

#[test]
fn one_interval_in_a_million_is_noticed() {
    let mut intervals = intervals(1_000_000, 24);
    let digest = digest_of(&intervals, 24);
    for place in [0, 1, 63, 64, 500_000, 999_999] {
        let right = intervals[place];
        intervals[place].left ^= 1;
        assert_ne!(digest_of(&intervals, 24), digest);
        intervals[place] = right;
        intervals[place].prob = intervals[place].prob.saturating_add(1);
        assert_ne!(digest_of(&intervals, 24), digest);
        intervals[place] = right;
    }
    // What a parameter that moved does: a boundary between two symbols that both occur, and neighbours that compensate.
    for distance in [1, 2, 64, 2048, 1 << 18] {
        intervals.swap(1000, 1000 + distance);
        assert_ne!(digest_of(&intervals, 24), digest);
        intervals.swap(1000, 1000 + distance);
        for changes in [[1, -1, -1, 1], [1, -2, 1, 0], [1, 1, 1, 1]] {
            let mut others = intervals.clone();
            for (i, change) in changes.into_iter().enumerate() {
                let left = &mut others[2000 + i * distance].left;
                *left = left.wrapping_add_signed(change);
            }
            assert_ne!(digest_of(&others, 24), digest);
        }
    }
    assert_eq!(digest_of(&intervals, 24), digest);
}

#[test]
fn the_precision_matters() {
    for intervals in [intervals(1, 4), intervals(100, 4)] {
        let digests: Vec<u64> = (4..=32).map(|precision| digest_of(&intervals, precision)).collect();
        let mut sorted = digests.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), digests.len());
    }
}

#[test]
fn the_number_of_symbols_matters() {
    for precision in [1, 12, 24, 32] {
        let interval = Interval::between(0, 1).unwrap();
        let mut digest = Digest::new();
        let mut values = vec![digest.value()];
        for _ in 0..1000 {
            digest.forward(interval, precision);
            values.push(digest.value());
        }
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), 1001);
    }
}

#[test]
fn parts_make_the_digest() {
    let mut digest = Digest::new();
    for (i, interval) in intervals(200, 12).into_iter().enumerate() {
        if i % 3 == 0 {
            digest.forward(interval, 12);
        } else {
            digest.backward(interval, 12);
        }
        let (sum, position) = digest.into_raw_parts();
        assert_eq!(Digest::from_raw_parts(sum, position), digest);
    }
}

/// A queue, a stack, and stacks with any number of states; by iterators, one by one, and by arrays.
#[test]
fn coders_agree() {
    let symbols: Vec<i32> = (0..3000).map(|i| i * i % 31 - 15).collect();
    let means: Vec<f64> = (0..3000).map(|i| f64::from(i % 7) / 3.0).collect();
    let stds: Vec<f64> = (0..3000).map(|i| 0.5 + f64::from(i % 11)).collect();
    let quantizer = LeakyQuantizer::<i32, 24>::new(-20..=20);
    let models = || quantizer.gaussians(&means, &stds).unwrap();
    let mut decoded = vec![0; symbols.len()];

    let mut queue = Digesting::new(DefaultRangeEncoder::new());
    queue.encode_array(&symbols, models()).unwrap();
    let digest = queue.digest();
    let mut decoder = Digesting::new(queue.into_coder().into_decoder().unwrap());
    decoder.decode_array(&mut decoded, models()).unwrap();
    assert_eq!((decoder.digest(), &decoded), (digest, &symbols));

    let mut stack = Digesting::new(DefaultAnsCoder::new());
    stack.encode_array_reverse(&symbols, models()).unwrap();
    assert_eq!(stack.digest(), digest);
    let mut decoder = Digesting::new(stack.into_coder());
    decoder.decode_array(&mut decoded, models()).unwrap();
    assert_eq!((decoder.digest(), &decoded), (digest, &symbols));

    for lanes in [1, 2, 4, 8, 16, 32, 64] {
        let mut coder = Digesting::new(InterleavedAnsCoder::with_lanes(lanes).unwrap());
        let mut words = InterleavedAnsCoder::with_lanes(lanes).unwrap();
        for range in [1234..3000, 1000..1234, 0..1000] {
            let models = quantizer.gaussians(&means[range.clone()], &stds[range.clone()]).unwrap();
            coder.encode_array_reverse(&symbols[range.clone()], &models).unwrap();
            words.encode_array_reverse(&symbols[range], &models).unwrap();
        }
        assert_eq!(coder.digest(), digest, "{lanes} states");
        assert_eq!(coder.coder(), &words);
        let mut decoder = Digesting::new(coder.into_coder());
        for range in [0..777, 777..3000] {
            let models = quantizer.gaussians(&means[range.clone()], &stds[range.clone()]).unwrap();
            decoder.decode_array(&mut decoded[range], models).unwrap();
        }
        assert_eq!((decoder.digest(), &decoded), (digest, &symbols));
    }

    // A mean that moved so that an interval did.
    let mut others = means.clone();
    others[1500] += 1e-6;
    let mut stack = Digesting::new(DefaultAnsCoder::new());
    stack.encode_array_reverse(&symbols, quantizer.gaussians(&others, &stds).unwrap()).unwrap();
    assert_ne!(stack.digest(), digest);
}

#[test]
fn corrupt_data_leaves_the_digest_of_the_symbols_before() {
    let model = Uniform::<24>::new(100);
    let mut coder = InterleavedAnsCoder::with_lanes(16).unwrap();
    coder.encode_iid_symbols_reverse(0..50, model).unwrap();
    let words = coder.get_compressed();
    let decoder = || Digesting::new(InterleavedAnsCoder::from_compressed(words.clone()).unwrap());
    let mut symbols = [0; 500];
    let mut at_once = decoder();
    let failed = at_once.decode_into(&mut symbols, core::iter::repeat(model)).unwrap_err();
    let mut one_by_one = decoder();
    let decoded = one_by_one.decode_iid_symbols(500, model).take_while(Result::is_ok).count();
    assert_eq!(failed.index, decoded);
    assert_eq!(at_once.digest(), one_by_one.digest());
    assert_ne!(at_once.digest(), 0);
}

/// Words that went to a callback stay there, and so do their symbols in the digest.
#[test]
fn a_sink_that_keeps_words_keeps_the_digest() {
    let pairs = || (0..50usize).map(|i| (if i == 30 { 77 } else { i }, Uniform::<24>::new(60)));
    let mut expected = Digesting::new(DefaultAnsCoder::new());
    expected.encode_symbols(pairs().take(30)).unwrap();
    let mut coder = Digesting::new(AnsCoder::<DefaultFormat, _>::with_words(Callback(|_: u32| ())));
    coder.encode_symbols(pairs()).unwrap_err();
    assert_eq!(coder.digest(), expected.digest());

    let mut full = 0;
    let sink = TryCallback(|_: u32| {
        full += 1;
        if full > 3 { Err("full") } else { Ok(()) }
    });
    let mut coder = Digesting::new(AnsCoder::<DefaultFormat, _>::with_words(sink));
    coder.encode_symbols((0..50).map(|i| (i, Uniform::<24>::new(60)))).unwrap_err();
    let mut expected = Digesting::new(DefaultAnsCoder::new());
    for i in 0..50 {
        let before = expected.clone();
        expected.encode_symbol(i, Uniform::<24>::new(60)).unwrap();
        if expected.coder().words().len() > 3 {
            expected = before;
            break;
        }
    }
    assert_eq!(coder.digest(), expected.digest());
}

#[test]
fn a_chain_coder_that_fails_keeps_its_digest() {
    let data: Vec<u32> = (1..20).collect();
    let model = Uniform::<24>::new(1000);
    let mut coder = Digesting::new(DefaultChainCoder::from_binary(data).unwrap());
    let symbols: Vec<usize> = coder.decode_iid_symbols(10, model).collect::<Result<_, _>>().unwrap();
    let decoded = coder.digest();
    let mut coder = Digesting::new(coder.into_coder());
    let before = coder.clone();
    // More symbols than there are remainders for.
    coder.encode_iid_symbols_reverse(symbols.repeat(10), model).unwrap_err();
    assert_eq!(coder, before);
    coder.encode_iid_symbols_reverse(&symbols, model).unwrap();
    assert_eq!(coder.digest(), decoded);
}

#[test]
fn to_restart_is_to_start() {
    let model = Uniform::<24>::new(6);
    let mut encoder = Digesting::new(DefaultRangeEncoder::new());
    encoder.encode_iid_symbols([1, 2, 3], model).unwrap();
    let position = encoder.coder().pos();
    encoder.restart();
    assert_eq!(encoder.digest(), 0);
    encoder.encode_iid_symbols([4, 5], model).unwrap();
    let digest = encoder.digest();
    let words = encoder.into_coder().into_compressed().unwrap();
    let mut decoder = Digesting::new(DefaultRangeDecoder::from_compressed(words).unwrap());
    decoder.decode_symbol(model).unwrap();
    decoder.coder_mut().seek(position).unwrap();
    decoder.restart();
    assert_eq!(decoder.decode_iid_symbols(2, model).collect::<Result<Vec<_>, _>>().unwrap(), [4, 5]);
    assert_eq!(decoder.digest(), digest);
}

fn chain_coders_agree<F: Format, const P: u32>() {
    let noise = || vec(any::<u64>().prop_map(|word| constriction_core::Unsigned::from_low(word | 1)), 20..60);
    proptest!(config(40), |(noise in noise(), message in strategies::messages::<P>(60), pushes in vec(any::<bool>(), 60))| {
        let Ok(coder) = ChainCoder::<F, Vec<F::Word>, Vec<F::Word>, P>::from_compressed(noise) else { return Ok(()) };
        laws::the_opposite_has_the_same_digest(coder.clone(), &message, &pushes);
        laws::the_opposite_has_the_same_digest(coder, &message, &[false; 60]);
    });
}

#[test]
fn stacks_and_their_opposites_agree() {
    chain_coders_agree::<DefaultFormat, 24>();
    chain_coders_agree::<Tiny, 5>();
    chain_coders_agree::<Bytes, 8>();
    proptest!(config(80), |(noise in vec(any::<u32>(), 80), message in strategies::messages::<24>(60), pushes in vec(any::<bool>(), 60))| {
        let coder = DefaultAnsCoder::from_binary(noise).unwrap();
        laws::the_opposite_has_the_same_digest(coder.clone(), &message, &pushes);
        laws::the_opposite_has_the_same_digest(coder, &message, &[true, false].repeat(30));
    });
    let mut coder = InterleavedAnsCoder::with_lanes(8).unwrap();
    coder.encode_iid_symbols_reverse(0..900, Uniform::<24>::new(1000)).unwrap();
    proptest!(config(40), |(message in strategies::messages::<24>(60), pushes in vec(any::<bool>(), 60))| {
        laws::the_opposite_has_the_same_digest(coder.clone(), &message, &pushes);
    });
}
