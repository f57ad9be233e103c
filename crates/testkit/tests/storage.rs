//! Coders on every kind of storage, and the storage alone.

use std::cell::RefCell;
use std::io::{self, Cursor as IoCursor, Read};

use constriction_ans::{AnsCoder, DefaultAnsCoder, LoadError, UnsealError};
use constriction_bits::{
    ByteCursor, Callback, Cursor, FromIter, Full, PartialWord, PeekWords, PopWords, ReadWords, Reversed, SeekWords,
    SpaceLeft, TryCallback, TryFromIter, WordPos, WordReader, WordWriter, WriteWords,
};
use constriction_core::{Decode, DecodeError, DecoderModel, DefaultFormat, Encode, EncodeError, Pos, Seek, SeekError};
use constriction_digest::Digesting;
use constriction_models::array::{ArrayError, DecodeArray, EncodeArray, ModelArray, Shared};
use constriction_models::{Bank, Gaussian, LeakilyQuantized, LeakyQuantizer};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder, RangeDecoder, RangeEncoder, RangeState};

type Ans<B> = AnsCoder<DefaultFormat, B>;

fn model() -> LeakilyQuantized<Gaussian, i32, 24> {
    LeakyQuantizer::new(-100..=100).quantize(Gaussian::new(3.0, 20.0).unwrap())
}

fn symbols() -> Vec<i32> {
    (0..500).map(|i| (i * i) % 61 - 30).collect()
}

fn ans_words() -> Vec<u32> {
    let mut coder = DefaultAnsCoder::new();
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    coder.into_compressed().unwrap()
}

fn range_words() -> Vec<u32> {
    let mut encoder = DefaultRangeEncoder::new();
    encoder.encode_iid_symbols(symbols(), model()).unwrap();
    encoder.into_compressed().unwrap()
}

fn decodes(mut decoder: impl Decode<Error: core::fmt::Debug>) {
    let decoded: Vec<i32> = decoder.decode_iid_symbols(500, model()).map(Result::unwrap).collect();
    assert_eq!(decoded, symbols());
}

fn bytes(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn decoders_read_from_everything() {
    let words = ans_words();
    let backwards: Vec<u32> = words.iter().rev().copied().collect();
    decodes(Ans::from_compressed(words.clone()).unwrap());
    decodes(Ans::from_compressed(Cursor::at_end(&words[..])).unwrap());
    decodes(Ans::from_compressed(Cursor::at_end(words.clone().into_boxed_slice())).unwrap());
    decodes(Ans::from_compressed(Reversed(Cursor::at_start(&backwards))).unwrap());
    decodes(Ans::from_compressed(FromIter(words.iter().rev().copied())).unwrap());
    decodes(Ans::from_compressed(TryFromIter(words.iter().rev().copied().map(Ok::<_, Full>))).unwrap());
    decodes(Ans::from_compressed(Reversed(WordReader::new(&bytes(&backwards)[..]))).unwrap());
    decodes(Ans::from_compressed(ByteCursor::at_end(&bytes(&words)).unwrap()).unwrap());
    decodes(Ans::from_compressed(Reversed(ByteCursor::at_start(&bytes(&backwards)).unwrap())).unwrap());
    decodes(Ans::from_compressed(Reversed(FromIter(words.iter().rev().copied()))).unwrap());

    let words = range_words();
    decodes(DefaultRangeDecoder::from_compressed(words.clone()).unwrap());
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(&words).unwrap());
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(&words[..]).unwrap());
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(Cursor::at_start(&words)).unwrap());
    let backwards: Vec<u32> = words.iter().rev().copied().collect();
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(Reversed(Cursor::at_end(&backwards))).unwrap());
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(FromIter(words.iter().copied())).unwrap());
    decodes(
        RangeDecoder::<DefaultFormat, _>::from_compressed(TryFromIter(words.iter().copied().map(Ok::<_, Full>)))
            .unwrap(),
    );
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(WordReader::new(&bytes(&words)[..])).unwrap());
    decodes(RangeDecoder::<DefaultFormat, _>::from_compressed(ByteCursor::at_start(&bytes(&words)).unwrap()).unwrap());
}

