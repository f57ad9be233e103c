//! Quantised distributions with kernels are coded as those without: the same bits, errors and coders afterwards.

use std::fmt::Debug;
use std::ops::RangeInclusive;

use constriction_ans::{DefaultAnsCoder, DefaultInterleaved, LaneCount};
use constriction_core::{Decode, Encode, FailedSymbol, TryCodingError};
use constriction_models::{
    Cauchy, Distribution, Gaussian, Laplace, LeakilyQuantized, LeakyQuantizer, Located, Logistic, ParameterError,
    Symbol,
};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus as Rng;

/// The same distribution without a kernel.
#[derive(Clone, Copy)]
struct Plain<D>(D);

impl<D: Distribution> Distribution for Plain<D> {
    fn cdf(&self, x: f64) -> f64 {
        self.0.cdf(x)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }
}

/// Sometimes without a kernel, between others with one.
#[derive(Clone, Copy)]
struct Sometimes<D>(D, bool);

impl<D: Distribution> Distribution for Sometimes<D> {
    fn cdf(&self, x: f64) -> f64 {
        self.0.cdf(x)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }
    fn located(&self) -> Option<Located> {
        self.0.located().filter(|_| self.1)
    }
}

/// Symbols with models that have kernels, and with the same models without.
type Model<D, S, const P: u32> = LeakilyQuantized<D, S, P>;

struct Sequence<D, S, const P: u32> {
    symbols: Vec<S>,
    fast: Vec<Model<Sometimes<D>, S, P>>,
    plain: Vec<Model<Plain<D>, S, P>>,
}

/// Encodes with one coder in all ways. Here and below, results are compared, and coders after failures.
fn assert_encodes_alike<D, S, C, const P: u32>(sequence: &Sequence<D, S, P>, coder: &C, rng: &mut Rng)
where
    D: Distribution + Copy,
    S: Symbol + Debug,
    C: Encode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let Sequence { symbols, fast, plain } = sequence;
    let invalid = if rng.random() { rng.random_range(0..=symbols.len()) } else { usize::MAX };
    let (mut a, mut b) = (coder.clone(), coder.clone());
    let result = a.encode_symbols(symbols.iter().zip(fast));
    assert_eq!(result, b.encode_symbols(symbols.iter().zip(plain)));
    assert_eq!(a, b);
    assert!(result.is_ok() || a == *coder);
    let result = a.encode_symbols_reverse(symbols.iter().copied().zip(fast.iter().copied()));
    assert_eq!(result, b.encode_symbols_reverse(symbols.iter().copied().zip(plain.iter().copied())));
    assert_eq!(a, b);
    let items = |i: usize| if i == invalid { Err(i) } else { Ok(()) };
    let fast_items = symbols.iter().zip(fast).enumerate().map(|(i, pair)| items(i).map(|()| pair));
    let plain_items = symbols.iter().zip(plain).enumerate().map(|(i, pair)| items(i).map(|()| pair));
    let result: Result<(), TryCodingError<_, usize>> = a.try_encode_symbols(fast_items.clone());
    assert_eq!(result, b.try_encode_symbols(plain_items.clone()));
    assert_eq!(a.try_encode_symbols_reverse(fast_items), b.try_encode_symbols_reverse(plain_items));
    assert_eq!(a, b);
}

fn assert_decodes_alike<D, S, C, const P: u32>(sequence: &Sequence<D, S, P>, coder: &C, rng: &mut Rng)
where
    D: Distribution + Copy,
    S: Symbol + Debug + Default,
    C: Decode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let Sequence { fast, plain, .. } = sequence;
    let (mut a, mut b, mut c) = (coder.clone(), coder.clone(), coder.clone());
    let mut expected = Vec::new();
    let mut error = Ok(plain.len());
    for result in b.decode_symbols(plain) {
        match result {
            Ok(symbol) => expected.push(symbol),
            Err(reason) => {
                error = Err(FailedSymbol { index: expected.len(), error: reason });
                break;
            }
        }
    }
    let lazily: Vec<S> = a.decode_symbols(fast).map_while(Result::ok).take(expected.len()).collect();
    assert_eq!(lazily, expected);
    let mut symbols = vec![S::default(); plain.len() + rng.random_range(0..3)];
    assert_eq!(c.decode_into(&mut symbols, fast), error);
    assert_eq!(symbols[..expected.len()], expected);
    assert_eq!(c, b);
}

