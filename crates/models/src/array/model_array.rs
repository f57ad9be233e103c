//! `ModelArray`: the trait of all arrays of models.

use constriction_core::{Interval, Order, PutInterval, TakeInterval};

use super::{ArrayError, NoInterval, loops};
use crate::dynamic::DynModel;

/// A model for each place of an array of symbols.
///
/// An array implements `len`, `precision` and `model`. The loops are provided; arrays that have a faster way override them,
/// with the same results.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an array of models",
    note = "quantizers make arrays from slices: `quantizer.gaussians(&means, &stds)?`",
    note = "`Shared` is one model for all symbols, `FromFn` calls a function for each"
)]
pub trait ModelArray {
    /// The error of a place without a model.
    type Error;

    /// The number of models; `None` if there is one at any place.
    fn len(&self) -> Option<usize>;

    /// Whether there is no model.
    fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The precision of all models, in bits.
    fn precision(&self) -> u32;

    /// The model at a place.
    ///
    /// # Errors
    /// If the parameters at this place are not those of a model.
    ///
    /// # Panics
    /// If the place is not below [`len`](Self::len).
    fn model(&self, place: usize) -> Result<impl DynModel, Self::Error>;

    /// Returns the error that a model has met since it was made, if there is one.
    ///
    /// A model whose functions can fail, as they are those of another language, cannot say so in an interval. The loops
    /// ask this before they use one.
    ///
    /// # Errors
    /// The error of the model.
    #[inline]
    fn check(&self) -> Result<(), Self::Error> {
        Ok(())
    }

    /// The interval of a symbol at a place, or `None` if the symbol is impossible there.
    ///
    /// # Errors
    /// As [`model`](Self::model).
    ///
    /// # Panics
    /// As [`model`](Self::model).
    #[inline]
    fn interval(&self, place: usize, symbol: i32) -> Result<Option<Interval>, Self::Error> {
        let interval = self.model(place)?.interval(symbol);
        self.check()?;
        Ok(interval)
    }

    /// The symbol that owns a quantile at a place, and its interval; `None` if no symbol does.
    ///
    /// # Errors
    /// As [`model`](Self::model).
    ///
    /// # Panics
    /// As [`model`](Self::model).
    #[inline]
    fn symbol_at(&self, place: usize, quantile: u32) -> Result<Option<(i32, Interval)>, Self::Error> {
        let found = self.model(place)?.symbol_at(quantile);
        self.check()?;
        Ok(found)
    }

    /// Computes the intervals of symbols, the first of which is at the place `start`.
    ///
    /// # Errors
    /// For the first symbol that is impossible or has no model. What is in `intervals` is then not defined.
    ///
    /// # Panics
    /// If there are not as many symbols as intervals, or as [`model`](Self::model).
    #[inline]
    fn intervals(
        &self,
        start: usize,
        symbols: &[i32],
        intervals: &mut [Interval],
    ) -> Result<(), NoInterval<Self::Error>> {
        loops::intervals(self, start, symbols, intervals)
    }

    /// Encodes symbols, the first of which is at the place `start`, in this order or from the last to the first.
    ///
    /// This is a part of [`EncodeArray::encode_array`](super::EncodeArray::encode_array): some of the symbols can be
    /// encoded when it fails, unless the coder has no [mark](PutInterval::mark) to go back to. Such a coder is given all
    /// symbols in one call of [`try_put_all`](PutInterval::try_put_all).
    ///
    /// # Errors
    /// If a symbol is impossible or has no model, or the coder fails.
    ///
    /// # Panics
    /// As [`model`](Self::model), or if the coder does not take the precision.
    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<Self::Error, C::Error>> {
        loops::put_blocks(self, coder, start, symbols, order)
    }

    /// Decodes symbols, the first of which is at the place `start`.
    ///
    /// # Errors
    /// If the data is corrupt, a place has no model, or the coder fails. The coder is then after the symbols before the
    /// one that failed, or at most as many before as have their quantiles at once.
    ///
    /// # Panics
    /// As [`put`](Self::put).
    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<Self::Error, C::Error>> {
        loops::take(self, coder, start, symbols)
    }
}

impl<A: ModelArray + ?Sized> ModelArray for &A {
    type Error = A::Error;

    #[inline]
    fn len(&self) -> Option<usize> {
        (**self).len()
    }
    #[inline]
    fn precision(&self) -> u32 {
        (**self).precision()
    }
    #[inline]
    fn model(&self, place: usize) -> Result<impl DynModel, A::Error> {
        (**self).model(place)
    }
    #[inline]
    fn check(&self) -> Result<(), A::Error> {
        (**self).check()
    }
    #[inline]
    fn intervals(&self, start: usize, symbols: &[i32], intervals: &mut [Interval]) -> Result<(), NoInterval<A::Error>> {
        (**self).intervals(start, symbols, intervals)
    }
    #[inline]
    fn put<C: PutInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &[i32],
        order: Order,
    ) -> Result<(), ArrayError<A::Error, C::Error>> {
        (**self).put(coder, start, symbols, order)
    }
    #[inline]
    fn take<C: TakeInterval>(
        &self,
        coder: &mut C,
        start: usize,
        symbols: &mut [i32],
    ) -> Result<(), ArrayError<A::Error, C::Error>> {
        (**self).take(coder, start, symbols)
    }
}
