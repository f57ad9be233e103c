//! Laws of every model that learns.
//!
//! A message is a sequence of symbols with their contexts, all of which the model has.

use core::convert::Infallible;
use core::fmt::Debug;

use constriction_adaptive::{AdaptiveCode, Contexts, DecodeAdaptive, EncodeAdaptive, EncodeArray, cost_bits};
use constriction_core::{ImpossibleSymbol, Interval, UnwrapInfallible};

use crate::Codec;

/// Symbols with the contexts that they are coded in.
#[derive(Clone, Debug)]
pub struct AdaptiveMessage<S> {
    /// The symbols.
    pub symbols: Vec<S>,
    /// A context for each of them.
    pub contexts: Vec<usize>,
}

impl<S> Contexts<S> for AdaptiveMessage<S> {
    fn context(&self, before: &[S]) -> Option<usize> {
        self.contexts.get(before.len()).copied()
    }
}

/// The intervals of a symbol.
fn intervals<M: AdaptiveCode>(model: &M, context: usize, symbol: M::Symbol) -> Option<Vec<Interval>> {
    let mut found = Vec::new();
    let push = |interval| {
        found.push(interval);
        Ok::<_, Infallible>(())
    };
    model.intervals(context, symbol, push)?.unwrap_infallible();
    Some(found)
}

/// The model after it has learned the message.
fn learned<M: AdaptiveCode + Clone>(new: &M, message: &AdaptiveMessage<M::Symbol>) -> M {
    let mut model = new.clone();
    for (&symbol, &context) in message.symbols.iter().zip(&message.contexts) {
        model.learn(context, symbol);
    }
    model
}

/// Every interval lies inside of `0..2^P`, and all but the whole of it is never the probability of one of several
/// symbols; asking for it changes nothing.
pub fn intervals_lie_inside<M>(new: &M, message: &AdaptiveMessage<M::Symbol>)
where
    M: AdaptiveCode + Clone + PartialEq + Debug,
{
    let mut model = new.clone();
    for (&symbol, &context) in message.symbols.iter().zip(&message.contexts) {
        let before = model.clone();
        let found = intervals(&model, context, symbol).expect("the model has the message's symbols");
        assert!(!found.is_empty());
        assert!(found.iter().all(|interval| interval.right() <= 1 << M::PRECISION), "{found:?}");
        assert_eq!(model, before);
        model.learn(context, symbol);
    }
}

/// With every coder, decoding returns the symbols, and the models of both sides are equal at the end.
pub fn round_trip<C: Codec, M>(new: &M, message: &AdaptiveMessage<M::Symbol>)
where
    M: AdaptiveCode<Symbol: PartialEq + Debug + Default> + Clone + PartialEq + Debug,
{
    let mut encoder = C::encoder();
    let mut model = new.clone();
    encoder.encode_array(&mut model, message, &message.symbols).unwrap();
    assert_eq!(model, learned(new, message));

    let words = C::finish(encoder);
    let cost = cost_bits(new, message, &message.symbols).expect("the model has the message's symbols");
    let bits = words.len() as f64 * f64::from(<C::Word as constriction_core::Unsigned>::BITS);
    assert!((bits - cost).abs() < 130.0 + 0.001 * cost, "{bits} bits for {cost}");

    let mut decoder = C::decoder(words).expect("an encoder's words are a message");
    let mut decoded = vec![M::Symbol::default(); message.symbols.len()];
    let mut model = new.clone();
    decoder.decode_array(&mut model, message, &mut decoded).unwrap();
    assert_eq!(decoded, message.symbols);
    assert_eq!(model, learned(new, message));
}

/// The encoder's and the decoder's model are equal after every symbol; and a queue writes the same words symbol by symbol
/// as in one call.
pub fn states_are_equal_after_every_symbol<C: Codec, M>(new: &M, message: &AdaptiveMessage<M::Symbol>)
where
    M: AdaptiveCode<Symbol: PartialEq + Debug> + Clone + PartialEq + Debug,
{
    let mut encoder = C::encoder();
    let mut model = new.clone();
    let mut states = Vec::new();
    for (&symbol, &context) in message.symbols.iter().zip(&message.contexts) {
        encoder.encode_adaptive(&mut model, context, symbol).unwrap();
        states.push(model.clone());
    }
    let mut whole = C::encoder();
    whole.encode_array(&mut new.clone(), message, &message.symbols).unwrap();
    assert_eq!(encoder, whole);

    let mut decoder = C::decoder(C::finish(encoder)).expect("an encoder's words are a message");
    let mut model = new.clone();
    for ((&symbol, &context), state) in message.symbols.iter().zip(&message.contexts).zip(&states) {
        assert_eq!(decoder.decode_adaptive(&mut model, context).unwrap(), symbol);
        assert_eq!(&model, state);
    }
}

