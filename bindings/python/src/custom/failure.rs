//! Exceptions and invalid results of the caller's functions.

use std::cell::RefCell;
use std::ffi::CString;

use pyo3::exceptions::{PyRuntimeWarning, PyValueError};
use pyo3::prelude::*;

/// Keeps the first exception that a function raises.
#[derive(Default)]
pub(super) struct Failure(RefCell<Option<PyErr>>);

impl Failure {
    pub(super) fn has_failed(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The value, or 0 for an error, which is kept.
    pub(super) fn keep(&self, result: PyResult<f64>) -> f64 {
        result.unwrap_or_else(|error| {
            self.0.borrow_mut().get_or_insert(error);
            0.0
        })
    }

    /// The exception itself, where a function of the caller's has failed.
    pub(super) fn finish<T>(self, result: PyResult<T>) -> PyResult<T> {
        match self.0.into_inner() {
            Some(error) => Err(error),
            None => result,
        }
    }
}

/// The largest decrease of a cumulative distribution function that counts as rounding.
const TOLERANCE: f64 = 1e-9;

/// A value of a cumulative distribution function, which may have been rounded.
///
/// NaN counts as 0, as in 0.5.0, with a warning: messages exist that were coded so.
///
/// # Errors
/// If the value is not between 0 and 1, or if the caller has made warnings errors.
pub(super) fn checked(py: Python<'_>, x: f64, p: f64) -> PyResult<f64> {
    if (-TOLERANCE..=1.0 + TOLERANCE).contains(&p) {
        return Ok(p.clamp(0.0, 1.0));
    }
    if p.is_nan() {
        let message = format!("the cumulative distribution function is NaN at {x}, which counts as 0");
        PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &CString::new(message)?, 1)?;
        return Ok(0.0);
    }
    let message = format!("the cumulative distribution function must be between 0 and 1, but at {x} it is {p}");
    Err(PyValueError::new_err(message))
}

/// Checks that a cumulative distribution function does not decrease from one place to another.
pub(super) fn check_increases((x, p): (f64, f64), (other_x, other_p): (f64, f64)) -> PyResult<()> {
    let ((left, left_p), (right, right_p)) =
        if x < other_x { ((x, p), (other_x, other_p)) } else { ((other_x, other_p), (x, p)) };
    if left_p <= right_p + TOLERANCE || left == right {
        return Ok(());
    }
    Err(PyValueError::new_err(format!(
        "the cumulative distribution function must not decrease, but is {left_p} at {left} and {right_p} at {right}"
    )))
}

/// The error of a symbol of the support that gets no probability, as the function decreases by little.
pub(super) fn decreases(symbol: i128) -> PyErr {
    PyValueError::new_err(format!("the cumulative distribution function decreases at the symbol {symbol}"))
}
