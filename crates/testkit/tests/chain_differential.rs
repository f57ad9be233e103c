//! Random noise, taken apart by our chain coder and by that of the published crate `constriction` 0.5.0, and put
//! together again: symbols and words are equal.
//!
//! `CONSTRICTION_SEED` repeats a run, `CONSTRICTION_CASES` sets the number of pieces of noise.

use constriction_chain as ours;
use constriction_core::{Decode, DecoderModel, Encode, EncoderModel};
use constriction_models::{Categorical, Gaussian, LeakyQuantizer, Uniform};
use probability::distribution as d;
use published::stream::{Decode as _, Encode as _, chain as theirs, model};
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn words_are_those_of_the_published_crate() {
    let clock = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.as_nanos() as u64);
    let seed = setting("CONSTRICTION_SEED").unwrap_or_else(clock);
    let cases = setting("CONSTRICTION_CASES").unwrap_or(8_000);
    println!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES={cases}");
    let mut counts = Counts::default();
    for case in 0..cases {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add(case));
        let label = format!("CONSTRICTION_SEED={} CONSTRICTION_CASES=1", seed.wrapping_add(case));
        match rng.random_range(0..4) {
            0 => default_up(&mut rng, &label, &mut counts),
            1 => default_down(&mut rng, &label, &mut counts),
            2 => small_up(&mut rng, &label, &mut counts),
            _ => small_down(&mut rng, &label, &mut counts),
        }
    }
    println!("{counts:?}");
    assert!(cases < 1000 || [counts.symbols, counts.words, counts.failures].iter().all(|&n| n as u64 > cases / 4));
}

/// The results that are compared.
#[derive(Clone, Debug, Default)]
struct Counts {
    symbols: usize,
    words: usize,
    /// Out of data, out of remainders, zeros at the end, too few words.
    failures: usize,
}

/// Whether both have failed, and the values if none has.
fn both<A, B, E, F>(ours: Result<A, E>, theirs: Result<B, F>, label: &str, counts: &mut Counts) -> Option<(A, B)> {
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => Some((ours, theirs)),
        (Err(_), Err(_)) => {
            counts.failures += 1;
            None
        }
        (ours, theirs) => panic!("{label}: one has failed: {}, {}", ours.is_ok(), theirs.is_ok()),
    }
}

fn probabilities(rng: &mut impl Rng, max: usize) -> Vec<f64> {
    let (n, sharpness) = (rng.random_range(2..=max), rng.random_range(1..12));
    (0..n).map(|_| rng.random::<f64>().powi(sharpness) + 1e-9).collect()
}

