//! Every model that learns obeys the laws, and has the bits that it had.

mod codecs;

use core::fmt::Debug;

use codecs::{Ans, Range};
use constriction_adaptive::{
    AdaptiveCode, BitTree, Bits, Counting, Counts, DecodeAdaptive, EncodeArray, Escape, Nibbles, ReverseBitTree, Shift,
    SmallAlphabets, TwoRates,
};
use constriction_ans::DefaultAnsCoder;
use constriction_chain::DefaultChainCoder;
use constriction_core::{DefaultFormat, UnwrapInfallible};
use constriction_range::DefaultRangeEncoder;
use constriction_testkit::adaptive_laws::{self as laws, AdaptiveMessage};
use proptest::prelude::*;

type Queue = Range<DefaultFormat>;
type Stack = Ans<DefaultFormat>;

/// All laws, for a new model with a way to reset it, a way to make symbols of random numbers, and what it does not have.
fn obeys_the_laws<M>(
    new: &M,
    contexts: usize,
    symbol: impl Fn(u32) -> M::Symbol,
    others: &[(usize, M::Symbol)],
    reset: impl Fn(&mut M),
) where
    M: AdaptiveCode<Symbol: PartialEq + Debug + Default> + Clone + PartialEq + Debug,
{
    let config = ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() };
    let numbers = || proptest::collection::vec((any::<u32>(), 0..contexts, 0..32u32), 0..300);
    proptest!(config, |(numbers in numbers(), words in proptest::collection::vec(any::<u32>(), 0..20))| {
        // The shifts make small numbers frequent.
        let message = AdaptiveMessage {
            symbols: numbers.iter().map(|&(number, _, shift)| symbol(number >> shift)).collect(),
            contexts: numbers.iter().map(|&(_, context, _)| context).collect(),
        };
        laws::intervals_lie_inside(new, &message);
        laws::round_trip::<Queue, M>(new, &message);
        laws::round_trip::<Stack, M>(new, &message);
        laws::states_are_equal_after_every_symbol::<Queue, M>(new, &message);
        laws::impossible_symbol_leaves_no_trace::<Queue, M>(new, &message, others);
        laws::impossible_symbol_leaves_no_trace::<Stack, M>(new, &message, others);
        laws::full_storage_leaves_no_trace::<Queue, M>(new, &message);
        laws::full_storage_leaves_no_trace::<Stack, M>(new, &message);
        laws::clones_and_reset(new, &message, &reset);
        laws::any_words_decode_without_panic::<Queue, M>(new, &words, &message.contexts);
        laws::any_words_decode_without_panic::<Stack, M>(new, &words, &message.contexts);
        laws::any_words_decode_without_panic::<Queue, M>(new, &words, &[0, usize::MAX, contexts, 0]);
    });
}

fn bits_obey<R: constriction_adaptive::BitRule + PartialEq>(rule: R) {
    let model = Bits::new(rule, 3).unwrap();
    let others = [(3, true), (usize::MAX, false)];
    obeys_the_laws(&model, 3, |number| number % 3 == 0, &others, |model| model.reset());
}

#[test]
fn bits() {
    bits_obey(Shift::<16>::new(5));
    bits_obey(Shift::<12>::new(4));
    bits_obey(Shift::LZMA);
    bits_obey(TwoRates::default());
    bits_obey(Counting::new(255));
    bits_obey(Counting::new(0));
}

#[test]
fn bit_trees() {
    let others = [(2, 0), (0, 32), (usize::MAX, 1), (1, u32::MAX)];
    let model = BitTree::new(Shift::<16>::new(4), 5, 2).unwrap();
    obeys_the_laws(&model, 2, |number| number % 32, &others, |model| model.reset());
    let model = ReverseBitTree::new(Counting::new(30), 5, 2).unwrap();
    obeys_the_laws(&model, 2, |number| number % 32, &others, |model| model.reset());
    let model = BitTree::<_, [u16; 64]>::array(Shift::LZMA, 5).unwrap();
    obeys_the_laws(&model, 2, |number| number % 32, &others, |model| model.reset());
}

