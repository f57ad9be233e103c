//! A call that fails leaves its coder as it was.

mod common;

use std::cell::Cell;
use std::ops::RangeInclusive;

use common::{TestCoder, random};
use constriction_bits::Cursor;
use constriction_core::Interval;
use constriction_models::ParameterError;
use constriction_runtime::{
    AnsCoder, ChainCoder, DynModel, Error, FloatSlice, InterleavedAnsCoder, ModelArray, ModelSpec, Options, Param,
    Progress, RangeDecoder, RangeEncoder, Symbols, SymbolsMut, ZeroProbability, decode, decode_one, decode_with,
    encode, encode_one, encode_with, go_on,
};
use std::ops::ControlFlow;

const NUMBER: usize = 10_000;
const PLACES: [usize; 7] = [0, 1, 4095, 4096, 5000, 8192, NUMBER - 1];

fn spec(text: &str) -> ModelSpec {
    text.parse().unwrap()
}

fn each(values: &[f64]) -> Param<'_> {
    Param { values: FloatSlice::F64(values), width: 1, per_symbol: true }
}

/// Both directions give this error, and leave their coders.
fn assert_fails<C: TestCoder>(spec: &ModelSpec, symbols: &[i32], arguments: &[Param<'_>], error: &Error)
where
    Error: From<C::Error>,
{
    assert_does_not_encode::<C>(spec, symbols, arguments, error, &mut go_on);
    assert_does_not_decode::<C>(spec, symbols.len(), arguments, error, &mut go_on);
}

fn assert_does_not_encode<C: TestCoder>(
    spec: &ModelSpec,
    symbols: &[i32],
    arguments: &[Param<'_>],
    error: &Error,
    progress: &mut Progress<'_>,
) where
    Error: From<C::Error>,
{
    let fresh = C::fresh(&mut random(1));
    let mut coder = fresh.clone();
    assert_eq!(encode(&mut coder, spec, Symbols::I32(symbols), arguments, progress).as_ref(), Err(error));
    assert_eq!(coder, fresh);
}

fn assert_does_not_decode<C: TestCoder>(
    spec: &ModelSpec,
    symbols: usize,
    arguments: &[Param<'_>],
    error: &Error,
    progress: &mut Progress<'_>,
) where
    Error: From<C::Error>,
{
    let before = content::<C>();
    let mut decoder = before.clone();
    let mut places = vec![0; symbols];
    let result = decode(&mut decoder, spec, &mut SymbolsMut::I32(&mut places), arguments, progress);
    assert_eq!(result.as_ref(), Err(error));
    assert_eq!(decoder, before);
}

/// A decoder of many symbols.
fn content<C: TestCoder>() -> C::Decoder
where
    Error: From<C::Error>,
{
    let fresh = C::fresh(&mut random(2));
    let mut coder = fresh.clone();
    let symbols: Vec<i32> = (0..2 * NUMBER as i32).map(|i| i * i % 101).collect();
    encode(&mut coder, &spec("Uniform(size=101.0)"), Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    coder.to_decoder(&fresh)
}

fn impossible_symbols<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let fixed = spec("QuantizedGaussian(-100, 100, mean=0.0, std=10.0)");
    let free = spec("QuantizedGaussian(-100, 100, std=10.0)");
    let means: Vec<f64> = (0..NUMBER).map(|i| (i % 50) as f64).collect();
    for index in PLACES {
        for symbol in [101, -101, i32::MAX, i32::MIN] {
            let mut symbols = vec![3; NUMBER];
            symbols[index] = symbol;
            let error = Error::ImpossibleSymbol { index, symbol: symbol.into() };
            assert_does_not_encode::<C>(&fixed, &symbols, &[], &error, &mut go_on);
            assert_does_not_encode::<C>(&free, &symbols, &[each(&means)], &error, &mut go_on);
        }
    }
    let mut coder = C::fresh(&mut random(1));
    let before = coder.clone();
    let error = Error::ImpossibleSymbol { index: 0, symbol: 101 };
    assert_eq!(encode_one(&mut coder, &fixed, 101, &[]), Err(error));
    assert_eq!(coder, before);
}

fn bad_parameters<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let free = spec("QuantizedLaplace(-100, 100, mean=1.0)");
    let symbols = vec![3; NUMBER];
    for index in PLACES {
        for value in [0.0, -1.0, f64::INFINITY] {
            let mut scales = vec![2.0; NUMBER];
            scales[index] = value;
            let error = ParameterError { name: "scale", value, expected: "positive and finite" };
            let error = Error::Parameter { index: Some(index), error };
            assert_fails::<C>(&free, &symbols, &[each(&scales)], &error);
        }
    }
}

fn progress<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let fixed = spec("Uniform(size=7)");
    let symbols = vec![3; NUMBER];
    for most in 0..3 {
        let (mut asked, mut last) = (0, 0);
        let mut progress = |done: usize| {
            assert!(asked == 0 && done == 0 || done > last);
            last = done;
            asked += 1;
            if asked <= most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert_does_not_encode::<C>(&fixed, &symbols, &[], &Error::Interrupted, &mut progress);
        let mut asked = 0;
        let mut progress = |_: usize| {
            asked += 1;
            if asked <= most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        assert_does_not_decode::<C>(&fixed, NUMBER, &[], &Error::Interrupted, &mut progress);
    }
}

/// Half of the quantiles have no symbol.
fn corrupt<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let half = ModelSpec::tables([(&[0, 1 << 23][..], 0), (&[0, 1 << 24][..], 0)], Options::default()).unwrap();
    let strict = spec("Categorical(probabilities=[1.0, 0.0, 1.0], zero_probability='strict', lazy=True)");
    let zeros = Param { values: FloatSlice::F64(&[0.0]), width: 1, per_symbol: false };
    assert_does_not_decode::<C>(&half, NUMBER, &[zeros], &Error::Corrupt, &mut go_on);
    let mut symbols = vec![2; NUMBER];
    symbols[7000] = 1;
    let error = Error::ImpossibleSymbol { index: 7000, symbol: 1 };
    assert_does_not_encode::<C>(&strict, &symbols, &[], &error, &mut go_on);

    // What was encoded where it is not strict.
    let leaky = spec("Categorical(probabilities=[1.0, 0.0, 1.0], lazy=True)");
    let fresh = C::fresh(&mut random(3));
    let mut coder = fresh.clone();
    encode(&mut coder, &leaky, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    let before = coder.to_decoder(&fresh);
    let mut decoder = before.clone();
    let result = decode(&mut decoder, &strict, &mut SymbolsMut::I32(&mut symbols), &[], &mut go_on);
    assert_eq!((result, &decoder), (Err(Error::Corrupt), &before));
}

/// A coin, one of whose tosses goes wrong.
struct Caller {
    asked: Cell<usize>,
    fails_at: usize,
    is_certain: bool,
    precision: u32,
}

impl Caller {
    fn ask(&self) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.asked.get() <= self.fails_at
    }
}

impl DynModel for Caller {
    fn interval(&self, symbol: i32) -> Option<Interval> {
        let half = 1 << 23;
        match symbol {
            0 if self.ask() || self.is_certain => Interval::between(0, half),
            1 if self.ask() || self.is_certain => Interval::between(half, 2 * half),
            _ => None,
        }
    }

    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        let symbol = (quantile >> 23) as i32;
        Some((symbol, self.interval(symbol)?))
    }

    fn support(&self) -> RangeInclusive<i32> {
        0..=1
    }

    fn has_zero_mass(&self, _symbol: i32) -> bool {
        false
    }
}

impl ModelArray for &Caller {
    type Error = Error;

    fn len(&self) -> Option<usize> {
        None
    }

    fn precision(&self) -> u32 {
        self.precision
    }

    fn model(&self, _place: usize) -> Result<impl DynModel, Error> {
        Ok(*self)
    }

    fn check(&self) -> Result<(), Error> {
        if self.asked.get() > self.fails_at { Err(Error::Caller) } else { Ok(()) }
    }
}

fn callers<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let symbols: Vec<i32> = (0..200).map(|i| i % 3 % 2).collect();
    let fresh = C::fresh(&mut random(4));
    for policy in common::POLICIES {
        let good = Caller { asked: Cell::new(0), fails_at: usize::MAX, is_certain: true, precision: 24 };
        let mut coder = fresh.clone();
        encode_with(&mut coder, &&good, policy, Symbols::I32(&symbols), &mut go_on).unwrap();
        let whole = coder.to_decoder(&fresh);
        let mut decoder = whole.clone();
        let mut decoded = vec![0; symbols.len()];
        let places = &mut SymbolsMut::I32(&mut decoded);
        decode_with(&mut decoder, &&good, policy, places, &mut go_on).unwrap();
        assert_eq!(decoded, symbols);
        fresh.assert_at_end(&decoder);

        for (fails_at, is_certain) in [(0, true), (0, false), (1, true), (70, false), (199, true)] {
            let caller = || Caller { asked: Cell::new(0), fails_at, is_certain, precision: 24 };
            let mut coder = fresh.clone();
            let result = encode_with(&mut coder, &&caller(), policy, Symbols::I32(&symbols), &mut go_on);
            assert_eq!((result, &coder), (Err(Error::Caller), &fresh));
            let mut decoder = whole.clone();
            let places = &mut SymbolsMut::I32(&mut decoded);
            let result = decode_with(&mut decoder, &&caller(), policy, places, &mut go_on);
            assert_eq!((result, &decoder), (Err(Error::Caller), &whole));
        }
    }
    let mut coder = fresh.clone();
    for precision in [0, 33, u32::MAX] {
        let good = Caller { asked: Cell::new(0), fails_at: usize::MAX, is_certain: true, precision };
        let leaky = ZeroProbability::Leaky;
        let result = encode_with(&mut coder, &&good, leaky, Symbols::I32(&symbols), &mut go_on);
        assert!(matches!(result, Err(Error::Precision { given, .. }) if given == precision));
        assert_eq!(coder, fresh);
    }
}

macro_rules! with_all_coders {
    ($($name:ident $function:ident)*) => {$(
        #[test]
        fn $name() {
            $function::<AnsCoder>();
            $function::<RangeEncoder>();
            $function::<ChainCoder>();
            $function::<InterleavedAnsCoder>();
        }
    )*};
}
with_all_coders! {
    an_impossible_symbol_leaves_the_coder impossible_symbols
    a_bad_parameter_leaves_the_coder bad_parameters
    a_progress_that_stops_leaves_the_coder progress
    a_quantile_of_nobody_and_zero_mass_leave_the_coder corrupt
    a_caller_that_fails_leaves_the_coder callers
}

#[test]
fn corrupt_range_data_leaves_the_decoder() {
    let coin = spec("Bernoulli(p=0.3)");
    for start in [0, 5000] {
        let mut encoder = RangeEncoder::new();
        let symbols = vec![0; start];
        encode(&mut encoder, &coin, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
        let Ok(mut words) = encoder.into_compressed();
        words.pop();
        words.extend([u32::MAX; 100]);
        let Ok(before) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));
        let mut decoder = before.clone();
        let mut places = vec![0; NUMBER];
        let result = decode(&mut decoder, &coin, &mut SymbolsMut::I32(&mut places), &[], &mut go_on);
        if start == 0 {
            assert_eq!(result, Err(Error::Corrupt));
            assert_eq!(decode_one(&mut decoder, &coin, &[]), Err(Error::Corrupt));
        }
        if result.is_err() {
            assert_eq!(decoder, before);
        }
    }
}