macro_rules! preset {
    ($case:ident, $ours:ident, $theirs:ident, $word:ty, $state:ty, $prob:ty, $p:literal, $q:literal) => {
        fn $case(rng: &mut Xoshiro256PlusPlus, label: &str, counts: &mut Counts) {
            let len = rng.random_range(1..30);
            /// Models for both, with one precision.
            macro_rules! categorical {
                ($precision:literal) => {
                    (0..len)
                        .map(|_| {
                            let probs = probabilities(rng, 1 << ($precision / 2).min(6));
                            type Table = model::ContiguousCategoricalEntropyModel<$prob, Vec<$prob>, $precision>;
                            let ours = Categorical::<$precision>::perfect(&probs).unwrap();
                            (ours, Table::from_floating_point_probabilities_perfect(&probs).unwrap())
                        })
                        .collect::<Vec<_>>()
                };
            }
            macro_rules! uniform {
                ($precision:literal) => {
                    (0..len)
                        .map(|_| {
                            let size = rng.random_range(2..=1 << ($precision / 2));
                            let published = model::UniformModel::<$prob, $precision>::new(size);
                            (Uniform::<$precision>::new(size), published)
                        })
                        .collect::<Vec<_>>()
                };
            }
            macro_rules! gaussian {
                ($precision:literal) => {
                    (0..len)
                        .map(|_| {
                            let max = rng.random_range(1..1 << ($precision / 2));
                            let mean = f64::from(max) * rng.random_range(-0.2..1.2);
                            let std = f64::from(max) * rng.random_range(-8.0..2.0f64).exp2();
                            let published = model::LeakyQuantizer::<f64, i32, $prob, $precision>::new(0..=max);
                            let ours = LeakyQuantizer::<i32, $precision>::new(0..=max);
                            let ours = ours.quantize(Gaussian::new(mean, std).unwrap());
                            (ours, published.quantize(d::Gaussian::new(mean, std)))
                        })
                        .collect::<Vec<_>>()
                };
            }
            /// Decodes with models of one precision.
            macro_rules! decode {
                ($coder:ident, $published:ident, $models:ident) => {{
                    let mut symbols = Vec::new();
                    for (model, published_model) in &$models {
                        assert!($published.maybe_exhausted() || !$coder.maybe_exhausted(), "{label}");
                        let decoded = ($coder.decode_symbol(model), $published.decode_symbol(published_model));
                        let Some((symbol, published)) = both(decoded.0, decoded.1, label, counts) else { break };
                        assert_eq!(symbol, published, "{label}");
                        symbols.push(symbol);
                    }
                    counts.symbols += symbols.len();
                    symbols
                }};
            }
            macro_rules! encode {
                ($coder:ident, $published:ident, $symbols:ident, $models:ident) => {{
                    $coder.encode_symbols_reverse($symbols.iter().zip($models.iter().map(|m| &m.0))).unwrap();
                    let published = $models.iter().map(|m| &m.1);
                    $published.encode_symbols_reverse($symbols.iter().zip(published)).unwrap();
                }};
            }
            macro_rules! change {
                ($coder:ident, $published:ident, $precision:literal) => {
                    both(
                        $coder.change_precision::<$precision>(),
                        $published.change_precision::<$precision>(),
                        label,
                        counts,
                    )
                };
            }
            macro_rules! compare {
                ($family:ident) => {{
                    let (first, second, third) = ($family!($p), $family!($q), $family!($p));
                    let noise: Vec<$word> = (0..rng.random_range(0..60)).map(|_| rng.random()).collect();
                    let is_binary = rng.random();

                    let (coder, published) = if is_binary {
                        (ours::$ours::from_binary(noise.clone()), theirs::$theirs::from_binary(noise.clone()).ok())
                    } else {
                        (
                            ours::$ours::from_compressed(noise.clone()),
                            theirs::$theirs::from_compressed(noise.clone()).ok(),
                        )
                    };
                    let Some((mut coder, mut published)) = both(coder, published.ok_or(()), label, counts) else {
                        return;
                    };
                    let first_symbols = decode!(coder, published, first);
                    let Some((mut coder, mut published)) = change!(coder, published, $q) else { return };
                    let second_symbols = decode!(coder, published, second);
                    let Some((mut coder, mut published)) = change!(coder, published, $p) else { return };
                    let third_symbols = decode!(coder, published, third);
                    assert_eq!(coder.is_whole(), published.is_whole(), "{label}");
                    let (prefix, suffix) = coder.into_remainders().unwrap();
                    let (published_prefix, published_suffix) = published.into_remainders().unwrap();
                    assert_eq!((&prefix, &suffix), (&published_prefix, &published_suffix), "{label}");
                    counts.words += prefix.len() + suffix.len();

                    let suffix = if rng.random() { [&prefix[..], &suffix[..]].concat() } else { suffix };
                    let mut coder = ours::$ours::from_remainders(suffix.clone()).unwrap();
                    let mut published = theirs::$theirs::from_remainders(suffix).unwrap();
                    encode!(coder, published, third_symbols, third);
                    let Some((mut coder, mut published)) = change!(coder, published, $q) else { return };
                    encode!(coder, published, second_symbols, second);
                    let Some((mut coder, mut published)) = change!(coder, published, $p) else { return };
                    encode!(coder, published, first_symbols, first);
                    if is_binary {
                        let finished = (coder.into_binary(), published.into_binary());
                        let (finished, published) = both(finished.0, finished.1, label, counts).unwrap();
                        assert_eq!(finished, published, "{label}");
                        assert!(noise.ends_with(&finished.1), "{label}");
                    } else {
                        let finished = (coder.into_compressed(), published.into_compressed());
                        let (finished, published) = both(finished.0, finished.1, label, counts).unwrap();
                        assert_eq!(finished, published, "{label}");
                        assert!(noise.ends_with(&finished.1), "{label}");
                    }

                    // Remainders that no coder has written, and symbols that were never decoded.
                    let coders = (ours::$ours::from_remainders(noise.clone()), theirs::$theirs::from_remainders(noise));
                    let Some((mut coder, mut published)) = both(coders.0, coders.1.map_err(|_| ()), label, counts)
                    else {
                        return;
                    };
                    for (model, published_model) in &first {
                        let (symbol, _) = model.symbol_at(rng.random::<u32>() >> (32 - $p)).unwrap();
                        assert!(model.interval(&symbol).is_some());
                        assert!(published.maybe_full() || !coder.maybe_full(), "{label}");
                        let encoded =
                            (coder.encode_symbol(symbol, model), published.encode_symbol(symbol, published_model));
                        if both(encoded.0, encoded.1, label, counts).is_none() {
                            return;
                        }
                    }
                    assert_eq!(coder.into_remainders().unwrap(), published.into_remainders().unwrap(), "{label}");
                }};
            }
            match rng.random_range(0..3) {
                0 => compare!(categorical),
                1 => compare!(uniform),
                _ => compare!(gaussian),
            }
        }
    };
}
preset! { default_up, DefaultChainCoder, DefaultChainCoder, u32, u64, u32, 24, 31 }
preset! { default_down, DefaultChainCoder, DefaultChainCoder, u32, u64, u32, 24, 13 }
preset! { small_up, SmallChainCoder, SmallChainCoder, u16, u32, u16, 12, 16 }
preset! { small_down, SmallChainCoder, SmallChainCoder, u16, u32, u16, 12, 7 }
