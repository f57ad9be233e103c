//! The most likely symbols of a large vocabulary, and all others alike.

use constriction_core::{DecoderModel, EncoderModel, Interval, IterableModel, Model};
use constriction_kernels::weights::Element;

use crate::{IndexModel, TableError, dynamic};

/// A distribution over the symbols `0..n` in which k symbols have given probabilities, and all others share the rest of 1
/// equally.
///
/// Use it for language models that return only their k most likely tokens, as many services do: a message then costs little
/// more than with all probabilities, and any token can be coded. Building it takes `O(k log k)` steps for any size of the
/// vocabulary. The order in which the symbols are given does not matter, so that encoder and decoder need not sort them.
///
/// With the k symbols in ascending order, `W_i = floor(p_i * 2^31)`, `C_i = W_0 + … + W_(i-1)`, `T = max(C_k, 2^31)` and `m = n - k`:
///
/// ```text
/// left of symbol i of the k:          i + floor(C_i * (2^P - n) / T);   the last of them ends at t, where i = k would begin
/// left of number r of the others:     t + floor(r * (2^P - t) / m)
/// ```
///
/// ```
/// use constriction_core::{DecoderModel, EncoderModel};
/// use constriction_models::TopK;
///
/// let model = TopK::<32>::from_probs(50_257, &[464, 1212, 40], &[0.5f32, 0.25, 0.125])?;
/// assert_eq!(model.interval(&464).unwrap().prob.get() >> 22, 511); // 0.5 * 2^10, but for what all others need
/// let rare = model.interval(&31_337).unwrap();
/// assert_eq!(rare.prob.get(), 10_684);                            // 0.125 / 50_254 * 2^32
/// assert_eq!(model.symbol_at(rare.left), Some((31_337, rare)));
/// # Ok::<(), constriction_models::TableError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TopK<const P: u32>(dynamic::TopK);

impl<const P: u32> TopK<P> {
    const PRECISION_IS_VALID: () = assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits");

    /// The symbols `0..vocabulary`, of which those in `ids` have the probabilities `probs`.
    ///
    /// If these sum to 1, nothing is left over for the others, and each of them has the smallest probability, `2^-P`. A
    /// sum that is larger by rounding, up to 1/128, counts as 1.
    ///
    /// # Errors
    /// If there are not as many probabilities as ids, an id is not below the vocabulary or there twice, a probability
    /// is not 0 to 1, or their sum above 1 (but for rounding), all symbols have the probability zero, or the vocabulary
    /// is 0 or more than `2^P`.
    pub fn from_probs<E: Element>(vocabulary: usize, ids: &[u32], probs: &[E]) -> Result<Self, TableError> {
        let () = Self::PRECISION_IS_VALID;
        dynamic::TopK::from_probs(vocabulary, ids, probs, P).map(Self)
    }

    /// Makes the model from the natural logarithms of the probabilities, as logits of which the logarithm of the sum of all
    /// exponentials was subtracted.
    ///
    /// # Errors
    /// As [`from_probs`](Self::from_probs), where a logarithm must not be NaN or above 0 (but for rounding).
    pub fn from_log_probs<E: Element>(vocabulary: usize, ids: &[u32], log_probs: &[E]) -> Result<Self, TableError> {
        let () = Self::PRECISION_IS_VALID;
        dynamic::TopK::from_log_probs(vocabulary, ids, log_probs, P).map(Self)
    }

    /// The symbols that have probabilities of their own, in ascending order.
    pub fn ids(&self) -> &[u32] {
        self.0.ids()
    }
}

impl<const P: u32> Model for TopK<P> {
    type Symbol = usize;
    const PRECISION: u32 = P;
}

impl<const P: u32> EncoderModel for TopK<P> {
    #[inline]
    fn interval(&self, &symbol: &usize) -> Option<Interval> {
        self.0.interval(symbol)
    }
}

impl<const P: u32> DecoderModel for TopK<P> {
    #[inline]
    fn symbol_at(&self, quantile: u32) -> Option<(usize, Interval)> {
        self.0.symbol_at(quantile)
    }
}

impl<const P: u32> IndexModel for TopK<P> {
    fn num_symbols(&self) -> usize {
        self.0.vocabulary()
    }
}

impl<const P: u32> IterableModel for TopK<P> {
    /// The symbols with probabilities of their own come first.
    fn symbol_table(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        self.0.symbol_table()
    }
}