#[test]
fn small_alphabets() {
    for symbols in 2..=16u8 {
        let model = SmallAlphabets::new(symbols.into(), 3).unwrap();
        let others = [(0, symbols), (3, 0), (usize::MAX, 0), (1, u8::MAX)];
        obeys_the_laws(&model, 3, |number| (number % u32::from(symbols)) as u8, &others, |model| model.reset());
    }
}

#[test]
fn nibbles() {
    let model = Nibbles::new(2).unwrap();
    obeys_the_laws(&model, 2, |number| number as u8, &[(2, 0), (usize::MAX, 3)], |model| model.reset());
}

#[test]
fn counts() {
    for (symbols, increment, limit) in [(1, 1, 3), (2, 1, 4), (63, 32, 1 << 24), (100, 24, 148), (5, 1000, 3000)] {
        let model = Counts::<_, 24>::new(symbols, 2, increment, limit).unwrap();
        let others = [(0, symbols as u32), (2, 0), (usize::MAX, 0), (1, u32::MAX)];
        obeys_the_laws(&model, 2, |number| number % symbols as u32, &others, |model| model.reset());
    }
    let model = Counts::<[u32; 42], 12>::array(10, 3, 1 << 12).unwrap();
    obeys_the_laws(&model, 2, |number| number % 10, &[(2, 0), (0, 10)], |model| model.reset());
}

#[test]
fn escapes() {
    let order0 = Counts::<_, 24>::new(50, 1, 2, 1000).unwrap();
    let order1 = Escape::new(order0, 1, 50, 5, 2, 200).unwrap();
    let model = Escape::new(order1, 5, 50, 25, 3, 59).unwrap();
    let others = [(25, 0), (0, 50), (usize::MAX, 0), (1, u32::MAX)];
    obeys_the_laws(
        &model,
        25,
        |number| number % 50,
        &others,
        |model| {
            model.reset_counts();
            model.lower_mut().reset_counts();
            model.lower_mut().lower_mut().reset();
        },
    );
}

#[test]
fn parameters_out_of_range_are_errors() {
    let huge = usize::MAX / 2;
    assert!(BitTree::new(Shift::<16>::new(4), 0, 1).is_err() && BitTree::new(Shift::<16>::new(4), 21, 1).is_err());
    assert!(BitTree::new(Shift::<16>::new(4), 20, huge).is_err() && Bits::new(TwoRates::default(), huge).is_err());
    assert!(BitTree::new(Shift::<16>::new(4), 1, huge).is_err());
    assert!(SmallAlphabets::new(1, 1).is_err() && SmallAlphabets::new(17, 1).is_err());
    assert!(SmallAlphabets::new(16, huge).is_err() && Nibbles::new(huge).is_err());
    for (symbols, increment, limit) in [
        (0, 1, 100),
        ((1 << 20) + 1, 1, 1 << 24),
        (10, 0, 100),
        (10, 1, 11),
        (10, 1, (1 << 24) + 1),
        (10, u32::MAX, 99),
    ] {
        assert!(Counts::<_, 24>::new(symbols, 1, increment, limit).is_err());
        let lower = Counts::<_, 24>::new(10, 1, 1, 1000).unwrap();
        assert!(Escape::new(lower, 1, symbols, 1, increment, limit).is_err());
    }
    assert!(Counts::<_, 24>::new(1 << 20, huge, 1, 1 << 24).is_err());
    assert!(Counts::<[u32; 20], 12>::array(10, 3, 1 << 12).is_err());
    let lower = Counts::<_, 24>::new(10, 1, 1, 1000).unwrap();
    assert!(Escape::new(lower, 0, 10, 1, 1, 1000).is_err());
    for rate in [0, 1, 15, 16, u32::MAX] {
        bits_obey(Shift::<16>::new(rate));
        bits_obey(TwoRates::new(rate, rate));
        bits_obey(Counting::new(rate));
    }
}

