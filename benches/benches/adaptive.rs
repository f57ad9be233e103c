//! Models that learn: bits, bytes as two halves, and 256 symbols by counts.

use constriction::stream::adaptive::{
    BitDecoder, BitEncoder, BitRule, Counts, DecodeAdaptive, EncodeAdaptive, Nibbles, Shift,
};
use constriction::stream::queue::DefaultRangeEncoder;
use constriction_benches::{CpuTime, Job, SYMBOLS, iid_symbols, skewed_probs};
use criterion::{Criterion, criterion_group, criterion_main};

fn bits(criterion: &mut Criterion<CpuTime>) {
    for (name, probs) in [("biased", [0.95, 0.05]), ("even", [0.5, 0.5])] {
        let bits: Vec<bool> = iid_symbols(&probs, SYMBOLS).into_iter().map(|symbol| symbol == 1).collect();
        let rule = Shift::<16>::new(5);
        let encode = |encoder: &mut BitEncoder| {
            encoder.clear();
            let mut state = rule.start();
            for &bit in &bits {
                encoder.encode_bit(&rule, &mut state, bit);
            }
        };
        let mut encoder = BitEncoder::new();
        encode(&mut encoder);
        let words = encoder.into_words();
        let decode = |decoder: &mut BitDecoder<'_>| {
            let mut state = rule.start();
            bits.iter().filter(|&&bit| decoder.decode_bit(&rule, &mut state) != Ok(bit)).count()
        };
        assert_eq!(decode(&mut BitDecoder::new(&words)), 0);
        Job::new(criterion, &format!("adaptive bits, {name}, encode"), SYMBOLS).encode("ours", encode);
        Job::new(criterion, &format!("adaptive bits, {name}, decode"), SYMBOLS).decode(
            "ours",
            &BitDecoder::new(&words),
            |decoder| assert_eq!(decode(decoder), 0),
        );
    }
}

fn symbols(criterion: &mut Criterion<CpuTime>) {
    let symbols: Vec<u32> = iid_symbols(&skewed_probs(256), SYMBOLS).into_iter().map(|symbol| symbol as u32).collect();

    let new = Nibbles::new(1).unwrap();
    let mut encoder = DefaultRangeEncoder::new();
    let encode = |encoder: &mut DefaultRangeEncoder| {
        encoder.clear();
        let mut model = new.clone();
        for &symbol in &symbols {
            encoder.encode_adaptive(&mut model, 0, symbol as u8).unwrap();
        }
    };
    encode(&mut encoder);
    let decoder = encoder.decoder();
    Job::new(criterion, "adaptive bytes as two halves, encode", SYMBOLS).encode("ours", encode);
    Job::new(criterion, "adaptive bytes as two halves, decode", SYMBOLS).decode("ours", &decoder, |decoder| {
        let mut model = new.clone();
        assert!(symbols.iter().all(|&symbol| decoder.decode_adaptive(&mut model, 0) == Ok(symbol as u8)));
    });

    let new = Counts::<_, 24>::new(256, 1, 24, 1 << 16).unwrap();
    let mut encoder = DefaultRangeEncoder::new();
    let encode = |encoder: &mut DefaultRangeEncoder| {
        encoder.clear();
        let mut model = new.clone();
        for &symbol in &symbols {
            encoder.encode_adaptive(&mut model, 0, symbol).unwrap();
        }
    };
    encode(&mut encoder);
    let decoder = encoder.decoder();
    Job::new(criterion, "256 adaptive counts, encode", SYMBOLS).encode("ours", encode);
    Job::new(criterion, "256 adaptive counts, decode", SYMBOLS).decode("ours", &decoder, |decoder| {
        let mut model = new.clone();
        assert!(symbols.iter().all(|&symbol| decoder.decode_adaptive(&mut model, 0) == Ok(symbol)));
    });
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = bits, symbols }
criterion_main!(benches);
