//! Every symbol code and every coder of bits obeys the laws.

mod bit_codecs;

use bit_codecs::{MsbQueue, Queue, Stack};
use constriction_bits::{FromIter, TryCallback};
use constriction_core::{Pos, Seek, SeekError, Unsigned};
use constriction_symbol::huffman::{
    CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, HuffmanArray, HuffmanTable, LengthError, WeightError,
};
use constriction_symbol::{
    Bits, ByteSymbols, DecoderCodebook, DefaultQueueEncoder, DefaultStackCoder, EliasDelta, EliasGamma,
    EncoderCodebook, ExpGolomb, Golomb, IntegerCodeError, PutBits, QueueDecoder, QueueEncoder, ReadBitStream, Rice,
    RunCode, StackCoder, StackLoadError, SymbolCodeError, Unary, WriteBitStream,
};
use constriction_testkit::code_laws::{self as laws, Code, TwoSided};
use constriction_testkit::{BitCodec, strategies};
use proptest::collection::vec;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// All laws of coders, for one coder and one code; `symbols` have a code word, `impossible` does not.
fn obeys<T: BitCodec, C: Code>(
    code: &C,
    symbols: &[C::Symbol],
    impossible: Option<&C::Symbol>,
    noise: &[u64],
    place: usize,
) {
    laws::round_trip::<T, C>(code, symbols);
    laws::size_is_the_sum_of_lengths::<T, C>(code, symbols);
    laws::bits_are_the_code_words::<T, C>(code, symbols);
    laws::clear_equals_new::<T, C>(code, symbols);
    laws::peeking_leaves_no_trace::<T, C>(code, symbols);
    laws::calls_do_not_matter::<T, C>(code, symbols, place);
    laws::a_huge_count_is_no_allocation::<T, C>(code);
    if let Some(impossible) = impossible {
        laws::impossible_symbol_leaves_no_trace::<T, C>(code, symbols, impossible, place);
    }
    let few = &symbols[..symbols.len().min(12)];
    laws::full_sink_leaves_no_trace::<T, C>(code, few);
    laws::truncation_at_every_word_is_harmless::<T, C>(code, few);
    let noise: Vec<T::Word> = noise.iter().map(|&word| T::Word::from_low(word)).collect();
    laws::any_words_decode_without_panic::<T, C>(code, &noise);
}

/// The same for all coders.
fn obeys_on_all<C: Code>(code: &C, symbols: &[C::Symbol], impossible: Option<&C::Symbol>, noise: &[u64], place: usize) {
    obeys::<Queue<u8>, C>(code, symbols, impossible, noise, place);
    obeys::<Queue<u16>, C>(code, symbols, impossible, noise, place);
    obeys::<Queue<u32>, C>(code, symbols, impossible, noise, place);
    obeys::<Queue<u64>, C>(code, symbols, impossible, noise, place);
    obeys::<MsbQueue<u8>, C>(code, symbols, impossible, noise, place);
    obeys::<MsbQueue<u32>, C>(code, symbols, impossible, noise, place);
    obeys::<Stack<u8>, C>(code, symbols, impossible, noise, place);
    obeys::<Stack<u16>, C>(code, symbols, impossible, noise, place);
    obeys::<Stack<u32>, C>(code, symbols, impossible, noise, place);
    obeys::<Stack<u64>, C>(code, symbols, impossible, noise, place);
}

/// Integers of all magnitudes, the largest among them.
fn integers<N: Unsigned>() -> impl Strategy<Value = N> {
    prop_oneof![
        8 => (any::<u64>(), 0..64u32).prop_map(|(n, shift)| N::from_low(N::from_low(n).to_u64() >> (shift % N::BITS))),
        1 => Just(N::MAX),
        1 => Just(N::ZERO),
    ]
}

/// Runs all laws on a code of integers with messages of those that it can code in a few hundred bits.
fn integer_code<N: Unsigned, C: Code<Symbol = N>>(code: &C, impossible: Option<N>) {
    let short = |n: &N| code.encoder().code_len(n).is_some_and(|len| len <= 300);
    let message = vec(integers::<N>(), 0..40)
        .prop_map(move |symbols| symbols.into_iter().filter(|n| short(n)).collect::<Vec<N>>());
    proptest!(config(12), |(symbols in message, noise in strategies::words::<u64>(6), place in any::<usize>())| {
        obeys_on_all(code, &symbols, impossible.as_ref(), &noise, place);
        laws::no_word_begins_another(code, symbols);
    });
    let first = || (0..1u64 << N::BITS.min(12)).map(N::from_low).filter(short);
    laws::no_word_begins_another(code, first());
    laws::kraft_sum_is_at_most_one(code, first().filter(|n| code.encoder().code_len(n) < Some(127)));
}

