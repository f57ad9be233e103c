//! The traits of decoders.

use core::num::NonZeroU32;

use crate::{Corrupt, DecoderModel, FailedSymbol, Interval, Model, SymbolTables, TryCodingError};

/// A coder that returns intervals: what a decoder must implement.
///
/// Users call the methods of [`Decode`], which every such coder has.
pub trait TakeInterval {
    /// The error of a call.
    type Error: From<Corrupt>;

    /// The lowest precision that the coder takes.
    const MIN_PRECISION: u32 = 1;
    /// The highest precision that the coder's format can take.
    const MAX_PRECISION: u32;

    /// A number in `0..1 << precision` that lies in the next symbol's interval.
    ///
    /// Asking again without [`advance`](Self::advance) gives the same answer.
    ///
    /// # Errors
    /// If there can be no such number, or no more data where the coder needs some.
    ///
    /// # Panics
    /// If `precision` is not between [`MIN_PRECISION`](Self::MIN_PRECISION) and [`MAX_PRECISION`](Self::MAX_PRECISION).
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error>;

    /// Advances past the symbol that has this interval, which must contain the quantile that
    /// [`quantile`](Self::quantile) has just returned for the same precision.
    ///
    /// # Errors
    /// If the source fails. The decoder is then as it was, unless the format's words are narrower than the
    /// precision: there, a symbol can take several words, and a source does not take back those it gave.
    ///
    /// # Panics
    /// As [`quantile`](Self::quantile).
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error>;

    /// How many symbols have quantiles that do not depend on each other: 1, unless the coder has several states.
    #[inline]
    fn lanes(&self) -> usize {
        1
    }

    /// The quantiles of the next symbols, as if each were asked for when the symbols before it had been decoded.
    ///
    /// A model that knows several of them can look for several symbols side by side.
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile).
    ///
    /// # Panics
    /// As [`quantile`](Self::quantile), or if these are more than [`lanes`](Self::lanes).
    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), Self::Error> {
        assert!(quantiles.len() <= 1, "more quantiles than lanes");
        quantiles.iter_mut().try_for_each(|quantile| {
            *quantile = self.quantile(precision)?;
            Ok(())
        })
    }

    /// Goes past several symbols, as by one [`advance`](Self::advance) after the other. Their quantiles are those that
    /// [`quantiles`](Self::quantiles) has just returned, or the first of them.
    ///
    /// # Errors
    /// As [`advance`](Self::advance), with the index of the interval that failed. The decoder is then after the symbols
    /// before that one.
    ///
    /// # Panics
    /// As [`quantiles`](Self::quantiles), or if there are more intervals than quantiles, or fewer.
    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        assert_eq!(quantiles.len(), intervals.len(), "an interval for each quantile");
        for (index, (&quantile, &interval)) in quantiles.iter().zip(intervals).enumerate() {
            self.advance(quantile, interval, precision).map_err(|error| FailedSymbol { index, error })?;
        }
        Ok(())
    }

    /// Takes as many symbols, whose intervals are found from their quantiles by a function.
    ///
    /// A coder may do this faster than one at a time. An error leaves it after the symbols that were decoded.
    ///
    /// # Errors
    /// As [`quantile`](Self::quantile) and [`advance`](Self::advance), or if nothing is found for a quantile; with the index
    /// of the symbol that failed.
    ///
    /// # Panics
    /// As [`quantile`](Self::quantile).
    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        mut find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        let mut step = || {
            let quantile = self.quantile(precision)?;
            let interval = find(quantile).ok_or(Corrupt)?;
            self.advance(quantile, interval, precision)
        };
        (0..count).try_for_each(|index| step().map_err(|error| FailedSymbol { index, error }))
    }

    /// Takes symbols whose tables are looked up, given the number of each symbol's table, and returns how many: the others
    /// are left to the caller, who takes them one by one or as many at once as there are [`lanes`](Self::lanes).
    ///
    /// A coder that looks several quantiles up at once takes symbols as long as nothing is wrong, and surely enough data is
    /// left. All others take none.
    ///
    /// # Panics
    /// As [`quantile`](Self::quantile), or if there are not as many numbers as symbols.
    #[inline]
    fn take_tables(&mut self, tables: &SymbolTables<'_>, numbers: &[u32], symbols: &mut [i32]) -> usize {
        let _ = (tables, numbers, symbols);
        0
    }
}

