//! Bytes of one distribution, and several states for models of other kinds.
//!
//! The times per symbol are those of a byte: 1 ns is 1 GB/s.

use constriction::stream::model::{DefaultContiguousCategoricalEntropyModel, DefaultLeakyQuantizer, Gaussian};
use constriction::stream::stack::{ByteCoder, DefaultAnsCoder, DefaultInterleaved, LaneCount, Level};
use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{
    CpuTime, GaussianMessage, Job, SYMBOLS, assert_decodes, iid_symbols, skewed_probs, take_all,
};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::Decode as _;

/// Bytes with an entropy of about five bits.
fn message(len: usize) -> Vec<u8> {
    let probs: Vec<f64> = (0..256).map(|i| 0.9f64.powi(i)).collect();
    let sum: f64 = probs.iter().sum();
    let probs: Vec<f64> = probs.iter().map(|p| p / sum).collect();
    iid_symbols(&probs, len).into_iter().map(|symbol| symbol as u8).collect()
}

/// Histogram, tables and all.
fn bytes(criterion: &mut Criterion<CpuTime>, name: &str, len: usize) {
    let data = message(len);
    for level in Level::available() {
        let coder = ByteCoder::new().with_level(level);
        let compressed = coder.encode(&data);
        assert_eq!(coder.decode(&compressed, len).as_ref(), Ok(&data));
        let level = format!("{level:?}");
        let level = level.split('(').next().unwrap_or_default();
        Job::new(criterion, &format!("bytes with tables, {name}, encode"), len).encode(level, |out: &mut Vec<u8>| {
            out.clear();
            coder.encode_into(&data, out);
        });
        // The same memory each time, as for encoding.
        Job::new(criterion, &format!("bytes with tables, {name}, decode"), len).encode(level, |out: &mut Vec<u8>| {
            out.resize(len, 0);
            coder.decode_into(&compressed, out).unwrap();
        });
    }
}

fn long_bytes(criterion: &mut Criterion<CpuTime>) {
    bytes(criterion, "1 MiB", 1 << 20);
}

fn short_bytes(criterion: &mut Criterion<CpuTime>) {
    bytes(criterion, "1 kB", 1000);
}

fn published_bytes(criterion: &mut Criterion<CpuTime>) {
    use published::stream::model::SmallContiguousCategoricalEntropyModel as Model;
    use published::stream::stack::SmallAnsCoder as Coder;

    let len = 1 << 20;
    let data: Vec<usize> = message(len).into_iter().map(usize::from).collect();
    let mut counts = vec![0.0; 256];
    for &byte in &data {
        counts[byte] += 1.0;
    }
    let model = Model::from_floating_point_probabilities_fast(&counts, None).unwrap();
    let lookup = model.to_lookup_decoder_model();
    let mut coder = Coder::new();
    coder.encode_iid_symbols_reverse(&data, &model).unwrap();
    Job::new(criterion, "bytes, tables given, 1 MiB, encode", len).encode("published, 12 bit", |coder: &mut Coder| {
        coder.clear();
        coder.encode_iid_symbols_reverse(&data, &model).unwrap();
    });
    Job::new(criterion, "bytes, tables given, 1 MiB, decode", len).decode(
        "published, 12 bit, look-up",
        &coder,
        |coder| take_all(coder.decode_iid_symbols(len, &lookup)),
    );
}

fn gaussian(criterion: &mut Criterion<CpuTime>) {
    let GaussianMessage { symbols, means, stds } = &GaussianMessage::new(SYMBOLS);
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let models = || means.iter().zip(stds).map(|(&mean, &std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let lanes = LaneCount::for_symbols(SYMBOLS);

    let mut single = DefaultAnsCoder::new();
    single.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
    let mut many = DefaultInterleaved::new(lanes);
    many.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
    let many = many.into_decoder();
    assert_decodes(many.clone().decode_symbols(models()), symbols);

    Job::new(criterion, "Gaussian per symbol, one or 64 states, encode", SYMBOLS)
        .encode("one state", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
        })
        .encode("64 states", |coder: &mut Option<DefaultInterleaved>| {
            let coder = coder.get_or_insert_with(|| DefaultInterleaved::new(lanes));
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
        });
    Job::new(criterion, "Gaussian per symbol, one or 64 states, decode", SYMBOLS)
        .decode("one state", &single, |coder| take_all(coder.decode_symbols(models())))
        .decode("64 states", &many, |coder| take_all(coder.decode_symbols(models())));
}

fn categorical(criterion: &mut Criterion<CpuTime>) {
    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let model = DefaultContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let lanes = LaneCount::for_symbols(SYMBOLS);

    let mut single = DefaultAnsCoder::new();
    single.encode_iid_symbols_reverse(&symbols, &model).unwrap();
    let mut many = DefaultInterleaved::new(lanes);
    many.encode_iid_symbols_reverse(&symbols, &model).unwrap();
    let many = many.into_decoder();
    assert_decodes(many.clone().decode_iid_symbols(SYMBOLS, &model), &symbols);

    Job::new(criterion, "categorical 24 bit, one or 64 states, encode", SYMBOLS)
        .encode("one state", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &model).unwrap();
        })
        .encode("64 states", |coder: &mut Option<DefaultInterleaved>| {
            let coder = coder.get_or_insert_with(|| DefaultInterleaved::new(lanes));
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &model).unwrap();
        });
    Job::new(criterion, "categorical 24 bit, one or 64 states, decode", SYMBOLS)
        .decode("one state", &single, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &model)))
        .decode("64 states", &many, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &model)));
}

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets = long_bytes, short_bytes, published_bytes, gaussian, categorical
}
criterion_main!(benches);
