//! Symbol codes: Huffman codes of 256 symbols, and Exp-Golomb codes of small numbers.

use constriction::symbol::{ReadBitStream as _, WriteBitStream as _};
use constriction_benches::{CpuTime, Job, SYMBOLS, assert_decodes, iid_symbols, skewed_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::symbol::{ReadBitStream as _, WriteBitStream as _};

/// Enough for every message here, so that no vector grows.
const WORDS: usize = SYMBOLS / 2;

fn our_encoder() -> constriction::symbol::DefaultQueueEncoder {
    constriction::symbol::DefaultQueueEncoder::with_words(Vec::with_capacity(WORDS))
}

fn published_encoder() -> published::symbol::DefaultQueueEncoder {
    published::symbol::DefaultQueueEncoder::with_bit_capacity(WORDS * 32)
}

fn huffman(criterion: &mut Criterion<CpuTime>) {
    use constriction::symbol::huffman::{CanonicalHuffman, DecoderHuffmanTree, EncoderHuffmanTree};
    use published::symbol::huffman::{
        DecoderHuffmanTree as PublishedDecoderTree, EncoderHuffmanTree as PublishedEncoderTree,
    };

    let probs = skewed_probs(256);
    let symbols = iid_symbols(&probs, SYMBOLS);
    let (tree, decoder_tree) = (
        EncoderHuffmanTree::from_float_probabilities::<f64, _>(&probs).unwrap(),
        DecoderHuffmanTree::from_float_probabilities::<f64, _>(&probs).unwrap(),
    );
    let (published_tree, published_decoder_tree) = (
        PublishedEncoderTree::from_float_probabilities::<f64, _>(&probs).unwrap(),
        PublishedDecoderTree::from_float_probabilities::<f64, _>(&probs).unwrap(),
    );
    let canonical = CanonicalHuffman::from_weights(&probs, 15).unwrap();
    let table = canonical.to_decoder();

    let mut ours = our_encoder();
    ours.encode_iid_symbols(&symbols, &tree).unwrap();
    let mut published = published_encoder();
    published.encode_iid_symbols(&symbols, &published_tree).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed());
    let mut short = our_encoder();
    short.encode_iid_symbols(&symbols, &canonical).unwrap();
    let (ours, short, published) = (ours.into_decoder(), short.into_decoder(), published.into_decoder().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, &decoder_tree), &symbols);
    assert_decodes(short.clone().decode_iid_symbols(SYMBOLS, &table), &symbols);
    assert!(
        published.clone().decode_iid_symbols(SYMBOLS, &published_decoder_tree).map(Result::unwrap).eq(symbols.clone())
    );

    Job::new(criterion, "Huffman 256, queue encode", SYMBOLS)
        .make("ours", || {
            let mut encoder = our_encoder();
            encoder.encode_iid_symbols(&symbols, &tree).unwrap();
            encoder
        })
        .make("ours, canonical", || {
            let mut encoder = our_encoder();
            encoder.encode_iid_symbols(&symbols, &canonical).unwrap();
            encoder
        })
        .make("published", || {
            let mut encoder = published_encoder();
            encoder.encode_iid_symbols(&symbols, &published_tree).unwrap();
            encoder
        });
    Job::new(criterion, "Huffman 256, queue decode", SYMBOLS)
        .decode("ours", &ours, |decoder| take_all(decoder.decode_iid_symbols(SYMBOLS, &decoder_tree)))
        .decode("ours, table", &short, |decoder| take_all(decoder.decode_iid_symbols(SYMBOLS, &table)))
        .decode("published", &published, |decoder| {
            take_all(decoder.decode_iid_symbols(SYMBOLS, &published_decoder_tree));
        });
}

fn exp_golomb(criterion: &mut Criterion<CpuTime>) {
    use constriction::symbol::ExpGolomb;
    use published::symbol::exp_golomb::ExpGolomb as PublishedExpGolomb;

    let symbols: Vec<u32> = iid_symbols(&skewed_probs(256), SYMBOLS).iter().map(|&symbol| symbol as u32).collect();
    let (code, published_code) = (ExpGolomb::<u32>::new(), PublishedExpGolomb::<u32>::new());

    let mut ours = our_encoder();
    ours.encode_iid_symbols(&symbols, code).unwrap();
    let mut published = published_encoder();
    published.encode_iid_symbols(&symbols, &published_code).unwrap();
    assert_eq!(*ours.get_compressed().unwrap(), *published.get_compressed());
    let (ours, published) = (ours.into_decoder(), published.into_decoder().unwrap());
    assert_decodes(ours.clone().decode_iid_symbols(SYMBOLS, code), &symbols);
    assert!(published.clone().decode_iid_symbols(SYMBOLS, &published_code).map(Result::unwrap).eq(symbols.clone()));

    Job::new(criterion, "Exp-Golomb, queue encode", SYMBOLS)
        .make("ours", || {
            let mut encoder = our_encoder();
            encoder.encode_iid_symbols(&symbols, code).unwrap();
            encoder
        })
        .make("published", || {
            let mut encoder = published_encoder();
            encoder.encode_iid_symbols(&symbols, &published_code).unwrap();
            encoder
        });
    Job::new(criterion, "Exp-Golomb, queue decode", SYMBOLS)
        .decode("ours", &ours, |decoder| take_all(decoder.decode_iid_symbols(SYMBOLS, code)))
        .decode("published", &published, |decoder| {
            take_all(decoder.decode_iid_symbols(SYMBOLS, &published_code));
        });
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = huffman, exp_golomb }
criterion_main!(benches);
