//! The traits of encoders.

use core::borrow::Borrow;
use core::convert::Infallible;

use crate::ahead::Ahead;
use crate::pairs::{Forward, Pairs, Reverse};
use crate::{EncoderModel, ImpossibleSymbol, Interval, IntervalTables, Model, TryCodingError};

/// The order in which an encoder must be given the symbols so that the decoder returns them front to back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// First symbol first: the coder is a queue.
    Forward,
    /// Last symbol first: the coder is a stack.
    Reverse,
}

/// A coder that takes intervals: what an encoder must implement.
///
/// Users call the methods of [`Encode`], which every such coder has.
pub trait PutInterval {
    /// The error of a call.
    type Error: From<ImpossibleSymbol>;
    /// A state of the coder that it can return to.
    type Mark;

    /// The order of the symbols.
    const ORDER: Order;
    /// The lowest precision that the coder takes.
    const MIN_PRECISION: u32 = 1;
    /// The highest precision that the coder's format can take.
    const MAX_PRECISION: u32;
    /// Whether coding a symbol must wait for the symbol before it, which leaves time to compute the next interval.
    ///
    /// Coders with a single state are serial; a coder with a single state that works differently may say that it is not.
    const IS_SERIAL: bool = true;

    /// Encodes the information that a symbol with this interval was coded.
    ///
    /// # Errors
    /// If the sink does not take the words. The encoder is then as it was; only a sink that cannot take words
    /// back (its `mark` is `None`) may have kept some: do not use an encoder on such a sink any more.
    ///
    /// # Panics
    /// If `precision` is not between [`MIN_PRECISION`](Self::MIN_PRECISION) and [`MAX_PRECISION`](Self::MAX_PRECISION).
    /// In builds with debug assertions, also if the interval does not lie within `0..1 << precision`. In other builds,
    /// what is then written cannot be decoded.
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error>;

    /// Encodes as many intervals as there are, as by one [`put`](Self::put) after the other.
    ///
    /// A coder may do this faster than one at a time. An error leaves the intervals before it encoded. The iterator is
    /// not asked again after its end. A coder that is [serial](Self::IS_SERIAL) or has no [`mark`](Self::mark) takes an
    /// interval when those before it are encoded, so that the last one that it took is the one that failed.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    ///
    /// # Panics
    /// As [`put`](Self::put).
    #[inline]
    fn put_all(&mut self, mut intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        intervals.try_for_each(|interval| self.put(interval, precision))
    }

    /// Encodes the intervals at places of tables, in this order, and returns `true`; or nothing, and returns `false`.
    ///
    /// A coder that looks several intervals up at once, or divides by reciprocals, does so if all intervals are there and the
    /// sink takes all words. All others do nothing: the caller looks intervals up and puts them.
    ///
    /// # Panics
    /// As [`put`](Self::put).
    #[inline]
    fn put_tables(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        let _ = (tables, places);
        false
    }

    /// Encodes all intervals; or none, if one of them is an error or cannot be encoded.
    ///
    /// The exception are sinks that cannot take words back: there, the intervals before the one that failed remain
    /// encoded. A coder whose [`mark`](Self::mark) is `None` for other reasons must have its own way to do this.
    ///
    /// # Errors
    /// As [`put`](Self::put), or the first of the intervals that is an error.
    ///
    /// # Panics
    /// As [`put`](Self::put).
    #[inline]
    fn try_put_all<E: From<Self::Error>>(
        &mut self,
        mut intervals: impl Iterator<Item = Result<Interval, E>>,
        precision: u32,
    ) -> Result<(), E> {
        let mut all_valid = Ok(());
        let valid = core::iter::from_fn(|| intervals.next()?.map_err(|error| all_valid = Err(error)).ok());
        let mark = self.mark();
        // Fused, so that the first error is kept for every coder.
        let result = self.put_all(valid.fuse(), precision).map_err(E::from).and(all_valid);
        if let (Err(_), Some(mark)) = (&result, mark) {
            self.rewind(mark);
        }
        result
    }

