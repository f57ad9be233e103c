//! One message on several threads is coded as on one, and fails as on one.

mod common;

use std::num::NonZeroUsize;

use common::{Params, TestCoder, arguments, families, random, random_kinds, typical};
use constriction_runtime::{
    AnsCoder, ChainCoder, Error, Family, InterleavedAnsCoder, ModelSpec, Options, Param, Progress, Quantization,
    RangeEncoder, Symbols, ZeroProbability, encode, encode_on_threads,
};
use rand::RngExt;
use std::ops::ControlFlow;

const NUMBER: usize = 10_000;

/// The result of a call, the coder after it, and when progress was reported.
type Outcome<C> = (Result<(), Error>, C, Vec<usize>);

/// A call that encodes, and that a progress is given to.
type Call<'a, C> = &'a dyn Fn(&mut C, &mut Progress<'_>) -> Result<(), Error>;

/// Encodes on one thread, and on several ones, which must come out the same; interrupted when it is asked this many
/// times.
fn outcome<C: TestCoder>(
    fresh: &C,
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    arguments: &[Param<'_>],
    patience: usize,
) -> Outcome<C>
where
    Error: From<C::Error>,
{
    let run = |call: Call<'_, C>| {
        let (mut coder, mut asked) = (fresh.clone(), Vec::new());
        let result = call(&mut coder, &mut |done| {
            asked.push(done);
            if asked.len() <= patience { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        (result, coder, asked)
    };
    let serial = run(&|coder, progress| encode(coder, spec, symbols, arguments, progress));
    assert!(serial.0.is_ok() || serial.1 == *fresh);
    for threads in [1, 2, 7, 0] {
        let threads = NonZeroUsize::new(threads);
        let other = run(&|coder, progress| encode_on_threads(coder, spec, symbols, arguments, threads, progress));
        assert_eq!(other, serial, "{threads:?}, {spec}");
    }
    serial
}

/// A model without fixed parameters, and its parameters for each symbol.
fn random_params(seed: u64, family: Family, symbols: usize, precision: u32) -> Params {
    let mut rng = random(seed);
    let zero_probability = common::POLICIES[rng.random_range(0..3)];
    let quantization = common::QUANTIZATIONS[rng.random_range(0..4)];
    let options = Options { precision, zero_probability, quantization, ..Options::default() };
    Params::random(&mut rng, family, symbols, options)
}

fn words_are_the_same<C: TestCoder>(precision: u32)
where
    Error: From<C::Error>,
{
    for (family, seed) in families().flat_map(|family| [(family, 1), (family, 2)]) {
        let mut rng = random(seed);
        let params = random_params(seed, family, NUMBER, precision);
        let kinds = random_kinds(&mut rng, family);
        let (spec, given) = params.split(&kinds, seed == 2).unwrap();
        let symbols = typical(&mut rng, &spec, &arguments(&given), NUMBER);
        let fresh = C::fresh(&mut rng);
        let arguments = arguments(&given);
        // Symbols of probability 0 may be among them, where that is an error.
        let _ = outcome(&fresh, &spec, Symbols::I32(&symbols), &arguments, usize::MAX);
        let wide: Vec<i64> = symbols.iter().map(|&symbol| symbol.into()).collect();
        let _ = outcome(&fresh, &spec, Symbols::I64(&wide), &arguments, usize::MAX);
    }
}

#[test]
fn words_of_stacks_are_the_same() {
    words_are_the_same::<AnsCoder>(24);
    words_are_the_same::<InterleavedAnsCoder>(13);
}

#[test]
fn words_of_other_coders_are_the_same() {
    words_are_the_same::<RangeEncoder>(24);
    words_are_the_same::<ChainCoder>(24);
}

/// Mixtures of three Gaussians from -50 to 50 for each symbol.
fn mixtures(number: usize, zero_probability: ZeroProbability) -> (Params, Vec<i32>) {
    let options = Options { zero_probability, quantization: Quantization::Fast, ..Options::default() };
    let mut rng = random(5);
    let width = 3;
    let mut values = |from: f64, to: f64| (0..number * width).map(|_| rng.random_range(from..to)).collect();
    let values = vec![values(0.1, 1.0), values(-30.0, 30.0), values(1.0, 9.0)];
    let params =
        Params { family: Family::GaussianMixture, bounds: (-50, 50), width, values, tables: Vec::new(), options };
    (params, (0..number).map(|_| rng.random_range(-50..=50)).collect())
}

fn fails_alike<C: TestCoder>()
where
    Error: From<C::Error>,
{
    let (params, symbols) = mixtures(NUMBER, ZeroProbability::Leaky);
    let kinds = [common::Kind::Each; 3];
    let fresh = C::fresh(&mut random(6));
    let mut rng = random(7);
    for round in 0..12 {
        let (mut params, mut symbols) = (params.clone(), symbols.clone());
        // Whichever comes first.
        for _ in 0..rng.random_range(1..5) {
            match rng.random_range(0..3) {
                0 => symbols[rng.random_range(0..NUMBER)] = 51,
                1 => params.values[2][rng.random_range(0..3 * NUMBER)] = -1.0,
                _ => params.values[0][rng.random_range(0..3 * NUMBER)] = f64::INFINITY,
            }
        }
        let (spec, given) = params.split(&kinds, false).unwrap();
        let (result, ..) = outcome(&fresh, &spec, Symbols::I32(&symbols), &arguments(&given), usize::MAX);
        assert!(result.unwrap_err().index().is_some(), "{round}");
    }
    let (spec, given) = params.split(&kinds, false).unwrap();
    let given = arguments(&given);
    let mut wide: Vec<i64> = symbols.iter().map(|&symbol| symbol.into()).collect();
    (wide[3], wide[NUMBER - 3]) = (1 << 40, 1 << 41);
    outcome(&fresh, &spec, Symbols::I64(&wide), &given, usize::MAX).0.unwrap_err();
    for patience in 0..3 {
        let (result, ..) = outcome(&fresh, &spec, Symbols::I32(&symbols), &given, patience);
        assert_eq!(result, Err(Error::Interrupted));
    }
    outcome(&fresh, &spec, Symbols::I32(&symbols[1..]), &given, usize::MAX).0.unwrap_err();
    outcome(&fresh, &spec, Symbols::I32(&symbols), &given[1..], usize::MAX).0.unwrap_err();
}

#[test]
fn errors_are_the_same() {
    fails_alike::<AnsCoder>();
    fails_alike::<InterleavedAnsCoder>();
    fails_alike::<RangeEncoder>();
    fails_alike::<ChainCoder>();
}

#[test]
fn what_a_coder_refuses_is_the_same() {
    let (params, mut symbols) = mixtures(NUMBER, ZeroProbability::Leaky);
    let (spec, given) = params.split(&[common::Kind::Each; 3], false).unwrap();
    let remainders = ChainCoder::from_remainders(common::noise(&mut random(8), 1000)).unwrap();
    let (result, ..) = outcome(&remainders, &spec, Symbols::I32(&symbols), &arguments(&given), usize::MAX);
    assert_eq!(result, Err(Error::OutOfRemainders));
    // With an error in the chunks that come first, and in those that do not.
    for place in [NUMBER - 1, 0] {
        symbols[place] = 51;
        outcome(&remainders, &spec, Symbols::I32(&symbols), &arguments(&given), usize::MAX).0.unwrap_err();
    }
    let options = Options { precision: 20, ..params.options };
    let (spec, given) = Params { options, ..params }.split(&[common::Kind::Each; 3], false).unwrap();
    let (result, ..) = outcome(&remainders, &spec, Symbols::I32(&symbols), &arguments(&given), usize::MAX);
    assert_eq!(result, Err(Error::Precision { given: 20, min: 24, max: 24 }));
}

#[test]
fn short_messages_are_coded_too() {
    for number in [0, 1, 2, 2730, 2731, 5461] {
        let (params, symbols) = mixtures(number, ZeroProbability::Escape);
        let (spec, given) = params.split(&[common::Kind::Each; 3], false).unwrap();
        let (result, ..) = outcome(&AnsCoder::new(), &spec, Symbols::I32(&symbols), &arguments(&given), usize::MAX);
        assert_eq!(result, Ok(()));
    }
}