macro_rules! integer_codes {
    ($($name:ident: $new:expr, $impossible:expr;)*) => {$(
        #[test]
        fn $name() {
            integer_code(&$new, $impossible);
        }
    )*};
}
integer_codes! {
    unary_u8: Unary::<u8>::new(), None;
    unary_u64: Unary::<u64>::new(), Some(RunCode::MAX_ZEROS + 1);
    elias_gamma_u8: EliasGamma::<u8>::new(), Some(0);
    elias_gamma_u16: EliasGamma::<u16>::new(), Some(0);
    elias_gamma_u64: EliasGamma::<u64>::new(), Some(0);
    elias_delta_u8: EliasDelta::<u8>::new(), Some(0);
    elias_delta_u32: EliasDelta::<u32>::new(), Some(0);
    elias_delta_u64: EliasDelta::<u64>::new(), Some(0);
    golomb_u8_1: Golomb::new(1u8).unwrap(), None;
    golomb_u8_3: Golomb::new(3u8).unwrap(), None;
    golomb_u8_255: Golomb::new(255u8).unwrap(), None;
    golomb_u32_10: Golomb::new(10u32).unwrap(), Some(u32::MAX);
    golomb_u64_huge: Golomb::new(u64::MAX).unwrap(), None;
    golomb_u64_half: Golomb::new((1u64 << 63) + 1).unwrap(), None;
    golomb_u64_power: Golomb::new(1u64 << 63).unwrap(), None;
    rice_u8_0: Rice::<u8>::new(0).unwrap(), None;
    rice_u8_7: Rice::<u8>::new(7).unwrap(), None;
    rice_u32_5: Rice::<u32>::new(5).unwrap(), Some(u32::MAX);
    rice_u64_63: Rice::<u64>::new(63).unwrap(), None;
    exp_golomb_u8_0: ExpGolomb::<u8>::new(), None;
    exp_golomb_u8_7: ExpGolomb::<u8>::with_order(7).unwrap(), None;
    exp_golomb_u16_3: ExpGolomb::<u16>::with_order(3).unwrap(), None;
    exp_golomb_u32_0: ExpGolomb::<u32>::new(), None;
    exp_golomb_u64_0: ExpGolomb::<u64>::new(), None;
    exp_golomb_u64_1: ExpGolomb::<u64>::with_order(1).unwrap(), None;
    exp_golomb_u64_63: ExpGolomb::<u64>::with_order(63).unwrap(), None;
}

fn tree<P: constriction_symbol::huffman::Weight>(weights: &[P]) -> TwoSided<EncoderHuffmanTree, DecoderHuffmanTree> {
    TwoSided(
        EncoderHuffmanTree::from_probabilities::<P, _>(weights).unwrap(),
        DecoderHuffmanTree::from_probabilities::<P, _>(weights).unwrap(),
    )
}

/// Symbols that have a code word.
fn symbols<C: Code<Symbol = usize>>(code: &C, n: usize, picks: &[usize]) -> Vec<usize> {
    picks.iter().map(|pick| pick % n).filter(|symbol| code.encoder().code_len(symbol).is_some()).collect()
}

#[test]
fn huffman_trees() {
    let noise = || strategies::words::<u64>(6);
    proptest!(config(20), |(probs in strategies::probabilities(200), picks in vec(any::<usize>(), 0..60), noise in noise())| {
        let n = probs.len();
        let narrow: Vec<f32> = probs.iter().map(|&p| p as f32).collect();
        let counts: Vec<u32> = probs.iter().map(|&p| (p * 1e6) as u32).collect();
        let wide: Vec<u64> = probs.iter().map(|&p| (p * 1.8e19) as u64).collect();
        for code in [tree(&probs), tree(&narrow), tree(&counts), tree(&wide)] {
            obeys_on_all(&code, &symbols(&code, n, &picks), Some(&n), &noise, picks.len());
            laws::no_word_begins_another(&code, 0..n);
            laws::kraft_sum_is_one(&code, 0..n);
            assert_eq!((code.0.num_symbols(), code.1.num_symbols()), (n, n));
        }
    });
}

