//! Random messages, coded by this workspace and by the published crate `constriction` 0.5.0: the words are equal.
//!
//! `CONSTRICTION_SEED` repeats a run, `CONSTRICTION_CASES` sets the number of messages.

use constriction_ans::{DefaultAnsCoder, SmallAnsCoder};
use constriction_core::{Decode, DecoderModel, Encode, EncoderModel};
use constriction_models::{Categorical, Cauchy, Gaussian, Laplace, LazyCategorical, LeakyQuantizer, Uniform};
use constriction_range::{DefaultRangeDecoder, DefaultRangeEncoder, SmallRangeDecoder, SmallRangeEncoder};
use probability::distribution as d;
use published::stream::model as theirs;
use published::stream::{Decode as _, Encode as _, queue as their_queue, stack as their_stack};
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const FAMILIES: usize = 9;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn seed() -> u64 {
    let clock = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.as_nanos() as u64);
    setting("CONSTRICTION_SEED").unwrap_or_else(clock)
}

#[test]
fn words_are_those_of_the_published_crate() {
    let (seed, cases) = (seed(), setting("CONSTRICTION_CASES").unwrap_or(20_000));
    println!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES={cases}");
    let mut words = 0;
    for case in 0..cases {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(case));
        let label = format!("CONSTRICTION_SEED={} CONSTRICTION_CASES=1", seed.wrapping_add(case));
        words += if rng.random() { default_case(&mut rng, &label) } else { small_case(&mut rng, &label) };
    }
    println!("{words} words were compared");
    assert!(words as u64 >= cases);
}

/// Probabilities with zeros, ties and large ratios.
fn probabilities(rng: &mut impl Rng, max: usize) -> Vec<f64> {
    let n = rng.random_range(2..=max);
    let kind = rng.random_range(0..4);
    let mut probs: Vec<f64> = (0..n)
        .map(|_| match kind {
            0 => rng.random::<f64>(),
            1 => f64::from(rng.random_range(0..4u8)) / 4.0,
            2 => (-rng.random_range(0.0..30.0f64)).exp2(),
            _ => {
                if rng.random_bool(0.3) {
                    0.0
                } else {
                    rng.random::<f64>().powi(4)
                }
            }
        })
        .collect();
    probs[rng.random_range(0..n)] += 0.1;
    probs
}

/// Mean and scale of a distribution over about `min..=max`.
fn location_and_scale(rng: &mut impl Rng, min: i32, max: i32) -> (f64, f64) {
    let width = f64::from(max - min);
    let location = f64::from(min) + width * rng.random_range(-0.2..1.2);
    (location, rng.random_range(-8.0..2.0f64).exp2() * width.max(2.0))
}

/// A symbol that is typical for the model, or any one of the support.
fn symbol<M: DecoderModel>(
    rng: &mut impl Rng,
    model: &M,
    any: impl FnOnce(&mut Xoshiro256PlusPlus) -> M::Symbol,
) -> M::Symbol {
    if rng.random_bool(0.9) {
        model.symbol_at(rng.random::<u32>() >> (32 - M::PRECISION)).expect("a tight model").0
    } else {
        any(&mut Xoshiro256PlusPlus::seed_from_u64(rng.random()))
    }
}

