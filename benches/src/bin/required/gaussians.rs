//! A Gaussian for each symbol.

use std::hint::black_box;

use constriction::stream::model::{DefaultLeakyQuantizer, Gaussian};
use constriction::stream::queue::{DefaultRangeDecoder, DefaultRangeEncoder};
use constriction::stream::stack::{DefaultAnsCoder, DefaultInterleaved, LaneCount};
use constriction::stream::{Decode as _, DecodeArray as _, Encode as _, EncodeArray as _};
use constriction_benches::{GaussianMessage, take_all};
use probability::distribution::Gaussian as ProbabilityGaussian;
use published::stream::model as theirs;
use published::stream::queue as their_queue;
use published::stream::stack::DefaultAnsCoder as TheirAnsCoder;
use published::stream::{Code as _, Decode as _, Encode as _};

use super::meter::Meter;

const SYMBOLS: usize = 1_000_000;

/// Measures the calls of both crates, and those that only ours has.
pub(crate) fn measure(meter: &Meter<'_>) {
    let message = GaussianMessage::new(SYMBOLS);
    let symbols = &message.symbols[..];
    let params: Vec<(f64, f64)> = message.params().collect();
    let (means, stds): (Vec<f64>, Vec<f64>) = params.iter().copied().unzip();
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let their_quantizer = theirs::DefaultLeakyQuantizer::new(-100..=100);
    let own = params.iter().map(|&(mean, std)| quantizer.quantize(Gaussian::new(mean, std).unwrap()));
    let ours = params.iter().map(|&(mean, std)| quantizer.quantize(ProbabilityGaussian::new(mean, std)));
    let published = params.iter().map(|&(mean, std)| their_quantizer.quantize(ProbabilityGaussian::new(mean, std)));

    let mut encode_theirs = || {
        let mut coder = TheirAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
        black_box(coder.state());
    };
    meter.beside("quick start's call, ANS encode", SYMBOLS, &mut encode_theirs, || {
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
        black_box(coder.state());
    });
    meter.beside("the same with `probability`'s Gaussian", SYMBOLS, &mut encode_theirs, || {
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(ours.clone())).unwrap();
        black_box(coder.state());
    });

    let mut their_encoder = their_queue::DefaultRangeEncoder::new();
    let mut encode_theirs = || {
        their_encoder = their_queue::DefaultRangeEncoder::new();
        their_encoder.encode_symbols(symbols.iter().zip(published.clone())).unwrap();
    };
    let mut encoder = DefaultRangeEncoder::new();
    meter.beside("range encode", SYMBOLS, &mut encode_theirs, || {
        encoder = DefaultRangeEncoder::new();
        encoder.encode_symbols(symbols.iter().zip(own.clone())).unwrap();
    });

    let mut places = vec![0; SYMBOLS];
    let mut coder = DefaultAnsCoder::new();
    coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    let mut their_coder = TheirAnsCoder::new();
    their_coder.encode_symbols_reverse(symbols.iter().zip(published.clone())).unwrap();
    let words = coder.get_compressed().unwrap().to_vec();
    let their_words = their_coder.get_compressed().unwrap().to_vec();
    let mut decode_theirs = || {
        let mut coder = TheirAnsCoder::from_compressed(their_words.clone()).unwrap();
        take_all(coder.decode_symbols(published.clone()));
    };
    meter.beside("`decode_symbols`, ANS", SYMBOLS, &mut decode_theirs, || {
        let mut coder = DefaultAnsCoder::from_compressed(words.clone()).unwrap();
        take_all(coder.decode_symbols(own.clone()));
    });
    let range_words = encoder.get_compressed().to_vec();
    let their_range_words = their_encoder.get_compressed().to_vec();
    let mut decode_theirs = || {
        let mut coder = their_queue::DefaultRangeDecoder::from_compressed(their_range_words.clone()).unwrap();
        take_all(coder.decode_symbols(published.clone()));
    };
    meter.beside("`decode_symbols`, range", SYMBOLS, &mut decode_theirs, || {
        let mut coder = DefaultRangeDecoder::from_compressed(range_words.clone()).unwrap();
        take_all(coder.decode_symbols(own.clone()));
    });

    let mut coder = DefaultInterleaved::new(LaneCount::MAX);
    meter.alone("interleaved, 64 states, pairs, encode", SYMBOLS, || {
        coder = DefaultInterleaved::new(LaneCount::MAX);
        coder.encode_symbols_reverse(symbols.iter().zip(own.clone())).unwrap();
    });
    meter.alone("interleaved, 64 states, `decode_into`", SYMBOLS, || {
        assert_eq!(coder.clone().decode_into(&mut places, own.clone()), Ok(SYMBOLS));
    });
    assert_eq!(places, symbols);

    let models = quantizer.gaussians(&means, &stds).unwrap();
    meter.alone("typed arrays, ANS encode", SYMBOLS, || {
        let mut coder = DefaultAnsCoder::new();
        coder.encode_array_reverse(symbols, models).unwrap();
        black_box(coder.state());
    });
    meter.alone("typed arrays, ANS decode", SYMBOLS, || {
        DefaultAnsCoder::from_compressed(words.clone()).unwrap().decode_array(&mut places, models).unwrap();
    });
    meter.alone("typed arrays, range encode", SYMBOLS, || {
        let mut encoder = DefaultRangeEncoder::new();
        encoder.encode_array(symbols, models).unwrap();
        black_box(encoder.num_words());
    });
    meter.alone("typed arrays, range decode", SYMBOLS, || {
        DefaultRangeDecoder::from_compressed(range_words.clone()).unwrap().decode_array(&mut places, models).unwrap();
    });
    meter.alone("typed arrays, interleaved, encode", SYMBOLS, || {
        coder = DefaultInterleaved::new(LaneCount::MAX);
        coder.encode_array_reverse(symbols, models).unwrap();
    });
    meter.alone("typed arrays, interleaved, decode", SYMBOLS, || {
        coder.clone().decode_array(&mut places, models).unwrap();
    });
    assert_eq!(places, symbols);

    let mut encode_theirs = || {
        let mut coder = TheirAnsCoder::new();
        for (symbol, model) in symbols.iter().zip(published.clone()).rev() {
            coder.encode_symbol(symbol, model).unwrap();
        }
        black_box(coder.state());
    };
    meter.beside("one symbol a call, encode", SYMBOLS, &mut encode_theirs, || {
        let mut coder = DefaultAnsCoder::new();
        for (symbol, model) in symbols.iter().zip(own.clone()).rev() {
            coder.encode_symbol(symbol, model).unwrap();
        }
        black_box(coder.state());
    });
    meter.alone("one symbol a call, decode", SYMBOLS, || {
        let mut coder = DefaultAnsCoder::from_compressed(words.clone()).unwrap();
        for model in own.clone() {
            black_box(coder.decode_symbol(model).unwrap());
        }
    });
}
