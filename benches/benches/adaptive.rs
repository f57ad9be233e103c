//! Models that learn: bits, bytes as two halves, 256 symbols by counts, and a text by a mixer.

use arithmetic_coding::{Decoder, Encoder};
use bitstream_io::{BigEndian, BitReader, BitWrite as _, BitWriter};
use constriction::stream::adaptive::{
    BitDecoder, BitEncoder, BitRule, BoolDecoder, BoolEncoder, CabacContext, CabacDecoder, CabacEncoder, Counts,
    DecodeAdaptive, EncodeAdaptive, EncodeArray, MixedTree, Nibbles, Order0, Shift,
};
use constriction::stream::queue::DefaultRangeEncoder;
use constriction::stream::stack::{DefaultInterleaved, LaneCount};
use constriction_benches::{CpuTime, Job, SYMBOLS, iid_symbols, skewed_probs};
use criterion::{Criterion, criterion_group, criterion_main};
use fenwick_model::simple::FenwickModel;

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

/// The coders of VP8, which has no contexts, and of H.264.
fn video(criterion: &mut Criterion<CpuTime>) {
    let bits: Vec<bool> = iid_symbols(&[0.95, 0.05], SYMBOLS).into_iter().map(|symbol| symbol == 1).collect();

    let encode = || {
        let mut encoder = BoolEncoder::new();
        bits.iter().for_each(|&bit| encoder.put_bit(bit, 243));
        encoder.into_bytes()
    };
    let bytes = encode();
    Job::new(criterion, "VP8's bits, encode", SYMBOLS).encode("ours", |_: &mut ()| _ = encode());
    Job::new(criterion, "VP8's bits, decode", SYMBOLS).decode("ours", &BoolDecoder::new(&bytes), |decoder| {
        assert!(bits.iter().all(|&bit| decoder.take_bit(243) == bit));
    });

    let start = CabacContext::default();
    let encode = || {
        let (mut encoder, mut context) = (CabacEncoder::new(), start);
        bits.iter().for_each(|&bit| encoder.encode_bit(&mut context, bit));
        encoder.finish()
    };
    let bytes = encode();
    Job::new(criterion, "CABAC's bits, encode", SYMBOLS).encode("ours", |_: &mut ()| _ = encode());
    Job::new(criterion, "CABAC's bits, decode", SYMBOLS).decode("ours", &CabacDecoder::new(&bytes), |decoder| {
        let mut context = start;
        assert!(bits.iter().all(|&bit| decoder.decode_bit(&mut context) == bit));
    });
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

    let bytes: Vec<u8> = symbols.iter().map(|&symbol| symbol as u8).collect();
    let lanes = LaneCount::new(2).unwrap();
    let encode = || {
        let mut encoder = DefaultInterleaved::new(lanes);
        encoder.encode_array(&mut new.clone(), &Order0, &bytes).unwrap();
        encoder
    };
    let coder = encode();
    Job::new(criterion, "adaptive bytes as two halves, 2 states, encode", SYMBOLS)
        .encode("ours", |_: &mut ()| _ = encode());
    let mut decoded = vec![0; SYMBOLS];
    Job::new(criterion, "adaptive bytes as two halves, 2 states, decode", SYMBOLS).decode("ours", &coder, |coder| {
        coder.decode_array(&mut new.clone(), &Order0, &mut decoded).unwrap();
    });
    assert_eq!(decoded, bytes);

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
    // Their model counts in steps of 1, and an end of the message is one more symbol.
    let theirs = FenwickModel::builder(256, 1 << 24).build();
    let encode_theirs = |out: Vec<u8>| {
        let mut writer = BitWriter::endian(out, BigEndian);
        Encoder::new(theirs.clone(), &mut writer).encode_all(symbols.iter().map(|&symbol| symbol as usize)).unwrap();
        writer.byte_align().unwrap();
        writer.into_writer()
    };
    let compressed = encode_theirs(Vec::new());
    Job::new(criterion, "256 adaptive counts, encode", SYMBOLS).encode("ours", encode).encode(
        "arithmetic-coding",
        |out: &mut Vec<u8>| {
            out.clear();
            *out = encode_theirs(std::mem::take(out));
        },
    );
    Job::new(criterion, "256 adaptive counts, decode", SYMBOLS)
        .decode("ours", &decoder, |decoder| {
            let mut model = new.clone();
            assert!(symbols.iter().all(|&symbol| decoder.decode_adaptive(&mut model, 0) == Ok(symbol)));
        })
        .encode("arithmetic-coding", |_: &mut ()| {
            let mut decoder = Decoder::new(theirs.clone(), BitReader::endian(&compressed[..], BigEndian));
            assert!(symbols.iter().all(|&symbol| decoder.decode().unwrap() == Some(symbol as usize)));
        });
}

/// The contexts of a byte: the last one, two, three, four and six bytes, and the letters of the word.
fn contexts(last: u64, word: u64) -> [u64; 6] {
    let order = |bytes: u32| last & (u64::MAX >> (64 - 8 * bytes));
    [order(1), order(2), order(3), order(4), order(6), word]
}

/// A text by a mixture in six contexts.
fn text(criterion: &mut Criterion<CpuTime>) {
    let text = include_bytes!("../../data/alice29.txt");
    let new = MixedTree::new(8, 6, 14).unwrap();
    let run = |code: &mut dyn FnMut(usize, u32, u32) -> bool| {
        let mut model = new.clone();
        let (mut last, mut word) = (0u64, 0u64);
        for (i, &expected) in text.iter().enumerate() {
            let mut place = 8;
            let coded = model.code(&contexts(last, word), |zero| {
                place -= 1;
                Ok::<_, ()>(code(i, place, zero))
            });
            let byte = coded.unwrap() as u8;
            assert_eq!(byte, expected);
            last = last << 8 | u64::from(byte);
            let letter = u64::from(byte.to_ascii_lowercase());
            let joined = (word ^ letter).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            word = if byte.is_ascii_alphabetic() { joined } else { 0 };
        }
    };
    let encode = |encoder: &mut BitEncoder| {
        encoder.clear();
        run(&mut |i, place, zero| {
            let bit = text[i] >> place & 1 == 1;
            encoder.put_bit(bit, zero);
            bit
        });
    };
    let mut encoder = BitEncoder::new();
    encode(&mut encoder);
    let words = encoder.into_words();
    println!("alice29.txt: {} bytes to {}", text.len(), 4 * words.len());
    Job::new(criterion, "text by a mixer of 6 contexts, encode", text.len()).samples(10).encode("ours", encode);
    Job::new(criterion, "text by a mixer of 6 contexts, decode", text.len()).samples(10).decode(
        "ours",
        &BitDecoder::new(&words),
        |decoder| run(&mut |_, _, zero| decoder.take_bit(zero).unwrap()),
    );
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = bits, video, symbols, text }
criterion_main!(benches);
