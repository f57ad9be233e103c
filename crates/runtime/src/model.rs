//! What the drivers need of a model.

use core::ops::RangeInclusive;

use constriction_core::{Interval, TakeInterval};

use crate::Error;

/// A model of integers whose precision is a run-time value.
///
/// It is what [`EncoderModel`](constriction_core::EncoderModel) and
/// [`DecoderModel`](constriction_core::DecoderModel) are, for drivers.
pub trait RunModel {
    /// The interval of a symbol, or `None` if the model cannot code it.
    fn interval(&self, symbol: i32) -> Option<Interval>;

    /// The symbol that owns a quantile, and its interval; `None` if no symbol does.
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)>;

    /// The smallest and the largest symbol. Some between them may be impossible.
    fn support(&self) -> RangeInclusive<i32>;

    /// Whether the distribution that the model was made from has nothing for a symbol of the support, so that the
    /// symbol owes its interval to leakiness alone.
    fn has_zero_mass(&self, symbol: i32) -> bool;
}

impl<M: RunModel + ?Sized> RunModel for &M {
    #[inline]
    fn interval(&self, symbol: i32) -> Option<Interval> {
        M::interval(self, symbol)
    }

    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        M::symbol_at(self, quantile)
    }

    fn support(&self) -> RangeInclusive<i32> {
        M::support(self)
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        M::has_zero_mass(self, symbol)
    }
}

/// The models of some symbols.
pub trait Models {
    /// The model of the symbol at a place, counted from 0.
    ///
    /// # Errors
    /// If its parameters make no model.
    fn model(&self, place: usize) -> Result<impl RunModel, Error>;

    /// Computes the intervals of as many symbols as there are models, if there is a faster way than one by one.
    ///
    /// If not, or if a symbol is impossible or a model is none, this is false, and what is in the intervals is of no
    /// use.
    #[inline]
    fn intervals(&self, _symbols: &[i32], _intervals: &mut [Interval]) -> bool {
        false
    }

    /// Decodes as many symbols as there are models, if there is a faster way than one by one.
    ///
    /// # Errors
    /// If the data is corrupt or the source fails.
    #[inline]
    fn take_all<C>(&self, _coder: &mut C, _precision: u32, _symbols: &mut [i32]) -> Option<Result<(), Error>>
    where
        C: TakeInterval<Error: Into<Error>>,
    {
        None
    }

    /// Whether all that was asked of the models so far can be believed. Models that call functions of the caller's say
    /// here that one of them failed.
    ///
    /// # Errors
    /// If not.
    #[inline]
    fn check(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// The same model for all symbols.
#[derive(Clone, Copy, Debug)]
pub struct Same<M>(pub M);

impl<M: RunModel> Models for Same<M> {
    #[inline]
    fn model(&self, _place: usize) -> Result<impl RunModel, Error> {
        Ok(&self.0)
    }

    #[inline]
    fn take_all<C>(&self, coder: &mut C, precision: u32, symbols: &mut [i32]) -> Option<Result<(), Error>>
    where
        C: TakeInterval<Error: Into<Error>>,
    {
        if coder.lanes() > 1 {
            return None;
        }
        Some(take_same(coder, &self.0, precision, symbols))
    }
}

/// Decodes symbols that have the same model, one after the other.
#[inline]
pub(crate) fn take_same<C>(
    coder: &mut C,
    model: &impl RunModel,
    precision: u32,
    symbols: &mut [i32],
) -> Result<(), Error>
where
    C: TakeInterval<Error: Into<Error>>,
{
    let (count, mut places) = (symbols.len(), symbols.iter_mut());
    let find = |quantile| {
        let (symbol, interval) = model.symbol_at(quantile)?;
        *places.next()? = symbol;
        Some(interval)
    };
    coder.take_all(count, precision, find).map_err(Into::into)
}

/// Models that are counted from the first symbol of the array, where those of a chunk are wanted.
pub(crate) struct From0<'a, M> {
    pub(crate) models: &'a M,
    pub(crate) start: usize,
}

impl<M: Models> Models for From0<'_, M> {
    fn model(&self, place: usize) -> Result<impl RunModel, Error> {
        self.models.model(self.start + place)
    }

    fn check(&self) -> Result<(), Error> {
        self.models.check()
    }
}
