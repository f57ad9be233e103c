//! Laws of the calls that code many symbols.
//!
//! The laws take a coder, so that they also apply to coders that do not implement [`Codec`](crate::Codec), such as chain coders.
//! A law that is broken panics.

use core::cell::Cell;
use core::fmt::Debug;

use constriction_core::{
    Corrupt, Decode, DecoderModel, Encode, EncoderModel, FailedSymbol, ImpossibleSymbol, Interval, Model,
    TryCodingError,
};
use constriction_models::Categorical;

use crate::Message;

/// All laws of an encoder, which must have room for the message.
pub fn encoder<E, const P: u32>(encoder: &E, message: &Message<P>, places: [usize; 2])
where
    E: Encode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    if message.is_empty() {
        return;
    }
    let places = places.map(|place| place % message.len());
    the_first_error_counts(encoder, message, places);
    iterators_are_not_asked_after_their_end(encoder, message, places[0]);
}

/// All laws of a decoder, with any symbols.
pub fn decoder<D, const P: u32>(decoder: &D, models: &[Categorical<P>], place: usize)
where
    D: Decode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let len = place % (models.len() + 1);
    decode_into_is_decode_symbols(decoder, models, models.len());
    decode_into_is_decode_symbols(decoder, models, models.len() + 3);
    decode_into_is_decode_symbols(decoder, models, len);
    a_quantile_without_symbol_fails_at_its_index(decoder, models, len);
}

/// Of two symbols that are impossible, or models that are invalid, the call names the one that it comes to first, and
/// leaves the encoder as it was.
pub fn the_first_error_counts<E, const P: u32>(encoder: &E, message: &Message<P>, places: [usize; 2])
where
    E: Encode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let mut wrong = message.clone();
    places.iter().for_each(|&place| wrong.symbols[place] = usize::MAX);
    let (low, high) = (places[0].min(places[1]), places[0].max(places[1]));
    for is_costly in [false, true] {
        let mut after = encoder.clone();
        let result = match is_costly {
            false => [after.encode_symbols(wrong.pairs()), after.encode_symbols_reverse(wrong.pairs())],
            true => [after.encode_symbols(costly(&wrong)), after.encode_symbols_reverse(costly(&wrong))],
        };
        let expected = [low, high].map(|index| Err(E::Error::from(ImpossibleSymbol { index })));
        assert_eq!(result, expected, "costly models: {is_costly}");
        assert_eq!(after, *encoder);

        // One symbol is impossible, and another one's model invalid.
        let [invalid, impossible] = places;
        let mut wrong = message.clone();
        wrong.symbols[impossible] = usize::MAX;
        let items = |(i, pair)| if i == invalid { Err("no model") } else { Ok(pair) };
        let expected = |index| match index == invalid {
            true => Err(TryCodingError::InvalidEntropyModel("no model")),
            false => Err(TryCodingError::CodingError(E::Error::from(ImpossibleSymbol { index }))),
        };
        let [front, back] = match is_costly {
            false => {
                let pairs = wrong.pairs().enumerate().map(items);
                [after.try_encode_symbols(pairs.clone()), after.try_encode_symbols_reverse(pairs)]
            }
            true => {
                let pairs =
                    costly(&wrong).enumerate().map(|(i, pair)| if i == invalid { Err("no model") } else { Ok(pair) });
                [after.try_encode_symbols(pairs.clone()), after.try_encode_symbols_reverse(pairs)]
            }
        };
        assert_eq!([front, back], [expected(low), expected(high)], "costly models: {is_costly}");
        assert_eq!(after, *encoder);
    }
}

/// An iterator is not asked again after its end, nor after an error, so that one which would go on does not.
pub fn iterators_are_not_asked_after_their_end<E, const P: u32>(encoder: &E, message: &Message<P>, place: usize)
where
    E: Encode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let mut expected = encoder.clone();
    expected.encode_in_order(message.pairs()).unwrap();
    let (mut cheap, mut slow) = (encoder.clone(), encoder.clone());
    cheap.encode_in_order(Once::new(message.pairs(), |_| false)).unwrap();
    slow.encode_in_order(Once::new(costly(message), |_| false)).unwrap();
    assert_eq!([&cheap, &slow], [&expected; 2]);

    let invalid = |(i, pair)| if i == place { Err("no model") } else { Ok(pair) };
    let items = message.pairs().enumerate().map(invalid);
    let mut after = encoder.clone();
    assert!(after.try_encode_symbols(Once::new(items.clone(), Result::is_err)).is_err());
    assert!(after.try_encode_symbols_reverse(Once::new(items, Result::is_err)).is_err());
    let items = costly(message).enumerate().map(|(i, pair)| if i == place { Err("no model") } else { Ok(pair) });
    assert!(after.try_encode_symbols(Once::new(items.clone(), Result::is_err)).is_err());
    assert!(after.try_encode_symbols_reverse(Once::new(items, Result::is_err)).is_err());

    // In reverse, symbols before an impossible one are counted.
    let mut wrong = message.clone();
    wrong.symbols[place] = usize::MAX;
    assert!(after.encode_symbols(Once::new(wrong.pairs(), |&(symbol, _)| symbol == usize::MAX)).is_err());
    assert!(after.encode_symbols(Once::new(costly(&wrong), |&(symbol, _)| symbol == usize::MAX)).is_err());
    assert_eq!(after, *encoder);
}

