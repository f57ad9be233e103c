//! A table of probabilities, one for each symbol.

use alloc::boxed::Box;
use alloc::vec;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::{Cdf, Float, IndexModel, ProbabilityError};

/// A distribution over the symbols `0..n` with any probabilities, out of `2^P`.
///
/// Use it for symbols that share one distribution: it is made once, in `O(n)` or more, and then costs two memory
/// accesses to encode and little more to decode. For a distribution that is used for a few symbols only, or to encode
/// alone, a [`Cdf`] is made faster; for one symbol only, see [`LazyCategorical`](crate::LazyCategorical).
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categorical<const P: u32> {
    cdf: Cdf<P>,
    buckets: Buckets<P>,
}

impl<const P: u32> From<Cdf<P>> for Categorical<P> {
    fn from(cdf: Cdf<P>) -> Self {
        Self { buckets: Buckets::new(cdf.lefts()), cdf }
    }
}

impl<const P: u32> Categorical<P> {
    /// See [`Cdf::fast`].
    ///
    /// # Errors
    /// As [`Cdf::fast`].
    pub fn fast<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::fast(probs).map(Self::from)
    }

    /// See [`Cdf::fast_compatible`].
    ///
    /// # Errors
    /// As [`Cdf::fast`].
    pub fn fast_compatible<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::fast_compatible(probs).map(Self::from)
    }

    /// See [`Cdf::perfect`].
    ///
    /// # Errors
    /// As [`Cdf::perfect`].
    pub fn perfect<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Cdf::perfect(probs).map(Self::from)
    }

    /// See [`Cdf::from_partial_weights`].
    ///
    /// # Errors
    /// As [`Cdf::from_partial_weights`].
    pub fn from_partial_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_partial_weights(weights).map(Self::from)
    }

    /// See [`Cdf::from_cumulative`].
    ///
    /// # Errors
    /// As [`Cdf::from_cumulative`].
    pub fn from_cumulative(cumulative: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_cumulative(cumulative).map(Self::from)
    }

    /// See [`Cdf::from_frequencies`].
    ///
    /// # Errors
    /// As [`Cdf::from_frequencies`].
    pub fn from_frequencies(frequencies: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_frequencies(frequencies).map(Self::from)
    }

    /// See [`Cdf::from_weights`].
    ///
    /// # Errors
    /// As [`Cdf::from_weights`].
    pub fn from_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        Cdf::from_weights(weights).map(Self::from)
    }

    /// The table that the model is made of.
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
        self.cdf.owned(self.buckets.find(self.cdf.lefts(), quantile), quantile)
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

/// The first symbol for each value of a quantile's top bits: where to start looking for the symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Buckets<const P: u32> {
    /// Entry b is the symbol that owns the quantile `b << shift`. One more entry than there are buckets, the last one
    /// being the last symbol.
    first: Box<[u32]>,
    shift: u32,
}

impl<const P: u32> Buckets<P> {
    /// Several times as many buckets as symbols: most of them lie within one symbol, and the look-up is all there is.
    const BITS_MORE: u32 = 3;
    /// But not so many that they take more than a large cache, unless there are more symbols than that.
    const MOST_BITS: u32 = 16;
    /// More than this many symbols in one bucket are searched by bisection.
    const LONGEST_SCAN: usize = 8;

    fn new(lefts: &[u32]) -> Self {
        let symbols_bits = lefts.len().next_power_of_two().trailing_zeros();
        let bits = (symbols_bits + Self::BITS_MORE).min(symbols_bits.max(Self::MOST_BITS)).min(P);
        let shift = P - bits;
        let mut first = vec![lefts.len() as u32 - 1; (1 << bits) + 1];
        let mut start = 0;
        for (symbol, &end) in lefts.iter().skip(1).enumerate() {
            // The first bucket that starts at or behind the symbol's end.
            let next = (u64::from(end).div_ceil(1 << shift) as usize).min(1 << bits);
            first[start..next].fill(symbol as u32);
            start = next;
        }
        Self { first: first.into(), shift }
    }

    /// The last symbol whose left end is not above the quantile; no symbol if there are fewer quantiles.
    #[inline]
    fn find(&self, lefts: &[u32], quantile: u32) -> usize {
        let bucket = (u64::from(quantile) >> self.shift) as usize;
        let Some(&[first, last]) = self.first.get(bucket..).and_then(<[u32]>::first_chunk) else { return lefts.len() };
        let (mut symbol, last) = (first as usize, last as usize);
        if last - symbol > Self::LONGEST_SCAN {
            return symbol + lefts[symbol + 1..=last].partition_point(|&left| left <= quantile);
        }
        while symbol < last && lefts[symbol + 1] <= quantile {
            symbol += 1;
        }
        symbol
    }
}
