//! Look-up tables, symbols of other types, counts and small presets, by this workspace and by the published crate.
//!
//! `CONSTRICTION_SEED` repeats a run, `CONSTRICTION_CASES` sets the number of cases.

use std::collections::HashMap;

use constriction_ans::{DefaultAnsCoder, SmallAnsCoder};
use constriction_core::{Decode, DecoderModel};
use constriction_models::{
    Binomial, Categorical, Cdf, Float, LeakyQuantizer, LookupCategorical, MappedDecoder, MappedEncoder, Statistics,
    Tabulate,
};
use probability::distribution as d;
use published::stream::model::{self as theirs, EncoderModel as _, IterableEntropyModel as _};
use published::stream::{Decode as _, stack as their_stack};
use rand::{Rng, RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Runs cases with seeds that are printed if one fails.
fn run(cases: u64, mut case: impl FnMut(&mut Xoshiro256PlusPlus, &str)) {
    let clock = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(1, |time| time.as_nanos() as u64);
    let seed = setting("CONSTRICTION_SEED").unwrap_or_else(clock);
    let cases = setting("CONSTRICTION_CASES").unwrap_or(cases);
    println!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES={cases}");
    for seed in (0..cases).map(|case| seed.wrapping_add(case)) {
        let label = format!("CONSTRICTION_SEED={seed} CONSTRICTION_CASES=1");
        case(&mut Xoshiro256PlusPlus::seed_from_u64(seed), &label);
    }
}

/// Probabilities with zeros, ties and large ratios.
fn probabilities(rng: &mut impl Rng) -> Vec<f64> {
    let n = rng.random_range(2..200);
    let kind = rng.random_range(0..3);
    let mut probs: Vec<f64> = (0..n)
        .map(|_| match kind {
            0 => rng.random::<f64>(),
            1 => f64::from(rng.random_range(0..4u8)) / 4.0,
            _ => (-rng.random_range(0.0..30.0f64)).exp2(),
        })
        .collect();
    probs[rng.random_range(0..n)] += 0.1;
    probs
}

fn words(rng: &mut impl Rng, n: usize) -> Vec<String> {
    let salt: u32 = rng.random();
    (0..n).map(|i| format!("{i} {salt}")).collect()
}

#[test]
fn default_symbols_of_any_type() {
    type TheirEncoder = theirs::DefaultNonContiguousCategoricalEncoderModel<String>;
    type TheirDecoder = theirs::DefaultNonContiguousCategoricalDecoderModel<String>;
    run(1000, |rng, label| {
        let probs = probabilities(rng);
        let words = words(rng, probs.len());
        let given = || words.iter().cloned();
        let (table, their_encoder, their_decoder) = if rng.random() {
            let encoder = TheirEncoder::from_symbols_and_floating_point_probabilities_fast(given(), &probs, None);
            let decoder = TheirDecoder::from_symbols_and_floating_point_probabilities_fast(given(), &probs, None);
            (Cdf::<24>::fast(&probs).unwrap(), encoder.unwrap(), decoder.unwrap())
        } else {
            let encoder = TheirEncoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs);
            let decoder = TheirDecoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs);
            (Cdf::perfect(&probs).unwrap(), encoder.unwrap(), decoder.unwrap())
        };
        let encoder = MappedEncoder::<_, HashMap<_, _>>::new(given(), &table).unwrap();
        let decoder = MappedDecoder::new(given(), Categorical::from(table.clone())).unwrap();
        let message: Vec<&String> = (0..50).map(|_| &words[rng.random_range(0..words.len())]).collect();

        let mut ours = DefaultAnsCoder::new();
        ours.encode_iid_symbols_reverse(message.iter().copied(), &encoder).unwrap();
        let mut published = their_stack::DefaultAnsCoder::new();
        published.encode_iid_symbols_reverse(message.iter().copied(), &their_encoder).unwrap();
        assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap(), "{label}");
        assert!(
            ours.decode_iid_symbols(50, &decoder).map(Result::unwrap).eq(message.iter().copied().cloned()),
            "{label}"
        );
        assert!(published.decode_iid_symbols(50, &their_decoder).map(Result::unwrap).eq(message.into_iter().cloned()));
    });
}

