//! Messages of any length: a short one, again and again.

use constriction::stream::stack::ByteCoder;
use constriction_benches::{GaussianMessage, SYMBOLS, geometric_bytes};
use constriction_runtime::{
    AnsCoder, Family, FloatSlice, ModelSpec, Options, Param, Symbols, SymbolsMut, decode, encode, go_on,
};
use probability::distribution::Gaussian;
use published::stream::Decode as _;
use published::stream::model::DefaultLeakyQuantizer;
use published::stream::stack::DefaultAnsCoder;

use crate::meter::Row;

const ENCODE: &str = "Gaussian per symbol, ANS encode";
const DECODE: &str = "Gaussian per symbol, ANS decode";

/// The first numbers of a slice without an end.
fn repeat<T: Copy>(values: &[T], len: usize) -> Vec<T> {
    let mut repeated = Vec::with_capacity(len);
    while repeated.len() < len {
        repeated.extend_from_slice(&values[..values.len().min(len - repeated.len())]);
    }
    repeated
}

/// Integers, each with a Gaussian of its own, from arrays.
pub(crate) fn gaussian(who: &str, len: usize) -> Vec<Row> {
    let GaussianMessage { symbols, means, stds } = GaussianMessage::new(SYMBOLS);
    let (symbols, means, stds) = (repeat(&symbols, len), repeat(&means, len), repeat(&stds, len));
    if who == "published" { published(&symbols, &means, &stds) } else { ours(&symbols, &means, &stds) }
}

fn ours(symbols: &[i32], means: &[f64], stds: &[f64]) -> Vec<Row> {
    let spec =
        ModelSpec::bounded(Family::QuantizedGaussian, -100, 100, [None, None, None], Options::default()).unwrap();
    let arguments = [means, stds].map(|values| Param { values: FloatSlice::F64(values), width: 1, per_symbol: true });
    let len = symbols.len();
    let compress = || {
        let mut coder = AnsCoder::new();
        encode(&mut coder, &spec, Symbols::I32(symbols), &arguments, &mut go_on).unwrap();
        coder
    };
    let encoding = Row::measure(ENCODE, len, len, compress);
    let compressed = compress();
    let mut found = vec![0; len];
    let decoding = Row::measure(DECODE, len, len, || {
        let mut coder = compressed.clone();
        decode(&mut coder, &spec, &mut SymbolsMut::I32(&mut found), &arguments, &mut go_on).unwrap();
    });
    assert!(found == symbols, "a message of {len} symbols is another after all");
    vec![encoding, decoding]
}

fn published(symbols: &[i32], means: &[f64], stds: &[f64]) -> Vec<Row> {
    let quantizer = DefaultLeakyQuantizer::new(-100..=100);
    let models = || means.iter().zip(stds).map(|(&mean, &std)| quantizer.quantize(Gaussian::new(mean, std)));
    let len = symbols.len();
    let compress = || {
        let mut coder = DefaultAnsCoder::new();
        coder.encode_symbols_reverse(symbols.iter().zip(models())).unwrap();
        coder
    };
    let encoding = Row::measure(ENCODE, len, len, compress);
    let compressed = compress();
    let mut found = vec![0; len];
    let decoding = Row::measure(DECODE, len, len, || {
        let mut coder = compressed.clone();
        let decoded = coder.decode_symbols(models());
        found.iter_mut().zip(decoded).for_each(|(found, symbol)| *found = symbol.unwrap());
    });
    assert!(found == symbols, "a message of {len} symbols is another after all");
    vec![encoding, decoding]
}

/// Bytes that do not depend on each other, in blocks that each have a table.
pub(crate) fn bytes(_who: &str, len: usize) -> Vec<Row> {
    let data = repeat(&geometric_bytes(1 << 20), len);
    let coder = ByteCoder::new();
    let mut compressed = Vec::new();
    let encoding = Row::measure("order-0 bytes, encode", len, len, || {
        compressed.clear();
        coder.encode_into(&data, &mut compressed);
    });
    let mut found = vec![0; len];
    let decoding = Row::measure("order-0 bytes, decode", len, len, || {
        coder.decode_into(&compressed, &mut found).unwrap();
    });
    assert!(found == data, "a message of {len} bytes is another after all");
    vec![encoding, decoding]
}
