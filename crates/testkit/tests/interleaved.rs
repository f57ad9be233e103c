//! The interleaved coder obeys the laws of coders, and notices what is missing.

use constriction_ans::{Interleaved, InterleavedError, LaneCount, SmallInterleaved};
use constriction_bits::Cursor;
use constriction_core::{
    Corrupt, Decode, DecodeError, DecoderModel, DefaultFormat, Encode, EncoderModel, Format, SmallFormat, Unsigned,
};
use constriction_models::{Bank, Categorical, Gaussian, LeakyQuantizer};
use constriction_testkit::{Codec, Message, coder_laws as laws, digest_laws, strategies};
use core::marker::PhantomData;
use proptest::prelude::*;

/// An interleaved coder with this number of states.
struct Lanes<F, const N: usize>(PhantomData<F>);

impl<F: Format, const N: usize> Lanes<F, N> {
    fn count() -> LaneCount {
        LaneCount::new(N).unwrap()
    }
}

impl<F: Format, const N: usize> Codec for Lanes<F, N> {
    type Word = F::Word;
    type Encoder = Interleaved<F, Vec<F::Word>>;
    type Bounded = Interleaved<F, Cursor<F::Word, Vec<F::Word>>>;
    type Decoder = Interleaved<F, Cursor<F::Word, Vec<F::Word>>>;

    fn encoder() -> Self::Encoder {
        Interleaved::new(Self::count())
    }
    fn bounded(capacity: usize) -> Self::Bounded {
        Interleaved::with_words(Cursor::at_start(vec![F::Word::default(); capacity]), Self::count())
    }
    fn clear(encoder: &mut Self::Encoder) {
        encoder.clear();
    }
    fn peek(encoder: &mut Self::Encoder) -> Vec<F::Word> {
        encoder.get_compressed().unwrap().clone()
    }
    fn finish(encoder: Self::Encoder) -> Vec<F::Word> {
        encoder.into_compressed().unwrap()
    }
    fn finish_bounded(encoder: Self::Bounded) -> Option<Vec<F::Word>> {
        Some(encoder.into_compressed().ok()?.written().to_vec())
    }
    fn num_words(encoder: &Self::Encoder) -> usize {
        encoder.num_words()
    }
    fn decoder(words: Vec<F::Word>) -> Option<Self::Decoder> {
        Interleaved::from_compressed(Cursor::at_end(words)).ok()
    }
}

/// A message is hardly longer than its information content and what its states need.
fn size_is_the_information_content<F: Format, const N: usize, const P: u32>(message: &Message<P>) {
    let encoder = Lanes::<F, N>::encoded(message);
    assert_eq!(encoder.num_bits(), encoder.num_words() * F::Word::BITS as usize);
    let said = encoder.num_words();
    let words = encoder.into_compressed().unwrap();
    assert_eq!(said, words.len());
    let overhead = (N as u32 * (F::LOWER_BITS + F::Word::BITS) + F::Word::BITS) as usize;
    let loss = 2f64.powi(P as i32 - F::LOWER_BITS.min(P + 20) as i32);
    let limit = message.information_content() + overhead as f64 + message.len() as f64 * 2.0 * loss;
    assert!((words.len() * F::Word::BITS as usize) as f64 <= limit + f64::from(F::Word::BITS));
}

/// Words that are missing at the start are noticed, and so are symbols that are too many: decoding ends with an error,
/// or with states that say that this is not the end.
fn what_is_missing_is_noticed<F: Format, const N: usize, const P: u32>(message: &Message<P>) {
    let words = Lanes::<F, N>::finish(Lanes::<F, N>::encoded(message));
    let ends_well = |words: &[F::Word]| {
        let Ok(mut decoder) = Interleaved::<F, _>::from_compressed_slice(words) else { return false };
        let all_decoded = decoder.decode_symbols(&message.models).all(|symbol| symbol.is_ok());
        all_decoded && decoder.maybe_exhausted()
    };
    assert!(ends_well(&words));
    let states = Interleaved::<F, Vec<F::Word>>::new(LaneCount::new(N).unwrap()).num_words();
    for missing in 1..=words.len() - states {
        assert!(!ends_well(&words[missing..]), "{missing} words are missing at the start");
    }
    for missing in words.len() - states + 1..=words.len() {
        assert!(Interleaved::<F, _>::from_compressed_slice(&words[missing..]).is_err());
    }
}

