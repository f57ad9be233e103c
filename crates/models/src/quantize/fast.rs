//! The fast quantisation: one multiplication a symbol.
//!
//! Every symbol gets one unit of probability; the other `2^P - n` are shared out by rounding down the scaled cumulative:
//!
//! ```text
//! left(i) = min(floor((2^P - n) / norm * (p_0 + … + p_{i-1})), 2^P - n) + i
//! ```
//!
//! The sums run from left to right in the type of the probabilities, so that the result is the same on every machine. The
//! minimum matters where rounding makes the last cumulative larger than `norm`.

use super::checked_sum;
use crate::{Float, ProbabilityError};

/// How to scale the cumulative of `n` probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scaling<F> {
    scale: F,
    /// `2^P - n`.
    free: u64,
}

impl<F: Float> Scaling<F> {
    /// Checks the probabilities and sums them.
    pub(crate) fn new(probs: &[F], precision: u32) -> Result<Self, ProbabilityError> {
        let sum = checked_sum(probs.iter().copied(), precision)?;
        if !sum.to_f64().is_finite() || sum < F::MIN_NORMAL {
            return Err(ProbabilityError::InvalidSum { sum: sum.to_f64() });
        }
        let free = (1 << precision) - probs.len() as u64;
        Ok(Self { scale: F::from_u64(free) / sum, free })
    }

    /// The left end of the symbol at `index`, before which the probabilities sum to `cumulative`.
    #[inline]
    pub(crate) fn left(&self, index: usize, cumulative: F) -> u64 {
        (cumulative * self.scale).to_u64().min(self.free) + index as u64
    }
}
