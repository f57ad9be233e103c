//! Sources that get their words from an iterator.

use core::convert::Infallible;

use crate::{PopWords, ReadWords};

/// A source that takes its words from an iterator.
///
/// The iterator must give the words in the order in which the decoder needs them: for a range decoder as they were
/// written, for an ANS decoder the last one first.
#[derive(Clone, Copy, Debug)]
pub struct FromIter<I>(pub I);

impl<I> FromIter<I> {
    /// The source of an iterator, or of what can be made one.
    pub fn new(iter: impl IntoIterator<IntoIter = I>) -> Self {
        Self(iter.into_iter())
    }
}

impl<I: Iterator> IntoIterator for FromIter<I> {
    type Item = I::Item;
    type IntoIter = I;

    /// The rest of the iterator.
    fn into_iter(self) -> I {
        self.0
    }
}

impl<I: Iterator> ReadWords<I::Item> for FromIter<I> {
    type Error = Infallible;

    #[inline]
    fn read_word(&mut self) -> Result<Option<I::Item>, Infallible> {
        Ok(self.0.next())
    }
    fn maybe_exhausted(&self) -> bool {
        self.0.size_hint().0 == 0
    }
}

impl<I: Iterator> PopWords<I::Item> for FromIter<I> {
    type Error = Infallible;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<I::Item>, Infallible> {
        Ok(self.0.next())
    }
    fn maybe_empty(&self) -> bool {
        self.0.size_hint().0 == 0
    }
}

/// A source that takes its words from an iterator that can fail. The order is that of [`FromIter`].
#[derive(Clone, Copy, Debug)]
pub struct TryFromIter<I>(pub I);

impl<I> TryFromIter<I> {
    /// The source of an iterator, or of what can be made one.
    pub fn new(iter: impl IntoIterator<IntoIter = I>) -> Self {
        Self(iter.into_iter())
    }
}

impl<I: Iterator> IntoIterator for TryFromIter<I> {
    type Item = I::Item;
    type IntoIter = I;

    /// The rest of the iterator.
    fn into_iter(self) -> I {
        self.0
    }
}

impl<W, E, I: Iterator<Item = Result<W, E>>> ReadWords<W> for TryFromIter<I> {
    type Error = E;

    #[inline]
    fn read_word(&mut self) -> Result<Option<W>, E> {
        self.0.next().transpose()
    }
    fn maybe_exhausted(&self) -> bool {
        self.0.size_hint().0 == 0
    }
}

impl<W, E, I: Iterator<Item = Result<W, E>>> PopWords<W> for TryFromIter<I> {
    type Error = E;

    #[inline]
    fn pop_word(&mut self) -> Result<Option<W>, E> {
        self.0.next().transpose()
    }
    fn maybe_empty(&self) -> bool {
        self.0.size_hint().0 == 0
    }
}
