//! Arrays of integers, each with a Gaussian of its own: what a call from Python does, without Python.

use constriction::backends::Cursor;
use constriction_benches::{
    CpuTime, GaussianMessage, Job, SYMBOLS, assert_decodes, iid_symbols, skewed_probs, take_all,
};
use constriction_runtime::{
    AnsCoder, Family, FloatSlice, ModelSpec, Options, Param, RangeDecoder, RangeEncoder, Symbols, SymbolsMut, Value,
    decode, encode, go_on,
};
use criterion::{Criterion, criterion_group, criterion_main};
use probability::distribution::Gaussian;
use published::stream::model::DefaultLeakyQuantizer;
use published::stream::queue::{DefaultRangeDecoder, DefaultRangeEncoder};
use published::stream::stack::DefaultAnsCoder;
use published::stream::{Decode as _, Encode as _};

fn spec(family: Family) -> ModelSpec {
    ModelSpec::bounded(family, -100, 100, [None, None, None], Options::default()).unwrap()
}

fn each(values: &[f64]) -> Param<'_> {
    Param { values: FloatSlice::F64(values), width: 1, per_symbol: true }
}

fn gaussian(criterion: &mut Criterion<CpuTime>) {
    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols[..];
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let published = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std)));
    let spec = spec(Family::QuantizedGaussian);
    let arguments = [each(&message.means), each(&message.stds)];

    let encode_stack = |coder: &mut AnsCoder| {
        coder.clear();
        encode(coder, &spec, Symbols::I32(symbols), &arguments, &mut go_on).unwrap();
    };
    let encode_queue = |coder: &mut RangeEncoder| {
        coder.clear();
        encode(coder, &spec, Symbols::I32(symbols), &arguments, &mut go_on).unwrap();
    };
    let mut stack = AnsCoder::new();
    encode_stack(&mut stack);
    let mut queue = RangeEncoder::new();
    encode_queue(&mut queue);
    let mut published_stack = DefaultAnsCoder::new();
    published_stack.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
    let mut published_queue = DefaultRangeEncoder::new();
    published_queue.encode_symbols(symbols.iter().zip(published.clone())).unwrap();
    assert_eq!(*stack.get_compressed().unwrap(), *published_stack.get_compressed().unwrap());
    let words = queue.get_compressed().to_vec();
    assert_eq!(words, *published_queue.get_compressed());

    let mut found = vec![0; SYMBOLS];
    let Ok(queue) = RangeDecoder::from_compressed(Cursor::at_start(words.clone().into()));
    decode(&mut stack.clone(), &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
    assert_eq!(found, symbols);
    decode(&mut queue.clone(), &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
    assert_eq!(found, symbols);
    let published_queue = DefaultRangeDecoder::from_compressed(words).unwrap();
    assert_decodes(published_queue.clone().decode_symbols(published.clone()), symbols);

    Job::new(criterion, "Gaussian array, ANS encode", SYMBOLS).encode("ours", encode_stack).encode(
        "published",
        |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
        },
    );
    Job::new(criterion, "Gaussian array, ANS decode", SYMBOLS)
        .decode("ours", &stack, |coder| {
            decode(coder, &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
        })
        .decode("published", &published_stack, |coder| take_all(coder.decode_symbols(published.clone())));
    Job::new(criterion, "Gaussian array, range encode", SYMBOLS).encode("ours", encode_queue).encode(
        "published",
        |coder: &mut DefaultRangeEncoder| {
            coder.clear();
            coder.encode_symbols(symbols.iter().zip(published.clone())).unwrap();
        },
    );
    Job::new(criterion, "Gaussian array, range decode", SYMBOLS)
        .decode("ours", &queue, |coder| {
            decode(coder, &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
        })
        .decode("published", &published_queue, |coder| take_all(coder.decode_symbols(published.clone())));
}

/// Symbols that share a table.
fn categorical(criterion: &mut Criterion<CpuTime>) {
    let probs = skewed_probs(256);
    let symbols: Vec<i32> = iid_symbols(&probs, SYMBOLS).into_iter().map(|symbol| symbol as i32).collect();
    let spec =
        ModelSpec::new(Family::Categorical, [Some(Value::F64(probs.into())), None, None], Options::default()).unwrap();
    let mut stack = AnsCoder::new();
    encode(&mut stack, &spec, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    let mut queue = RangeEncoder::new();
    encode(&mut queue, &spec, Symbols::I32(&symbols), &[], &mut go_on).unwrap();
    let Ok(words) = queue.into_compressed();
    let Ok(queue) = RangeDecoder::from_compressed(Cursor::at_start(words.into()));

    let mut found = vec![0; SYMBOLS];
    Job::new(criterion, "categorical array, ANS decode", SYMBOLS).decode("ours", &stack, |coder| {
        decode(coder, &spec, &mut SymbolsMut::I32(&mut found), &[], &mut go_on).unwrap();
    });
    assert_eq!(found, symbols);
    Job::new(criterion, "categorical array, range decode", SYMBOLS).decode("ours", &queue, |coder| {
        decode(coder, &spec, &mut SymbolsMut::I32(&mut found), &[], &mut go_on).unwrap();
    });
    assert_eq!(found, symbols);
}

/// Distributions that the published package does not have for single symbols; beside them is nothing.
fn others(criterion: &mut Criterion<CpuTime>) {
    let message = GaussianMessage::new(SYMBOLS);
    let arguments = [each(&message.means), each(&message.stds)];
    for (name, family) in [("Laplace", Family::QuantizedLaplace), ("Cauchy", Family::QuantizedCauchy)] {
        let spec = spec(family);
        let encode = |coder: &mut AnsCoder| {
            coder.clear();
            encode(coder, &spec, Symbols::I32(&message.symbols), &arguments, &mut go_on).unwrap();
        };
        let mut stack = AnsCoder::new();
        encode(&mut stack);
        Job::new(criterion, &format!("{name} array, ANS encode"), SYMBOLS).encode("ours", encode);
        let mut found = vec![0; SYMBOLS];
        Job::new(criterion, &format!("{name} array, ANS decode"), SYMBOLS).decode("ours", &stack, |coder| {
            decode(coder, &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
        });
    }
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = gaussian, categorical, others }
criterion_main!(benches);