#[test]
fn canonical_huffman_codes() {
    let strategy = (strategies::probabilities(300), 9u32..=32, vec(any::<usize>(), 0..60), strategies::words::<u64>(6));
    proptest!(config(40), |((probs, max_len, picks, noise) in strategy)| {
        let book = CanonicalHuffman::from_weights(&probs, max_len).unwrap();
        assert!(book.max_len() <= max_len);
        let (n, table) = (probs.len(), book.to_decoder());
        assert_eq!(CanonicalHuffman::from_lengths(book.lengths()).as_ref(), Ok(&book));
        assert_eq!(HuffmanTable::from_lengths(book.lengths()).as_ref(), Ok(&table));
        let used = book.lengths().iter().filter(|&&len| len > 0).count();
        let code = TwoSided(book, table);
        obeys_on_all(&code, &symbols(&code, n, &picks), Some(&n), &noise, picks.len());
        let array = TwoSided(code.0.clone(), array::<300>(code.0.lengths()).unwrap());
        obeys_on_all(&array, &symbols(&code, n, &picks), Some(&n), &noise, picks.len());
        laws::no_word_begins_another(&code, 0..n);
        if used > 1 {
            laws::kraft_sum_is_one(&code, 0..n);
        }
    });
}

/// The decoder of these lengths, with others of 0 up to `N`.
fn array<const N: usize>(lengths: &[u8]) -> Result<HuffmanArray<N>, LengthError> {
    let mut all = [0; N];
    all[..lengths.len()].copy_from_slice(lengths);
    HuffmanArray::from_lengths(&all)
}

/// The weights' sum with these lengths.
fn cost(weights: &[u64], length: impl Fn(usize) -> u64) -> u64 {
    weights.iter().enumerate().map(|(symbol, weight)| weight * length(symbol)).sum()
}

#[test]
fn package_merge_is_as_good_as_huffman_where_the_limit_is_none() {
    proptest!(config(200), |(weights in vec(1u64..1 << 20, 2..300))| {
        let book = CanonicalHuffman::from_weights(&weights, 32).unwrap();
        let tree = tree(&weights).0;
        let best = cost(&weights, |symbol| tree.code_len(&symbol).unwrap());
        assert_eq!(cost(&weights, |symbol| book.lengths()[symbol].into()), best);
    });
}

#[test]
fn package_merge_finds_the_best_lengths() {
    /// The least cost of all complete or incomplete codes with such lengths.
    fn best(weights: &[u64], max_len: u32, room: u64) -> Option<u64> {
        let Some((&first, rest)) = weights.split_first() else { return Some(0) };
        let lengths = (1..=max_len).filter(|len| 1 << (max_len - len) <= room);
        lengths
            .filter_map(|len| Some(first * u64::from(len) + best(rest, max_len, room - (1 << (max_len - len)))?))
            .min()
    }
    proptest!(config(300), |(weights in vec(prop_oneof![1u64..10, 1u64..1000], 2..7), max_len in 3u32..6)| {
        let book = CanonicalHuffman::from_weights(&weights, max_len).unwrap();
        assert!(book.max_len() <= max_len);
        let found = cost(&weights, |symbol| book.lengths()[symbol].into());
        assert_eq!(Some(found), best(&weights, max_len, 1 << max_len));
    });
}

#[test]
fn stack_reloads_every_message() {
    proptest!(config(2000), |(bits in vec(any::<bool>(), 0..200), more in vec(any::<bool>(), 0..100))| {
        fn reloads<W: Unsigned>(bits: &[bool], more: &[bool]) {
            let mut coder = StackCoder::<W, Vec<W>>::new();
            bits.iter().for_each(|&bit| coder.write_bit(bit).unwrap());
            let words = coder.clone().into_compressed().unwrap();
            let mut loaded = StackCoder::from_compressed(words).unwrap();
            assert_eq!(loaded.num_bits(), bits.len());
            assert!(loaded.iter().eq(bits.iter().rev().copied()));
            // Goes on after what was there.
            more.iter().for_each(|&bit| loaded.write_bit(bit).unwrap());
            let mut loaded = StackCoder::from_compressed(loaded.into_compressed().unwrap()).unwrap();
            assert!(loaded.by_ref().map(Result::unwrap).eq(bits.iter().chain(more).rev().copied()));
            assert!(loaded.is_empty());
            assert_eq!(loaded.into_compressed().unwrap(), [W::ONE]);
        }
        reloads::<u8>(&bits, &more);
        reloads::<u16>(&bits, &more);
        reloads::<u32>(&bits, &more);
        reloads::<u64>(&bits, &more);
    });
}