/// All laws, for one coder at one precision. After the end there are no zeros, but an error.
fn obeys_the_laws<F: Format, const N: usize, const P: u32>() {
    let config = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let message = || strategies::messages::<P>(150);
    proptest!(config(40), |(message in message(), places in proptest::collection::vec(any::<usize>(), 1..8))| {
        laws::round_trip::<Lanes<F, N>, P>(&message);
        size_is_the_information_content::<F, N, P>(&message);
        laws::clear_equals_new::<Lanes<F, N>, P>(&message);
        laws::peeking_leaves_no_trace::<Lanes<F, N>, P>(&message);
        laws::calls_and_clones_do_not_matter::<Lanes<F, N>, P>(&message, places[0]);
        laws::impossible_symbol_leaves_no_trace::<Lanes<F, N>, P>(&message, places[0]);
        laws::invalid_model_leaves_no_trace::<Lanes<F, N>, P>(&message, places[0]);
        laws::seeking_finds_every_position::<Lanes<F, N>, P>(&message, &places);
        laws::sequences::<Lanes<F, N>, P>(&message, [places[0], *places.last().unwrap()]);
        digest_laws::all::<Lanes<F, N>, P>(&message, [places[0], *places.last().unwrap()]);
        what_is_missing_is_noticed::<F, N, P>(&message);
    });
    proptest!(config(15), |(message in message(), noise in strategies::words::<F::Word>(40))| {
        laws::full_storage_leaves_no_trace::<Lanes<F, N>, P>(&message);
        laws::truncation_at_every_word_is_harmless::<Lanes<F, N>, P>(&message);
        laws::any_words_decode_without_panic::<Lanes<F, N>, P>(&noise, &message.models);
    });
    laws::round_trip::<Lanes<F, N>, P>(&Message { symbols: vec![], models: vec![] });
}

macro_rules! coders {
    ($($name:ident: $format:ty, $lanes:literal, $precision:literal;)*) => {$(
        #[test]
        fn $name() {
            obeys_the_laws::<$format, $lanes, $precision>();
        }
    )*};
}
coders! {
    default_1_lane_24: DefaultFormat, 1, 24;
    default_2_lanes_32: DefaultFormat, 2, 32;
    default_16_lanes_24: DefaultFormat, 16, 24;
    default_64_lanes_3: DefaultFormat, 64, 3;
    small_1_lane_16: SmallFormat, 1, 16;
    small_4_lanes_12: SmallFormat, 4, 12;
    small_32_lanes_14: SmallFormat, 32, 14;
    rans_64_8_lanes_16: Rans64, 8, 16;
    tiny_8_lanes_8: Tiny, 8, 8;
}

/// 8-bit words and a 16-bit state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tiny;
impl Format for Tiny {
    type Word = u8;
    type State = u16;
}

/// The word and state of ryg's 64-bit rANS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rans64;
impl Format for Rans64 {
    type Word = u32;
    type State = u64;
    const LOWER_BITS: u32 = 31;
}

#[test]
fn a_huge_count_is_no_allocation() {
    let model = Categorical::<12>::fast(&[0.5, 0.25, 0.25]).unwrap();
    let words = SmallInterleaved::new(LaneCount::MAX).into_compressed().unwrap();
    let mut decoder = SmallInterleaved::from_compressed(words).unwrap();
    let mut symbols = decoder.decode_iid_symbols(usize::MAX, &model);
    assert!(symbols.size_hint().0 <= 1 << 20);
    assert_eq!(symbols.next(), Some(Err(DecodeError::Corrupt(Corrupt))), "there is no word");
}