/// A symbol or a context that the model does not have fails the call, which leaves model and encoder as they were, and
/// names the index.
pub fn impossible_symbol_leaves_no_trace<C: Codec, M>(
    new: &M,
    message: &AdaptiveMessage<M::Symbol>,
    others: &[(usize, M::Symbol)],
) where
    M: AdaptiveCode<Symbol: Debug> + Clone + PartialEq + Debug,
{
    let mut encoder = C::encoder();
    let mut model = new.clone();
    encoder.encode_array(&mut model, message, &message.symbols).unwrap();
    let before = (encoder.clone(), model.clone());
    for &(context, symbol) in others {
        let mut wrong = message.clone();
        let index = wrong.symbols.len();
        wrong.symbols.push(symbol);
        wrong.contexts.push(context);
        let error = encoder.encode_array(&mut model, &wrong, &wrong.symbols).unwrap_err();
        assert_eq!(error, ImpossibleSymbol { index }.into());
        assert!(intervals(&model, context, symbol).is_none());
        assert!(cost_bits(&model, &wrong, &wrong.symbols).is_none());
        model.learn(context, symbol);
        assert_eq!((&encoder, &model), (&before.0, &before.1), "{context} {symbol:?}");
    }
    let no_contexts = AdaptiveMessage { symbols: vec![], contexts: vec![] };
    if let Some(&symbol) = message.symbols.first() {
        let error = encoder.encode_array(&mut model, &no_contexts, &[symbol]).unwrap_err();
        assert_eq!(error, ImpossibleSymbol { index: 0 }.into());
        assert_eq!((encoder, model), before);
    }
}

/// Storage that is full fails the call, which leaves the model as it was; the words are those of an encoder that was not
/// called.
pub fn full_storage_leaves_no_trace<C: Codec, M>(new: &M, message: &AdaptiveMessage<M::Symbol>)
where
    M: AdaptiveCode + Clone + PartialEq + Debug,
{
    let mut encoder = C::encoder();
    encoder.encode_array(&mut new.clone(), message, &message.symbols).unwrap();
    let words = C::finish(encoder);
    for capacity in [0, words.len() / 2, words.len().saturating_sub(2)] {
        let mut encoder = C::bounded(capacity);
        let mut model = new.clone();
        if encoder.encode_array(&mut model, message, &message.symbols).is_err() {
            assert_eq!(&model, new);
            let empty = C::finish_bounded(encoder);
            assert!(empty.is_none_or(|words| words == C::finish(C::encoder())));
        }
    }
}

/// A clone goes its own way, and a model that was reset is a new one.
pub fn clones_and_reset<M>(new: &M, message: &AdaptiveMessage<M::Symbol>, reset: impl Fn(&mut M))
where
    M: AdaptiveCode + Clone + PartialEq + Debug,
{
    let model = learned(new, message);
    let mut clone = model.clone();
    for (&symbol, &context) in message.symbols.iter().zip(&message.contexts) {
        clone.learn(context, symbol);
    }
    assert_eq!(model, learned(new, message));
    let mut model = model;
    reset(&mut model);
    assert_eq!(&model, new);
}

/// Whatever the words and contexts are, decoding ends with symbols that the model has, or with an error that leaves the
/// model as it was.
pub fn any_words_decode_without_panic<C: Codec, M>(new: &M, words: &[C::Word], contexts: &[usize])
where
    M: AdaptiveCode + Clone + PartialEq + Debug,
{
    let Some(mut decoder) = C::decoder(words.to_vec()) else { return };
    let mut model = new.clone();
    for &context in contexts {
        let before = model.clone();
        match decoder.decode_adaptive(&mut model, context) {
            Ok(symbol) => assert!(intervals(&before, context, symbol).is_some()),
            Err(_) => return assert_eq!(model, before),
        }
    }
}
