//! Symbols that share one distribution over 256 of them, whose table is there already.

use std::convert::Infallible;
use std::ops::Range;

use arithmetic_coding::{Decoder, Encoder, fixed_length};
use bitstream_io::{BigEndian, BitReader, BitWrite as _, BitWriter};
use constriction::stream::Decode as _;
use constriction::stream::model::{Cdf, DefaultContiguousCategoricalEntropyModel, IterableModel as _};
use constriction::stream::stack::DefaultAnsCoder;
use constriction_benches::{CpuTime, Job, SYMBOLS, assert_decodes, iid_symbols, note_size, skewed_probs, take_all};
use criterion::Criterion;

/// Sums of probabilities in units of 2^-24, for the crate `arithmetic-coding`.
#[derive(Clone)]
struct Sums<'a>(&'a [u64]);

impl fixed_length::Model for Sums<'_> {
    type B = u64;
    type Symbol = usize;
    type ValueError = Infallible;

    fn probability(&self, &symbol: &usize) -> Result<Range<u64>, Infallible> {
        Ok(self.0[symbol]..self.0[symbol + 1])
    }
    fn symbol(&self, value: u64) -> usize {
        self.0.partition_point(|&sum| sum <= value) - 1
    }
    fn max_denominator(&self) -> u64 {
        1 << 24
    }
    fn length(&self) -> usize {
        SYMBOLS
    }
}

fn encode_theirs(sums: &[u64], symbols: &[usize], out: Vec<u8>) -> Vec<u8> {
    let mut writer = BitWriter::endian(out, BigEndian);
    let model = fixed_length::Wrapper::new(Sums(sums));
    Encoder::new(model, &mut writer).encode_all(symbols.iter().copied()).unwrap();
    writer.byte_align().unwrap();
    writer.into_writer()
}

fn decode_theirs(sums: &[u64], compressed: &[u8]) -> impl Iterator<Item = std::io::Result<usize>> {
    let model = fixed_length::Wrapper::new(Sums(sums));
    let mut decoder = Decoder::new(model, BitReader::endian(compressed, BigEndian));
    std::iter::from_fn(move || decoder.decode().transpose())
}

pub(crate) fn given(criterion: &mut Criterion<CpuTime>) {
    const ENCODE: &str = "categorical of 256, table given, encode";
    let probs = skewed_probs(256);
    let symbols = &iid_symbols(&probs, SYMBOLS)[..];
    let model = DefaultContiguousCategoricalEntropyModel::perfect(&probs).unwrap();
    let lefts = Cdf::<24>::perfect(&probs).unwrap();
    let mut sums: Vec<u64> = lefts.symbol_table().map(|(_, interval)| interval.left.into()).collect();
    sums.push(1 << 24);

    let mut ours = DefaultAnsCoder::new();
    ours.encode_iid_symbols_reverse(symbols, &model).unwrap();
    note_size(ENCODE, "ours", SYMBOLS, 4 * ours.get_compressed().unwrap().len());
    let theirs = encode_theirs(&sums, symbols, Vec::new());
    note_size(ENCODE, "arithmetic-coding", SYMBOLS, theirs.len());
    assert_decodes(decode_theirs(&sums, &theirs), symbols);

    Job::new(criterion, ENCODE, SYMBOLS)
        .encode("ours", |coder: &mut DefaultAnsCoder| {
            coder.clear();
            coder.encode_iid_symbols_reverse(symbols, &model).unwrap();
        })
        .encode("arithmetic-coding", |out: &mut Vec<u8>| {
            out.clear();
            *out = encode_theirs(&sums, symbols, std::mem::take(out));
        });
    Job::new(criterion, "categorical of 256, table given, decode", SYMBOLS)
        .decode("ours", &ours, |coder| take_all(coder.decode_iid_symbols(SYMBOLS, &model)))
        .encode("arithmetic-coding", |_: &mut ()| take_all(decode_theirs(&sums, &theirs)));
}