#[test]
fn the_largest_alphabet_is_coded() {
    let new = Counts::<_, 24>::new(1 << 20, 1, 1 << 12, 1 << 22).unwrap();
    let symbols: Vec<u32> = (0..3000).map(|i: u32| (i.wrapping_mul(0x9E37_79B1) >> 12) | (i % 7)).collect();
    let mut coder = DefaultAnsCoder::new();
    coder.encode_array(&mut new.clone(), &constriction_adaptive::Order0, &symbols).unwrap();
    let mut decoded = vec![0; symbols.len()];
    coder.decode_array(&mut new.clone(), &constriction_adaptive::Order0, &mut decoded).unwrap();
    assert_eq!(decoded, symbols);
}

/// It can, but that is not what it is for: the docs say why.
#[test]
fn a_chain_coder_codes_as_a_stack() {
    let words: Vec<u32> = (0..200u32).map(|i| i.wrapping_mul(0x9E37_79B1) ^ 0x5bd1_e995).collect();
    let new = Counts::<_, 24>::new(20, 1, 5, 1000).unwrap();
    let mut coder = DefaultChainCoder::from_binary(words).unwrap();
    let before = coder.clone();
    let mut symbols = vec![0; 100];
    coder.decode_array(&mut new.clone(), &constriction_adaptive::Order0, &mut symbols).unwrap();
    coder.encode_array(&mut new.clone(), &constriction_adaptive::Order0, &symbols).unwrap();
    assert_eq!(coder, before);
}

/// A hash of the words of a message that all models code.
fn digest<M>(new: &M, symbol: impl Fn(u32) -> M::Symbol, contexts: usize) -> u64
where
    M: AdaptiveCode + Clone,
{
    let mut state = 1u64;
    let numbers: Vec<u32> = (0..5000)
        .map(|_| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 32) as u32 >> (state >> 27 & 31)
        })
        .collect();
    let message = AdaptiveMessage {
        symbols: numbers.iter().map(|&number| symbol(number)).collect(),
        contexts: numbers.iter().map(|&number| number as usize / 7 % contexts).collect(),
    };
    let mut encoder = DefaultRangeEncoder::new();
    encoder.encode_array(&mut new.clone(), &message, &message.symbols).unwrap();
    let words = encoder.into_compressed().unwrap_infallible();
    // FNV-1a.
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn bits_are_the_same_everywhere() {
    let order0 = Counts::<_, 24>::new(50, 1, 2, 1000).unwrap();
    let escape = Escape::new(order0, 1, 50, 5, 2, 200).unwrap();
    let found = [
        digest(&Bits::new(Shift::<16>::new(5), 3).unwrap(), |number| number % 3 == 0, 3),
        digest(&Bits::new(Shift::LZMA, 3).unwrap(), |number| number % 3 == 0, 3),
        digest(&Bits::new(TwoRates::default(), 3).unwrap(), |number| number % 3 == 0, 3),
        digest(&Bits::new(Counting::new(255), 3).unwrap(), |number| number % 3 == 0, 3),
        digest(&BitTree::new(Shift::<16>::new(4), 8, 2).unwrap(), |number| number % 256, 2),
        digest(&ReverseBitTree::new(Counting::new(30), 8, 2).unwrap(), |number| number % 256, 2),
        digest(&SmallAlphabets::new(13, 2).unwrap(), |number| (number % 13) as u8, 2),
        digest(&Nibbles::new(2).unwrap(), |number| number as u8, 2),
        digest(&Counts::<_, 24>::new(300, 2, 24, 4000).unwrap(), |number| number % 300, 2),
        digest(&escape, |number| number % 50, 5),
    ];
    assert_eq!(found, GOLDEN, "{found:#018x?}");
}

const GOLDEN: [u64; 10] = [
    0x5bff_8a4c_35dd_0681,
    0xef8a_682b_87a2_98e6,
    0x27dc_a5d9_069e_2d05,
    0xcbc7_3a07_4858_a916,
    0xdfe0_e4c5_bd88_88db,
    0x4fef_b160_ad9a_019f,
    0x0f6f_5786_da76_0f0a,
    0x54b7_e556_169b_805e,
    0xb3c5_7fe3_13f2_9887,
    0x1b8a_b6d3_fb1e_7737,
];