    /// Whether a call of [`try_put_all`](Self::try_put_all) that fails leaves the coder as it was: where words can be
    /// taken back.
    #[inline]
    fn can_undo(&self) -> bool {
        self.mark().is_some()
    }

    /// Announces the number of symbols that are about to come. Only a coder without data may let its format depend on
    /// that.
    #[inline]
    fn reserve_symbols(&mut self, symbols: usize) {
        let _ = symbols;
    }

    /// Makes room in the storage for the words of this many symbols, which encoding does anyway. Returns `false` if there
    /// is not enough memory; then nothing has changed.
    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        let _ = (symbols, precision);
        true
    }

    /// The present state, for [`rewind`](Self::rewind) to go back to, or `None` if the sink cannot
    /// take words back.
    fn mark(&self) -> Option<Self::Mark>;

    /// Returns to an earlier state. No symbol may have been decoded since.
    fn rewind(&mut self, mark: Self::Mark);
}

/// More words of this many bits than the symbols of a precision can take.
#[must_use]
#[inline]
pub fn most_words(symbols: usize, precision: u32, word_bits: u32) -> usize {
    // A symbol takes its bits and what a coder loses by rounding, which is less than a bit in a thousand.
    let words = symbols.saturating_mul(precision as usize + 1) / word_bits as usize;
    words + 4
}

/// Encodes symbols: the methods that every encoder has.
///
/// A call that fails leaves the encoder as it was before, also where some symbols of a sequence were fine. The
/// exception are sinks that cannot take words back (callbacks, `std::io` writers): there, the symbols before
/// the one that failed remain encoded.
pub trait Encode: PutInterval {
    /// Encodes one symbol.
    ///
    /// # Errors
    /// If the model cannot code the symbol or the sink does not take a word.
    #[inline]
    fn encode_symbol<M: EncoderModel>(&mut self, symbol: impl Borrow<M::Symbol>, model: M) -> Result<(), Self::Error> {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let interval = model.interval(symbol.borrow()).ok_or(ImpossibleSymbol { index: 0 })?;
        self.put(interval, M::PRECISION)
    }

    /// Encodes symbols, each with its own model, in the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbol`](Self::encode_symbol); the error has the symbol's index.
    #[inline]
    fn encode_symbols<S, M>(&mut self, symbols_and_models: impl IntoIterator<Item = (S, M)>) -> Result<(), Self::Error>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
    {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let pairs = symbols_and_models.into_iter().map(Ok::<_, Infallible>);
        put_pairs(self, Forward::new(pairs)).map_err(coding_error)
    }

    /// Encodes symbols, each with its own model, from the last to the first, so that a stack returns them in
    /// the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbol`](Self::encode_symbol); the error has the symbol's index from the front.
    #[inline]
    fn encode_symbols_reverse<S, M, I>(&mut self, symbols_and_models: I) -> Result<(), Self::Error>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = (S, M), IntoIter: DoubleEndedIterator>,
    {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let pairs = symbols_and_models.into_iter().map(Ok::<_, Infallible>);
        put_pairs(self, Reverse::new(pairs)).map_err(coding_error)
    }

    /// Encodes symbols with models that can be invalid, in the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbols`](Self::encode_symbols), and if there is an error in the place of a symbol and its model.
    #[inline]
    fn try_encode_symbols<S, M, E>(
        &mut self,
        symbols_and_models: impl IntoIterator<Item = Result<(S, M), E>>,
    ) -> Result<(), TryCodingError<Self::Error, E>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
    {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        put_pairs(self, Forward::new(symbols_and_models))
    }

    /// Encodes symbols with models that can be invalid, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse), and if there is an error in the place of a symbol
    /// and its model.
    #[inline]
    fn try_encode_symbols_reverse<S, M, E, I>(
        &mut self,
        symbols_and_models: I,
    ) -> Result<(), TryCodingError<Self::Error, E>>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = Result<(S, M), E>, IntoIter: DoubleEndedIterator>,
    {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        put_pairs(self, Reverse::new(symbols_and_models))
    }

