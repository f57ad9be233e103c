//! Bytes of one distribution, and several states for models of other kinds.
//!
//! The times per symbol are those of a byte: 1 ns is 1 GB/s.

use constriction::stream::model::{DefaultContiguousCategoricalEntropyModel, DefaultLeakyQuantizer, Gaussian};
use constriction::stream::stack::cram::Nx16;
use constriction::stream::stack::{ByteCoder, ContextOrder, DefaultAnsCoder, DefaultInterleaved, LaneCount, Level};
use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{
    CpuTime, GaussianMessage, Job, SYMBOLS, assert_decodes, iid_symbols, shuffled_probs, skewed_probs, take_all,
};
use constriction_runtime::{
    Family, FloatSlice, InterleavedAnsCoder, ModelSpec, Options, Param, Symbols, SymbolsMut, Value, decode, encode,
    go_on,
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

/// The English text of the repository, with a table for each byte before.
fn text(criterion: &mut Criterion<CpuTime>) {
    let data = include_bytes!("../../data/alice29.txt").repeat(7);
    let len = 1 << 20;
    for level in Level::available() {
        let coder = ByteCoder::new().with_order(ContextOrder::One).with_level(level);
        let compressed = coder.encode(&data[..len]);
        let level = format!("{level:?}");
        let level = level.split('(').next().unwrap_or_default();
        Job::new(criterion, "text of order 1, 1 MiB, encode", len).encode(level, |out: &mut Vec<u8>| {
            out.clear();
            coder.encode_into(&data[..len], out);
        });
        Job::new(criterion, "text of order 1, 1 MiB, decode", len).encode(level, |out: &mut Vec<u8>| {
            out.resize(len, 0);
            coder.decode_into(&compressed, out).unwrap();
        });
    }
}

/// CRAM's format on the same text, with 32 states.
fn nx16(criterion: &mut Criterion<CpuTime>) {
    let data = include_bytes!("../../data/alice29.txt").repeat(7);
    let data = &data[..1 << 20];
    for (name, order) in [("0", ContextOrder::Zero), ("1", ContextOrder::One)] {
        for level in Level::available() {
            let coder = Nx16::new().with_order(order).with_32_states().with_level(level);
            let compressed = coder.encode(data).unwrap();
            let level = format!("{level:?}");
            let level = level.split('(').next().unwrap_or_default();
            Job::new(criterion, &format!("rANS Nx16 of order {name}, 1 MiB, encode"), data.len())
                .encode(level, |out: &mut Vec<u8>| *out = coder.encode(data).unwrap());
            Job::new(criterion, &format!("rANS Nx16 of order {name}, 1 MiB, decode"), data.len()).encode(
                level,
                |out: &mut Vec<u8>| {
                    out.resize(data.len(), 0);
                    coder.decode_into(&compressed, out).unwrap();
                },
            );
        }
    }
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

/// Arrays, as a call from Python has them, beside the published coder, which has one state.
struct Array<'a> {
    spec: ModelSpec,
    arguments: Vec<Param<'a>>,
    symbols: &'a [i32],
}

impl Array<'_> {
    fn encode(&self, coder: &mut InterleavedAnsCoder) {
        coder.clear();
        encode(coder, &self.spec, Symbols::I32(self.symbols), &self.arguments, &mut go_on).unwrap();
    }

    fn measure(&self, criterion: &mut Criterion<CpuTime>, name: &str, who: &str) {
        let mut coder = InterleavedAnsCoder::new();
        self.encode(&mut coder);
        let mut found = vec![0; self.symbols.len()];
        let decode = |coder: &mut InterleavedAnsCoder, found: &mut [i32]| {
            decode(coder, &self.spec, &mut SymbolsMut::I32(found), &self.arguments, &mut go_on).unwrap();
        };
        decode(&mut coder.clone(), &mut found);
        assert_eq!(found, self.symbols);
        Job::new(criterion, &format!("{name}, interleaved encode"), found.len())
            .encode(who, |coder| self.encode(coder));
        Job::new(criterion, &format!("{name}, interleaved decode"), found.len())
            .decode(who, &coder, |coder| decode(coder, &mut found));
    }
}