#[test]
fn encoders_write_to_everything() {
    let want = ans_words();
    let seen = RefCell::new(Vec::new());
    let mut coder = Ans::with_words(Callback(|word| seen.borrow_mut().push(word)));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    coder.into_compressed().unwrap();
    assert_eq!(seen.into_inner(), want);

    let mut coder = Ans::with_words(WordWriter::new(Vec::new()));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    assert_eq!(coder.num_words(), want.len());
    assert_eq!(coder.into_compressed().unwrap().into_inner(), bytes(&want));

    let mut buffer = vec![0; want.len()];
    let mut coder = Ans::with_words(Reversed(Cursor::at_end(&mut buffer)));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    assert_eq!(coder.num_words(), want.len());
    coder.into_compressed().unwrap();
    assert!(buffer.iter().rev().eq(&want));

    let want = range_words();
    let mut buffer = [0; 200];
    let mut encoder = RangeEncoder::<DefaultFormat, _>::with_words(Cursor::at_start(&mut buffer));
    encoder.encode_iid_symbols(symbols(), model()).unwrap();
    assert_eq!(encoder.into_compressed().unwrap().written(), want);

    let mut seen = Vec::new();
    let mut encoder = RangeEncoder::<DefaultFormat, _>::with_words(TryCallback(|word| {
        seen.push(word);
        Ok::<_, Full>(())
    }));
    encoder.encode_iid_symbols(symbols(), model()).unwrap();
    encoder.into_compressed().unwrap();
    assert_eq!(seen, want);
}

#[test]
fn a_failing_sink_is_a_typed_error() {
    let mut left = 3;
    let mut encoder = RangeEncoder::<DefaultFormat, _>::with_words(TryCallback(|_| {
        left -= 1;
        if left > 0 { Ok(()) } else { Err("disk full") }
    }));
    assert_eq!(encoder.encode_iid_symbols(symbols(), model()), Err(EncodeError::Sink("disk full")));

    let mut buffer = [0u8; 10];
    let mut coder = Ans::with_words(WordWriter::new(&mut buffer[..]));
    let error = coder.encode_iid_symbols_reverse(symbols(), model()).unwrap_err();
    assert!(matches!(error, EncodeError::Sink(error) if error.kind() == io::ErrorKind::WriteZero));
}

#[test]
fn a_sink_that_fails_once_at_every_word_costs_nothing() {
    let (mut is_good, mut words, mut errors) = (true, Vec::new(), 0);
    let mut coder = Ans::with_words(TryCallback(|word| {
        is_good = !is_good;
        if is_good {
            words.push(word);
        }
        if is_good { Ok(()) } else { Err("full") }
    }));
    for symbol in symbols().into_iter().rev() {
        let before = coder.state();
        while let Err(error) = coder.encode_symbol(symbol, model()) {
            assert_eq!((error, coder.state()), (EncodeError::Sink("full"), before));
            errors += 1;
        }
    }
    let state = coder.state();
    let all = ans_words();
    assert_eq!((words.len(), errors), (all.len() - 2, words.len()));
    assert_eq!(words, all[..all.len() - 2]);
    assert_eq!(state, u64::from(all[all.len() - 1]) << 32 | u64::from(all[all.len() - 2]));
}

#[test]
fn a_source_that_fails_once_at_every_word_costs_nothing() {
    let words = range_words();
    let (mut rest, mut is_good, mut read) = (words.iter(), true, 0);
    let source = TryFromIter(core::iter::from_fn(|| {
        // The first two are read by the constructor, which takes the source.
        is_good = !is_good || read < 2;
        read += usize::from(is_good);
        if is_good { rest.next().map(|&word| Ok(word)) } else { Some(Err("try again")) }
    }));
    let mut decoder = RangeDecoder::<DefaultFormat, _>::from_compressed(source).unwrap();
    let mut errors = 0;
    for expected in symbols() {
        let symbol = loop {
            match decoder.decode_symbol(model()) {
                Ok(symbol) => break symbol,
                Err(error) => assert_eq!(error, DecodeError::Source("try again")),
            }
            errors += 1;
        };
        assert_eq!(symbol, expected);
    }
    assert!(errors >= words.len() - 2 && read >= words.len(), "{errors} errors");
}

