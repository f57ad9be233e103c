//! The chain coder obeys its laws in every format, and returns the published words.

mod codecs;

use codecs::{Bytes, Tiny};
use constriction_bits::{Callback, Cursor, Reversed, TryCallback};
use constriction_chain::{
    ChainCoder, ChainDecodeError, ChainEncodeError, ChainHeads, ChainLoadError, DefaultChainCoder, FinishError,
    PrecisionError, SmallChainCoder,
};
use constriction_core::{Decode, DefaultFormat, Encode, Format, Pos, SmallFormat, Unsigned};
use constriction_models::Uniform;
use constriction_testkit::vectors::published;
use constriction_testkit::{chain_laws as laws, strategies};
use proptest::collection::vec;
use proptest::prelude::*;

/// All laws, for one format at one precision, and changes to another one.
fn obeys_the_laws<F: Format, const P: u32, const Q: u32>() {
    let config = |cases| ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let models = || strategies::messages::<P>(120).prop_map(|message| message.models);
    let others = || strategies::messages::<Q>(120).prop_map(|message| message.models);
    // Mostly noise; now and then, words that are all zeros or all ones.
    let noise = || {
        prop_oneof![
            3 => vec(any::<u64>().prop_map(F::Word::from_low), 0..60),
            1 => strategies::words::<F::Word>(60),
        ]
    };
    let places = || vec(any::<usize>(), 1..8);
    proptest!(config(120), |(noise in noise(), models in models(), others in others(), places in places())| {
        laws::encoding_restores_the_noise::<F, P>(&noise, &models);
        laws::encoding_restores_compressed_data::<F, P>(&noise, &models);
        laws::every_symbol_takes_as_many_bits::<F, P>(&noise, &models);
        laws::impossible_symbol_leaves_no_trace::<F, P>(&noise, &models, places[0]);
        laws::seeking_finds_every_position::<F, P>(&noise, &models, &places);
        laws::sequences::<F, P>(&noise, &models, [places[0], *places.last().unwrap()]);
        laws::seeking_on_vectors_is_all_or_nothing::<F, P>(&noise, &models);
        laws::looking_leaves_no_trace::<F, P>(&noise, &models);
        laws::unowned_quantiles_leave_no_trace::<F, P>(&noise, &models);
        laws::precision_changes_can_be_taken_back::<F, P, Q>(&noise, &models, &others, places[0]);
        if let Some(model) = models.first() {
            laws::symbols_do_not_influence_each_other::<F, P>(&noise, &models, places[0], model);
        }
    });
    proptest!(config(40), |(noise in noise(), models in models())| {
        laws::running_out_of_remainders_leaves_no_trace::<F, P>(&noise, &models);
        laws::full_storage_leaves_no_trace::<F, P>(&noise, &models);
        laws::truncation_at_every_word_is_an_error::<F, P>(&noise, &models);
        laws::any_words_are_harmless::<F, P>(&noise, &models);
    });
}

macro_rules! formats {
    ($($name:ident: $format:ty, $precision:literal, $other:literal;)*) => {$(
        #[test]
        fn $name() {
            obeys_the_laws::<$format, $precision, $other>();
        }
    )*};
}
formats! {
    default_24: DefaultFormat, 24, 12;
    default_32: DefaultFormat, 32, 24;
    default_3: DefaultFormat, 3, 32;
    small_12: SmallFormat, 12, 16;
    small_16: SmallFormat, 16, 5;
    tiny_4: Tiny, 4, 7;
    tiny_5: Tiny, 5, 8;
    tiny_8: Tiny, 8, 3;
    bytes_6: Bytes, 6, 8;
    bytes_8: Bytes, 8, 4;
}

#[test]
fn symbols_and_remainders_are_the_published_ones() {
    let cases: Vec<_> = published().into_iter().filter_map(|case| Some((case.models()?, case))).collect();
    assert!(cases.len() >= 90);
    for (models, case) in cases {
        let want = case.chain.as_ref().unwrap();
        let mut coder = DefaultChainCoder::from_binary(case.noise.clone()).unwrap();
        let decoded: Vec<i32> = coder.decode_symbols(&models).map(Result::unwrap).collect();
        assert_eq!(decoded, want.symbols, "{}", case.name);
        let (prefix, suffix) = coder.into_remainders().unwrap();
        assert_eq!((&prefix, &suffix), (&want.remainders.0, &want.remainders.1), "{}", case.name);

        let mut coder = DefaultChainCoder::from_remainders(suffix).unwrap();
        coder.encode_symbols_reverse(decoded.iter().zip(&models)).unwrap();
        let (rest, restored) = coder.into_binary().unwrap();
        assert_eq!([prefix, rest, restored].concat(), case.noise, "{}", case.name);
    }
}

