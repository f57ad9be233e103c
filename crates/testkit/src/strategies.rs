//! Random probabilities, messages and words.

use constriction_core::{DecoderModel, Unsigned};
use constriction_models::Categorical;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::Message;

/// Between 1 and `max` probabilities, not normalised, some of them zero, but not all; from flat to very peaked.
pub fn probabilities(max: usize) -> impl Strategy<Value = Vec<f64>> {
    let prob = prop_oneof![
        6 => 0.0..1.0,
        2 => (0.0f64..40.0).prop_map(|bits| (-bits).exp2()),
        1 => Just(0.0),
        1 => Just(0.25),
    ];
    vec(prob, 1..=max).prop_filter("the sum must be positive", |probs| probs.iter().sum::<f64>() > 0.0)
}

/// Up to `max` symbols whose models are drawn from a few; the symbols follow the models, or are uniform.
pub fn messages<const P: u32>(max: usize) -> impl Strategy<Value = Message<P>> {
    let most = (1usize << P.min(10)) / 2;
    // At 32 bits, a single symbol has no probability that fits.
    let probs = probabilities(most.min(40)).prop_filter("two symbols", |probs| P < 32 || probs.len() > 1);
    let models = vec(probs, 1..5).prop_map(|probs| {
        probs.iter().map(|p| Categorical::<P>::perfect(p).expect("the strategy makes valid ones")).collect::<Vec<_>>()
    });
    let picks = vec((any::<prop::sample::Index>(), any::<u32>(), any::<bool>()), 0..=max);
    (models, picks).prop_map(|(models, picks)| {
        let (mut symbols, mut used) = (Vec::new(), Vec::new());
        for (pick, number, typical) in picks {
            let model: &Categorical<P> = pick.get(&models);
            let quantile = (u64::from(number) % (1 << P)) as u32;
            symbols.push(match model.symbol_at(quantile) {
                Some((symbol, _)) if typical => symbol,
                _ => number as usize % model.cdf().len(),
            });
            used.push(model.clone());
        }
        Message { symbols, models: used }
    })
}

/// Up to `max` arbitrary words; all zeros and all ones are as frequent as the others together.
pub fn words<W: Unsigned>(max: usize) -> impl Strategy<Value = Vec<W>> {
    let word = prop_oneof![2 => any::<u64>().prop_map(W::from_low), 1 => Just(W::ZERO), 1 => Just(W::MAX)];
    vec(word, 0..=max)
}