/// Of an array whose words end too early, the error has the index of the first symbol that needs one of the others, and
/// the digest is that of the symbols before.
fn array_fails_where_its_symbols_do<A: ModelArray + Clone, M: DecoderModel<Symbol = i32>>(
    symbols: &[i32],
    array: A,
    models: impl Iterator<Item = M> + Clone,
) where
    A::Error: core::fmt::Debug + PartialEq,
{
    let mut encoder = DefaultRangeEncoder::new();
    encoder.encode_array(symbols, array.clone()).unwrap();
    let words = encoder.into_compressed().unwrap();
    let last = words.len() - 3;
    for len in (2..last.min(30)).chain([last]) {
        let decoder = || {
            let source = words[..len].iter().map(|&word| Ok(word)).chain(core::iter::repeat(Err("gone")));
            let decoder = RangeDecoder::<DefaultFormat, _>::from_compressed(TryFromIter(source)).unwrap();
            Digesting::new(decoder)
        };
        let (mut expected, mut ours) = (decoder(), decoder());
        let mut decoded = vec![0; symbols.len()];
        let index = models.clone().take_while(|model| expected.decode_symbol(model).is_ok()).count();
        let error = Err(ArrayError::Coder { index: Some(index), error: DecodeError::Source("gone") });
        assert_eq!(ours.decode_array(&mut decoded, array.clone()), error);
        assert_eq!(decoded[..index], symbols[..index]);
        assert_eq!(ours.digest(), expected.digest(), "{index} symbols");
    }
}

#[test]
fn arrays_say_which_symbol_has_no_word() {
    array_fails_where_its_symbols_do(&symbols(), Shared::of(model()), core::iter::repeat(model()));

    let mut bank = Bank::<12>::new();
    bank.push(&[0, 1000, 1001, 4000, 4096], 0).unwrap();
    bank.push(&[0, 7, 2000, 2100, 4096], 0).unwrap();
    let indexes: Vec<u16> = (0..10_000).map(|i| i % 7 % 2).collect();
    let symbols: Vec<i32> = (0..10_000).map(|i| i % 11 % 4).collect();
    let models = indexes.iter().map(|&index| bank.model(index.into()).unwrap());
    array_fails_where_its_symbols_do(&symbols, bank.array(&indexes), models);
}

#[test]
fn a_failing_source_is_a_typed_error_and_can_be_asked_again() {
    // Fails once at every word.
    let mut good = false;
    let words = range_words();
    let mut rest = words.iter();
    let source = TryFromIter(core::iter::from_fn(|| {
        good = !good;
        if good { Some(Err("try again")) } else { rest.next().map(|&word| Ok(word)) }
    }));
    assert_eq!(RangeDecoder::<DefaultFormat, _>::from_compressed(source).map(|_| ()), Err("try again"));

    let mut failed = false;
    let mut rest = words.iter();
    let mut count = 0;
    let source = TryFromIter(core::iter::from_fn(|| {
        count += 1;
        if count > 10 && !failed {
            failed = true;
            return Some(Err("try again"));
        }
        rest.next().map(|&word| Ok(word))
    }));
    let mut decoder = RangeDecoder::<DefaultFormat, _>::from_compressed(source).unwrap();
    let (mut decoded, mut errors) = (Vec::new(), 0);
    while decoded.len() < 500 {
        match decoder.decode_symbol(model()) {
            Ok(symbol) => decoded.push(symbol),
            Err(error) => {
                assert_eq!(error, DecodeError::Source("try again"));
                errors += 1;
            }
        }
    }
    assert_eq!((decoded, errors), (symbols(), 1));
}

#[test]
fn reversed_cursors_know_their_space() {
    let mut sink = Reversed(Cursor::at_end([0u16; 3]));
    assert_eq!((SpaceLeft::<u16>::space_left(&sink), sink.word_pos()), (3, 0));
    sink.write_word(1).unwrap();
    sink.write_word(2).unwrap();
    assert_eq!((SpaceLeft::<u16>::space_left(&sink), sink.word_pos()), (1, 2));
    assert!(!SpaceLeft::<u16>::is_full(&sink));
    sink.write_word(3).unwrap();
    assert_eq!(sink.write_word(4), Err(Full));
    assert!(SpaceLeft::<u16>::is_full(&sink));
    assert_eq!(sink.0.buffer(), [3, 2, 1]);
    assert_eq!(
        [sink.pop_word(), sink.pop_word(), sink.pop_word(), sink.pop_word()],
        [Ok(Some(3)), Ok(Some(2)), Ok(Some(1)), Ok(None)]
    );
    assert!(sink.maybe_empty() && !sink.maybe_exhausted());
    assert_eq!(sink.seek_words(4), Err(SeekError::OutOfRange));
    sink.seek_words(2).unwrap();
    assert_eq!(sink.read_word(), Ok(Some(3)));
}

