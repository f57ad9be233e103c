//! Integers, each with a Gaussian of its own.

use constriction::stream::model::{DefaultLeakyQuantizer, Distribution, Gaussian};
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

/// Several states, with pairs of symbols and models, and one call for many symbols to decode.
fn interleaved(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::stack::{DefaultInterleaved, LaneCount};

    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let own = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let ours = message.params().map(|(mean, std)| quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let mut coder = DefaultInterleaved::new(LaneCount::MAX);
    coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    let mut decoded = vec![0; symbols.len()];
    assert_eq!(coder.clone().decode_into(&mut decoded, own.clone()), Ok(symbols.len()));
    assert_eq!(decoded, *symbols);

    Job::new(criterion, "Gaussian 24 bit, 64 states encode", SYMBOLS)
        .encode("ours", |coder: &mut Option<DefaultInterleaved>| {
            let coder = coder.get_or_insert_with(|| DefaultInterleaved::new(LaneCount::MAX));
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
        })
        .encode("ours with probability", |coder: &mut Option<DefaultInterleaved>| {
            let coder = coder.get_or_insert_with(|| DefaultInterleaved::new(LaneCount::MAX));
            coder.clear();
            coder.encode_symbols_reverse(symbols.iter().zip(ours.clone())).unwrap();
        });
    Job::new(criterion, "Gaussian 24 bit, 64 states decode", SYMBOLS)
        .decode("decode_symbols", &coder, |coder| take_all(coder.decode_symbols(own.clone())))
        .decode("decode_into", &coder, |coder| {
            assert_eq!(coder.decode_into(&mut decoded, own.clone()), Ok(SYMBOLS));
        })
        .decode("decode_into with probability", &coder, |coder| {
            assert_eq!(coder.decode_into(&mut decoded, ours.clone()), Ok(SYMBOLS));
        });
}

/// A Gaussian without kernels.
#[derive(Clone, Copy)]
struct Plain(Gaussian);

impl Distribution for Plain {
    fn cdf(&self, x: f64) -> f64 {
        self.0.cdf(x)
    }
    fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }
}

/// One symbol a call, and a few.
fn calls(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::stack::DefaultAnsCoder;
    use published::stream::stack::DefaultAnsCoder as PublishedCoder;

    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let published_quantizer = PublishedQuantizer::new(-100..=100);
    let own = message.params().map(|(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let plain = message.params().map(|(mean, std)| quantizer.quantize(Plain(Gaussian::new(mean, std).unwrap())));
    let published =
        message.params().map(|(mean, std)| published_quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let mut coder = DefaultAnsCoder::new();
    coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    let mut published_coder = PublishedCoder::new();
    published_coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();

    Job::new(criterion, "Gaussian 24 bit, one encode_symbol a call", SYMBOLS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            symbols.iter().zip(own.clone()).for_each(|(symbol, model)| coder.encode_symbol(symbol, model).unwrap());
        })
        .encode("published", |coder: &mut PublishedCoder| {
            coder.clear();
            symbols
                .iter()
                .zip(published.clone())
                .for_each(|(symbol, model)| coder.encode_symbol(symbol, model).unwrap());
        });
    Job::new(criterion, "Gaussian 24 bit, one decode_symbol a call", SYMBOLS)
        .decode("ours", &coder, |coder| {
            own.clone().for_each(|model| assert!(coder.decode_symbol(model).unwrap() < 200));
        })
        .decode("published", &published_coder, |coder| {
            published.clone().for_each(|model| assert!(coder.decode_symbol(model).unwrap() < 200));
        });
    let (own, plain, published): (Vec<_>, Vec<_>, Vec<_>) = (own.collect(), plain.collect(), published.collect());
    for count in [1, 2, 4, 8] {
        Job::new(criterion, &format!("Gaussian 24 bit, encode {count} a call"), SYMBOLS)
            .encode("ours", |coder: &mut DefaultAnsCoder| {
                coder.clear();
                for (symbols, models) in symbols.chunks(count).zip(own.chunks(count)) {
                    coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
                }
            })
            .encode("without kernels", |coder: &mut DefaultAnsCoder| {
                coder.clear();
                for (symbols, models) in symbols.chunks(count).zip(plain.chunks(count)) {
                    coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
                }
            })
            .encode("published", |coder: &mut PublishedCoder| {
                coder.clear();
                for (symbols, models) in symbols.chunks(count).zip(published.chunks(count)) {
                    coder.encode_symbols_reverse(symbols.iter().zip(models)).unwrap();
                }
            });
    }
}

/// Supports that differ from symbol to symbol.
fn supports(criterion: &mut Criterion<CpuTime>) {
    use constriction::stream::stack::DefaultAnsCoder;

    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    for count in [1, 2, 16] {
        let quantizers: Vec<_> = (0..count).map(|more| DefaultLeakyQuantizer::new(-100 - more..=100 + more)).collect();
        let params = || message.params().zip(quantizers.iter().cycle());
        let own: Vec<_> = params().map(|((mean, std), it)| it.quantize(Gaussian::new(mean, std).unwrap())).collect();
        let plain: Vec<_> =
            params().map(|((mean, std), it)| it.quantize(Plain(Gaussian::new(mean, std).unwrap()))).collect();
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(&own)).unwrap();
        let mut plain_coder = DefaultAnsCoder::new();
        plain_coder.encode_symbols_reverse(symbols.iter().zip(&plain)).unwrap();
        assert_eq!(coder.into_compressed(), plain_coder.into_compressed());
        Job::new(criterion, &format!("Gaussian 24 bit, {count} supports by turns"), SYMBOLS)
            .encode("ours", |coder: &mut DefaultAnsCoder| {
                coder.clear();
                coder.encode_symbols_reverse(symbols.iter().zip(&own)).unwrap();
            })
            .encode("without kernels", |coder: &mut DefaultAnsCoder| {
                coder.clear();
                coder.encode_symbols_reverse(symbols.iter().zip(&plain)).unwrap();
            });
    }
}

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets = ans, range, interleaved, calls, supports
}
criterion_main!(benches);
