//! Symbol codes in the published package, in RFC 1951, in H.264 and in Elias's paper.

use constriction_symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree, HuffmanTable};
use constriction_symbol::{
    DefaultQueueDecoder, DefaultQueueEncoder, DefaultStackCoder, EliasDelta, EliasGamma, EncoderCodebook, ExpGolomb,
    Golomb, MsbFirst, QueueDecoder, QueueEncoder, ReadBitStream, Rice, Unary, WriteBitStream,
};
use constriction_testkit::vectors::{Case, published};

fn cases() -> Vec<Case> {
    published().into_iter().filter(|case| case.family == "Huffman").collect()
}

/// The trees of a case, from probabilities in its type.
fn trees(case: &Case) -> (EncoderHuffmanTree, DecoderHuffmanTree) {
    let wide = &case.probabilities;
    let narrow: Vec<f32> = wide.iter().map(|&p| p as f32).collect();
    let trees = if case.is_narrow() {
        (
            EncoderHuffmanTree::from_float_probabilities::<f32, _>(&narrow),
            DecoderHuffmanTree::from_float_probabilities::<f32, _>(&narrow),
        )
    } else {
        (
            EncoderHuffmanTree::from_float_probabilities::<f64, _>(wide),
            DecoderHuffmanTree::from_float_probabilities::<f64, _>(wide),
        )
    };
    (trees.0.unwrap(), trees.1.unwrap())
}

fn symbols(case: &Case) -> Vec<usize> {
    case.symbols.iter().map(|&symbol| symbol as usize).collect()
}

#[test]
fn all_huffman_cases_are_here() {
    assert_eq!(cases().len(), 6);
    assert_eq!(cases().iter().filter(|case| case.is_narrow()).count(), 3);
}

#[test]
fn queue_words_are_the_published_ones() {
    for case in cases() {
        let (want, symbols, (encoder_tree, decoder_tree)) =
            (case.queue.as_ref().unwrap(), symbols(&case), trees(&case));
        let mut encoder = DefaultQueueEncoder::new();
        encoder.encode_iid_symbols(&symbols, &encoder_tree).unwrap();
        assert_eq!(encoder.num_bits(), want.num_bits, "{}", case.name);
        assert_eq!(encoder.into_compressed().unwrap(), want.words, "{}", case.name);

        let mut decoder = DefaultQueueDecoder::from_compressed(want.words.clone());
        let decoded = decoder.decode_iid_symbols(symbols.len(), &decoder_tree).map(Result::unwrap);
        assert!(decoded.eq(symbols), "{}", case.name);
        assert!(decoder.maybe_exhausted(), "{}", case.name);
    }
}

#[test]
fn stack_words_are_the_published_ones() {
    for case in cases() {
        let (want, symbols, (encoder_tree, decoder_tree)) =
            (case.stack.as_ref().unwrap(), symbols(&case), trees(&case));
        let mut coder = DefaultStackCoder::new();
        coder.encode_iid_symbols_reverse(&symbols, &encoder_tree).unwrap();
        assert_eq!(*coder.get_compressed().unwrap(), want.words, "{}", case.name);
        assert_eq!(coder.into_compressed().unwrap(), want.words, "{}", case.name);

        let mut coder = DefaultStackCoder::from_compressed(want.words.clone()).unwrap();
        let decoded = coder.decode_iid_symbols(symbols.len(), &decoder_tree).map(Result::unwrap);
        assert!(decoded.eq(symbols), "{}", case.name);
        assert!(coder.is_empty(), "{}", case.name);
    }
}

/// The lengths of DEFLATE's fixed code, RFC 1951, section 3.2.6.
fn fixed_lengths() -> Vec<u8> {
    [(144, 8), (112, 9), (24, 7), (8, 8)].iter().flat_map(|&(count, len)| std::iter::repeat_n(len, count)).collect()
}

