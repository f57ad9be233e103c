//! Iterators over symbols and their models, from either end.

use core::borrow::Borrow;

use crate::{EncoderModel, ImpossibleSymbol, Model, TryCodingError};

/// A symbol with its model, or an error in the place of the two.
type Pair<P> = Result<(<P as Pairs>::Symbol, <P as Pairs>::Model), <P as Pairs>::Invalid>;

/// Symbols and their models, in the order in which they are encoded.
pub(crate) trait Pairs {
    type Symbol: Borrow<<Self::Model as Model>::Symbol>;
    type Model: EncoderModel;
    /// The error that takes the place of a symbol whose model is invalid.
    type Invalid;

    /// The next pair.
    fn take(&mut self) -> Option<Pair<Self>>;
    /// The upper end of the number of pairs to come, as far as the iterator knows it.
    fn most(&self) -> usize;
    /// The index from the front of the pair that was taken last. No more pairs can be taken after that.
    fn last_index(&mut self) -> usize;

    /// The pair that was taken last is impossible.
    #[cold]
    fn impossible<C: From<ImpossibleSymbol>>(&mut self) -> TryCodingError<C, Self::Invalid> {
        TryCodingError::CodingError(ImpossibleSymbol { index: self.last_index() }.into())
    }
}

/// From the first to the last.
pub(crate) struct Forward<I> {
    pairs: I,
    taken: usize,
}

impl<I> Forward<I> {
    #[inline]
    pub(crate) fn new(pairs: impl IntoIterator<IntoIter = I>) -> Self {
        Self { pairs: pairs.into_iter(), taken: 0 }
    }
}

impl<S, M, E, I> Pairs for Forward<I>
where
    S: Borrow<M::Symbol>,
    M: EncoderModel,
    I: Iterator<Item = Result<(S, M), E>>,
{
    type Symbol = S;
    type Model = M;
    type Invalid = E;

    #[inline]
    fn take(&mut self) -> Option<Pair<Self>> {
        self.taken += 1;
        self.pairs.next()
    }
    #[inline]
    fn most(&self) -> usize {
        self.pairs.size_hint().1.unwrap_or(usize::MAX)
    }
    fn last_index(&mut self) -> usize {
        self.taken - 1
    }
}

/// From the last to the first.
pub(crate) struct Reverse<I> {
    pairs: I,
}

impl<I> Reverse<I> {
    #[inline]
    pub(crate) fn new(pairs: impl IntoIterator<IntoIter = I>) -> Self {
        Self { pairs: pairs.into_iter() }
    }
}

impl<S, M, E, I> Pairs for Reverse<I>
where
    S: Borrow<M::Symbol>,
    M: EncoderModel,
    I: DoubleEndedIterator<Item = Result<(S, M), E>>,
{
    type Symbol = S;
    type Model = M;
    type Invalid = E;

    #[inline]
    fn take(&mut self) -> Option<Pair<Self>> {
        self.pairs.next_back()
    }
    #[inline]
    fn most(&self) -> usize {
        self.pairs.size_hint().1.unwrap_or(usize::MAX)
    }
    fn last_index(&mut self) -> usize {
        self.pairs.by_ref().count()
    }
}
