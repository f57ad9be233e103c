//! Integers, each with a Gaussian of its own.

use constriction::stream::model::{DefaultLeakyQuantizer, Gaussian};
use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{CpuTime, GaussianMessage, Job, SYMBOLS, assert_decodes, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use probability::distribution::Gaussian as ProbabilityGaussian;
use published::stream::model::DefaultLeakyQuantizer as PublishedQuantizer;
use published::stream::{Decode as _, Encode as _};

fn ans(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::stack::DefaultAnsCoder;
    use published::stream::stack::DefaultAnsCoder as PublishedCoder;

    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let published_quantizer = PublishedQuantizer::new(-100..=100);
    let own = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let ours = message.params().map(|(mean, std)| quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let published =
        message.params().map(|(mean, std)| published_quantizer.quantize(ProbabilityGaussian::new(mean, std)));

    let mut own_coder = DefaultAnsCoder::new();
    own_coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    let mut our_coder = DefaultAnsCoder::new();
    our_coder.encode_symbols_reverse(symbols.iter().zip(ours.clone())).unwrap();
    let mut published_coder = PublishedCoder::new();
    published_coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
    assert_eq!(*our_coder.get_compressed().unwrap(), *published_coder.get_compressed().unwrap());
    assert_decodes(own_coder.clone().decode_symbols(own.clone()), symbols);
    assert_decodes(our_coder.clone().decode_symbols(ours.clone()), symbols);
    assert_decodes(published_coder.clone().decode_symbols(published.clone()), symbols);

    Job::new(criterion, "Gaussian 24 bit, ANS encode", SYMBOLS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
        })
        .encode("ours with probability", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(ours.clone())).unwrap();
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
        });
    Job::new(criterion, "Gaussian 24 bit, ANS decode", SYMBOLS)
        .decode("ours", &own_coder, |coder| take_all(coder.decode_symbols(own.clone())))
        .decode("ours with probability", &our_coder, |coder| take_all(coder.decode_symbols(ours.clone())))
        .decode("published", &published_coder, |coder| take_all(coder.decode_symbols(published.clone())));
}

fn range(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::queue::DefaultRangeEncoder;
    use published::stream::queue::DefaultRangeEncoder as PublishedEncoder;

    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let published_quantizer = PublishedQuantizer::new(-100..=100);
    let own = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let ours = message.params().map(|(mean, std)| quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let published =
        message.params().map(|(mean, std)| published_quantizer.quantize(ProbabilityGaussian::new(mean, std)));

    let mut own_encoder = DefaultRangeEncoder::new();
    own_encoder.encode_symbols(symbols.iter().zip(own.clone())).unwrap();
    let mut our_encoder = DefaultRangeEncoder::new();
    our_encoder.encode_symbols(symbols.iter().zip(ours.clone())).unwrap();
    let mut published_encoder = PublishedEncoder::new();
    published_encoder.encode_symbols(symbols.iter().zip(published.clone())).unwrap();
    assert_eq!(*our_encoder.get_compressed(), *published_encoder.get_compressed());
    let (own_decoder, our_decoder) = (own_encoder.into_decoder().unwrap(), our_encoder.into_decoder().unwrap());
    let published_decoder = published_encoder.into_decoder().unwrap();
    assert_decodes(own_decoder.clone().decode_symbols(own.clone()), symbols);
    assert_decodes(our_decoder.clone().decode_symbols(ours.clone()), symbols);
    assert_decodes(published_decoder.clone().decode_symbols(published.clone()), symbols);

    Job::new(criterion, "Gaussian 24 bit, range encode", SYMBOLS)
        .encode("ours", |encoder: &mut DefaultRangeEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(own.clone())).unwrap();
        })
        .encode("ours with probability", |encoder: &mut DefaultRangeEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(ours.clone())).unwrap();
        })
        .encode("published", |encoder: &mut PublishedEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(published.clone())).unwrap();
        });
    Job::new(criterion, "Gaussian 24 bit, range decode", SYMBOLS)
        .decode("ours", &own_decoder, |decoder| take_all(decoder.decode_symbols(own.clone())))
        .decode("ours with probability", &our_decoder, |decoder| take_all(decoder.decode_symbols(ours.clone())))
        .decode("published", &published_decoder, |decoder| take_all(decoder.decode_symbols(published.clone())));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = ans, range }
criterion_main!(benches);
