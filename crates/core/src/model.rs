//! The traits of probability models.

use core::borrow::Borrow;
use core::num::NonZeroU32;
use core::ops::{Add, Mul};

use crate::Interval;

/// A probability distribution over symbols in fixed-point arithmetic.
///
/// The probabilities are integers in units of `2^-PRECISION`. Each symbol that can be coded owns an
/// [`Interval`]; intervals of different symbols do not overlap.
pub trait Model {
    /// The type of the symbols.
    type Symbol;

    /// The number of fractional bits of the probabilities, from 1 to 32.
    const PRECISION: u32;
}

/// A model that maps a symbol to its interval.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model to encode with",
    note = "a symbol comes first, and then its model: `encode_symbol(symbol, model)`, or pairs `(symbol, model)`",
    note = "models are passed by value or as `&model`; those of `constriction-models` are found under `stream::model`"
)]
pub trait EncoderModel: Model {
    /// Whether computing an interval takes much longer than coding it. Only speed depends on this.
    ///
    /// The name states a fact about the model. Coders decide what follows from it; today, they compute intervals in blocks.
    const IS_COSTLY: bool = false;

    /// The symbol's interval, or `None` if the symbol cannot be coded with this model.
    fn interval(&self, symbol: &Self::Symbol) -> Option<Interval>;

    /// The two parts of a symbol's [`interval`](Self::interval), by the name that this method has in 0.5.0.
    #[doc(hidden)]
    fn left_cumulative_and_probability(&self, symbol: impl Borrow<Self::Symbol>) -> Option<(u32, NonZeroU32)>
    where
        Self: Sized,
    {
        let interval = self.interval(symbol.borrow())?;
        Some((interval.left, interval.prob))
    }

    /// The probability of a symbol as an `f32` or `f64`; 0 if it is impossible.
    fn floating_point_probability<F>(&self, symbol: impl Borrow<Self::Symbol>) -> F
    where
        Self: Sized,
        F: From<f32> + Mul<Output = F> + Add<Output = F>,
    {
        let Some(interval) = self.interval(symbol.borrow()) else { return F::from(0.0) };
        // Halves of 16 bits are exact in any of the types, and so is a power of two.
        let [low, high] = [interval.prob.get() & 0xffff, interval.prob.get() >> 16].map(|half| F::from(half as f32));
        let unit = F::from(1.0 / (1u64 << Self::PRECISION) as f32);
        (high * F::from(65536.0) + low) * unit
    }

    /// Computes the intervals of symbols, each with a model of its own, until there are no more symbols or places.
    /// Returns how many places were filled.
    ///
    /// The intervals are those of [`interval`](Self::interval). Models that are faster with many symbols at once do it
    /// here; the methods of `Encode` come here where [`IS_COSTLY`](Self::IS_COSTLY). No more pairs are taken than there
    /// are places, and none after the end of `pairs` or after a symbol that cannot be coded.
    ///
    /// # Errors
    /// If a symbol cannot be coded: the number of symbols before it. Its pair is the one that was taken last.
    #[inline]
    fn intervals<S: Borrow<Self::Symbol>, M: Borrow<Self>>(
        mut pairs: impl Iterator<Item = (S, M)>,
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        for (filled, place) in intervals.iter_mut().enumerate() {
            let Some((symbol, model)) = pairs.next() else { return Ok(filled) };
            *place = model.borrow().interval(symbol.borrow()).ok_or(filled)?;
        }
        Ok(intervals.len())
    }
}

/// A model that maps a quantile to the symbol whose interval contains it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model to decode with",
    note = "a number of symbols comes first, and then their model: `decode_iid_symbols(count, model)`",
    note = "models are passed by value or as `&model`; those of `constriction-models` are found under `stream::model`"
)]
pub trait DecoderModel: Model {
    /// The symbol whose interval contains `quantile`, and that interval.
    ///
    /// `None` if no symbol owns the quantile; an encoder that used the same model cannot have produced it. A
    /// `quantile` of `1 << PRECISION` or more never occurs; for such an argument the result is unspecified, but
    /// there is one.
    fn symbol_at(&self, quantile: u32) -> Option<(Self::Symbol, Interval)>;

    /// Finds the symbols that own quantiles, each with a model of its own, until there are no more models or quantiles.
    /// Returns how many symbols were found.
    ///
    /// The symbols and intervals are those of [`symbol_at`](Self::symbol_at), and the quantiles do not depend on each
    /// other. Models that are faster with many symbols at once do it here. No more models are taken than there are
    /// quantiles, and none after the end of `models` or after a quantile that no symbol owns.
    ///
    /// # Errors
    /// If no symbol owns a quantile: the number of symbols before it, which were found.
    ///
    /// # Panics
    /// If there are fewer places for symbols or intervals than quantiles.
    #[inline]
    fn symbols_at<M: Borrow<Self>>(
        mut models: impl Iterator<Item = M>,
        quantiles: &[u32],
        symbols: &mut [Self::Symbol],
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        for (found, &quantile) in quantiles.iter().enumerate() {
            let Some(model) = models.next() else { return Ok(found) };
            (symbols[found], intervals[found]) = model.borrow().symbol_at(quantile).ok_or(found)?;
        }
        Ok(quantiles.len())
    }
}

/// A model that can list all its symbols.
pub trait IterableModel: Model {
    /// All symbols that can be coded, with their intervals, in the order of their left ends.
    fn symbol_table(&self) -> impl Iterator<Item = (Self::Symbol, Interval)> + '_;
}

impl<M: Model + ?Sized> Model for &M {
    type Symbol = M::Symbol;
    const PRECISION: u32 = M::PRECISION;
}

impl<M: EncoderModel + ?Sized> EncoderModel for &M {
    const IS_COSTLY: bool = M::IS_COSTLY;

    #[inline]
    fn interval(&self, symbol: &Self::Symbol) -> Option<Interval> {
        (**self).interval(symbol)
    }
    #[inline]
    fn intervals<S: Borrow<Self::Symbol>, N: Borrow<Self>>(
        pairs: impl Iterator<Item = (S, N)>,
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        M::intervals(pairs.map(|(symbol, model)| (symbol, *model.borrow())), intervals)
    }
}

impl<M: DecoderModel + ?Sized> DecoderModel for &M {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(Self::Symbol, Interval)> {
        (**self).symbol_at(quantile)
    }
    #[inline]
    fn symbols_at<N: Borrow<Self>>(
        models: impl Iterator<Item = N>,
        quantiles: &[u32],
        symbols: &mut [Self::Symbol],
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        M::symbols_at(models.map(|model| *model.borrow()), quantiles, symbols, intervals)
    }
}

impl<M: IterableModel> IterableModel for &M {
    fn symbol_table(&self) -> impl Iterator<Item = (Self::Symbol, Interval)> + '_ {
        (**self).symbol_table()
    }
}
