//! `LazyCategorical`: a categorical distribution that computes only the intervals that are asked for.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::quantize::{Scaling, Sums, small};
use crate::{Float, IndexModel, ProbabilityError};

/// A distribution over the symbols `0..n` that computes only the intervals that are asked for, without a table.
///
/// Its intervals are those of [`Categorical::fast`](crate::Categorical::fast); [`Cdf::fast`](crate::Cdf::fast) has the formula.
/// A symbol costs a sum over some of the probabilities before it. Use it where each symbol has a distribution of its own, as in
/// autoregressive models. An [`IntegerCategorical`](crate::IntegerCategorical) is many times faster for long rows, with other
/// intervals. The probabilities can be borrowed (`&[f32]`, `&[f64]`) or owned (a vector, an array).
///
/// ```
/// use constriction_core::EncoderModel;
/// use constriction_models::{Categorical, LazyCategorical};
///
/// let probs = [0.1f32, 0.7, 0.2];
/// let lazy = LazyCategorical::<_, _, 24>::new(&probs)?;
/// assert_eq!(lazy.interval(&1), Categorical::<24>::fast(&probs)?.interval(&1));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LazyCategorical<F, B, const P: u32> {
    probs: B,
    /// The parts of a [`Scaling`].
    scale: F,
    limit: u32,
    sums: Sums<F>,
}

impl<F: Float, B: AsRef<[F]>, const P: u32> LazyCategorical<F, B, P> {
    /// Checks and sums the probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative or not finite, their sum is not a normal positive number or too small to be scaled to `2^P`,
    /// or their number is 0 or more than `2^P`.
    // As part of the caller's loop, with no model in memory: 4 to 10 ns a symbol. The same holds for what follows.
    #[inline(always)]
    pub fn new(probs: B) -> Result<Self, ProbabilityError> {
        const { assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits") };
        Self::with_sum(probs, None)
    }

    /// The model whose probabilities have this sum, or that of all of them if it is not given.
    #[inline(always)]
    pub(crate) fn with_sum(probs: B, sum: Option<F>) -> Result<Self, ProbabilityError> {
        let few = if sum.is_none() { Scaling::of_few(probs.as_ref(), P) } else { None };
        let (scaling, sums) = match few {
            Some(scaling) => (scaling, Sums::OF_FEW),
            None => Scaling::of_any(probs.as_ref(), sum, P)?,
        };
        let (scale, limit) = scaling.into_parts();
        Ok(Self { probs, scale, limit, sums })
    }

    /// Its precision is a constant in the code that this becomes part of, as it would not be if it were kept.
    #[inline]
    fn scaling(&self) -> Scaling<F> {
        Scaling::from_parts(self.scale, self.limit, P)
    }

    /// The model with the intervals of [`Cdf::fast_compatible`](crate::Cdf::fast_compatible), which can leave nothing
    /// to the last symbols; [`IntegerCategorical`](crate::IntegerCategorical) never does.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    #[inline]
    pub fn new_compatible(probs: B) -> Result<Self, ProbabilityError> {
        Ok(Self::new(probs)?.compatible())
    }

    /// The same model with the intervals of 0.5.0.
    #[inline]
    pub(crate) fn compatible(self) -> Self {
        Self { limit: self.scaling().compatible().into_parts().1, ..self }
    }

    /// The probabilities as they were given.
    pub fn probs(&self) -> &[F] {
        self.probs.as_ref()
    }

    /// All symbols with their intervals, from left to right.
    fn intervals(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        let probs = self.probs();
        let (mut cumulative, mut left) = (F::ZERO, 0);
        let intervals = probs.iter().enumerate().map(move |(symbol, &p)| {
            cumulative = cumulative + p;
            let right = self.right(symbol, cumulative);
            (symbol, Interval::between(core::mem::replace(&mut left, right), right))
        });
        intervals.filter_map(|(symbol, interval)| Some((symbol, interval?)))
    }

    /// The right end of a symbol up to which, inclusive, the probabilities sum to `cumulative`.
    #[inline]
    fn right(&self, symbol: usize, cumulative: F) -> u64 {
        let next = symbol + 1;
        if next == self.probs().len() { 1 << P } else { self.scaling().left(next, cumulative) }
    }
}

impl<F, B, const P: u32> Model for LazyCategorical<F, B, P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<F: Float, B: AsRef<[F]>, const P: u32> EncoderModel for LazyCategorical<F, B, P> {
    #[inline(always)]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        let probs = self.probs();
        if small::is_small::<F>(probs.len(), P) {
            return small::interval(self.scaling(), probs, symbol);
        }
        let &p = probs.get(symbol)?;
        let before = self.sums.before(probs, symbol);
        self.scaling().interval(symbol, before, before + p, symbol + 1 == probs.len())
    }
}

impl<F: Float, B: AsRef<[F]>, const P: u32> DecoderModel for LazyCategorical<F, B, P> {
    #[inline(always)]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        let probs = self.probs();
        if small::is_small::<F>(probs.len(), P) {
            return small::symbol_at(self.scaling(), probs, quantile);
        }
        // Copies, so that the model itself need not be in memory.
        find(self.scaling(), probs, self.sums, quantile)
    }
}

#[inline(never)]
fn find<F: Float>(scaling: Scaling<F>, probs: &[F], sums: Sums<F>, quantile: u32) -> Option<(usize, Interval)> {
    // The last symbol owns what the others do not.
    let (&last, others) = probs.split_last()?;
    let (symbol, before) = scaling.find(others, &sums, quantile);
    let p = others.get(symbol).copied().unwrap_or(last);
    Some((symbol, scaling.interval(symbol, before, before + p, symbol == others.len())?))
}

impl<F: Float, B: AsRef<[F]>, const P: u32> IndexModel for LazyCategorical<F, B, P> {
    fn num_symbols(&self) -> usize {
        self.probs().len()
    }
}

impl<F: Float, B: AsRef<[F]>, const P: u32> IterableModel for LazyCategorical<F, B, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        self.intervals()
    }
}
