//! A table of cumulative fixed-point probabilities.

use alloc::vec::Vec;

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};

use crate::quantize::RowSums;
use crate::{CdfView, Element, Float, IndexModel, ProbabilityError, cumulative};

/// A distribution over the symbols `0..n` with any probabilities, as a table of cumulative probabilities out of `2^P`.
///
/// The table has the left end of each symbol's interval, and the end of the last one:
///
/// ```text
/// left(s) = w_0 + … + w_(s-1),   interval of s: left(s)..left(s + 1),   w_s: the probability of s in units of 2^-P
/// ```
///
/// Its constructors make sure that the intervals do not overlap. Made from probabilities, they also cover all quantiles.
/// Decoding bisects the table; a [`Categorical`](crate::Categorical) adds an index once it is used often.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cdf<const P: u32> {
    /// As in [`ends`], from 0 to at most `2^P`. At least two entries; below a precision of 32 bits, some can be equal.
    ends: Vec<u32>,
}

impl<const P: u32> Cdf<P> {
    const PRECISION_IS_VALID: () = assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits");

    /// Quantises probabilities by one multiplication each; they need not be normalised. Symbols of probability zero get
    /// the smallest probability, `2^-P`.
    ///
    /// ```text
    /// left(s) = min(floor((2^P - n) / sum * (p_0 + … + p_(s-1))), 2^P - n) + s
    /// ```
    ///
    /// All arithmetic is in the type of the probabilities, and sums run from left to right. The divergence from the
    /// probabilities is that of rounding down, at most about `n / 2^P` bits a symbol.
    ///
    /// # Errors
    /// If a probability is negative or not finite, their sum is not a normal positive number or too small to be scaled
    /// to `2^P`, or their number is 0 or more than `2^P`.
    pub fn fast<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::fast(probs, P)? })
    }

    /// Quantises probabilities as `constriction` 0.5.0 does (`perfect=False`), to read what it wrote.
    ///
    /// This is [`fast`](Self::fast) except for some tables of `f32` at 23 bits and more, where rounding leaves nothing
    /// to the last one or two symbols, if their probabilities are close to zero: those cannot be encoded. That is so in
    /// 13 to 26 % of rows of softmax probabilities; [`integer`](Self::integer) is the way out.
    ///
    /// # Errors
    /// As [`fast`](Self::fast).
    pub fn fast_compatible<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Self::compatible(probs, None)
    }

    /// [`fast_compatible`](Self::fast_compatible), with the sum of the probabilities if it is known.
    pub(crate) fn compatible<F: Float>(probs: &[F], sum: Option<F>) -> Result<Self, ProbabilityError> {
        const { assert!(P < 32, "0.5.0 has no tables with a precision of 32 bits") };
        Ok(Self { ends: cumulative::fast_compatible(probs, sum, P)? })
    }

    /// Quantises probabilities by sums of integers, which are the same in any order; they need not be normalised. Symbols of
    /// probability zero get the smallest probability, `2^-P`.
    ///
    /// The table is that of [`IntegerCategorical::from_probs`](crate::IntegerCategorical::from_probs).
    ///
    /// # Errors
    /// If a probability is negative or not finite, all are zero, or their number is 0 or more than `2^P`.
    pub fn integer<E: Element>(probs: &[E]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::integer(probs, &RowSums::from_probs(probs, P)?, P) })
    }

    /// Quantises the exponentials of logits by sums of integers, as
    /// [`IntegerCategorical::from_logits`](crate::IntegerCategorical::from_logits) does.
    ///
    /// # Errors
    /// If a logit is NaN or infinity, all are minus infinity, or their number is 0 or more than `2^P`.
    pub fn from_logits<E: Element>(logits: &[E]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::integer(logits, &RowSums::from_logits(logits, P)?, P) })
    }

    /// Quantises probabilities with the smallest possible Kullback-Leibler divergence from them; they need not be
    /// normalised. Symbols of probability zero get the smallest probability, `2^-P`.
    ///
    /// The weights `w_s`, which sum to `2^P`, minimise the cost of a symbol:
    ///
    /// ```text
    /// -(p_0 * log2(w_0 / 2^P) + … + p_(n-1) * log2(w_(n-1) / 2^P))
    /// ```
    ///
    /// The search exchanges one unit between two symbols until no exchange helps. All arithmetic is in `f64`. It takes
    /// `O(n log n)` steps and two logarithms a symbol: about 50 times the time of [`fast`](Self::fast), for a table that is
    /// used often.
    ///
    /// # Errors
    /// As [`fast`](Self::fast).
    pub fn perfect<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::perfect(probs, P)? })
    }

    /// Quantises integer frequencies, as counted in data, with the smallest possible Kullback-Leibler divergence.
    ///
    /// They need not have any particular sum. A symbol of frequency zero gets the smallest probability, `2^-P`; to take
    /// the frequencies for probabilities as they are, see [`from_weights`](Self::from_weights).
    ///
    /// # Errors
    /// If all frequencies are zero, or their number is 0 or more than `2^P`.
    pub fn from_frequencies(frequencies: &[u32]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::from_frequencies(frequencies, P)? })
    }

    /// Takes fixed-point probabilities in units of `2^-P`, which must sum to `2^P`.
    ///
    /// # Errors
    /// If `weights` is empty, one of them is zero, or their sum is not `2^P`.
    pub fn from_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self { ends: cumulative::from_weights(weights, P)? })
    }

    /// Takes fixed-point probabilities in units of `2^-P` as they are, from other formats: their sum can be
    /// less than `2^P`, and a symbol of weight zero is impossible.
    ///
    /// If their sum is less than `2^P`, the rest is a gap: no symbol has those quantiles, and decoding them is an error.
    /// CRAM has such tables, with a sum of 4095 out of `2^12`.
    ///
    /// # Errors
    /// If all weights are zero, their sum is more than `2^P`, or their number is 0 or more than `2^P`.
    pub fn from_partial_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        const { assert!(0 < P && P < 32, "the precision must be 1 to 31 bits") };
        Ok(Self { ends: cumulative::from_partial_weights(weights, P)? })
    }

    /// Takes cumulative fixed-point probabilities as they are, one more than there are symbols: `[0, …, total]`.
    ///
    /// As in [`from_partial_weights`](Self::from_partial_weights), the total can be less than `2^P`, and a symbol
    /// between equal numbers is impossible. At 32 bits, a total of `2^32` is written as 0.
    ///
    /// # Errors
    /// If the first number is not 0, a number is less than the one before it, the total is 0 or more than `2^P`, or
    /// the number of symbols is 0 or more than `2^P`.
    pub fn from_cumulative(cumulative: &[u32]) -> Result<Self, ProbabilityError> {
        CdfView::<P>::from_cumulative(cumulative).map(Self::from)
    }

    /// The table with these ends, for callers in this crate that know that they are as they must be.
    pub(crate) fn from_valid_ends(ends: Vec<u32>) -> Self {
        debug_assert!(ends.len() >= 2 && cumulative::first_decrease(&ends[..ends.len() - 1]).is_none());
        Self { ends }
    }

    /// The number of symbols.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a table is never empty")]
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// Borrows the table.
    #[inline]
    pub fn as_view(&self) -> CdfView<'_, P> {
        CdfView::from_valid_ends(&self.ends)
    }

    /// The interval of a symbol, or `None` if there is no such symbol or it is impossible.
    #[inline]
    pub fn get(&self, symbol: usize) -> Option<Interval> {
        cumulative::interval(&self.ends, symbol)
    }

    /// The left ends of all symbols, and the end of the last one.
    #[inline]
    pub(crate) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The left ends of all symbols.
    #[inline]
    pub fn lefts(&self) -> &[u32] {
        &self.ends[..self.ends.len() - 1]
    }
}

impl<const P: u32> From<CdfView<'_, P>> for Cdf<P> {
    fn from(view: CdfView<'_, P>) -> Self {
        Self { ends: view.ends().to_vec() }
    }
}

impl<const P: u32> Model for Cdf<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for Cdf<P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.get(symbol)
    }
}

impl<const P: u32> DecoderModel for Cdf<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        cumulative::find(&self.ends, quantile)
    }
}

impl<const P: u32> IndexModel for Cdf<P> {
    fn num_symbols(&self) -> usize {
        self.len()
    }
}

impl<const P: u32> IterableModel for Cdf<P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        cumulative::symbol_table(&self.ends)
    }
}