#[test]
fn stack_goes_on_after_a_look_deep_into_it() {
    let mut coder = StackCoder::<u8, Vec<u8>>::new();
    coder.encode_iid_symbols_reverse([1u64, 2, 3, 1 << 40], EliasGamma::<u64>::new()).unwrap();
    let before: Vec<bool> = coder.iter().collect();
    assert_eq!(constriction_symbol::TakeBits::peek_bits(&mut coder, 64).unwrap().len(), 64);
    assert!(coder.iter().eq(before.iter().copied()));
    assert_eq!(coder.num_bits(), before.len());
    assert_eq!(coder.get_compressed().unwrap().len(), before.len() / 8 + 1);
    coder.encode_iid_symbols_reverse([77u64, 1 << 63], EliasGamma::<u64>::new()).unwrap();
    let decoded: Vec<u64> = coder.decode_iid_symbols(6, EliasGamma::new()).map(Result::unwrap).collect();
    assert_eq!(decoded, [77, 1 << 63, 1, 2, 3, 1 << 40]);
}

#[test]
fn queue_decoder_seeks_every_position() {
    let symbols: Vec<u32> = (0..200).map(|i: u32| i.wrapping_mul(2_654_435_761) >> (i % 32)).collect();
    let code = ExpGolomb::<u32>::with_order(2).unwrap();
    let mut encoder = QueueEncoder::<u16, Vec<u16>>::new();
    let mut positions = vec![];
    for symbol in &symbols {
        positions.push(encoder.num_bits());
        encoder.encode_symbol(symbol, code).unwrap();
    }
    let end = encoder.num_bits();
    let mut decoder = encoder.into_decoder();
    for (place, &position) in positions.iter().enumerate().rev() {
        decoder.seek(position).unwrap();
        assert_eq!(decoder.pos(), position);
        assert_eq!(decoder.decode_symbol(code), Ok(symbols[place]));
        assert_eq!(decoder.pos(), positions.get(place + 1).copied().unwrap_or(end));
    }
    let before = decoder.clone();
    assert_eq!(decoder.seek(end + 16), Err(SeekError::OutOfRange));
    assert_eq!(decoder.seek(usize::MAX), Err(SeekError::OutOfRange));
    assert_eq!(decoder, before);
}

#[test]
fn runs_of_zeros_end_in_an_error() {
    let zeros = || QueueDecoder::<u32, _>::from_compressed(FromIter(core::iter::repeat(0u32)));
    let invalid = SymbolCodeError::InvalidCodeword;
    assert_eq!(zeros().decode_symbol(Unary::<u64>::new()), Err(invalid));
    assert_eq!(zeros().decode_symbol(EliasGamma::<u64>::new()), Err(invalid));
    assert_eq!(zeros().decode_symbol(EliasDelta::<u64>::new()), Err(invalid));
    assert_eq!(zeros().decode_symbol(Golomb::new(7u64).unwrap()), Err(invalid));
    assert_eq!(zeros().decode_symbol(Rice::<u64>::new(3).unwrap()), Err(invalid));
    assert_eq!(zeros().decode_symbol(ExpGolomb::<u64>::new()), Err(invalid));
    assert_eq!(zeros().decode_symbol(ExpGolomb::<u8>::new()), Err(invalid));

    // One more than the largest number of a type.
    let mut encoder = DefaultQueueEncoder::new();
    encoder.encode_symbol(256u64, ExpGolomb::<u64>::new()).unwrap();
    assert_eq!(encoder.into_decoder().decode_symbol(ExpGolomb::<u8>::new()), Err(invalid));
    let mut coder = DefaultStackCoder::new();
    coder.encode_symbol(256u64, EliasDelta::<u64>::new()).unwrap();
    let before: Vec<bool> = coder.iter().collect();
    assert_eq!(coder.decode_symbol(EliasDelta::<u8>::new()), Err(invalid));
    assert!(coder.iter().eq(before));
}

