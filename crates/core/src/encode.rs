//! The encoding side of a coder.

use core::borrow::Borrow;

use crate::{EncoderModel, ImpossibleSymbol, Interval};

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
    /// What can go wrong.
    type Error: From<ImpossibleSymbol>;
    /// A state of the coder that it can return to.
    type Mark;

    /// The order of the symbols.
    const ORDER: Order;
    /// The highest precision that the coder's format can take.
    const MAX_PRECISION: u32;

    /// Encodes the information that a symbol with this interval was coded.
    ///
    /// # Errors
    /// If the sink does not take the words. The encoder is then as it was; only a sink that cannot take words
    /// back (its `mark` is `None`) may have kept some, and an encoder on such a sink is of no use after that.
    ///
    /// # Panics
    /// If `precision` is 0 or above [`MAX_PRECISION`](Self::MAX_PRECISION). The interval must lie within
    /// `0..1 << precision`, otherwise what is written is of no use.
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error>;

    /// What to hand to [`rewind`](Self::rewind) to forget all that comes after, or `None` if the sink cannot
    /// take words back.
    fn mark(&self) -> Option<Self::Mark>;

    /// Returns to an earlier state. No symbol may have been decoded since.
    fn rewind(&mut self, mark: Self::Mark);
}

/// What users call to encode.
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
        const { assert!(0 < M::PRECISION && M::PRECISION <= Self::MAX_PRECISION) };
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
        let mark = self.mark();
        for (index, (symbol, model)) in symbols_and_models.into_iter().enumerate() {
            if let Err(error) = put_symbol(self, symbol.borrow(), &model, || index) {
                return Err(undo(self, mark, error));
            }
        }
        Ok(())
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
        let mark = self.mark();
        let mut rest = symbols_and_models.into_iter();
        while let Some((symbol, model)) = rest.next_back() {
            if let Err(error) = put_symbol(self, symbol.borrow(), &model, || rest.by_ref().count()) {
                return Err(undo(self, mark, error));
            }
        }
        Ok(())
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

#[inline]
fn put_symbol<C, M>(coder: &mut C, symbol: &M::Symbol, model: &M, index: impl FnOnce() -> usize) -> Result<(), C::Error>
where
    C: PutInterval + ?Sized,
    M: EncoderModel,
{
    const { assert!(0 < M::PRECISION && M::PRECISION <= C::MAX_PRECISION) };
    let Some(interval) = model.interval(symbol) else {
        return Err(ImpossibleSymbol { index: index() }.into());
    };
    coder.put(interval, M::PRECISION)
}

/// Takes back what a failed call has encoded.
#[cold]
fn undo<C: PutInterval + ?Sized>(coder: &mut C, mark: Option<C::Mark>, error: C::Error) -> C::Error {
    if let Some(mark) = mark {
        coder.rewind(mark);
    }
    error
}

impl<C: PutInterval + ?Sized> PutInterval for &mut C {
    type Error = C::Error;
    type Mark = C::Mark;
    const ORDER: Order = C::ORDER;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;

    #[inline]
    fn put(&mut self, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        (**self).put(interval, precision)
    }
    fn mark(&self) -> Option<Self::Mark> {
        (**self).mark()
    }
    fn rewind(&mut self, mark: Self::Mark) {
        (**self).rewind(mark);
    }
}
