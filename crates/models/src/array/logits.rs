//! Probabilities from logits, the same on every machine.

use alloc::vec::Vec;

use super::FloatSlice;
use crate::{MixtureError, ParameterError, ProbabilityError};

/// Appends the probabilities of one vector of logits to others, up to a factor:
///
/// ```text
/// p_i = exp(l_i - max(l))
/// ```
///
/// in `f64`, with the exponential of the `libm` crate. The largest of them is 1, so that none overflows, and those that
/// underflow are zero. [`Rows`](crate::dynamic::Rows) take many such vectors.
///
/// # Errors
/// If a logit is infinity or not a number, or all of them are minus infinity, or the row is empty.
///
/// ```
/// use constriction_models::array::{FloatSlice, probs_from_logits};
///
/// let mut probs = Vec::new();
/// probs_from_logits(FloatSlice::F32(&[1.0, f32::NEG_INFINITY, 1.0]), &mut probs)?;
/// assert_eq!(probs, [1.0, 0.0, 1.0]);
/// # Ok::<(), constriction_models::MixtureError>(())
/// ```
pub fn probs_from_logits(logits: FloatSlice<'_>, probs: &mut Vec<f64>) -> Result<(), MixtureError> {
    match logits {
        FloatSlice::F32(logits) => append(logits.iter().map(|&x| f64::from(x)), probs),
        FloatSlice::F64(logits) => append(logits.iter().copied(), probs),
    }
}

fn append(logits: impl Iterator<Item = f64> + Clone, probs: &mut Vec<f64>) -> Result<(), MixtureError> {
    let mut max = f64::NEG_INFINITY;
    for value in logits.clone() {
        if value.is_nan() || value == f64::INFINITY {
            return Err(ParameterError { name: "logit", value, expected: "a number below infinity" }.into());
        }
        max = max.max(value);
    }
    if max == f64::NEG_INFINITY {
        // All are minus infinity, or the row is empty.
        return Err(ProbabilityError::InvalidSum { sum: 0.0 }.into());
    }
    probs.extend(logits.map(|value| libm::exp(value - max)));
    Ok(())
}