#[test]
fn parameters_are_checked() {
    assert_eq!(Golomb::new(0u8), Err(IntegerCodeError::ZeroDivisor));
    let too_many = IntegerCodeError::TooManyLowBits { low_bits: 8, symbol_bits: 8 };
    assert_eq!(Rice::<u8>::new(8), Err(too_many));
    assert_eq!(ExpGolomb::<u8>::with_order(8), Err(too_many));
    assert!(ExpGolomb::<u64>::with_order(u32::MAX).is_err());

    let invalid = |weights: &[f64]| EncoderHuffmanTree::from_float_probabilities::<f64, _>(weights).unwrap_err();
    assert_eq!(invalid(&[]), WeightError::Empty);
    for value in [-1.0, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(invalid(&[0.5, value]), WeightError::Invalid { index: 1, value });
        assert!(CanonicalHuffman::from_weights(&[0.5, value], 8).is_err());
    }
    assert!(matches!(invalid(&[f64::NAN]), WeightError::Invalid { index: 0, .. }));
    assert!(DecoderHuffmanTree::from_probabilities::<f32, _>([f32::NAN]).is_err());

    // A negative zero is zero.
    assert_eq!(tree(&[0.0, -0.0, 0.0]).0, tree(&[0.0; 3]).0);

    let weights = |weights: &[u32], max_len| CanonicalHuffman::from_weights(weights, max_len).map(|_| ());
    assert_eq!(weights(&[], 8), Err(WeightError::Empty));
    assert_eq!(weights(&[0, 0], 8), Err(WeightError::Empty));
    assert_eq!(weights(&[1; 5], 2), Err(WeightError::TooManySymbols { symbols: 5 }));
    assert_eq!(weights(&[1; 4], 2), Ok(()));
    assert_eq!(weights(&[1], 0), Err(WeightError::InvalidLimit { max_len: 0 }));
    assert_eq!(weights(&[1], 33), Err(WeightError::InvalidLimit { max_len: 33 }));
    assert_eq!(CanonicalHuffman::from_weights(&[0u32, 7], 8).unwrap().lengths(), [0, 1]);

    let lengths = |lengths: &[u8]| {
        let result = CanonicalHuffman::from_lengths(lengths).map(|_| ());
        assert_eq!(array::<40>(lengths).map(|_| ()), result);
        result
    };
    assert_eq!(lengths(&[]), Err(LengthError::Empty));
    assert_eq!(lengths(&[0, 0]), Err(LengthError::Empty));
    assert_eq!(lengths(&[1, 1, 1]), Err(LengthError::Oversubscribed));
    assert_eq!(lengths(&[1, 2]), Err(LengthError::Incomplete));
    assert_eq!(lengths(&[0, 2]), Err(LengthError::Incomplete));
    assert_eq!(lengths(&[1, 33]), Err(LengthError::TooLong { index: 1, len: 33 }));
    assert_eq!(lengths(&[0, 1]), Ok(()));
    let deep: Vec<u8> = (1..=32).chain([32]).collect();
    assert_eq!(lengths(&deep), Ok(()));
}

#[test]
fn a_code_of_one_symbol() {
    let code = tree(&[0.3]);
    assert_eq!(laws::word(&code, &0), Some(vec![]));
    let mut encoder = DefaultQueueEncoder::new();
    encoder.encode_iid_symbols([0, 0, 0], &code.0).unwrap();
    assert!(encoder.is_empty());
    assert!(encoder.into_decoder().decode_iid_symbols(3, &code.1).all(|symbol| symbol == Ok(0)));

    // As in DEFLATE, a single code word has one bit, and the other bit is an error.
    fn is_a_bit(code: &impl DecoderCodebook<Symbol = usize>) {
        let mut decoder = QueueDecoder::from_compressed(&[0b10u8][..]);
        assert_eq!(decoder.decode_symbol(code), Ok(1));
        assert_eq!(decoder.decode_symbol(code), Err(SymbolCodeError::InvalidCodeword));
        let mut nothing = QueueDecoder::from_compressed(&[][..] as &[u8]);
        assert_eq!(nothing.decode_symbol(code), Err(SymbolCodeError::OutOfCompressedData));
    }
    is_a_bit(&HuffmanTable::from_lengths(&[0, 1, 0]).unwrap());
    is_a_bit(&HuffmanArray::from_static(&[0, 1, 0]));
}

