//! Symbols that share one distribution over 256 of them, kept as a table.

use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{CpuTime, Job, SYMBOLS, assert_decodes, iid_symbols, skewed_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::{Decode as _, Encode as _};

fn ans(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::{model::DefaultContiguousCategoricalEntropyModel, stack::DefaultAnsCoder};
    use published::stream::{
        model::DefaultContiguousCategoricalEntropyModel as PublishedModel, stack::DefaultAnsCoder as PublishedCoder,
    };

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let our_model = DefaultContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let published_model = PublishedModel::from_floating_point_probabilities_perfect(&probs).unwrap();

    let mut ours = DefaultAnsCoder::new();
    ours.encode_iid_symbols_reverse(&symbols, &our_model).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_iid_symbols_reverse(&symbols, &published_model).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_model), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_model), &symbols);

    Job::new(criterion, "categorical 24 bit, ANS encode", SYMBOLS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &our_model).unwrap();
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &published_model).unwrap();
        });
    Job::new(criterion, "categorical 24 bit, ANS decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
}

fn small_ans(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::{model::SmallContiguousCategoricalEntropyModel, stack::SmallAnsCoder};
    use published::stream::{
        model::SmallContiguousCategoricalEntropyModel as PublishedModel, stack::SmallAnsCoder as PublishedCoder,
    };

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let our_model = SmallContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let published_model = PublishedModel::from_floating_point_probabilities_perfect(&probs).unwrap();

    let mut ours = SmallAnsCoder::new();
    ours.encode_iid_symbols_reverse(&symbols, &our_model).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_iid_symbols_reverse(&symbols, &published_model).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_model), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_model), &symbols);

    Job::new(criterion, "categorical 12 bit, ANS encode", SYMBOLS)
        .encode("ours", |coder: &mut SmallAnsCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &our_model).unwrap();
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &published_model).unwrap();
        });
    Job::new(criterion, "categorical 12 bit, ANS decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
}

fn range(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::{model::DefaultContiguousCategoricalEntropyModel, queue::DefaultRangeEncoder};
    use published::stream::{
        model::DefaultContiguousCategoricalEntropyModel as PublishedModel,
        queue::DefaultRangeEncoder as PublishedEncoder,
    };

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let our_model = DefaultContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let published_model = PublishedModel::from_floating_point_probabilities_perfect(&probs).unwrap();

    let mut ours = DefaultRangeEncoder::new();
    ours.encode_iid_symbols(&symbols, &our_model).unwrap();
    let mut published = PublishedEncoder::new();
    published.encode_iid_symbols(&symbols, &published_model).unwrap();
    assert_eq!(*ours.get_compressed(), *published.get_compressed());
    let (ours, published) = (ours.into_decoder().unwrap(), published.into_decoder().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_model), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_model), &symbols);

    Job::new(criterion, "categorical 24 bit, range encode", SYMBOLS)
        .encode("ours", |encoder: &mut DefaultRangeEncoder| {
            encoder.clear();
            encoder.encode_iid_symbols(&symbols, &our_model).unwrap();
        })
        .encode("published", |encoder: &mut PublishedEncoder| {
            encoder.clear();
            encoder.encode_iid_symbols(&symbols, &published_model).unwrap();
        });
    Job::new(criterion, "categorical 24 bit, range decode", SYMBOLS)
        .decode("ours", &ours, |decoder| take_all(decoder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("published", &published, |decoder| take_all(decoder.decode_iid_symbols(SYMBOLS, &published_model)));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = ans, range, small_ans }
criterion_main!(benches);