#[test]
fn a_chain_coder_that_runs_out_is_left() {
    for text in ["Uniform(size=1000)", "Uniform(size=1000, zero_probability='escape')"] {
        let uniform = spec(text);
        let before = ChainCoder::from_binary(vec![0x89ab_cdef; 50]).unwrap();
        let mut coder = before.clone();
        for number in [NUMBER, 70] {
            let mut places = vec![0; number];
            let result = decode(&mut coder, &uniform, &mut SymbolsMut::I32(&mut places), &[], &mut go_on);
            assert_eq!(result, Err(Error::OutOfCompressedData));
            assert_eq!(coder, before);
        }

        let before = ChainCoder::from_remainders(vec![0x89ab_cdef; 50]).unwrap();
        let mut coder = before.clone();
        for number in [NUMBER, 5000, 300] {
            let result = encode(&mut coder, &uniform, Symbols::I32(&vec![3; number]), &[], &mut go_on);
            assert_eq!(result, Err(Error::OutOfRemainders));
            assert_eq!(coder, before);
        }
    }

    let uniform = spec("Uniform(size=1000)");
    let mut coder = ChainCoder::from_binary(vec![1]).unwrap();
    while decode_one(&mut coder, &uniform, &[]).is_ok() {}
    let before = coder.clone();
    assert_eq!(decode_one(&mut coder, &uniform, &[]), Err(Error::OutOfCompressedData));
    assert_eq!(coder, before);
    let mut coder = ChainCoder::from_remainders(vec![1 << 9, 1]).unwrap();
    while encode_one(&mut coder, &uniform, 5, &[]).is_ok() {}
    let before = coder.clone();
    assert_eq!(encode_one(&mut coder, &uniform, 5, &[]), Err(Error::OutOfRemainders));
    assert_eq!(coder, before);
}