    /// Encodes symbols, each with its own model, so that decoding returns them in the order of the iterator: a queue
    /// gets the first one first, a stack the last one.
    ///
    /// This is for code that is to work with every coder.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    fn encode_in_order<S, M, I>(&mut self, symbols_and_models: I) -> Result<(), Self::Error>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = (S, M), IntoIter: DoubleEndedIterator>,
    {
        match Self::ORDER {
            Order::Forward => self.encode_symbols(symbols_and_models),
            Order::Reverse => self.encode_symbols_reverse(symbols_and_models),
        }
    }

    /// Encodes symbols that share one model, in the order of the iterator.
    ///
    /// # Errors
    /// As [`encode_symbols`](Self::encode_symbols).
    #[inline]
    fn encode_iid_symbols<S, M>(&mut self, symbols: impl IntoIterator<Item = S>, model: M) -> Result<(), Self::Error>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
    {
        self.encode_symbols(symbols.into_iter().map(|symbol| (symbol, &model)))
    }

    /// Encodes symbols that share one model, from the last to the first.
    ///
    /// # Errors
    /// As [`encode_symbols_reverse`](Self::encode_symbols_reverse).
    #[inline]
    fn encode_iid_symbols_reverse<S, M, I>(&mut self, symbols: I, model: M) -> Result<(), Self::Error>
    where
        S: Borrow<M::Symbol>,
        M: EncoderModel,
        I: IntoIterator<Item = S, IntoIter: DoubleEndedIterator>,
    {
        self.encode_symbols_reverse(symbols.into_iter().map(|symbol| (symbol, &model)))
    }
}

impl<C: PutInterval + ?Sized> Encode for C {}

/// Fewer symbols than this are not worth a block: a call with one symbol takes 30 ns less than with it.
const FEW: usize = 5;

#[inline]
fn put_pairs<C, P>(coder: &mut C, mut pairs: P) -> Result<(), TryCodingError<C::Error, P::Invalid>>
where
    C: PutInterval + ?Sized,
    P: Pairs,
{
    let precision = <P::Model as Model>::PRECISION;
    if P::Model::IS_COSTLY && pairs.most() > FEW {
        return coder.try_put_all(Ahead::new(pairs), precision);
    }
    let intervals = core::iter::from_fn(|| {
        Some(match pairs.take()? {
            Ok((symbol, model)) => model.interval(symbol.borrow()).ok_or_else(|| pairs.impossible()),
            Err(error) => Err(TryCodingError::InvalidEntropyModel(error)),
        })
    });
    coder.try_put_all(intervals, precision)
}

/// The coder's error, where models are there.
#[inline]
fn coding_error<E>(error: TryCodingError<E, Infallible>) -> E {
    match error {
        TryCodingError::CodingError(error) => error,
        TryCodingError::InvalidEntropyModel(never) => match never {},
    }
}

impl<C: PutInterval + ?Sized> PutInterval for &mut C {
    type Error = C::Error;
    type Mark = C::Mark;
    const ORDER: Order = C::ORDER;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;
    const IS_SERIAL: bool = C::IS_SERIAL;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        (**self).put(interval, precision)
    }
    #[inline]
    fn put_all(&mut self, intervals: impl Iterator<Item = Interval>, precision: u32) -> Result<(), Self::Error> {
        (**self).put_all(intervals, precision)
    }
    #[inline]
    fn put_tables(&mut self, tables: &IntervalTables<'_>, places: &[u32]) -> bool {
        (**self).put_tables(tables, places)
    }
    #[inline]
    fn try_put_all<E: From<Self::Error>>(
        &mut self,
        intervals: impl Iterator<Item = Result<Interval, E>>,
        precision: u32,
    ) -> Result<(), E> {
        (**self).try_put_all(intervals, precision)
    }
    fn can_undo(&self) -> bool {
        (**self).can_undo()
    }
    fn reserve_symbols(&mut self, symbols: usize) {
        (**self).reserve_symbols(symbols);
    }
    #[inline]
    fn make_room(&mut self, symbols: usize, precision: u32) -> bool {
        (**self).make_room(symbols, precision)
    }
    fn mark(&self) -> Option<Self::Mark> {
        (**self).mark()
    }
    fn rewind(&mut self, mark: Self::Mark) {
        (**self).rewind(mark);
    }
}