macro_rules! preset {
    (
        $case:ident, $compare:ident, $precision:literal, $word:ty, $prob:ty, $max:literal,
        $ans:ty, $encoder:ty, $decoder:ty, $their_ans:ty, $their_encoder:ty, $their_decoder:ty
    ) => {
        /// Encodes, decodes, and decodes noise, each by both; returns the number of words.
        fn $compare<S, O, T>(rng: &mut impl Rng, label: &str, symbols: &[S], ours: &[O], published: &[T]) -> usize
        where
            S: PartialEq + core::fmt::Debug + Copy,
            O: EncoderModel<Symbol = S> + DecoderModel,
            T: theirs::EncoderModel<$precision, Symbol = S, Probability = $prob> + theirs::DecoderModel<$precision>,
        {
            let mut coder = <$ans>::new();
            coder.encode_symbols_reverse(symbols.iter().zip(ours)).unwrap();
            let mut their_coder = <$their_ans>::new();
            their_coder.encode_symbols_reverse(symbols.iter().zip(published)).unwrap();
            assert_eq!(coder.num_bits(), their_coder.num_bits(), "{label}");
            assert_eq!(coder.num_valid_bits(), their_coder.num_valid_bits(), "{label}");
            let words = coder.into_compressed().unwrap();
            assert_eq!(words, their_coder.into_compressed().unwrap(), "ANS, {label}");
            let mut count = words.len();
            let mut coder = <$ans>::from_compressed(words).unwrap();
            assert!(coder.decode_symbols(ours).map(Result::unwrap).eq(symbols.iter().copied()), "ANS, {label}");

            let mut encoder = <$encoder>::new();
            encoder.encode_symbols(symbols.iter().zip(ours)).unwrap();
            let mut their_encoder = <$their_encoder>::new();
            their_encoder.encode_symbols(symbols.iter().zip(published)).unwrap();
            assert_eq!(encoder.num_bits(), their_encoder.num_bits(), "{label}");
            let words = encoder.into_compressed().unwrap();
            assert_eq!(words, their_encoder.into_compressed().unwrap(), "range coder, {label}");
            count += words.len();
            let mut decoder = <$decoder>::from_compressed(words.clone()).unwrap();
            let mut their_decoder = <$their_decoder>::from_compressed(words).unwrap();
            for ((ours, published), &symbol) in ours.iter().zip(published).zip(symbols) {
                assert_eq!(decoder.maybe_exhausted(), their_decoder.maybe_exhausted(), "range, {label}");
                assert_eq!(decoder.decode_symbol(ours).unwrap(), symbol, "range, {label}");
                their_decoder.decode_symbol(published).unwrap();
            }
            assert!(decoder.maybe_exhausted() && their_decoder.maybe_exhausted(), "range, {label}");

            // Noise is decoded alike, also after its end, and also where the range decoder finds that it is noise.
            let noise: Vec<$word> = (0..rng.random_range(0..20)).map(|_| rng.random()).collect();
            let Ok(mut coder) = <$ans>::from_binary(noise.clone());
            let mut their_coder = <$their_ans>::from_binary(noise.clone()).unwrap();
            for (ours, published) in ours.iter().zip(published) {
                assert_eq!(coder.decode_symbol(ours).unwrap(), their_coder.decode_symbol(published).unwrap(), "{label}");
            }
            assert_eq!(coder.into_compressed().unwrap(), their_coder.into_compressed().unwrap(), "noise, {label}");

            let mut decoder = <$decoder>::from_compressed(noise.clone()).unwrap();
            let mut their_decoder = <$their_decoder>::from_compressed(noise).unwrap();
            for (ours, published) in ours.iter().zip(published) {
                match (decoder.decode_symbol(ours), their_decoder.decode_symbol(published)) {
                    (Ok(symbol), Ok(their_symbol)) => assert_eq!(symbol, their_symbol, "noise, {label}"),
                    (Err(_), Err(_)) => break,
                    (ours, published) => panic!("noise, {label}: {ours:?}, {published:?}"),
                }
            }
            // Past the end, 0.5.0 can say that there is more.
            let may_end = their_decoder.maybe_exhausted() || decoder.is_past_end();
            assert_eq!(decoder.maybe_exhausted(), may_end, "{label}");
            count
        }

        fn $case(rng: &mut Xoshiro256PlusPlus, label: &str) -> usize {
            const P: u32 = $precision;
            let len = rng.random_range(0..60);
            let number_of_models = rng.random_range(1..6);
            let picks: Vec<usize> = (0..len).map(|_| rng.random_range(0..number_of_models)).collect();

            /// Makes the models, picks from them, draws symbols, and compares.
            macro_rules! message {
                ($models:expr, $any:expr) => {{
                    let models: Vec<_> = (0..number_of_models).map(|_| $models).collect();
                    let symbols: Vec<_> = picks.iter().map(|&pick| symbol(rng, &models[pick].0, |rng| $any(rng, pick))).collect();
                    let ours: Vec<_> = picks.iter().map(|&pick| &models[pick].0).collect();
                    let published: Vec<_> = picks.iter().map(|&pick| &models[pick].1).collect();
                    $compare(rng, label, &symbols, &ours, &published)
                }};
            }
            /// The same for a quantised distribution.
            macro_rules! leaky {
                ($ours:ident, $published:ident) => {{
                    let (min, max) = support(rng, $max);
                    let ours = LeakyQuantizer::<i32, P>::new(min..=max);
                    let published = theirs::LeakyQuantizer::<f64, i32, $prob, $precision>::new(min..=max);
                    message!(
                        {
                            let (location, scale) = location_and_scale(rng, min, max);
                            let distribution = $ours::new(location, scale).unwrap();
                            (ours.quantize(distribution), published.quantize(d::$published::new(location, scale)))
                        },
                        |rng: &mut Xoshiro256PlusPlus, _| rng.random_range(min..=max)
                    )
                }};
            }
            let sizes: Vec<Vec<f64>> = (0..number_of_models).map(|_| probabilities(rng, $max.min(300))).collect();
            let narrow: Vec<Vec<f32>> = sizes.iter().map(|probs| probs.iter().map(|&p| p as f32).collect()).collect();
            let any = |rng: &mut Xoshiro256PlusPlus, pick: usize| rng.random_range(0..sizes[pick].len());
            let mut next = (0..number_of_models).into_iter();
            type Table = theirs::ContiguousCategoricalEntropyModel<$prob, Vec<$prob>, $precision>;
            match rng.random_range(0..FAMILIES) {
                0 => message!({
                    let probs = &sizes[next.next().unwrap()];
                    (Categorical::<P>::fast_compatible(probs).unwrap(), Table::from_floating_point_probabilities_fast(probs, None).unwrap())
                }, any),
                1 => message!({
                    let probs = &sizes[next.next().unwrap()];
                    (Categorical::<P>::perfect(probs).unwrap(), Table::from_floating_point_probabilities_perfect(probs).unwrap())
                }, any),
                2 => {
                    let (ok, narrow) = repairable::<P>(&narrow);
                    let mut next = narrow.iter();
                    message!({
                        let probs = next.next().unwrap();
                        (Categorical::<P>::fast(probs).unwrap(), Table::from_floating_point_probabilities_fast(probs, None).unwrap())
                    }, |_: &mut Xoshiro256PlusPlus, _| ok)
                }
                3 => message!({
                    let probs = &narrow[next.next().unwrap()];
                    (Categorical::<P>::perfect(probs).unwrap(), Table::from_floating_point_probabilities_perfect(probs).unwrap())
                }, any),
                4 => message!({
                    let probs = &sizes[next.next().unwrap()][..];
                    let published = theirs::LazyContiguousCategoricalEntropyModel::<$prob, f64, _, $precision>::from_floating_point_probabilities_fast(probs, None);
                    (LazyCategorical::<_, _, P>::new(probs).unwrap(), published.unwrap())
                }, any),
                5 => leaky!(Gaussian, Gaussian),
                6 => leaky!(Laplace, Laplace),
                7 => leaky!(Cauchy, Cauchy),
                _ => {
                    let sizes: Vec<usize> = (0..number_of_models).map(|_| rng.random_range(2..=$max)).collect();
                    let mut next = sizes.iter();
                    message!({
                        let &size = next.next().unwrap();
                        (Uniform::<P>::new(size), theirs::UniformModel::<$prob, $precision>::new(size))
                    }, |rng: &mut Xoshiro256PlusPlus, pick: usize| rng.random_range(0..sizes[pick]))
                }
            }
        }
    };
}

