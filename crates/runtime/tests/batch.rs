//! Many messages on several threads are coded as one after the other.

use core::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use constriction_bits::Cursor;
use constriction_runtime::{
    AnsCoder, BatchError, Error, Family, FloatSlice, ModelSpec, Options, Param, RangeDecoder, RangeEncoder, Symbols,
    SymbolsMut, decode_batch, encode, encode_batch, go_on,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use std::ops::ControlFlow;

fn spec() -> ModelSpec {
    ModelSpec::bounded(Family::QuantizedGaussian, -100, 100, [None, None, None], Options::default()).unwrap()
}

struct Message {
    symbols: Vec<i32>,
    means: Vec<f64>,
    stds: Vec<f64>,
}

impl Message {
    fn arguments(&self) -> Vec<Param<'_>> {
        let each = |values| Param { values: FloatSlice::F64(values), width: 1, per_symbol: true };
        vec![each(&self.means), each(&self.stds)]
    }
}

/// Messages of different lengths, one of them empty.
fn messages() -> Vec<Message> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let message = |number: usize| {
        let len = number * 517;
        let symbols: Vec<i32> = (0..len).map(|_| rng.random_range(-100..=100)).collect();
        let means = symbols.iter().map(|&symbol| f64::from(symbol) + rng.random_range(-9.0..9.0)).collect();
        let stds = (0..len).map(|_| rng.random_range(0.3..20.0)).collect();
        Message { symbols, means, stds }
    };
    (0..10).map(message).collect()
}

fn given(messages: &[Message]) -> Vec<(Symbols<'_>, Vec<Param<'_>>)> {
    messages.iter().map(|message| (Symbols::I32(&message.symbols), message.arguments())).collect()
}

fn thread_counts() -> impl Iterator<Item = Option<NonZeroUsize>> {
    [0, 1, 2, 3, 20].into_iter().map(NonZeroUsize::new)
}

#[test]
fn words_do_not_depend_on_the_number_of_threads() {
    let (spec, messages) = (spec(), messages());
    let one_by_one: Vec<AnsCoder> = given(&messages)
        .into_iter()
        .map(|(symbols, arguments)| {
            let mut coder = AnsCoder::new();
            encode(&mut coder, &spec, symbols, &arguments, &mut go_on).unwrap();
            coder
        })
        .collect();
    for threads in thread_counts() {
        let coders = encode_batch(AnsCoder::new, |coder| coder, &spec, given(&messages), threads, &mut || {
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(coders, one_by_one, "{threads:?}");
    }
}

#[test]
fn symbols_come_back_on_any_number_of_threads() {
    let (spec, messages) = (spec(), messages());
    let finish = |coder: RangeEncoder| {
        let Ok(words) = coder.into_compressed();
        words
    };
    let words =
        encode_batch(RangeEncoder::new, finish, &spec, given(&messages), None, &mut || ControlFlow::Continue(()))
            .unwrap();
    for threads in thread_counts() {
        let mut places: Vec<Vec<i32>> = messages.iter().map(|message| vec![0; message.symbols.len()]).collect();
        let compressed = words.iter().zip(&mut places).zip(&messages).map(|((words, places), message)| {
            let Ok(coder) = RangeDecoder::from_compressed(Cursor::at_start(words.clone().into()));
            (coder, SymbolsMut::I32(places), message.arguments())
        });
        decode_batch(&spec, compressed.collect(), threads, &mut || ControlFlow::Continue(())).unwrap();
        assert!(places.iter().eq(messages.iter().map(|message| &message.symbols)), "{threads:?}");
    }
}

#[test]
fn the_first_message_with_an_error_is_named() {
    let (spec, mut messages) = (spec(), messages());
    messages[7].symbols[5] = 101;
    messages[4].symbols[3] = -101;
    let result =
        encode_batch(AnsCoder::new, |coder| coder, &spec, given(&messages), None, &mut || ControlFlow::Continue(()));
    let error = result.unwrap_err();
    assert_eq!(error, BatchError { message: Some(4), error: Error::ImpossibleSymbol { index: 3, symbol: -101 } });
    assert!(error.to_string().starts_with("message 4: "));
}

#[test]
fn no_messages_are_no_error() {
    let result =
        encode_batch(AnsCoder::new, |coder| coder, &spec(), Vec::new(), None, &mut || ControlFlow::Continue(()));
    assert_eq!(result, Ok(Vec::new()));
}

#[test]
fn the_watch_stops_a_batch() {
    let (spec, messages) = (spec(), messages());
    let slow = || {
        thread::sleep(Duration::from_millis(200));
        AnsCoder::new()
    };
    let result =
        encode_batch(
            slow,
            |coder| coder,
            &spec,
            given(&messages),
            NonZeroUsize::new(2),
            &mut || ControlFlow::Break(()),
        );
    assert_eq!(result, Err(BatchError { message: None, error: Error::Interrupted }));
}