fn noise() -> Vec<u32> {
    (1..20u32).map(|i| i.wrapping_mul(0x9e37_79b9)).collect()
}

fn model() -> Uniform<24> {
    Uniform::new(1000)
}

#[test]
fn too_few_words_and_zeros_at_the_end_are_errors() {
    assert_eq!(DefaultChainCoder::from_binary(vec![]).unwrap_err(), ChainLoadError::TooShort);
    assert_eq!(DefaultChainCoder::from_compressed(vec![]).unwrap_err(), ChainLoadError::TooShort);
    assert_eq!(DefaultChainCoder::from_compressed(vec![255]).unwrap_err(), ChainLoadError::TooShort);
    assert_eq!(DefaultChainCoder::from_compressed(vec![1, 2, 0]).unwrap_err(), ChainLoadError::TrailingZero);
    assert_eq!(DefaultChainCoder::from_remainders(vec![1 << 8]).unwrap_err(), ChainLoadError::TooShort);
    assert_eq!(DefaultChainCoder::from_remainders(vec![1, 2, 0]).unwrap_err(), ChainLoadError::TrailingZero);
    assert_eq!(DefaultChainCoder::from_remainders(vec![1, 0, 2]).unwrap_err(), ChainLoadError::TrailingZero);
    assert!(DefaultChainCoder::from_binary(vec![0]).is_ok());
    assert!(DefaultChainCoder::from_compressed(vec![1 << 8]).is_ok());
    assert!(DefaultChainCoder::from_remainders(vec![1 << 8, 1]).is_ok());
}

#[test]
fn compressed_data_is_there_when_it_is_whole() {
    let mut coder = DefaultChainCoder::from_binary(noise()).unwrap();
    let symbol = coder.decode_symbol(model()).unwrap();
    assert!(!coder.is_whole());
    assert_eq!(coder.clone().into_compressed(), Err(FinishError::NotWhole));
    assert_eq!(coder.get_binary().map(|_| ()), Err(FinishError::NotWhole));
    coder.encode_symbol(symbol, model()).unwrap();
    assert_eq!(coder.get_binary().map(|(_, data)| data.clone()), Ok(noise()));

    let coder = DefaultChainCoder::from_compressed(vec![5, 1 << 9]).unwrap();
    assert_eq!(coder.clone().into_binary(), Err(FinishError::NotSealed));
    assert_eq!(coder.into_compressed(), Ok((vec![], vec![5, 1 << 9])));
}

#[test]
fn heads_that_cannot_be_are_rejected() {
    assert!(ChainHeads::<DefaultFormat, 24>::new(0, 1 << 20).is_none());
    assert!(ChainHeads::<DefaultFormat, 24>::new(1, (1 << 8) - 1).is_none());
    assert!(ChainHeads::<DefaultFormat, 24>::new(1, 1 << 40).is_none());
    let mut coder = DefaultChainCoder::from_binary(noise()).unwrap();
    coder.decode_iid_symbols(3, model()).for_each(|symbol| assert!(symbol.is_ok()));
    let heads = coder.heads();
    assert_eq!(ChainHeads::new(heads.compressed(), heads.remainders()), Some(heads));
    let (compressed, remainders, heads) = coder.clone().into_raw_parts();
    assert_eq!(ChainCoder::from_raw_parts(compressed, remainders, heads), coder);
}

#[test]
fn precisions_go_up_and_down() {
    let coder = DefaultChainCoder::from_binary(noise()).unwrap();
    let same = coder.clone().change_precision::<24>().unwrap();
    assert_eq!(same, coder);
    let up = coder.clone().increase_precision::<31>().unwrap();
    assert_eq!(up, coder.clone().change_precision().unwrap());
    assert_eq!(up.decrease_precision::<24>().unwrap(), coder);

    // 32 bits of remainders are too few for a coder that has none but these, and starts with 40.
    let coder = ChainCoder::<DefaultFormat, _, Vec<u32>, 24>::from_binary(noise()).unwrap();
    let coder = coder.increase_precision::<32>().unwrap();
    let (compressed, _, heads) = coder.into_raw_parts();
    let coder = ChainCoder::<DefaultFormat, _, Vec<u32>, 32>::from_raw_parts(compressed, vec![], heads);
    let unchanged = coder.clone().decrease_precision::<1>().unwrap_err();
    assert_eq!((unchanged.error, &unchanged.coder), (PrecisionError::OutOfRemainders, &coder));
    assert_eq!(coder.clone().change_precision::<1>().unwrap_err(), {
        let error = PrecisionError::OutOfRemainders;
        constriction_chain::Unchanged { coder: coder.clone(), error }
    });
}