/// More symbols are not looked for at once.
const MOST_LANES: usize = 64;

/// Decodes symbols: the methods that every decoder has.
///
/// A symbol that cannot be decoded leaves the decoder as it was before that symbol.
pub trait Decode: TakeInterval {
    /// Decodes one symbol.
    ///
    /// # Errors
    /// If the data cannot have been written with this model, or the source fails.
    // A model that is made for one symbol need not be in memory then: 2 to 10 ns a symbol.
    #[inline(always)]
    fn decode_symbol<M: DecoderModel>(&mut self, model: M) -> Result<M::Symbol, Self::Error> {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let quantile = self.quantile(M::PRECISION)?;
        let (symbol, interval) = model.symbol_at(quantile).ok_or(Corrupt)?;
        self.advance(quantile, interval, M::PRECISION)?;
        Ok(symbol)
    }

    /// Decodes one symbol for each model, as the returned iterator is advanced.
    #[inline]
    fn decode_symbols<M, I>(&mut self, models: I) -> DecodeSymbols<'_, Self, I::IntoIter>
    where
        M: DecoderModel,
        I: IntoIterator<Item = M>,
    {
        DecodeSymbols { coder: self, models: models.into_iter() }
    }

    /// Decodes one symbol for each model, where there can be an error in the place of a model.
    #[inline]
    fn try_decode_symbols<M, E, I>(&mut self, models: I) -> TryDecodeSymbols<'_, Self, I::IntoIter>
    where
        M: DecoderModel,
        I: IntoIterator<Item = Result<M, E>>,
    {
        TryDecodeSymbols { coder: self, models: models.into_iter() }
    }

    /// Decodes a symbol for each model into the places for them, until there are no more models or places. Returns how
    /// many symbols were decoded.
    ///
    /// Coders with several states decode a symbol of each state at once, several times as fast as
    /// [`decode_symbols`](Self::decode_symbols). For this, models are taken before the symbols of the models before
    /// them are decoded: where a model depends on such symbols, use `decode_symbols`.
    ///
    /// # Errors
    /// As [`decode_symbol`](Self::decode_symbol), with the index of the symbol that failed. The symbols before it are
    /// in their places, and the decoder is after them.
    #[inline]
    fn decode_into<M, I>(&mut self, symbols: &mut [M::Symbol], models: I) -> Result<usize, FailedSymbol<Self::Error>>
    where
        M: DecoderModel,
        I: IntoIterator<Item = M>,
    {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let mut models = models.into_iter();
        let lanes = self.lanes().min(MOST_LANES);
        if lanes > 1 {
            return decode_rounds(self, lanes, symbols, models);
        }
        for (index, symbol) in symbols.iter_mut().enumerate() {
            let Some(model) = models.next() else { return Ok(index) };
            *symbol = self.decode_symbol(model).map_err(|error| FailedSymbol { index, error })?;
        }
        Ok(symbols.len())
    }

    /// Decodes up to `count` symbols that share one model, as the returned iterator is advanced.
    #[inline]
    fn decode_iid_symbols<M: DecoderModel>(&mut self, count: usize, model: M) -> DecodeIid<'_, Self, M> {
        DecodeIid { coder: self, model, left: count }
    }
}

impl<C: TakeInterval + ?Sized> Decode for C {}

#[inline]
fn decode_rounds<C, M>(
    coder: &mut C,
    lanes: usize,
    symbols: &mut [M::Symbol],
    mut models: impl Iterator<Item = M>,
) -> Result<usize, FailedSymbol<C::Error>>
where
    C: TakeInterval + ?Sized,
    M: DecoderModel,
{
    let mut quantiles = [0; MOST_LANES];
    let mut intervals = [Interval { left: 0, prob: NonZeroU32::MIN }; MOST_LANES];
    let mut done = 0;
    for round in symbols.chunks_mut(lanes) {
        let failed = |index, error| FailedSymbol { index: done + index, error };
        let quantiles = &mut quantiles[..round.len()];
        coder.quantiles(quantiles, M::PRECISION).map_err(|error| failed(0, error))?;
        let result = M::symbols_at(&mut models, quantiles, round, &mut intervals);
        let found = result.unwrap_or_else(|found| found);
        // What comes first counts: an error of the coder, or a quantile that no symbol owns.
        let advanced = coder.advance_all(&quantiles[..found], &intervals[..found], M::PRECISION);
        advanced.map_err(|it| failed(it.index, it.error))?;
        result.map_err(|found| failed(found, Corrupt.into()))?;
        done += found;
        if found < round.len() {
            break;
        }
    }
    Ok(done)
}

