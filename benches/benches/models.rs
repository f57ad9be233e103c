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
        .decode("ours with Categorical", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &encoder)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
}

fn other_symbols(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::model::{
        DefaultNonContiguousCategoricalDecoderModel as OurDecoder,
        DefaultNonContiguousCategoricalEncoderModel as OurEncoder,
    };
    use constriction::stream::stack::DefaultAnsCoder;
    use published::stream::model::{
        DefaultNonContiguousCategoricalDecoderModel as PublishedDecoder,
        DefaultNonContiguousCategoricalEncoderModel as PublishedEncoder,
    };
    use published::stream::stack::DefaultAnsCoder as PublishedCoder;

    let probs = skewed_probs(256);
    let alphabet: Vec<i32> = (0..256).map(|i| i * i - 1000).collect();
    let symbols: Vec<i32> = iid_symbols(&probs, SYMBOLS).into_iter().map(|i| alphabet[i]).collect();
    let given = || alphabet.iter().copied();
    let our_encoder = OurEncoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs).unwrap();
    let our_decoder = OurDecoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs).unwrap();
    let published_encoder =
        PublishedEncoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs).unwrap();
    let published_decoder =
        PublishedDecoder::from_symbols_and_floating_point_probabilities_perfect(given(), &probs).unwrap();

    let mut ours = DefaultAnsCoder::new();
    ours.encode_iid_symbols_reverse(&symbols, &our_encoder).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_iid_symbols_reverse(&symbols, &published_encoder).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &our_decoder), &symbols);
    assert_decodes(published.clone().decode_iid_symbols(SYMBOLS, &published_decoder), &symbols);

    Job::new(criterion, "non-contiguous 24 bit, ANS encode", SYMBOLS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &our_encoder).unwrap();
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(&symbols, &published_encoder).unwrap();
        });
    Job::new(criterion, "non-contiguous 24 bit, ANS decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_decoder)))
        .decode("published", &published, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_decoder)));
}

/// Fewer than in the other messages, as one takes longer.
const COUNTS: usize = 2000;

fn binomial(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::model::{Binomial, DefaultLeakyQuantizer};
    use constriction::stream::stack::DefaultAnsCoder;
    use probability::distribution::Binomial as ProbabilityBinomial;
    use published::stream::model::DefaultLeakyQuantizer as PublishedQuantizer;
    use published::stream::stack::DefaultAnsCoder as PublishedCoder;

    // The published decoder does not end for some n from 950 on.
    let params = || (0..COUNTS).map(|i| (20 + (i * 37 % 600) as i32, 0.02 + 0.96 * (i as f64 * 0.618).fract()));
    let symbols: Vec<i32> = params()
        .enumerate()
        .map(|(i, (n, p))| (f64::from(n) * p) as i32 + (i % 7) as i32 - 3)
        .map(|s| s.max(0))
        .collect();
    let symbols: Vec<i32> = symbols.into_iter().zip(params()).map(|(symbol, (n, _))| symbol.min(n)).collect();
    let our_models =
        params().map(|(n, p)| DefaultLeakyQuantizer::new(0..=n).quantize(Binomial::new(n as u32, p).unwrap()));
    let published_models =
        params().map(|(n, p)| PublishedQuantizer::new(0..=n).quantize(ProbabilityBinomial::new(n as usize, p)));

    let mut ours = DefaultAnsCoder::new();
    ours.encode_symbols_reverse(symbols.iter().zip(our_models.clone())).unwrap();
    let mut published = PublishedCoder::new();
    published.encode_symbols_reverse(symbols.iter().zip(published_models.clone())).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed().unwrap());
    assert_decodes(ours.clone().decode_symbols(our_models.clone()), &symbols);
    assert_decodes(published.clone().decode_symbols(published_models.clone()), &symbols);

    Job::new(criterion, "binomial 24 bit, ANS encode", COUNTS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(our_models.clone())).unwrap();
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(published_models.clone())).unwrap();
        });
    Job::new(criterion, "binomial 24 bit, ANS decode", COUNTS)
        .decode("ours", &ours, |coder| take_all(coder.decode_symbols(our_models.clone())))
        .decode("published", &published, |coder| take_all(coder.decode_symbols(published_models.clone())));
}

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets = lookup_12, lookup_16, other_symbols, binomial
}
criterion_main!(benches);
