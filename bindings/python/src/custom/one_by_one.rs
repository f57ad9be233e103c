//! The caller's functions that take and return a number.

use std::cell::RefCell;

use constriction_models::Distribution;
use constriction_runtime::{DynModel, Error, ModelArray};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use smallvec::SmallVec;

use super::Custom;
use super::failure::{Failure, check_increases, checked};
use super::parameters::{Numbers, Parameters};

/// The distributions of symbols, one call of the functions for each number.
pub(super) struct OneByOne<'a, 'py> {
    pub(super) py: Python<'py>,
    pub(super) custom: &'a Custom,
    pub(super) parameters: &'a Parameters<'py>,
    pub(super) failure: &'a Failure,
}

impl ModelArray for OneByOne<'_, '_> {
    type Error = Error;

    fn len(&self) -> Option<usize> {
        None
    }

    fn precision(&self) -> u32 {
        self.custom.options.precision
    }

    fn model(&self, index: usize) -> Result<impl DynModel, Error> {
        let parameters = match self.parameters.at(index) {
            Ok(parameters) => parameters,
            Err(error) => {
                self.failure.keep(Err(error));
                return Err(Error::Caller);
            }
        };
        let called =
            Called { py: self.py, custom: self.custom, parameters, failure: self.failure, values: RefCell::default() };
        Ok(self.custom.support.quantize(called))
    }

    fn check(&self) -> Result<(), Error> {
        if self.failure.has_failed() { Err(Error::Caller) } else { Ok(()) }
    }
}

/// The distribution of one symbol.
struct Called<'a, 'py> {
    py: Python<'py>,
    custom: &'a Custom,
    parameters: Numbers,
    failure: &'a Failure,
    /// The values so far: two where a symbol is encoded.
    values: RefCell<SmallVec<[(f64, f64); 2]>>,
}

impl Called<'_, '_> {
    fn call(&self, function: &Py<PyAny>, x: f64) -> f64 {
        // Once it has failed, nothing that it would say is used.
        if self.failure.has_failed() {
            return 0.0;
        }
        let numbers = core::iter::once(x).chain(self.parameters.iter().copied());
        let call = || -> PyResult<f64> {
            let arguments = PyTuple::new(self.py, numbers.collect::<Numbers>())?;
            function.bind(self.py).call1(arguments)?.extract()
        };
        self.failure.keep(call())
    }
}

impl Distribution for Called<'_, '_> {
    fn cdf(&self, x: f64) -> f64 {
        let p = self.call(&self.custom.cdf, x);
        let checked = checked(self.py, x, p).and_then(|p| {
            let mut values = self.values.borrow_mut();
            values.iter().try_for_each(|&other| check_increases((x, p), other))?;
            values.push((x, p));
            Ok(p)
        });
        self.failure.keep(checked)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.custom.inverse.as_ref().map_or(f64::NAN, |inverse| self.call(inverse, p))
    }
}