/// Random sequences over supports of one type of symbols.
fn coded_alike<D, S, const P: u32>(
    seed: u64,
    new: impl Fn(f64, f64) -> Result<D, ParameterError>,
    supports: &[RangeInclusive<S>],
) where
    D: Distribution + Copy,
    S: Symbol + Debug + Default,
{
    println!("seed {seed}");
    let mut rng = Rng::seed_from_u64(seed);
    for _ in 0..60 {
        let len = match rng.random_range(0..3) {
            0 => rng.random_range(0..10),
            1 => rng.random_range(0..300),
            _ => [1, 5, 6, 31, 32, 33, 63, 64, 65, 128, 256, 257][rng.random_range(0..12)],
        };
        let by_turns = rng.random_range(1..=supports.len());
        let (may_fail, has_plain) = (rng.random_range(0..4) == 0, rng.random_range(0..3) == 0);
        let mut sequence = Sequence { symbols: vec![], fast: vec![], plain: vec![] };
        for i in 0..len {
            let support = supports[i % by_turns].clone();
            let quantizer = LeakyQuantizer::<S, P>::new(support.clone());
            let (min, max) = (support.start().to_f64(), support.end().to_f64());
            let scale = (rng.random_range(-3.0..4.0f64)).exp();
            let location =
                if rng.random() { rng.random_range(-50.0..50.0) } else { rng.random_range(min..=max.max(min)) };
            let distribution = new(location, scale).unwrap();
            let offset = match rng.random_range(0..8) {
                0 => 0,
                1 => quantizer.size().wrapping_sub(1),
                2 if may_fail => quantizer.size(),
                _ => ((location - min) as u64).min(quantizer.size().max(1) - 1),
            };
            sequence.symbols.push(support.start().add_offset(offset));
            let has_kernel = !has_plain || rng.random();
            sequence.fast.push(quantizer.quantize(Sometimes(distribution, has_kernel)));
            sequence.plain.push(quantizer.quantize(Plain(distribution)));
        }
        let noise: Vec<u32> = (0..rng.random_range(0..40)).map(|_| rng.random::<u32>() | 1).collect();

        let ans = DefaultAnsCoder::from_compressed(noise.clone()).unwrap();
        assert_encodes_alike(&sequence, &ans, &mut rng);
        assert_decodes_alike(&sequence, &ans, &mut rng);
        let mut range = DefaultRangeEncoder::new();
        assert_encodes_alike(&sequence, &range, &mut rng);
        let _ = range.encode_symbols(sequence.symbols.iter().zip(&sequence.fast));
        let words = range.into_compressed().unwrap();
        assert_decodes_alike(&sequence, &DefaultRangeDecoder::from_compressed(words).unwrap(), &mut rng);
        assert_decodes_alike(&sequence, &DefaultRangeDecoder::from_compressed(noise).unwrap(), &mut rng);
        let mut many = DefaultInterleaved::new(LaneCount::new(1 << rng.random_range(0..=6)).unwrap());
        assert_encodes_alike(&sequence, &many, &mut rng);
        let _ = many.encode_symbols_reverse(sequence.symbols.iter().zip(&sequence.plain));
        assert_decodes_alike(&sequence, &many, &mut rng);
        let (words, lanes) = many.into_raw_parts();
        let truncated = DefaultInterleaved::from_raw_parts(words[words.len() / 2..].to_vec(), lanes);
        assert_decodes_alike(&sequence, &truncated, &mut rng);
    }
}

#[expect(clippy::reversed_empty_ranges, reason = "there is no symbol then")]
const EMPTY: RangeInclusive<i32> = 5..=4;

macro_rules! kinds {
    ($($name:ident: $new:expr, $symbol:ty, $precision:literal, $supports:expr;)*) => {$(
        #[test]
        fn $name() {
            coded_alike::<_, $symbol, $precision>(line!().into(), $new, &$supports);
        }
    )*};
}
kinds! {
    gaussian_i32_24: Gaussian::new, i32, 24, [-100..=100, -255..=255, 0..=3, -100..=100];
    gaussian_i32_32: Gaussian::new, i32, 32, [i32::MIN..=i32::MAX, -7..=7];
    gaussian_i32_empty: Gaussian::new, i32, 24, [-100..=100, EMPTY, -3..=3];
    gaussian_i8_9: Gaussian::new, i8, 9, [i8::MIN..=i8::MAX, 0..=0];
    laplace_u8_12: Laplace::new, u8, 12, [0..=255, 7..=9];
    laplace_i32_20: Laplace::new, i32, 20, [-1000..=1000];
    cauchy_u32_24: Cauchy::new, u32, 24, [0..=1000, u32::MAX - 100..=u32::MAX, 0..=1000];
    cauchy_i64_24: Cauchy::new, i64, 24, [-100..=100, (1 << 40)..=(1 << 40) + 9, i64::from(i32::MAX)..=i64::from(i32::MAX) + 1];
    gaussian_usize_16: Gaussian::new, usize, 16, [0..=100, 5..=10];
    logistic_i32_24: Logistic::new, i32, 24, [-100..=100, -50..=50];
}

/// `probability`'s Gaussian has kernels, too; one with invalid parameters, which it does not check, has none.
#[test]
fn the_gaussian_of_probability_has_our_bits() {
    let quantizer = LeakyQuantizer::<i32, 24>::new(-100..=100);
    let mut rng = Rng::seed_from_u64(1);
    let params: Vec<(f64, f64)> =
        (0..500).map(|_| (rng.random_range(-120.0..120.0), rng.random_range(-3.0..4.0f64).exp())).collect();
    let symbols: Vec<i32> = params.iter().map(|&(mean, _)| (mean as i32).clamp(-100, 100)).collect();
    let ours = params.iter().map(|&(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let theirs =
        params.iter().map(|&(mean, std)| quantizer.quantize(probability::distribution::Gaussian::new(mean, std)));
    assert!(probability::distribution::Gaussian::new(1.0, 2.0).located().is_some());
    assert!(probability::distribution::Laplace::new(1.0, 2.0).located().is_none());
    let (mut a, mut b) = (DefaultAnsCoder::new(), DefaultAnsCoder::new());
    a.encode_symbols_reverse(symbols.iter().zip(ours)).unwrap();
    b.encode_symbols_reverse(symbols.iter().zip(theirs.clone())).unwrap();
    assert_eq!(a, b);
    let mut decoded = vec![0; 500];
    assert_eq!(b.decode_into(&mut decoded, theirs), Ok(500));
    assert_eq!(decoded, symbols);
}