#[test]
fn cursors_know_their_space() {
    let mut cursor = Cursor::at_start([0u16; 3]);
    assert_eq!((cursor.space_left(), cursor.word_pos()), (3, 0));
    cursor.write_word(1).unwrap();
    assert_eq!((cursor.space_left(), cursor.written().len(), cursor.unread().len()), (2, 1, 2));
    cursor.seek_words(3).unwrap();
    assert_eq!(cursor.write_word(4), Err(Full));
    assert_eq!(cursor.read_word(), Ok(None));
    assert!(cursor.maybe_exhausted() && !cursor.maybe_empty());
    assert_eq!(cursor.seek_words(4), Err(SeekError::OutOfRange));
    assert_eq!(cursor.into_parts(), ([1, 0, 0], 3));
    assert_eq!(Cursor::<u16, [u16; 0]>::at_end([]).pop_word(), Ok(None));
}

#[test]
fn byte_cursors_are_cursors_over_the_words() {
    fn agree<A, B>(mut ours: A, mut want: B)
    where
        A: ReadWords<u32, Error: core::fmt::Debug> + PeekWords<u32, Error: core::fmt::Debug> + SeekWords,
        B: ReadWords<u32, Error: core::fmt::Debug> + PeekWords<u32, Error: core::fmt::Debug> + SeekWords,
    {
        for step in [3usize, 0, 2, usize::MAX, 4, 1, 5] {
            assert_eq!(ours.seek_words(step), want.seek_words(step));
            assert_eq!((ours.word_pos(), ours.maybe_empty()), (want.word_pos(), want.maybe_empty()));
            for skip in [0, 1, 2, 3, usize::MAX] {
                assert_eq!(ours.peek_word(skip), want.peek_word(skip), "{step} {skip}");
            }
            assert_eq!(ours.pop_word().unwrap(), want.pop_word().unwrap());
            for _ in 0..2 {
                assert_eq!(ours.read_word().unwrap(), want.read_word().unwrap());
            }
            ours.drop_words(step.min(2));
            want.drop_words(step.min(2));
            assert_eq!((ours.word_pos(), ours.maybe_exhausted()), (want.word_pos(), want.maybe_exhausted()));
        }
        ours.drop_words(usize::MAX);
        assert_eq!(ours.word_pos(), 0);
    }
    let words = [10u32, 20, 30, 40];
    let data = bytes(&words);
    agree(ByteCursor::at_start(&data).unwrap(), Cursor::at_start(words));
    agree(ByteCursor::at_end(&data).unwrap(), Cursor::at_end(words));
    agree(Reversed(ByteCursor::at_start(&data).unwrap()), Reversed(Cursor::at_start(words)));
    assert_eq!(ByteCursor::<u32>::at_start(&data[..5]), Err(PartialWord));
    assert_eq!(ByteCursor::<u32>::at_end(&data[1..]), Err(PartialWord));
}

#[test]
fn readers_seek_and_see_where_data_ends() {
    let data = bytes(&[10, 20, 30]);
    let mut reader = WordReader::<u32, _>::new(IoCursor::new(&data));
    assert_eq!(reader.read_word().unwrap(), Some(10));
    reader.seek_words(2).unwrap();
    assert_eq!((reader.read_word().unwrap(), reader.word_pos()), (Some(30), 3));
    assert_eq!(reader.read_word().unwrap(), None);
    reader.seek_words(3).unwrap();
    for nowhere in [4, usize::MAX] {
        assert_eq!(reader.seek_words(nowhere), Err(SeekError::OutOfRange));
        assert_eq!(reader.word_pos(), 3);
    }
    reader.seek_words(0).unwrap();
    assert_eq!(reader.read_word().unwrap(), Some(10));

    let mut reader = WordReader::<u32, _>::new(&data[..7]);
    assert_eq!(reader.read_word().unwrap(), Some(10));
    assert_eq!(reader.read_word().unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
}

#[test]
fn readers_that_give_one_byte_at_a_time_are_fine() {
    struct Slow<R>(R, bool);
    impl<R: Read> Read for Slow<R> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(&mut to[..1]) }
        }
    }
    let words = range_words();
    decodes(
        RangeDecoder::<DefaultFormat, _>::from_compressed(WordReader::new(Slow(&bytes(&words)[..], false))).unwrap(),
    );
}

