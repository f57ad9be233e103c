//! The words of the published package.

use constriction_ans::DefaultAnsCoder;
use constriction_core::{Decode, Encode};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};
use constriction_testkit::vectors::{Case, CaseModel, published};

/// The cases of families that are here, with their models.
fn cases() -> Vec<(Case, Vec<CaseModel>)> {
    published()
        .into_iter()
        .filter_map(|case| Some((case.models()?, case)))
        .map(|(models, case)| (case, models))
        .collect()
}

#[test]
fn all_but_huffman_are_here() {
    let missing: Vec<_> = published().into_iter().filter(|case| case.models().is_none()).collect();
    assert!(missing.iter().all(|case| case.family == "Huffman"));
    assert_eq!((cases().len(), missing.len()), (108, 6));
}

#[test]
fn ans_words_are_the_published_ones() {
    for (case, models) in cases() {
        let want = case.ans.as_ref().unwrap();
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(case.symbols.iter().zip(&models)).unwrap();
        assert_eq!(*coder.get_compressed().unwrap(), want.words, "{}", case.name);
        assert_eq!(coder.num_bits(), want.num_bits, "{}", case.name);
        assert_eq!(Some(coder.num_valid_bits()), want.num_valid_bits, "{}", case.name);
        assert!(coder.iter_compressed().eq(want.words.iter().copied()), "{}", case.name);

        let mut coder = DefaultAnsCoder::from_compressed(want.words.clone()).unwrap();
        let decoded: Vec<i32> = coder.decode_symbols(&models).map(Result::unwrap).collect();
        assert_eq!(decoded, case.symbols, "{}", case.name);
        assert!(coder.is_empty(), "{}", case.name);
    }
}

#[test]
fn range_words_are_the_published_ones() {
    for (case, models) in cases() {
        let want = case.range.as_ref().unwrap();
        let mut encoder = DefaultRangeEncoder::new();
        encoder.encode_symbols(case.symbols.iter().zip(&models)).unwrap();
        assert_eq!(encoder.num_bits(), want.num_bits, "{}", case.name);
        assert!(encoder.iter_compressed().eq(want.words.iter().copied()), "{}", case.name);
        assert_eq!(encoder.decoder(), DefaultRangeDecoder::from_compressed(want.words.clone()).unwrap());
        assert_eq!(encoder.into_compressed().unwrap(), want.words, "{}", case.name);

        let mut decoder = DefaultRangeDecoder::from_compressed(want.words.clone()).unwrap();
        let decoded: Vec<i32> = decoder.decode_symbols(&models).map(Result::unwrap).collect();
        assert_eq!(decoded, case.symbols, "{}", case.name);
        assert!(decoder.maybe_exhausted(), "{}", case.name);
    }
}

#[test]
fn symbols_from_noise_are_the_published_ones() {
    for (case, models) in cases() {
        let want = case.ans_from_binary.as_ref().unwrap();
        let Ok(mut coder) = DefaultAnsCoder::from_binary(case.noise.clone());
        let decoded: Vec<i32> = coder.decode_symbols(&models).map(Result::unwrap).collect();
        assert_eq!(decoded, want.symbols, "{}", case.name);
        assert_eq!(*coder.get_compressed().unwrap(), want.words_left, "{}", case.name);

        coder.encode_symbols_reverse(decoded.iter().zip(&models)).unwrap();
        assert_eq!(coder.into_binary().unwrap(), case.noise, "{}", case.name);
    }
}