/// `decode_into` decodes what `decode_symbols` decodes, up to the same error, and takes no more models than it needs.
pub fn decode_into_is_decode_symbols<D, const P: u32>(decoder: &D, models: &[Categorical<P>], places: usize)
where
    D: Decode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let mut one_by_one = decoder.clone();
    let mut expected = Vec::new();
    let mut error = None;
    for result in one_by_one.decode_symbols(models.iter().take(places)) {
        match result {
            Ok(symbol) => expected.push(symbol),
            Err(reason) => {
                error = Some(FailedSymbol { index: expected.len(), error: reason });
                break;
            }
        }
    }
    let mut at_once = decoder.clone();
    let mut symbols = vec![usize::MAX; places];
    let taken = Cell::new(0);
    let counted = models.iter().inspect(|_| taken.set(taken.get() + 1));
    let result = at_once.decode_into(&mut symbols, Once::new(counted, |_| false));
    assert_eq!(result, error.map_or(Ok(expected.len()), Err));
    assert_eq!(symbols[..expected.len()], expected);
    assert!(result.is_err() || symbols[expected.len()..].iter().all(|&symbol| symbol == usize::MAX));
    assert!(result.is_err() || taken.get() == expected.len());
    assert_eq!(at_once, one_by_one);
}

/// Where a model does not know the symbol, its index is that of the error, and the decoder is after the symbols before.
pub fn a_quantile_without_symbol_fails_at_its_index<D, const P: u32>(
    decoder: &D,
    models: &[Categorical<P>],
    place: usize,
) where
    D: Decode<Error: Debug + PartialEq> + Clone + PartialEq + Debug,
{
    let mut one_by_one = decoder.clone();
    let expected: Vec<_> = one_by_one.decode_symbols(&models[..place]).map_while(Result::ok).collect();
    if expected.len() < place || place == models.len() {
        return;
    }
    let mut at_once = decoder.clone();
    let mut symbols = vec![0; models.len()];
    let models = models.iter().enumerate().map(|(i, model)| Partial { model, knows_all: i != place });
    let result = at_once.decode_into(&mut symbols, models);
    // A queue may have no quantile at all here.
    let error = one_by_one.clone().quantile(P).err().unwrap_or(Corrupt.into());
    assert_eq!(result, Err(FailedSymbol { index: place, error }));
    assert_eq!(symbols[..place], expected);
    assert_eq!(at_once, one_by_one);
}

/// The pairs of a message, whose models pretend to be costly.
fn costly<const P: u32>(
    message: &Message<P>,
) -> impl DoubleEndedIterator<Item = (usize, Costly<'_, P>)> + ExactSizeIterator + Clone {
    message.pairs().map(|(symbol, model)| (symbol, Costly(model)))
}

struct Costly<'a, const P: u32>(&'a Categorical<P>);

impl<const P: u32> Model for Costly<'_, P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Costly<'_, P> {
    const IS_COSTLY: bool = true;

    fn interval(&self, symbol: &usize) -> Option<Interval> {
        self.0.interval(symbol)
    }
}

/// A model that may know no symbol.
struct Partial<'a, const P: u32> {
    model: &'a Categorical<P>,
    knows_all: bool,
}

impl<const P: u32> Model for Partial<'_, P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> DecoderModel for Partial<'_, P> {
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        if self.knows_all { self.model.symbol_at(quantile) } else { None }
    }
}

/// An iterator that must not be asked again after its end, or after an item that is the last one.
struct Once<I, L> {
    items: I,
    is_last: L,
    has_ended: bool,
}

impl<I: Iterator, L: Fn(&I::Item) -> bool> Once<I, L> {
    fn new(items: I, is_last: L) -> Self {
        Self { items, is_last, has_ended: false }
    }

    fn look(&mut self, item: Option<I::Item>) -> Option<I::Item> {
        assert!(!self.has_ended, "the iterator is asked after its end");
        self.has_ended = item.as_ref().is_none_or(&self.is_last);
        item
    }
}

impl<I: Iterator, L: Fn(&I::Item) -> bool> Iterator for Once<I, L> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let item = self.items.next();
        self.look(item)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.size_hint()
    }
}

impl<I: DoubleEndedIterator, L: Fn(&I::Item) -> bool> DoubleEndedIterator for Once<I, L> {
    fn next_back(&mut self) -> Option<I::Item> {
        let item = self.items.next_back();
        self.look(item)
    }
}
