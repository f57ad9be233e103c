//! Models whose cumulative distribution functions are the caller's, in another language.

use std::cell::{Cell, RefCell};

use constriction_models::Distribution;
use constriction_models::array::ModelArray;
use constriction_models::dynamic::{DynModel, Support};

use crate::{Error, ZeroProbability};

/// Functions of the caller's.
pub trait Functions {
    /// The cumulative distribution function of the symbol at an index, or `None` if the function failed: the caller keeps
    /// why.
    fn cdf(&self, x: f64, index: usize) -> Option<f64>;

    /// Some `x` for which `cdf` is about `p`, or NaN if nothing is known; `None` as above.
    fn inverse(&self, p: f64, index: usize) -> Option<f64>;
}

/// The largest decrease of a cumulative distribution function that counts as rounding.
const TOLERANCE: f64 = 1e-9;

/// The models of functions, one for each symbol.
///
/// The values of a function are checked: a number that is NaN, not from 0 to 1, or smaller than one further to the left is
/// an error of the call. Of the first symbol of a call, the ends are looked at as well.
#[derive(Debug)]
pub struct FunctionModels<'a, F> {
    functions: &'a F,
    support: Support<i32>,
    /// Whether the first of the models was looked at: at both ends, as the search for a quantile may end at the first
    /// number, for any function.
    has_looked: Cell<bool>,
    /// The first error.
    failure: RefCell<Option<Error>>,
}

impl<'a, F: Functions> FunctionModels<'a, F> {
    /// The models of these functions.
    pub fn new(functions: &'a F, support: Support<i32>) -> Self {
        Self { functions, support, has_looked: Cell::new(false), failure: RefCell::default() }
    }

    fn fail(&self, error: Error) -> f64 {
        self.failure.borrow_mut().get_or_insert(error);
        0.0
    }

    /// Returns the error to report: that the function decreases, if that is why a symbol of the support has no probability;
    /// otherwise the same error.
    #[must_use]
    pub fn explain(&self, error: Error, zero_probability: ZeroProbability) -> Error {
        match error {
            Error::ImpossibleSymbol { index, symbol }
                if zero_probability == ZeroProbability::Leaky
                    && (self.support.min().into()..=self.support.max().into()).contains(&symbol) =>
            {
                Error::CdfDecreasesAt { index, symbol }
            }
            other => other,
        }
    }
}

impl<F: Functions> ModelArray for FunctionModels<'_, F> {
    type Error = Error;

    fn len(&self) -> Option<usize> {
        None
    }

    fn precision(&self) -> u32 {
        self.support.precision()
    }

    fn model(&self, index: usize) -> Result<impl DynModel, Error> {
        Ok(self.support.quantize(Called { models: self, index, values: RefCell::default() }))
    }

    fn check(&self) -> Result<(), Error> {
        self.failure.borrow().clone().map_or(Ok(()), Err)
    }
}

/// The distribution of one symbol.
struct Called<'a, F> {
    models: &'a FunctionModels<'a, F>,
    index: usize,
    /// The values so far.
    values: RefCell<Vec<(f64, f64)>>,
}

impl<F: Functions> Called<'_, F> {
    fn checked(&self, x: f64, p: f64) -> Result<f64, Error> {
        if !(-TOLERANCE..=1.0 + TOLERANCE).contains(&p) {
            return Err(Error::CdfRange { index: self.index, x, p });
        }
        let p = p.clamp(0.0, 1.0);
        let mut values = self.values.borrow_mut();
        for &(other, at_other) in values.iter() {
            let ((left, at_left), (right, at_right)) =
                if x < other { ((x, p), (other, at_other)) } else { ((other, at_other), (x, p)) };
            if at_left > at_right + TOLERANCE && left != right {
                return Err(Error::CdfDecreases { index: self.index, left: (left, at_left), right: (right, at_right) });
            }
        }
        values.push((x, p));
        Ok(p)
    }

    /// The value of the function at a place, or 0 if it is not one.
    fn value(&self, x: f64) -> f64 {
        let Some(p) = self.call(|functions| functions.cdf(x, self.index)) else { return 0.0 };
        self.checked(x, p).unwrap_or_else(|error| self.models.fail(error))
    }

    /// Calls a function, unless one has failed before: then, nothing that it would say is used.
    fn call(&self, call: impl FnOnce(&F) -> Option<f64>) -> Option<f64> {
        if self.models.failure.borrow().is_some() {
            return None;
        }
        let result = call(self.models.functions);
        if result.is_none() {
            self.models.fail(Error::Caller);
        }
        result
    }
}

impl<F: Functions> Distribution for Called<'_, F> {
    fn cdf(&self, x: f64) -> f64 {
        if !self.models.has_looked.replace(true) {
            let support = &self.models.support;
            self.value(f64::from(support.min()) + 0.5);
            self.value(f64::from(support.max()) - 0.5);
        }
        self.value(x)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.call(|functions| functions.inverse(p, self.index)).unwrap_or(f64::NAN)
    }
}