#[test]
fn fixed_code_is_that_of_deflate() {
    let code = CanonicalHuffman::from_lengths(&fixed_lengths()).unwrap();
    let ranges: [(_, _, u32); 4] =
        [(0..=143, 8, 0b0011_0000), (144..=255, 9, 0b1_1001_0000), (256..=279, 7, 0), (280..=287, 8, 0b1100_0000)];
    for (symbols, len, first) in ranges {
        for (symbol, word) in symbols.zip(first..) {
            assert_eq!(code.word(symbol), Some((word, len)));
        }
    }
    assert_eq!((code.word(288), code.max_len(), code.num_symbols()), (None, 9, 288));
}

#[test]
fn a_deflate_stream_decodes() {
    // The letter "a" in a last block (1) with the fixed code (01), as zlib writes it without a header.
    let table = HuffmanTable::from_lengths(&fixed_lengths()).unwrap();
    let mut decoder = QueueDecoder::from_compressed(&[0x4bu8, 0x04, 0x00][..]);
    let header: Vec<_> = decoder.by_ref().take(3).map(Result::unwrap).collect();
    assert_eq!(header, [true, true, false]);
    let decoded: Vec<_> = decoder.decode_iid_symbols(2, &table).map(Result::unwrap).collect();
    assert_eq!(decoded, [usize::from(b'a'), 256]);

    let mut encoder = QueueEncoder::<u8, Vec<u8>>::new();
    header.into_iter().for_each(|bit| encoder.write_bit(bit).unwrap());
    encoder.encode_iid_symbols(decoded, CanonicalHuffman::from_lengths(&fixed_lengths()).unwrap()).unwrap();
    assert_eq!(encoder.into_compressed().unwrap(), [0x4b, 0x04, 0x00]);
}

fn assert_words<C: EncoderCodebook>(code: &C, words: &[(C::Symbol, &str)]) {
    for (symbol, want) in words {
        let bits = code.codeword(symbol).unwrap().flatten();
        let word: String = bits.map(|bit| if bit { '1' } else { '0' }).collect();
        assert_eq!(word, *want);
    }
}

#[test]
fn exp_golomb_is_ue_v_of_h264() {
    let words = ["1", "010", "011", "00100", "00101", "00110", "00111", "0001000", "0001001", "0001010"];
    let table: Vec<(u32, &str)> = (0..).zip(words).collect();
    assert_words(&ExpGolomb::<u32>::new(), &table);
    assert_words(&ExpGolomb::<u8>::new(), &[(255, "00000000100000000")]);
    let largest = format!("{0}1{0}", "0".repeat(64));
    assert_words(&ExpGolomb::<u64>::new(), &[(u64::MAX, &largest)]);
    assert_words(&ExpGolomb::<u16>::with_order(2).unwrap(), &[(0, "100"), (3, "111"), (4, "01000"), (13, "0010001")]);

    // H.264 fills bytes from the most significant bit.
    let mut encoder = QueueEncoder::<u8, _>::with_words(MsbFirst(Vec::new()));
    encoder.encode_iid_symbols([0u32, 1, 2, 3], ExpGolomb::new()).unwrap();
    assert_eq!(encoder.into_compressed().unwrap().0, [0b1010_0110, 0b0100_0000]);
}

#[test]
fn gamma_and_delta_are_those_of_elias() {
    assert_words(&EliasGamma::<u8>::new(), &[(1, "1"), (2, "010"), (3, "011"), (4, "00100"), (10, "0001010")]);
    let words =
        [(1, "1"), (2, "0100"), (3, "0101"), (4, "01100"), (8, "00100000"), (16, "001010000"), (17, "001010001")];
    assert_words(&EliasDelta::<u64>::new(), &words);
}

#[test]
fn golomb_takes_a_bit_less_for_the_first_remainders() {
    let code = Golomb::new(10u32).unwrap();
    assert_words(&code, &[(0, "1000"), (5, "1101"), (6, "11100"), (9, "11111"), (10, "01000"), (42, "00001010")]);
    assert_words(&Golomb::new(1u8).unwrap(), &[(0, "1"), (3, "0001")]);
    assert_words(&Rice::<u8>::new(3).unwrap(), &[(0, "1000"), (7, "1111"), (8, "01000")]);
    assert_words(&Unary::<u8>::new(), &[(0, "1"), (1, "01"), (4, "00001")]);
}