#[test]
fn a_sink_that_fails_when_the_precision_changes_leaves_the_coder() {
    let source = Cursor::at_end(noise());
    let coder = ChainCoder::<DefaultFormat, _, _, 1>::from_binary_with(source, Cursor::at_start([])).unwrap();
    let unchanged = coder.clone().change_precision::<32>().unwrap_err();
    assert!(matches!(unchanged.error, PrecisionError::Sink(_)));
    assert_eq!(unchanged.coder, coder);
    assert_eq!(coder.clone().increase_precision::<32>().unwrap_err().coder, coder);
}

#[test]
fn all_storage_in_memory_works() {
    let symbols: Vec<usize> = DefaultChainCoder::from_binary(noise())
        .unwrap()
        .decode_iid_symbols(12, model())
        .collect::<Result<_, _>>()
        .unwrap();
    let words = noise();
    let backwards: Vec<u32> = words.iter().rev().copied().collect();

    // From borrowed words, to a callback: what is left of the words can be seen.
    let mut seen = Vec::new();
    let sink = Callback(|word| seen.push(word));
    let mut coder = ChainCoder::<DefaultFormat, _, _, 24>::from_binary_with(Cursor::at_end(&words), sink).unwrap();
    assert!(coder.decode_iid_symbols(12, model()).map(Result::unwrap).eq(symbols.iter().copied()));
    let (prefix, _) = coder.into_remainders().unwrap();
    let prefix_len = prefix.written().len();
    assert_eq!(prefix.written(), &words[..prefix_len]);

    // Backwards on both sides.
    let source = Reversed(Cursor::at_start(&backwards));
    let sink = Reversed(Cursor::at_end([0; 20]));
    let mut coder = ChainCoder::<DefaultFormat, _, _, 24>::from_binary_with(source, sink).unwrap();
    assert!(coder.decode_iid_symbols(12, model()).map(Result::unwrap).eq(symbols.iter().copied()));
    let (prefix, suffix) = coder.into_remainders().unwrap();
    assert_eq!(prefix.0.unread().len(), prefix_len);
    assert!(suffix.0.unread().iter().rev().eq(&seen));

    // And back again, to a callback that fails: what it took, it has.
    let mut restored = Vec::new();
    let sink = TryCallback(|word| {
        restored.push(word);
        if restored.len() < 3 { Ok(()) } else { Err("full") }
    });
    let mut coder = ChainCoder::<DefaultFormat, _, _, 24>::from_remainders_with(suffix, sink).unwrap();
    let error = coder.encode_iid_symbols_reverse(&symbols, model()).unwrap_err();
    assert_eq!(error, ChainEncodeError::Sink("full"));

    let mut coder = ChainCoder::<DefaultFormat, Vec<u32>, _, 24>::from_remainders(Cursor::at_end(&seen)).unwrap();
    coder.encode_iid_symbols_reverse(&symbols, model()).unwrap();
    assert_eq!([&words[..prefix_len], &coder.into_binary().unwrap().1].concat(), words);
}

#[test]
fn empty_and_exhausted_coders_say_so() {
    let mut coder = SmallChainCoder::from_binary(vec![7, 8, 9]).unwrap();
    assert!(coder.maybe_full() && !coder.maybe_exhausted());
    while !coder.maybe_exhausted() {
        coder.decode_symbol(Uniform::<12>::new(4096)).unwrap();
    }
    assert_eq!(coder.decode_symbol(Uniform::<12>::new(7)), Err(ChainDecodeError::OutOfData));
    assert_eq!(coder.pos().compressed, 0);
    coder.encode_symbol(0, Uniform::<12>::new(4096)).unwrap();
    let before = coder.clone();
    assert_eq!(coder.encode_iid_symbols(vec![0; 50], Uniform::<12>::new(2)), Err(ChainEncodeError::OutOfRemainders));
    assert_eq!(coder, before);
}
