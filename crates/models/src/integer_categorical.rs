//! `IntegerCategorical`: a categorical distribution whose intervals follow from sums of integers.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};
use constriction_kernels::weights::Element;

use crate::dynamic::IntegerRow;
use crate::{IndexModel, ProbabilityError};

/// A distribution over the symbols `0..n`, made from probabilities or logits, that computes only the intervals that are asked
/// for.
///
/// Use it where each symbol has a distribution of its own, as in autoregressive models. Probabilities become integer weights
/// `W_i` first:
///
/// ```text
/// probabilities: W_i = floor(p_i * 2^(31 - e)),  2^(e-1) <= max(p) < 2^e       logits: W_i = trunc(2^31 * exp(l_i - max(l)))
/// C_s = W_0 + … + W_(s-1),  T = C_n,  left(s) = s + floor(C_s * (2^P - n) / T)
/// ```
///
/// `docs/formats.md` has the exponential to the bit. Sums of integers are the same in any order, so that vector instructions sum
/// a row with the same bits on every machine. For rows of thousands of numbers, this is many times faster than a
/// [`LazyCategorical`](crate::LazyCategorical); for rows of up to 16 numbers, the latter is faster. The model allocates nothing,
/// and takes `f32`, `f64`, [`F16`](crate::F16) and [`Bf16`](crate::Bf16). Every symbol can be coded, even one of probability
/// zero. The row can be borrowed (`&[f32]`) or owned (a vector, an array).
///
/// The intervals differ from those of [`fast`](crate::Categorical::fast) and of 0.5.0. With a precision of 24 bits, messages are
/// as long as with `fast`; with 26 bits, which large vocabularies should have, they are shorter.
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::IntegerCategorical;
///
/// let logits = [-1.0f32, 2.0, f32::NEG_INFINITY, 0.5];
/// let model = IntegerCategorical::<_, _, 32>::from_logits(&logits)?;
/// let interval = model.interval(&1).unwrap();
/// assert_eq!(interval.prob.get() >> 22, 804);                     // 0.785 * 2^10
/// assert_eq!(model.symbol_at(interval.left), Some((1, interval)));
/// # Ok::<(), constriction_models::ProbabilityError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntegerCategorical<E: Element, B, const P: u32>(IntegerRow<E, B>);

impl<E: Element, B: AsRef<[E]>, const P: u32> IntegerCategorical<E, B, P> {
    const PRECISION_IS_VALID: () = assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits");

    /// Checks and sums probabilities, which need not be normalised.
    ///
    /// # Errors
    /// If a probability is negative or not finite, all are zero, or their number is 0 or more than `2^P`.
    pub fn from_probs(probs: B) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        IntegerRow::from_probs(probs, P).map(Self)
    }

    /// Checks and sums the exponentials of logits: logarithms of probabilities, to which any number can be added. Minus
    /// infinity is the logarithm of zero.
    ///
    /// # Errors
    /// If a logit is NaN or infinity, all are minus infinity, or their number is 0 or more than `2^P`.
    pub fn from_logits(logits: B) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        IntegerRow::from_logits(logits, P).map(Self)
    }

    /// The probabilities or logits as they were given.
    pub fn numbers(&self) -> &[E] {
        self.0.numbers()
    }
}

impl<E: Element, B, const P: u32> Model for IntegerCategorical<E, B, P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<E: Element, B: AsRef<[E]>, const P: u32> EncoderModel for IntegerCategorical<E, B, P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.0.interval(symbol)
    }
}

impl<E: Element, B: AsRef<[E]>, const P: u32> DecoderModel for IntegerCategorical<E, B, P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.0.symbol_at(quantile)
    }
}

impl<E: Element, B: AsRef<[E]>, const P: u32> IndexModel for IntegerCategorical<E, B, P> {
    fn num_symbols(&self) -> usize {
        self.numbers().len()
    }
}

impl<E: Element, B: AsRef<[E]>, const P: u32> IterableModel for IntegerCategorical<E, B, P> {
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        let rights = self.0.lefts().skip(1).chain([1 << P]);
        let intervals = self.0.lefts().zip(rights).map(|(left, right)| Interval::between(left, right));
        intervals.enumerate().filter_map(|(symbol, interval)| Some((symbol, interval?)))
    }
}