/// Those probabilities for which the published crate's table is not broken, at least one, and a symbol of all of them.
fn repairable<const P: u32>(candidates: &[Vec<f32>]) -> (usize, Vec<Vec<f32>>) {
    let good = |probs: &&Vec<f32>| Categorical::<P>::fast(probs) == Categorical::<P>::fast_compatible(probs);
    let mut good: Vec<Vec<f32>> = candidates.iter().filter(good).cloned().collect();
    good.push(vec![0.5, 0.25]);
    let cycle = good.iter().cycle().take(candidates.len()).cloned().collect();
    (0, cycle)
}

fn support(rng: &mut impl Rng, max: usize) -> (i32, i32) {
    let min = rng.random_range(-500..500);
    (min, min + rng.random_range(1..max as i32))
}

preset! {
    default_case, compare_default, 24, u32, u32, 3000usize,
    DefaultAnsCoder, DefaultRangeEncoder, DefaultRangeDecoder,
    their_stack::DefaultAnsCoder, their_queue::DefaultRangeEncoder, their_queue::DefaultRangeDecoder
}
preset! {
    small_case, compare_small, 12, u16, u16, 200usize,
    SmallAnsCoder, SmallRangeEncoder, SmallRangeDecoder,
    their_stack::SmallAnsCoder, their_queue::SmallRangeEncoder, their_queue::SmallRangeDecoder<_>
}
