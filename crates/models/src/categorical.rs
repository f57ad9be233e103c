//! A table of probabilities, one for each symbol.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::lazy_index::LazyIndex;
use crate::{Cdf, Element, Float, IndexModel, ProbabilityError};

/// A distribution over the symbols `0..n` with any probabilities, out of `2^P`.
///
/// Use it for symbols that share one distribution. It is a [`Cdf`], which has the formulas, with an index: once the model has
/// decoded some symbols, it builds the index, and decoding then costs little more than the two memory accesses of encoding.
/// For a single symbol, see [`LazyCategorical`](crate::LazyCategorical).
///
/// ```
/// use constriction_core::{EncoderModel, DecoderModel};
/// use constriction_models::Categorical;
///
/// let model = Categorical::<24>::perfect(&[0.1f64, 0.7, 0.2])?;
/// let interval = model.interval(&1).unwrap();
/// assert_eq!(interval.prob.get() >> 12, 2867);                  // 0.7 * 2^12
/// assert_eq!(model.symbol_at(interval.left), Some((1, interval)));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Categorical<const P: u32> {
    cdf: Cdf<P>,
    index: LazyIndex,
}

impl<const P: u32> From<Cdf<P>> for Categorical<P> {
    fn from(cdf: Cdf<P>) -> Self {
        Self { cdf, index: LazyIndex::default() }
    }
}

impl<const P: u32> Categorical<P> {
    /// The table of probabilities, quantised by one multiplication each, as by [`Cdf::fast`].
    ///
    /// # Errors
    /// As [`Cdf::fast`].
    pub fn fast<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::fast(probs).map(Self::from)
    }

    /// The table of probabilities, quantised as in 0.5.0, as by [`Cdf::fast_compatible`].
    ///
    /// # Errors
    /// As [`Cdf::fast`].
    pub fn fast_compatible<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::fast_compatible(probs).map(Self::from)
    }

    /// The table of probabilities by sums of integers, as by [`Cdf::integer`].
    ///
    /// # Errors
    /// As [`Cdf::integer`].
    pub fn integer<E: Element>(probs: &[E]) -> Result<Self, ProbabilityError> {
        Cdf::integer(probs).map(Self::from)
    }

    /// The table of the exponentials of logits by sums of integers, as by [`Cdf::from_logits`].
    ///
    /// # Errors
    /// As [`Cdf::from_logits`].
    pub fn from_logits<E: Element>(logits: &[E]) -> Result<Self, ProbabilityError> {
        Cdf::from_logits(logits).map(Self::from)
    }

    /// The table of probabilities with the smallest divergence from them, as by [`Cdf::perfect`].
    ///
    /// # Errors
    /// As [`Cdf::perfect`].
    pub fn perfect<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::perfect(probs).map(Self::from)
    }

    /// The table of fixed-point probabilities that may leave quantiles without a symbol, as by
    /// [`Cdf::from_partial_weights`].
    ///
    /// # Errors
    /// As [`Cdf::from_partial_weights`].
    pub fn from_partial_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_partial_weights(weights).map(Self::from)
    }

    /// The table of cumulative fixed-point probabilities, `[0, …, total]`, as by [`Cdf::from_cumulative`].
    ///
    /// # Errors
    /// As [`Cdf::from_cumulative`].
    pub fn from_cumulative(cumulative: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_cumulative(cumulative).map(Self::from)
    }

    /// The table of integer frequencies with the smallest divergence from them, as by [`Cdf::from_frequencies`].
    ///
    /// # Errors
    /// As [`Cdf::from_frequencies`].
    pub fn from_frequencies(frequencies: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_frequencies(frequencies).map(Self::from)
    }

    /// The table of fixed-point probabilities that sum to `2^P`, as by [`Cdf::from_weights`].
    ///
    /// # Errors
    /// As [`Cdf::from_weights`].
    pub fn from_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_weights(weights).map(Self::from)
    }

    /// Builds the index for decoding now, instead of after some symbols.
    ///
    /// Only speed depends on it. Without the feature `std`, this is the only way to an index.
    #[must_use]
    pub fn with_index(self) -> Self {
        Self { index: LazyIndex::build(self.cdf.ends(), P), ..self }
    }

    /// The table of the model.
    pub fn cdf(&self) -> &Cdf<P> {
        &self.cdf
    }
}

impl<const P: u32> Model for Categorical<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Categorical<P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.cdf.get(symbol)
    }
}

impl<const P: u32> DecoderModel for Categorical<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.index.symbol_at(self.cdf.ends(), P, quantile)
    }
}

impl<const P: u32> IndexModel for Categorical<P> {
    fn num_symbols(&self) -> usize {
        self.cdf.len()
    }
}

impl<const P: u32> IterableModel for Categorical<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        self.cdf.symbol_table()
    }
}
