//! Integers of one Gaussian that is not known beforehand: the parameters, or a histogram, are part of what is made.

use constriction_benches::{CpuTime, GaussianMessage, Job, SYMBOLS, note_size};
use constriction_runtime::{AnsCoder, Family, ModelSpec, Options, Symbols, SymbolsMut, decode, encode, go_on};
use criterion::Criterion;
use pco::standalone::{simple_compress_into, simple_decompress_into};
use pco::{ChunkConfig, DeltaSpec, ModeSpec};

/// Mean and standard deviation of integers.
fn fit(symbols: &[i32]) -> (f64, f64) {
    let count = symbols.len() as f64;
    let sum: i64 = symbols.iter().map(|&symbol| i64::from(symbol)).sum();
    let squares: i64 = symbols.iter().map(|&symbol| i64::from(symbol) * i64::from(symbol)).sum();
    let mean = sum as f64 / count;
    (mean, (squares as f64 / count - mean * mean).sqrt())
}

fn spec((mean, std): (f64, f64)) -> ModelSpec {
    let values = [Some(mean.into()), Some(std.into()), None];
    ModelSpec::bounded(Family::QuantizedGaussian, -100, 100, values, Options::default()).unwrap()
}

fn encode_ours(coder: &mut AnsCoder, symbols: &[i32]) -> (f64, f64) {
    let params = fit(symbols);
    coder.clear();
    encode(coder, &spec(params), Symbols::I32(symbols), &[], &mut go_on).unwrap();
    params
}

/// Told that each integer stands for itself and that none says anything about the next.
fn pco_config() -> ChunkConfig {
    ChunkConfig::default().with_mode_spec(ModeSpec::Classic).with_delta_spec(DeltaSpec::NoOp)
}

pub(crate) fn gaussian(criterion: &mut Criterion<CpuTime>) {
    const ENCODE: &str = "integers of one Gaussian, fit and encode";
    let symbols = &GaussianMessage::iid(SYMBOLS, 3.2, 9.6)[..];
    let mut found = vec![0; SYMBOLS];

    let mut ours = AnsCoder::new();
    let params = encode_ours(&mut ours, symbols);
    note_size(ENCODE, "ours", SYMBOLS, 4 * ours.get_compressed().unwrap().len() + size_of_val(&params));
    let mut theirs = Vec::new();
    simple_compress_into(symbols, &pco_config(), &mut theirs).unwrap();
    note_size(ENCODE, "pco", SYMBOLS, theirs.len());
    simple_decompress_into(&theirs, &mut found).unwrap();
    assert_eq!(found, symbols);

    Job::new(criterion, ENCODE, SYMBOLS)
        .encode("ours", |coder: &mut AnsCoder| {
            encode_ours(coder, symbols);
        })
        .encode("pco", |out: &mut Vec<u8>| {
            out.clear();
            simple_compress_into(symbols, &pco_config(), out).unwrap();
        });
    Job::new(criterion, "integers of one Gaussian, decode", SYMBOLS)
        .decode("ours", &ours, |coder| {
            decode(coder, &spec(params), &mut SymbolsMut::I32(&mut found), &[], &mut go_on).unwrap();
            assert_eq!(found[0], symbols[0]);
        })
        .encode("pco", |out: &mut Vec<i32>| {
            out.resize(SYMBOLS, 0);
            simple_decompress_into(&theirs, out).unwrap();
        });
}