#[test]
fn heads_that_are_none_are_errors() {
    let load = |words: &[u16]| SmallInterleaved::from_compressed(words.to_vec()).unwrap_err();
    assert_eq!(load(&[]), InterleavedError::Truncated);
    for count in [0, 3, 65, 128, u16::MAX] {
        assert_eq!(load(&[&[1; 1000][..], &[count]].concat()), InterleavedError::LaneCount);
    }
    for words in 0..128 {
        assert_eq!(load(&[&vec![1; words][..], &[64]].concat()), InterleavedError::Truncated);
    }
    assert_eq!(load(&[7, 0, 1]), InterleavedError::InvalidState);
}

#[test]
fn encoding_and_decoding_can_take_turns() {
    let model = Categorical::<12>::fast(&[0.5, 0.25, 0.125, 0.125]).unwrap();
    for lanes in [1, 4, 64] {
        let mut coder = SmallInterleaved::new(LaneCount::new(lanes).unwrap());
        let mut stack = Vec::new();
        for step in 0..2000usize {
            if step * step % 7 < 3 && !stack.is_empty() {
                assert_eq!(coder.decode_symbol(&model).ok(), stack.pop());
            } else {
                coder.encode_symbol(step % 4, &model).unwrap();
                stack.push(step % 4);
            }
        }
        let mut coder = SmallInterleaved::from_compressed(coder.into_compressed().unwrap()).unwrap();
        while let Some(symbol) = stack.pop() {
            assert_eq!(coder.decode_symbol(&model), Ok(symbol));
        }
        assert!(coder.maybe_exhausted());
    }
}

/// A bank of tables of up to 2^16 symbols with an index for each symbol, and a Gaussian for each symbol.
#[test]
fn large_alphabets_banks_and_gaussians_come_back() {
    let mut bank = Bank::<24>::new();
    for symbols in [2u32, 300, 1 << 16] {
        let ends: Vec<u32> = (0..=symbols).map(|i| ((u64::from(i) << 24) / u64::from(symbols)) as u32).collect();
        bank.push(&ends, -5).unwrap();
    }
    let tables = (0..3000).map(|i| bank.model(i * i % 3).unwrap());
    let symbols: Vec<i32> = tables.clone().zip(0..).map(|(model, i)| model.symbol_at(i * 5527).unwrap().0).collect();
    round_trip::<DefaultFormat, _>(&symbols, tables);

    let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
    let gaussians = (0..3000).map(|i| {
        let (mean, std) = (f64::from(i % 163) - 80.0, 0.1 + f64::from(i % 31));
        quantizer.quantize(Gaussian::new(mean, std).unwrap())
    });
    let symbols: Vec<i32> = gaussians.clone().zip(0..).map(|(model, i)| model.symbol_at(i * 5527).unwrap().0).collect();
    round_trip::<DefaultFormat, _>(&symbols, gaussians);
}

fn round_trip<F: Format, M>(symbols: &[i32], models: impl DoubleEndedIterator<Item = M> + Clone)
where
    M: EncoderModel<Symbol = i32> + DecoderModel,
{
    let pairs: Vec<_> = symbols.iter().copied().zip(models.clone()).collect();
    for lanes in [1, 8, 64] {
        let mut coder = Interleaved::<F, _>::new(LaneCount::new(lanes).unwrap());
        coder.encode_symbols_reverse(pairs.iter().map(|(symbol, model)| (symbol, model))).unwrap();
        let mut decoder = coder.into_decoder();
        let decoded: Result<Vec<_>, _> = decoder.decode_symbols(models.clone()).collect();
        assert_eq!(decoded.as_deref(), Ok(symbols));
        assert!(decoder.maybe_exhausted());
    }
}
