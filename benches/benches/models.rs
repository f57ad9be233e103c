//! Models that decode by a table with an entry for each quantile, that have symbols of another type, or that count.

use constriction::stream::Decode as _;
use constriction_benches::{CpuTime, Job, SYMBOLS, assert_decodes, iid_symbols, skewed_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::Decode as _;

fn lookup_12(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::model::{Categorical, LookupCategorical};
    use constriction::stream::stack::SmallAnsCoder;
    use published::stream::model::{SmallContiguousCategoricalEntropyModel, SmallContiguousLookupDecoderModel};
    use published::stream::stack::SmallAnsCoder as PublishedCoder;

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let encoder = Categorical::<12>::perfect(&probs).unwrap();
    let our_model = LookupCategorical::from(&encoder);
    let published_encoder =
        SmallContiguousCategoricalEntropyModel::from_floating_point_probabilities_perfect(&probs).unwrap();
    let published_model = SmallContiguousLookupDecoderModel::from_floating_point_probabilities_perfect(&probs).unwrap();

    let mut ours = SmallAnsCoder::new();
    ours.encode_iid_symbols_reverse(&symbols, &encoder).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_iid_symbols_reverse(&symbols, &published_encoder).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_model), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_model), &symbols);

    Job::new(criterion, "look-up 12 bit, ANS decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
}

fn lookup_16(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::model::{Categorical, LookupCategorical};
    use constriction::stream::stack::DefaultAnsCoder;
    use published::stream::model::{ContiguousCategoricalEntropyModel, ContiguousLookupDecoderModel};
    use published::stream::stack::DefaultAnsCoder as PublishedCoder;
    type PublishedEncoder = ContiguousCategoricalEntropyModel<u16, Vec<u16>, 16>;
    type PublishedDecoder = ContiguousLookupDecoderModel<u16, Vec<u16>, Box<[u16]>, 16>;

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let encoder = Categorical::<16>::perfect(&probs).unwrap();
    let our_model = LookupCategorical::from(&encoder);
    let published_encoder = PublishedEncoder::from_floating_point_probabilities_perfect(&probs).unwrap();
    let published_model = PublishedDecoder::from_floating_point_probabilities_perfect(&probs).unwrap();

    let mut ours = DefaultAnsCoder::new();
    ours.encode_iid_symbols_reverse(&symbols, &encoder).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_iid_symbols_reverse(&symbols, &published_encoder).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_model), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_model), &symbols);

    Job::new(criterion, "look-up 16 bit, ANS decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("categorical", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &encoder)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = lookup_12, lookup_16 }
criterion_main!(benches);
