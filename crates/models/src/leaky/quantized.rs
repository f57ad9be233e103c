//! The quantised distribution.

use core::borrow::Borrow;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use super::{Distribution, LeakyQuantizer, Symbol, blocks};

/// A quantised distribution, which [`LeakyQuantizer::quantize`] returns.
///
/// Encoding evaluates the cumulative distribution function twice a symbol; decoding does so two to three times if
/// [`Distribution::quantile`] is about right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LeakilyQuantized<D, S, const P: u32> {
    pub(super) quantizer: LeakyQuantizer<S, P>,
    pub(super) distribution: D,
}

impl<D, S, const P: u32> LeakilyQuantized<D, S, P> {
    /// The continuous distribution.
    pub fn inner(&self) -> &D {
        &self.distribution
    }

    /// The integers that it is quantised to.
    #[inline]
    pub(crate) fn quantizer(&self) -> LeakyQuantizer<S, P>
    where
        S: Copy,
    {
        self.quantizer
    }
}

impl<D, S, const P: u32> Model for LeakilyQuantized<D, S, P> {
    type Symbol = S;
    const PRECISION: u32 = P;
}

impl<D: Distribution, S: Symbol, const P: u32> EncoderModel for LeakilyQuantized<D, S, P> {
    const IS_COSTLY: bool = true;

    #[inline]
    fn interval(&self, &symbol: &S) -> Option<Interval> {
        self.quantizer.as_dynamic().interval(&self.distribution, symbol)
    }

    #[inline]
    fn intervals<T: Borrow<S>, M: Borrow<Self>>(
        pairs: impl Iterator<Item = (T, M)>,
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        blocks::intervals(pairs, intervals)
    }
}

impl<D: Distribution, S: Symbol, const P: u32> DecoderModel for LeakilyQuantized<D, S, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(S, Interval)> {
        self.quantizer.as_dynamic().symbol_at(&self.distribution, quantile)
    }

    #[inline]
    fn symbols_at<M: Borrow<Self>>(
        models: impl Iterator<Item = M>,
        quantiles: &[u32],
        symbols: &mut [S],
        intervals: &mut [Interval],
    ) -> Result<usize, usize> {
        blocks::symbols_at(models, quantiles, symbols, intervals)
    }
}

impl<D: Distribution, S: Symbol, const P: u32> IterableModel for LeakilyQuantized<D, S, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (S, Interval)> + '_ {
        self.quantizer.as_dynamic().table(&self.distribution)
    }
}
