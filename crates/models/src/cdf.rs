//! A table of cumulative fixed-point probabilities.

use alloc::vec::Vec;

use constriction_core::Interval;

use crate::quantize::{Scaling, check_count, perfect};
use crate::{Float, ProbabilityError};

/// The left ends of the intervals of symbols `0..n` out of `2^P`, and the end of the last one.
///
/// The table is proof that the intervals cover all quantiles and do not overlap. It is what categorical models are made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cdf<const P: u32> {
    /// Strictly increasing from 0 to `2^P`, which is stored modulo `2^32`; only with [`Self::fast_compatible`] can the
    /// last entries be equal. At least two entries.
    ends: Vec<u32>,
}

impl<const P: u32> Cdf<P> {
    const PRECISION_IS_VALID: () = assert!(0 < P && P <= 32, "the precision must be 1 to 32 bits");

    /// Quantises probabilities by one multiplication each; they need not be normalised. Symbols of probability zero get
    /// the smallest probability, `2^-P`.
    ///
    /// All arithmetic is in the type of the probabilities. The divergence from them is that of rounding down, at most
    /// about `n / 2^P` bits a symbol.
    ///
    /// # Errors
    /// If a probability is negative or not finite, their sum is not a normal positive number, or there are none or more
    /// than `2^P`.
    pub fn fast<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        Ok(Self::scaled(probs, Scaling::new(probs, P)?))
    }

    /// Quantises probabilities as `constriction` 0.5.0 does (`perfect=False`), to read what it wrote.
    ///
    /// This is [`fast`](Self::fast) except for some tables of `f32` at 23 bits and more, where rounding leaves nothing to
    /// the last one or two symbols, if their probabilities are close to zero: those cannot be encoded.
    ///
    /// # Errors
    /// As [`fast`](Self::fast).
    pub fn fast_compatible<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        const { assert!(P < 32, "0.5.0 has no tables with a precision of 32 bits") };
        Ok(Self::scaled(probs, Scaling::new(probs, P)?.compatible()))
    }

    fn scaled<F: Float>(probs: &[F], scaling: Scaling<F>) -> Self {
        let () = Self::PRECISION_IS_VALID;
        let mut cumulative = F::ZERO;
        let mut ends = Vec::with_capacity(probs.len() + 1);
        for (index, &p) in probs.iter().enumerate() {
            ends.push(scaling.left(index, cumulative) as u32);
            cumulative = cumulative + p;
        }
        ends.push((1u64 << P) as u32);
        Self { ends }
    }

    /// Quantises probabilities with the smallest possible Kullback-Leibler divergence from them; they need not be
    /// normalised. Symbols of probability zero get the smallest probability, `2^-P`.
    ///
    /// All arithmetic is in `f64`. Costs `O(n log n)` and two logarithms a symbol: about 50 times as much as
    /// [`fast`](Self::fast), for a table that is to be used often.
    ///
    /// # Errors
    /// As [`fast`](Self::fast).
    pub fn perfect<F: Float>(probs: &[F]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        Ok(Self::from_valid_weights(&perfect(probs, P)?))
    }

    /// Quantises integer frequencies, as counted in data, with the smallest possible Kullback-Leibler divergence.
    ///
    /// They need not have any particular sum. A symbol of frequency zero gets the smallest probability, `2^-P`; to take
    /// the frequencies for probabilities as they are, see [`from_weights`](Self::from_weights).
    ///
    /// # Errors
    /// If all frequencies are zero, or there are none or more than `2^P`.
    pub fn from_frequencies(frequencies: &[u32]) -> Result<Self, ProbabilityError> {
        let probs: Vec<f64> = frequencies.iter().map(|&n| f64::from(n)).collect();
        Self::perfect(&probs)
    }

    /// Takes fixed-point probabilities in units of `2^-P`, which must sum to `2^P`.
    ///
    /// # Errors
    /// If one of them is zero, they have another sum, or there is none.
    pub fn from_weights(weights: &[u32]) -> Result<Self, ProbabilityError> {
        let () = Self::PRECISION_IS_VALID;
        check_count(weights.len(), P)?;
        if let Some(index) = weights.iter().position(|&w| w == 0) {
            return Err(ProbabilityError::Invalid { index, value: 0.0 });
        }
        let (sum, one) = (weights.iter().map(|&w| u64::from(w)).sum::<u64>(), 1 << P);
        if sum != one {
            return Err(ProbabilityError::NotNormalized { sum, one });
        }
        Ok(Self::from_valid_weights(weights))
    }

    fn from_valid_weights(weights: &[u32]) -> Self {
        let mut ends = Vec::with_capacity(weights.len() + 1);
        ends.push(0);
        let mut end = 0u32;
        for &weight in weights {
            end = end.wrapping_add(weight);
            ends.push(end);
        }
        Self { ends }
    }

    /// The number of symbols.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a table is never empty")]
    pub fn len(&self) -> usize {
        self.ends.len() - 1
    }

    /// The interval of a symbol, or `None` if there is no such symbol.
    #[inline]
    pub fn interval(&self, symbol: usize) -> Option<Interval> {
        let right = *self.ends.get(symbol.checked_add(1)?)?;
        let left = *self.ends.get(symbol)?;
        Some(Interval { left, prob: right.wrapping_sub(left).try_into().ok()? })
    }

    /// All symbols with their intervals.
    pub fn intervals(&self) -> impl Iterator<Item = (usize, Interval)> + '_ {
        (0..self.len()).filter_map(|symbol| Some((symbol, self.interval(symbol)?)))
    }

    /// The left ends of all symbols.
    #[inline]
    pub fn lefts(&self) -> &[u32] {
        &self.ends[..self.ends.len() - 1]
    }
}
