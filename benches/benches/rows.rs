//! Symbols that each have a distribution of their own, given as rows of matrices.

use constriction::stream::model::dynamic::Rows;
use constriction::stream::queue::{DefaultRangeDecoder, DefaultRangeEncoder};
use constriction::stream::{PutInterval as _, TakeInterval as _};
use constriction_benches::{CpuTime, Job, RowsMessage, assert_decodes, iid_symbols, shuffled_probs, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::model::DefaultLazyContiguousCategoricalEntropyModel as PublishedModel;
use published::stream::queue::DefaultRangeEncoder as PublishedEncoder;
use published::stream::{Decode as _, Encode as _};

/// Symbols, and the matrix that they take their probabilities from, again and again.
struct Message {
    symbols: Vec<usize>,
    matrix: Vec<f32>,
    width: usize,
}

impl Message {
    /// Rows of 256, as in the benchmark of lazy models.
    fn narrow() -> Self {
        let RowsMessage { symbols, rows } = RowsMessage::new(40 * 256);
        Self { symbols, matrix: rows.concat(), width: 256 }
    }

    /// Rows as long as the vocabulary of a language model.
    fn wide() -> Self {
        let width = 50_257;
        let rows: Vec<Vec<f64>> = (0..8).map(|seed| shuffled_probs(width, seed)).collect();
        let symbols = rows.iter().map(|row| iid_symbols(row, 1)[0]).collect();
        Self { symbols, matrix: rows.iter().flatten().map(|&p| p as f32).collect(), width }
    }

    fn published_models(&self) -> impl Iterator<Item = PublishedModel<f32, &[f32]>> + Clone {
        let rows = self.matrix.chunks(self.width).cycle().take(self.symbols.len());
        rows.map(|row| PublishedModel::from_floating_point_probabilities_fast(row, None).unwrap())
    }

    fn encode(&self, encoder: &mut DefaultRangeEncoder) {
        encoder.clear();
        let mut rows = Rows::new(&[], self.width, 24).unwrap();
        for symbols in self.symbols.chunks(self.matrix.len() / self.width) {
            rows = rows.refill(&self.matrix).unwrap();
            let intervals = symbols.iter().enumerate().map(|(row, &symbol)| rows.interval(row, symbol).unwrap());
            encoder.put_all(intervals, 24).unwrap();
        }
    }

    fn decode(&self, decoder: &mut DefaultRangeDecoder) -> Vec<usize> {
        let mut decoded = Vec::with_capacity(self.symbols.len());
        let mut rows = Rows::new(&[], self.width, 24).unwrap();
        while decoded.len() < self.symbols.len() {
            rows = rows.refill(&self.matrix).unwrap();
            for row in 0..rows.len() {
                let quantile = decoder.quantile(24).unwrap();
                let (symbol, interval) = rows.symbol_at(row, quantile).unwrap();
                decoder.advance(quantile, interval, 24).unwrap();
                decoded.push(symbol);
            }
        }
        decoded
    }
}

fn bench(criterion: &mut Criterion<CpuTime>, message: &Message) {
    let Message { symbols, width, .. } = message;
    let mut ours = DefaultRangeEncoder::new();
    message.encode(&mut ours);
    let mut published = PublishedEncoder::new();
    published.encode_symbols(symbols.iter().zip(message.published_models())).unwrap();
    assert_eq!(*ours.get_compressed(), *published.get_compressed());
    let (ours, published) = (ours.into_decoder().unwrap(), published.into_decoder().unwrap());
    assert_eq!(message.decode(&mut ours.clone()), *symbols);
    assert_decodes(published.clone().decode_symbols(message.published_models()), symbols);

    Job::new(criterion, &format!("rows of {width} f32 24 bit, range encode"), symbols.len())
        .encode("ours", |encoder: &mut DefaultRangeEncoder| message.encode(encoder))
        .encode("published", |encoder: &mut PublishedEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(message.published_models())).unwrap();
        });
    Job::new(criterion, &format!("rows of {width} f32 24 bit, range decode"), symbols.len())
        .decode("ours", &ours, |decoder| drop(message.decode(decoder)))
        .decode("published", &published, |decoder| take_all(decoder.decode_symbols(message.published_models())));
    // How long the sums take.
    let doubles: Vec<f64> = message.matrix.iter().map(|&p| p.into()).collect();
    Job::new(criterion, &format!("rows of {width} 24 bit, sums"), message.matrix.len() / width)
        .make("f32", || Rows::new(&message.matrix, *width, 24).unwrap())
        .make("f64", || Rows::new(&doubles, *width, 24).unwrap());
}

fn rows(criterion: &mut Criterion<CpuTime>) {
    bench(criterion, &Message::narrow());
    bench(criterion, &Message::wide());
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = rows }
criterion_main!(benches);