#[test]
fn ans_goes_from_encoding_to_decoding_on_any_storage() {
    let mut coder = DefaultAnsCoder::new();
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    decodes(coder.as_decoder());
    decodes(coder.clone().into_decoder());
    decodes(coder);

    let mut buffer = vec![0; 200];
    let mut coder = Ans::with_words(Cursor::at_start(&mut buffer));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    decodes(coder.as_decoder());
    decodes(coder);

    let mut buffer = vec![0; 200];
    let mut coder = Ans::with_words(Reversed(Cursor::at_end(&mut buffer)));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    decodes(coder.as_decoder());

    // A sink that is no source: take the state out, and put it on a source.
    let mut file = Vec::new();
    let mut coder = Ans::with_words(WordWriter::new(&mut file));
    coder.encode_iid_symbols_reverse(symbols(), model()).unwrap();
    let (_, state) = coder.into_raw_parts();
    let words: Vec<u32> = file.chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect();
    decodes(Ans::from_raw_parts(words, state).unwrap());
}

#[test]
fn ans_seeks_only_where_it_can_have_been() {
    let mut coder = DefaultAnsCoder::from_compressed(ans_words()).unwrap();
    let (words, state) = coder.pos();
    let before = coder.clone();
    assert_eq!(coder.seek((words, 0)), Err(SeekError::InvalidState));
    assert_eq!(coder.seek((words, u64::from(u32::MAX))), Err(SeekError::InvalidState));
    assert_eq!(coder.seek((words + 1, state)), Err(SeekError::OutOfRange));
    assert_eq!(coder, before);
    assert_eq!(coder.seek((0, 5)), Ok(()));
    assert_eq!(Ans::from_raw_parts(vec![1, 2], 3).unwrap_err(), LoadError::InvalidState);

    let words = range_words();
    let mut decoder = DefaultRangeDecoder::from_compressed(words.clone()).unwrap();
    let before = decoder.clone();
    assert_eq!(decoder.seek((words.len() + 1, RangeState::default())), Err(SeekError::OutOfRange));
    assert_eq!(decoder, before);
    assert_eq!(RangeState::<DefaultFormat>::new(0, 1), None);
    decodes(decoder);
}

#[test]
fn ans_rejects_a_last_word_of_zero() {
    assert_eq!(DefaultAnsCoder::from_compressed(vec![1, 0]).unwrap_err(), LoadError::TrailingZero);
    assert!(DefaultAnsCoder::from_compressed(vec![]).unwrap().is_empty());
    assert_eq!(DefaultAnsCoder::from_compressed(vec![0, 1]).unwrap().into_compressed().unwrap(), [0, 1]);
}

#[test]
fn binary_data_comes_back_and_nothing_else_does() {
    for data in [vec![], vec![0], vec![0, 0, 0], vec![7], vec![1, 2, 3], vec![u32::MAX; 5]] {
        let Ok(mut coder) = DefaultAnsCoder::from_binary(data.clone());
        assert_eq!(*coder.get_binary().unwrap(), data);
        let decoded: Vec<i32> = coder.decode_iid_symbols(9, model()).map(Result::unwrap).collect();
        coder.encode_iid_symbols_reverse(decoded, model()).unwrap();
        assert_eq!(coder.into_binary().unwrap(), data);
    }
    let mut coder = DefaultAnsCoder::new();
    assert_eq!(coder.get_binary().map(|_| ()), Err(UnsealError::NotSealed));
    coder.encode_symbol(3, model()).unwrap();
    assert_eq!(coder.into_binary(), Err(UnsealError::NotSealed));
}

#[test]
fn sizes_are_those_of_the_words() {
    let mut coder = DefaultAnsCoder::new();
    assert_eq!((coder.num_bits(), coder.num_valid_bits(), coder.is_empty()), (0, 0, true));
    let model = model();
    for symbol in symbols() {
        let before = coder.num_valid_bits();
        coder.encode_symbol(symbol, model).unwrap();
        assert!(coder.num_valid_bits() >= before);
        assert_eq!(coder.num_words(), coder.get_compressed().unwrap().len());
        assert!(coder.num_valid_bits() <= coder.num_bits() && coder.num_bits() < coder.num_valid_bits() + 33);
    }
    coder.clear();
    assert_eq!(coder, DefaultAnsCoder::new());
}
