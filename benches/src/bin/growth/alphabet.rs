//! Alphabets of any size: making a table, and coding with it.

use constriction_benches::{SYMBOLS, shuffled_probs, take_all};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::meter::Row;

const FAST: &str = "fast table";
const PERFECT: &str = "perfect table";
const ENCODE: &str = "categorical, ANS encode";
const DECODE: &str = "categorical, ANS decode";

/// Symbols that have these probabilities, each found by bisection.
fn draw(probs: &[f64]) -> Vec<usize> {
    let mut sum = 0.0;
    let sums: Vec<f64> = probs
        .iter()
        .map(|p| {
            sum += p;
            sum
        })
        .collect();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut one = || {
        let place = rng.random::<f64>() * sum;
        sums.partition_point(|&sum| sum <= place).min(probs.len() - 1)
    };
    (0..SYMBOLS).map(|_| one()).collect()
}

/// Tables of 24 bits over `size` symbols, and 100,000 symbols.
pub(crate) fn categorical(who: &str, size: usize) -> Vec<Row> {
    let probs = shuffled_probs(size, 4);
    let symbols = draw(&probs);
    if who == "published" { published(&probs, &symbols) } else { ours(&probs, &symbols) }
}

fn ours(probs: &[f64], symbols: &[usize]) -> Vec<Row> {
    use constriction::stream::model::DefaultContiguousCategoricalEntropyModel as Model;
    use constriction::stream::{Decode as _, stack::DefaultAnsCoder};

    let size = probs.len();
    let fast = Row::measure(FAST, size, size, || Model::fast(probs).unwrap());
    let perfect = Row::measure(PERFECT, size, size, || Model::perfect(probs).unwrap());
    let model = Model::fast(probs).unwrap();
    let mut coder = DefaultAnsCoder::new();
    let encoding = Row::measure(ENCODE, size, SYMBOLS, || {
        coder.clear();
        coder.encode_iid_symbols_reverse(symbols, &model).unwrap();
    });
    let decoding = Row::measure(DECODE, size, SYMBOLS, || take_all(coder.clone().decode_iid_symbols(SYMBOLS, &model)));
    vec![fast, perfect, encoding, decoding]
}

fn published(probs: &[f64], symbols: &[usize]) -> Vec<Row> {
    use published::stream::model::DefaultContiguousCategoricalEntropyModel as Model;
    use published::stream::{Decode as _, stack::DefaultAnsCoder};

    let size = probs.len();
    let make = || Model::from_floating_point_probabilities_fast(probs, None).unwrap();
    let fast = Row::measure(FAST, size, size, make);
    let perfect =
        Row::measure(PERFECT, size, size, || Model::from_floating_point_probabilities_perfect(probs).unwrap());
    let model = make();
    let mut coder = DefaultAnsCoder::new();
    let encoding = Row::measure(ENCODE, size, SYMBOLS, || {
        coder.clear();
        coder.encode_iid_symbols_reverse(symbols, &model).unwrap();
    });
    let decoding = Row::measure(DECODE, size, SYMBOLS, || take_all(coder.clone().decode_iid_symbols(SYMBOLS, &model)));
    vec![fast, perfect, encoding, decoding]
}