fn each(values: FloatSlice<'_>, width: usize) -> Param<'_> {
    Param { values, width, per_symbol: true }
}

fn gaussian_arrays(criterion: &mut Criterion<CpuTime>) {
    use probability::distribution::Gaussian;
    use published::stream::model::DefaultLeakyQuantizer;
    use published::stream::stack::DefaultAnsCoder;

    let message = GaussianMessage::new(SYMBOLS);
    let GaussianMessage { symbols, means, stds } = &message;
    let narrow = |values: &[f64]| values.iter().map(|&x| x as f32).collect::<Vec<_>>();
    let (narrow_means, narrow_stds) = (narrow(means), narrow(stds));
    let spec: ModelSpec = "QuantizedGaussian(-100, 100)".parse().unwrap();
    let name = "Gaussian per symbol";
    for (who, arguments) in [
        ("f64", [FloatSlice::F64(means), FloatSlice::F64(stds)]),
        ("f32", [FloatSlice::F32(&narrow_means), FloatSlice::F32(&narrow_stds)]),
    ] {
        let arguments = arguments.map(|values| each(values, 1)).to_vec();
        Array { spec: spec.clone(), arguments, symbols }.measure(criterion, name, who);
    }

    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let models = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std)));
    let mut coder = DefaultAnsCoder::new();
    coder.encode_symbols_reverse(symbols.iter().zip(models.clone())).unwrap();
    let who = "published, one state";
    Job::new(criterion, &format!("{name}, interleaved encode"), SYMBOLS).encode(who, |coder: &mut DefaultAnsCoder| {
        coder.clear();
        coder.encode_symbols_reverse(symbols.iter().zip(models.clone())).unwrap();
    });
    Job::new(criterion, &format!("{name}, interleaved decode"), SYMBOLS)
        .decode(who, &coder, |coder| take_all(coder.decode_symbols(models.clone())));
}

/// Tables of 256 symbols with an index for each symbol, one table for all, and mixtures of three components.
fn other_arrays(criterion: &mut Criterion<CpuTime>) {
    let message = GaussianMessage::new(SYMBOLS);
    let tables: Vec<Vec<u32>> = (0..64)
        .map(|seed| {
            let probs = shuffled_probs(256, seed);
            let mut sum = 0.0;
            let left = |(index, p): (usize, f64)| {
                let left = (sum * f64::from((1u32 << 24) - 256)) as u32 + index as u32;
                sum += p;
                left
            };
            let ends: Vec<u32> = probs.into_iter().enumerate().map(left).collect();
            [&ends[..], &[1 << 24]].concat()
        })
        .collect();
    let indexes: Vec<f64> = (0..SYMBOLS).map(|i| (i * i % 61) as f64).collect();
    let quantile = |i: usize| (i as u32).wrapping_mul(0x9e37_79b9) >> 8;
    let symbol = |(i, &index): (usize, &f64)| tables[index as usize].partition_point(|&end| end <= quantile(i));
    let symbols: Vec<i32> = indexes.iter().enumerate().map(|at| symbol(at) as i32 - 1).collect();
    let spec = ModelSpec::tables(tables.iter().map(|table| (&table[..], 0)), Options::default()).unwrap();
    let arguments = vec![each(FloatSlice::F64(&indexes), 1)];
    Array { spec, arguments, symbols: &symbols }.measure(criterion, "table with an index per symbol", "f64");

    let symbols: Vec<i32> = iid_symbols(&skewed_probs(256), SYMBOLS).into_iter().map(|symbol| symbol as i32).collect();
    let spec = ModelSpec::new(
        Family::Categorical,
        [Some(Value::F64(skewed_probs(256).into())), None, None],
        Options::default(),
    );
    let array = Array { spec: spec.unwrap(), arguments: vec![], symbols: &symbols };
    array.measure(criterion, "one table for all symbols", "perfect");

    let triple = |values: &[f64], step: f64| values.iter().flat_map(|x| [*x, x + step, x + 2.0 * step]).collect();
    let (means, stds): (Vec<f64>, Vec<f64>) = (triple(&message.means, -1.5), triple(&message.stds, 0.5));
    let weights = [0.5, 0.3, 0.2].repeat(SYMBOLS);
    for family in ["GaussianMixture", "LaplaceMixture"] {
        let spec: ModelSpec = format!("{family}(-100, 100)").parse().unwrap();
        let arguments = [&weights, &means, &stds].map(|values| each(FloatSlice::F64(values), 3)).to_vec();
        Array { spec, arguments, symbols: &message.symbols }.measure(criterion, &format!("{family} of three"), "f64");
    }
}

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets =
        long_bytes, short_bytes, text, nx16, published_bytes, gaussian, categorical, gaussian_arrays, other_arrays
}
criterion_main!(benches);
