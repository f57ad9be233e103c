//! Making a table from floating-point probabilities: how the time grows with the number of symbols.

use std::hint::black_box;

use constriction::stream::model::{
    Categorical, Cdf, DefaultContiguousCategoricalEntropyModel as Table, DefaultLazyContiguousCategoricalEntropyModel,
    DefaultNonContiguousCategoricalDecoderModel as List, DefaultNonContiguousCategoricalEncoderModel as Hash,
    IterableModel as _, ProbabilityError,
};
use constriction::stream::queue::DefaultRangeEncoder;
use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{CpuTime, Job, assert_decodes, iid_symbols, shuffled_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::model::{
    DefaultContiguousCategoricalEntropyModel as PublishedModel,
    DefaultLazyContiguousCategoricalEntropyModel as PublishedLazyModel,
    DefaultNonContiguousCategoricalDecoderModel as PublishedList,
    DefaultNonContiguousCategoricalEncoderModel as PublishedHash, IterableEntropyModel as _,
};
use published::stream::queue::DefaultRangeEncoder as PublishedEncoder;
use published::stream::{Decode as _, Encode as _};

/// For more symbols than that, the published package takes seconds a table; the growth is measured elsewhere.
const PUBLISHED_PERFECT_LIMIT: usize = 16_384;
/// The checks and the measurements of the published package beyond this are slow already.
const SLOW: usize = 4096;

fn perfect(criterion: &mut Criterion<CpuTime>) {
    for n in [256, 4096, 16_384, 50_257, 1_000_000] {
        let probs = shuffled_probs(n, 4);
        let ours = || Table::perfect(&probs);
        let published = || PublishedModel::from_floating_point_probabilities_perfect(&probs);
        if n <= SLOW {
            assert_equal(ours(), published());
        }

        let mut job = Job::new(criterion, &format!("perfect table of {n} symbols"), n);
        job.make("ours", || ours().unwrap());
        if n <= PUBLISHED_PERFECT_LIMIT {
            job.samples(if n < SLOW { 20 } else { 10 }).make("published", || published().unwrap());
        }
    }
}

fn fast(criterion: &mut Criterion<CpuTime>) {
    for n in [256, 65_536] {
        let probs = shuffled_probs(n, 4);
        let ours = || Table::fast(&probs);
        let published = || PublishedModel::from_floating_point_probabilities_fast(&probs, None);
        assert_equal(ours(), published());

        Job::new(criterion, &format!("fast table of {n} symbols"), n)
            .make("ours", || Cdf::<24>::fast(&probs).unwrap())
            .make("ours with index", || ours().unwrap().with_index())
            .make("published", || published().unwrap());
    }
}

/// The jobs of a message whose symbols have a model each, made with 0.5.0's names: making it is part of the job.
macro_rules! model_per_symbol {
    ($criterion:expr, $name:expr, $symbols:expr, encode: $our_encoder:expr, $published_encoder:expr,
     decode: $our_decoder:expr, $published_decoder:expr) => {{
        let symbols = $symbols;
        let count = symbols.len();
        let mut ours = DefaultRangeEncoder::new();
        ours.encode_symbols(symbols.iter().map(|symbol| (symbol, $our_encoder()))).unwrap();
        let mut published = PublishedEncoder::new();
        published.encode_symbols(symbols.iter().map(|symbol| (symbol, $published_encoder()))).unwrap();
        assert_eq!(*ours.get_compressed(), *published.get_compressed());
        let (ours, published) = (ours.into_decoder().unwrap(), published.into_decoder().unwrap());
        assert_decodes(ours.clone().decode_symbols((0..count).map(|_| $our_decoder())), symbols);

        Job::new($criterion, &format!("{} per symbol, range encode", $name), count)
            .encode("ours", |encoder: &mut DefaultRangeEncoder| {
                encoder.clear();
                encoder.encode_symbols(symbols.iter().map(|symbol| (symbol, $our_encoder()))).unwrap();
            })
            .encode("published", |encoder: &mut PublishedEncoder| {
                encoder.clear();
                encoder.encode_symbols(symbols.iter().map(|symbol| (symbol, $published_encoder()))).unwrap();
            });
        Job::new($criterion, &format!("{} per symbol, range decode", $name), count)
            .decode("ours", &ours, |decoder| take_all(decoder.decode_symbols((0..count).map(|_| $our_decoder()))))
            .decode("published", &published, |decoder| {
                take_all(decoder.decode_symbols((0..count).map(|_| $published_decoder())));
            });
    }};
}

macro_rules! models_per_symbol {
    ($criterion:expr, $float:ident, $probs:expr) => {{
        let probs: Vec<$float> = $probs.iter().map(|&p| p as $float).collect();
        let n = probs.len();
        let (name, probs) = (format!("of {n} symbols, {}", stringify!($float)), &probs[..]);
        let symbols = iid_symbols($probs, (50_000 / n).clamp(10, 1000));
        let named: Vec<i32> = symbols.iter().map(|&symbol| symbol as i32).collect();
        let names = || 0..n as i32;

        type Lazy<'a> = DefaultLazyContiguousCategoricalEntropyModel<$float, &'a [$float]>;
        type PublishedLazy<'a> = PublishedLazyModel<$float, &'a [$float]>;
        let ours = || Lazy::from_floating_point_probabilities_fast(black_box(probs), None).unwrap();
        let published = || PublishedLazy::from_floating_point_probabilities_fast(black_box(probs), None).unwrap();
        model_per_symbol!($criterion, format!("lazy model {name}"), &symbols,
            encode: ours, published, decode: ours, published);

        let ours = || Table::from_floating_point_probabilities_fast(black_box(probs), None).unwrap();
        let published = || PublishedModel::from_floating_point_probabilities_fast(black_box(probs), None).unwrap();
        model_per_symbol!($criterion, format!("fast table {name}"), &symbols,
            encode: ours, published, decode: ours, published);

        if n <= 256 {
            let ours = || Table::from_floating_point_probabilities_perfect(black_box(probs)).unwrap();
            let published = || PublishedModel::from_floating_point_probabilities_perfect(black_box(probs)).unwrap();
            model_per_symbol!($criterion, format!("perfect table {name}"), &symbols,
                encode: ours, published, decode: ours, published);
        }

        macro_rules! named {
            ($model:ident) => {
                || {
                    let probs = black_box(probs);
                    $model::from_symbols_and_floating_point_probabilities_fast(names(), probs, None).unwrap()
                }
            };
        }
        model_per_symbol!($criterion, format!("fast table by hash and list {name}"), &named,
            encode: named!(Hash), named!(PublishedHash), decode: named!(List), named!(PublishedList));
    }};
}

fn per_symbol(criterion: &mut Criterion<CpuTime>) {
    for n in [2, 16, 256, 50_257] {
        let probs = shuffled_probs(n, 4);
        models_per_symbol!(criterion, f32, &probs);
        if n >= 256 {
            models_per_symbol!(criterion, f64, &probs);
        }
    }
}

fn assert_equal(ours: Result<Categorical<24>, ProbabilityError>, published: Result<PublishedModel, ()>) {
    let (ours, published) = (ours.unwrap(), published.unwrap());
    let ours = ours.symbol_table().map(|(symbol, interval)| (symbol, interval.left, interval.prob));
    assert!(ours.eq(published.symbol_table()));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = perfect, fast, per_symbol }
criterion_main!(benches);