#[test]
fn bytes_are_symbols() {
    let text = b"how much wood would a woodchuck chuck if a woodchuck could chuck wood";
    let mut counts = [0u32; 300];
    text.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
    counts[299] = 1;
    let book = CanonicalHuffman::from_weights(&counts, 11).unwrap();
    let table = book.to_decoder();
    let code = TwoSided(ByteSymbols(&book), ByteSymbols(&table));
    obeys_on_all(&code, text, Some(&b'!'), &[0, 5, u64::MAX], 3);

    let mut encoder = DefaultQueueEncoder::new();
    encoder.encode_iid_symbols(text, ByteSymbols(&book)).unwrap();
    let mut numbers = DefaultQueueEncoder::new();
    numbers.encode_iid_symbols(text.iter().map(|&byte| usize::from(byte)), &book).unwrap();
    assert_eq!(encoder, numbers);

    // A symbol that is not a byte.
    let mut encoder = DefaultQueueEncoder::new();
    encoder.encode_symbol(299, &book).unwrap();
    let mut decoder = encoder.into_decoder();
    let before = decoder.clone();
    assert_eq!(decoder.decode_symbol(ByteSymbols(&table)), Err(SymbolCodeError::InvalidCodeword));
    assert_eq!(decoder.pos(), before.pos());
    assert_eq!(decoder.decode_symbol(&table), Ok(299));
}

#[test]
fn code_words_of_more_than_64_bits() {
    // Each weight is more than the sum of those before it: the tree is a chain.
    let weights: Vec<f64> = (0..200).map(|i| f64::from(2 * i).exp2()).collect();
    let code = tree(&weights);
    assert_eq!(laws::word(&code, &199), Some(vec![true]));
    assert_eq!(laws::word(&code, &1), Some([vec![false; 198], vec![true]].concat()));
    assert_eq!(laws::word(&code, &0), Some(vec![false; 199]));
    let all: Vec<usize> = (0..200).rev().collect();
    obeys_on_all(&code, &all, Some(&200), &[0, 5, u64::MAX], 3);
    laws::no_word_begins_another(&code, 0..200);
}

#[test]
fn long_words_are_found_beyond_the_table() {
    let lengths: Vec<u8> = (1..=32).chain([32]).collect();
    let book = CanonicalHuffman::from_lengths(&lengths).unwrap();
    let code = TwoSided(book.clone(), book.to_decoder());
    let all: Vec<usize> = (0..33).collect();
    obeys_on_all(&code, &all, Some(&33), &[0, 5, u64::MAX, 1 << 40], 3);
    let array = TwoSided(book, array::<33>(&lengths).unwrap());
    obeys_on_all(&array, &all, Some(&33), &[0, 5, u64::MAX, 1 << 40], 3);
    laws::kraft_sum_is_one(&code, 0..33);
}

#[test]
fn a_sink_that_fails_now_and_then_breaks_nothing() {
    let mut calls = 0;
    let mut words = Vec::new();
    let mut encoder = QueueEncoder::<u8, _>::with_words(TryCallback(|word: u8| {
        calls += 1;
        if calls % 3 == 0 {
            return Err("not now");
        }
        words.push(word);
        Ok(())
    }));
    let mut bits = Vec::new();
    for i in 0..1000u32 {
        // At most one word a call, so that nothing is kept of a call that fails.
        let part = Bits::new((i * 7).into(), i % 9);
        while encoder.put_bits(part).is_err() {}
        bits.extend(part);
    }
    let padding = Bits::new(0, (8 - bits.len() as u32 % 8) % 8);
    while encoder.put_bits(padding).is_err() {}
    assert!(encoder.into_compressed().is_ok(), "there is nothing left to write");
    let read: Vec<bool> = words.into_iter().flat_map(|word: u8| Bits::new(word.into(), 8)).collect();
    assert_eq!(read[..bits.len()], bits);
}

#[test]
fn stack_without_an_end_is_an_error() {
    assert_eq!(StackCoder::from_compressed(vec![7u32, 0]), Err(StackLoadError::TrailingZero));
    assert_eq!(StackCoder::from_compressed(Vec::<u32>::new()).unwrap(), StackCoder::new());
    let full = StackCoder::from_compressed(vec![u8::MAX, 1]).unwrap();
    assert_eq!((full.num_bits(), full.iter().all(|bit| bit)), (8, true));
}
