//! Making a table from floating-point probabilities: how the time grows with the number of symbols.

use constriction::stream::model::{
    Categorical, Cdf, DefaultContiguousCategoricalEntropyModel, IterableModel as _, ProbabilityError,
};
use constriction_benches::{CpuTime, Job, shuffled_probs};
use criterion::{Criterion, criterion_group, criterion_main};
use published::stream::model::{DefaultContiguousCategoricalEntropyModel as PublishedModel, IterableEntropyModel as _};

/// For more symbols than that, the published package takes seconds a table; the growth is measured elsewhere.
const PUBLISHED_PERFECT_LIMIT: usize = 16_384;
/// The checks and the measurements of the published package beyond this are slow already.
const SLOW: usize = 4096;

fn perfect(criterion: &mut Criterion<CpuTime>) {
    for n in [256, 4096, 16_384, 50_257, 1_000_000] {
        let probs = shuffled_probs(n, 4);
        let ours = || DefaultContiguousCategoricalEntropyModel::perfect(&probs);
        let published = || PublishedModel::from_floating_point_probabilities_perfect(&probs);
        if n <= SLOW {
            assert_equal(ours(), published());
        }

        let mut job = Job::new(criterion, &format!("perfect table of {n} symbols"), n);
        job.make("ours", || ours().unwrap());
        if n <= PUBLISHED_PERFECT_LIMIT {
            job.samples(if n < SLOW { 20 } else { 10 }).make("published", || published().unwrap());
        }
    }
}

fn fast(criterion: &mut Criterion<CpuTime>) {
    for n in [256, 65_536] {
        let probs = shuffled_probs(n, 4);
        let ours = || DefaultContiguousCategoricalEntropyModel::fast(&probs);
        let published = || PublishedModel::from_floating_point_probabilities_fast(&probs, None);
        assert_equal(ours(), published());

        Job::new(criterion, &format!("fast table of {n} symbols"), n)
            .make("ours", || Cdf::<24>::fast(&probs).unwrap())
            .make("ours with index", || ours().unwrap())
            .make("published", || published().unwrap());
    }
}

fn assert_equal(ours: Result<Categorical<24>, ProbabilityError>, published: Result<PublishedModel, ()>) {
    let (ours, published) = (ours.unwrap(), published.unwrap());
    let ours = ours.symbol_table().map(|(symbol, interval)| (symbol, interval.left, interval.prob));
    assert!(ours.eq(published.symbol_table()));
}

criterion_group! { name = benches; config = constriction_benches::criterion(); targets = perfect, fast }
criterion_main!(benches);