/// Symbols as they are decoded, each with its own model; see [`Decode::decode_symbols`].
#[derive(Debug)]
pub struct DecodeSymbols<'a, C: ?Sized, I> {
    coder: &'a mut C,
    models: I,
}

impl<C, I> Iterator for DecodeSymbols<'_, C, I>
where
    C: TakeInterval + ?Sized,
    I: Iterator<Item: DecoderModel>,
{
    type Item = Result<<I::Item as Model>::Symbol, C::Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let model = self.models.next()?;
        Some(self.coder.decode_symbol(model))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.models.size_hint()
    }
}

/// Symbols as they are decoded, with models that can be invalid; see [`Decode::try_decode_symbols`].
#[derive(Debug)]
pub struct TryDecodeSymbols<'a, C: ?Sized, I> {
    coder: &'a mut C,
    models: I,
}

impl<C, M, E, I> Iterator for TryDecodeSymbols<'_, C, I>
where
    C: TakeInterval + ?Sized,
    M: DecoderModel,
    I: Iterator<Item = Result<M, E>>,
{
    type Item = Result<M::Symbol, TryCodingError<C::Error, E>>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        Some(match self.models.next()? {
            Ok(model) => self.coder.decode_symbol(model).map_err(TryCodingError::CodingError),
            Err(error) => Err(TryCodingError::InvalidEntropyModel(error)),
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.models.size_hint()
    }
}

/// Symbols as they are decoded with one model; see [`Decode::decode_iid_symbols`].
#[derive(Debug)]
pub struct DecodeIid<'a, C: ?Sized, M> {
    coder: &'a mut C,
    model: M,
    left: usize,
}

impl<C: TakeInterval + ?Sized, M: DecoderModel> Iterator for DecodeIid<'_, C, M> {
    type Item = Result<M::Symbol, C::Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(self.coder.decode_symbol(&self.model))
    }

    /// The lower end is cut off at 2^16, because `collect` allocates that many and the count may come from
    /// data that is not to be trusted.
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.min(1 << 16), Some(self.left))
    }
}

impl<C: TakeInterval + ?Sized> TakeInterval for &mut C {
    type Error = C::Error;
    const MIN_PRECISION: u32 = C::MIN_PRECISION;
    const MAX_PRECISION: u32 = C::MAX_PRECISION;

    #[inline]
    fn quantile(&mut self, precision: u32) -> Result<u32, Self::Error> {
        (**self).quantile(precision)
    }
    #[inline]
    fn advance(&mut self, quantile: u32, interval: Interval, precision: u32) -> Result<(), Self::Error> {
        (**self).advance(quantile, interval, precision)
    }
    #[inline]
    fn lanes(&self) -> usize {
        (**self).lanes()
    }
    #[inline]
    fn quantiles(&mut self, quantiles: &mut [u32], precision: u32) -> Result<(), Self::Error> {
        (**self).quantiles(quantiles, precision)
    }
    #[inline]
    fn advance_all(
        &mut self,
        quantiles: &[u32],
        intervals: &[Interval],
        precision: u32,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        (**self).advance_all(quantiles, intervals, precision)
    }
    #[inline]
    fn take_all(
        &mut self,
        count: usize,
        precision: u32,
        find: impl FnMut(u32) -> Option<Interval>,
    ) -> Result<(), FailedSymbol<Self::Error>> {
        (**self).take_all(count, precision, find)
    }
    #[inline]
    fn take_tables(&mut self, tables: &SymbolTables<'_>, numbers: &[u32], symbols: &mut [i32]) -> usize {
        (**self).take_tables(tables, numbers, symbols)
    }
}
