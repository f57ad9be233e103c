//! Symbols from noise, and noise from symbols and remainders: chain coding.

use constriction::stream::Decode as _;
use constriction::stream::chain::DefaultChainCoder;
use constriction::stream::model::{DefaultContiguousCategoricalEntropyModel, DefaultLeakyQuantizer, Gaussian};
use constriction_benches::{CpuTime, GaussianMessage, Job, SYMBOLS, skewed_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use probability::distribution::Gaussian as ProbabilityGaussian;
use published::stream::Decode as _;
use published::stream::chain::DefaultChainCoder as PublishedCoder;
use published::stream::model::{
    DefaultContiguousCategoricalEntropyModel as PublishedModel, DefaultLeakyQuantizer as PublishedQuantizer,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Enough for all symbols: each takes 24 bits.
fn noise() -> Vec<u32> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(4);
    (0..SYMBOLS).map(|_| rng.random()).collect()
}

/// Both coders before the first symbol. Their vectors of remainders have to grow.
fn fresh() -> (DefaultChainCoder, PublishedCoder) {
    (DefaultChainCoder::from_binary(noise()).unwrap(), PublishedCoder::from_binary(noise()).unwrap())
}

fn categorical(criterion: &mut Criterion<CpuTime>) {
    let probs = skewed_probs(256);
    let our_model = DefaultContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let published_model = PublishedModel::from_floating_point_probabilities_perfect(&probs).unwrap();

    let (our_fresh, published_fresh) = fresh();
    let (mut ours, mut published) = (our_fresh.clone(), published_fresh.clone());
    let symbols: Vec<usize> = ours.decode_iid_symbols(SYMBOLS, &our_model).map(Result::unwrap).collect();
    let same = published.decode_iid_symbols(SYMBOLS, &published_model).map(Result::unwrap);
    assert!(same.eq(symbols.iter().copied()));
    assert_eq!(ours.clone().into_remainders(), published.clone().into_remainders());

    Job::new(criterion, "categorical 24 bit, chain decode", SYMBOLS)
        .decode("ours", &our_fresh, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &our_model)))
        .decode("published", &published_fresh, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &published_model)));
    Job::new(criterion, "categorical 24 bit, chain encode", SYMBOLS)
        .decode("ours", &ours, |coder| coder.encode_iid_symbols_reverse(&symbols, &our_model).unwrap())
        .decode("published", &published, |coder| {
            coder.encode_iid_symbols_reverse(&symbols, &published_model).unwrap();
        });
}

fn gaussian(criterion: &mut Criterion<CpuTime>) {
    let message = GaussianMessage::new(SYMBOLS);
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let published_quantizer = PublishedQuantizer::new(-100..=100);
    let own = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let with_probability = message.params().map(|(mean, std)| quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let published_models =
        message.params().map(|(mean, std)| published_quantizer.quantize(ProbabilityGaussian::new(mean, std)));

    let (our_fresh, published_fresh) = fresh();
    let (mut own_coder, mut ours, mut published) = (our_fresh.clone(), our_fresh.clone(), published_fresh.clone());
    let own_symbols: Vec<i32> = own_coder.decode_symbols(own.clone()).map(Result::unwrap).collect();
    let symbols: Vec<i32> = ours.decode_symbols(with_probability.clone()).map(Result::unwrap).collect();
    assert!(published.decode_symbols(published_models.clone()).map(Result::unwrap).eq(symbols.iter().copied()));
    assert_eq!(ours.clone().into_remainders(), published.clone().into_remainders());

    Job::new(criterion, "Gaussian 24 bit, chain decode", SYMBOLS)
        .decode("ours", &our_fresh, |coder| take_all(coder.decode_symbols(own.clone())))
        .decode("ours with probability", &our_fresh, |coder| take_all(coder.decode_symbols(with_probability.clone())))
        .decode("published", &published_fresh, |coder| take_all(coder.decode_symbols(published_models.clone())));
    Job::new(criterion, "Gaussian 24 bit, chain encode", SYMBOLS)
        .decode("ours", &own_coder, |coder| {
            coder.encode_symbols_reverse(own_symbols.iter().zip(own.clone())).unwrap();
        })
        .decode("ours with probability", &ours, |coder| {
            coder.encode_symbols_reverse(symbols.iter().zip(with_probability.clone())).unwrap();
        })
        .decode("published", &published, |coder| {
            coder.encode_symbols_reverse(symbols.iter().zip(published_models.clone())).unwrap();
        });
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = categorical, gaussian }
criterion_main!(benches);