#[test]
fn small_look_up_tables() {
    run(1000, |rng, label| {
        let probs = probabilities(rng);
        let words = words(rng, probs.len());
        let noise: Vec<u16> = (0..rng.random_range(0..60)).map(|_| rng.random()).collect();
        let (lookup, their_lookup, their_words) = if rng.random() {
            (
                LookupCategorical::<12>::fast(&probs).unwrap(),
                theirs::SmallContiguousLookupDecoderModel::from_floating_point_probabilities_fast(&probs, None),
                theirs::SmallNonContiguousLookupDecoderModel::from_symbols_and_floating_point_probabilities_fast(
                    words.iter().cloned(),
                    &probs,
                    None,
                ),
            )
        } else {
            (
                LookupCategorical::<12>::perfect(&probs).unwrap(),
                theirs::SmallContiguousLookupDecoderModel::from_floating_point_probabilities_perfect(&probs),
                theirs::SmallNonContiguousLookupDecoderModel::from_symbols_and_floating_point_probabilities_perfect(
                    words.iter().cloned(),
                    &probs,
                ),
            )
        };
        let (their_lookup, their_words) = (their_lookup.unwrap(), their_words.unwrap());
        let Ok(mut ours) = SmallAnsCoder::from_binary(noise.clone());
        let mut published = their_stack::SmallAnsCoder::from_binary(noise).unwrap();
        let decoder = MappedDecoder::new(words, &lookup).unwrap();
        for _ in 0..20 {
            assert_eq!(
                ours.decode_symbol(&lookup).unwrap(),
                published.decode_symbol(&their_lookup).unwrap(),
                "{label}"
            );
            assert_eq!(
                ours.decode_symbol(&decoder).unwrap(),
                published.decode_symbol(&their_words).unwrap(),
                "{label}"
            );
        }
        assert_eq!(ours.into_compressed().unwrap(), published.into_compressed().unwrap(), "{label}");
    });
}

#[test]
fn tables_of_counts() {
    run(200, |rng, label| {
        let n = rng.random_range(1..600);
        let p = rng.random_range(0.001..0.999);
        let ours = LeakyQuantizer::<i32, 24>::new(0..=n).quantize(Binomial::new(n as u32, p).unwrap());
        let published = theirs::DefaultLeakyQuantizer::new(0..=n).quantize(d::Binomial::new(n as usize, p));
        let (decoder, encoder) = (ours.to_decoder(), ours.to_encoder());
        // The published `symbol_table` of a discrete distribution is off by one, and with it what is made of it.
        for (symbol, interval) in constriction_core::IterableModel::symbol_table(&ours) {
            let (left, prob) = published.left_cumulative_and_probability(symbol).unwrap();
            assert_eq!((interval.left, interval.prob), (left, prob), "{label}");
            assert_eq!(decoder.symbol_at(left), Some((symbol, interval)), "{label}");
            assert_eq!(constriction_core::EncoderModel::interval(&encoder, &symbol), Some(interval), "{label}");
        }
    });
}

#[test]
fn statistics() {
    run(300, |rng, label| {
        let probs = probabilities(rng);
        let ours = Categorical::<24>::perfect(&probs).unwrap();
        type Published = theirs::DefaultContiguousCategoricalEntropyModel;
        let published = Published::from_floating_point_probabilities_perfect(&probs).unwrap();
        let mut probs: Vec<f64> = probs.iter().map(|_| rng.random::<f64>() + 0.001).collect();
        let sum: f64 = probs.iter().sum();
        probs.iter_mut().for_each(|p| *p /= sum);
        #[track_caller]
        fn close(ours: f64, published: f64, label: &str) {
            assert!((ours - published).abs() <= 1e-9 * ours.abs().max(1.0), "{label}: {ours} {published}");
        }
        close(ours.entropy(), published.entropy_base2(), label);
        close(ours.cross_entropy(&probs).unwrap(), published.cross_entropy_base2(probs.iter().copied()), label);
        close(ours.kl_divergence(&probs).unwrap(), published.kl_divergence_base2(probs.iter().copied()), label);
        close(
            ours.reverse_cross_entropy(&probs).unwrap(),
            published.reverse_cross_entropy_base2(probs.iter().copied()),
            label,
        );
        close(
            ours.reverse_kl_divergence(&probs).unwrap(),
            published.reverse_kl_divergence_base2(probs.iter().copied()),
            label,
        );
    });
}

/// The sum that is given decides, also where it is wrong.
#[test]
fn given_sums_are_taken() {
    run(1000, |rng, label| {
        let probs = probabilities(rng);
        let sum = f64::to_f64(probs.iter().sum::<f64>()) * rng.random_range(1.0..1.5);
        let ours = Categorical::<24>::from_floating_point_probabilities_fast(&probs, Some(sum)).unwrap();
        let published =
            theirs::DefaultContiguousCategoricalEntropyModel::from_floating_point_probabilities_fast(&probs, Some(sum));
        let ours = constriction_core::IterableModel::symbol_table(&ours);
        let ours = ours.map(|(symbol, interval)| (symbol, interval.left, interval.prob));
        assert!(ours.eq(published.unwrap().symbol_table()), "{label}");
    });
}
