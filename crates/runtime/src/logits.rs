//! Probabilities from logits, the same on every machine.
//!
//! ```text
//! p_i = exp(l_i - max(l))
//! ```
//!
//! in `f64`, with the exponential of the `libm` crate. The largest probability is 1, so that none overflows, and those
//! that underflow are zero.

use constriction_models::array::FloatSlice;
use constriction_models::{ParameterError, ProbabilityError};

use crate::Error;

/// Appends the probabilities of one vector of logits, up to a factor.
pub(crate) fn weights(logits: FloatSlice<'_>, weights: &mut Vec<f64>) -> Result<(), Error> {
    match logits {
        FloatSlice::F32(logits) => append(logits.iter().map(|&x| f64::from(x)), weights),
        FloatSlice::F64(logits) => append(logits.iter().copied(), weights),
    }
}

fn append(logits: impl Iterator<Item = f64> + Clone, weights: &mut Vec<f64>) -> Result<(), Error> {
    let mut max = f64::NEG_INFINITY;
    for value in logits.clone() {
        if value.is_nan() || value == f64::INFINITY {
            return Err(ParameterError { name: "logit", value, expected: "a number below infinity" }.into());
        }
        max = max.max(value);
    }
    if max == f64::NEG_INFINITY {
        // None is above minus infinity, or there is none.
        return Err(ProbabilityError::InvalidSum { sum: 0.0 }.into());
    }
    weights.extend(logits.map(|value| libm::exp(value - max)));
    Ok(())
}
