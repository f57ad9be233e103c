//! Symbols that each have a distribution of their own, given as probabilities that are used once.

use constriction::stream::model::LazyCategorical;
use constriction::stream::queue::DefaultRangeEncoder;
use constriction::stream::{Decode as _, Encode as _};
use constriction_benches::{CpuTime, Job, RowsMessage, assert_decodes, take_all};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::model::DefaultLazyContiguousCategoricalEntropyModel as PublishedModel;
use published::stream::queue::DefaultRangeEncoder as PublishedEncoder;
use published::stream::{Decode as _, Encode as _};

/// Fewer than in the other messages, as one takes longer.
const SYMBOLS: usize = 10_000;

fn range(criterion: &mut Criterion<CpuTime>) {
    let message = RowsMessage::new(SYMBOLS);
    let symbols = &message.symbols;
    // The models are made for each symbol, which is part of the job.
    let our_models = message.params().map(|row| LazyCategorical::<f32, _, 24>::new(row).unwrap());
    let published_models = message
        .params()
        .map(|row| PublishedModel::<f32, _>::from_floating_point_probabilities_fast(row, None).unwrap());

    let mut ours = DefaultRangeEncoder::new();
    ours.encode_symbols(symbols.iter().zip(our_models.clone())).unwrap();
    let mut published = PublishedEncoder::new();
    published.encode_symbols(symbols.iter().zip(published_models.clone())).unwrap();
    assert_eq!(*ours.get_compressed(), *published.get_compressed());
    let (ours, published) = (ours.into_decoder().unwrap(), published.into_decoder().unwrap());
    assert_decodes(ours.clone().decode_symbols(our_models.clone()), symbols);
    assert_decodes(published.clone().decode_symbols(published_models.clone()), symbols);

    Job::new(criterion, "lazy categorical 24 bit, range encode", SYMBOLS)
        .encode("ours", |encoder: &mut DefaultRangeEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(our_models.clone())).unwrap();
        })
        .encode("published", |encoder: &mut PublishedEncoder| {
            encoder.clear();
            encoder.encode_symbols(symbols.iter().zip(published_models.clone())).unwrap();
        });
    Job::new(criterion, "lazy categorical 24 bit, range decode", SYMBOLS)
        .decode("ours", &ours, |decoder| take_all(decoder.decode_symbols(our_models.clone())))
        .decode("published", &published, |decoder| take_all(decoder.decode_symbols(published_models.clone())));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = range }
criterion_main!(benches);
