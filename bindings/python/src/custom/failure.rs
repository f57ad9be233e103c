//! What goes wrong in functions of the caller's.

use std::cell::RefCell;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Keeps the first exception that a function raises.
#[derive(Default)]
pub(super) struct Failure(RefCell<Option<PyErr>>);

impl Failure {
    pub(super) fn has_failed(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The value, or 0 if there is none.
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

/// A value of a cumulative distribution function, which may have been rounded.
pub(super) fn checked(x: f64, p: f64) -> PyResult<f64> {
    const TOLERANCE: f64 = 1e-9;
    // What is not a number counts as 0, as in 0.5.0.
    if p.is_nan() || (-TOLERANCE..=1.0 + TOLERANCE).contains(&p) {
        return Ok(p.clamp(0.0, 1.0));
    }
    let message = format!("the cumulative distribution function must be between 0 and 1, but at {x} it is {p}");
    Err(PyValueError::new_err(message))
}
