//! Models whose cumulative distribution function is a Python function.

mod call;
mod failure;
mod one_by_one;
mod parameters;
mod vectorized;

use constriction_models::dynamic::Support;
use constriction_runtime::{Options, ZeroProbability};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

pub(crate) use call::{decode, encode, entropy, statistic};

use crate::error::value_error;

/// The functions, and the integers that they are quantised to.
#[derive(Debug)]
pub(crate) struct Custom {
    cdf: Py<PyAny>,
    /// `None` if there is no idea where a quantile lies.
    inverse: Option<Py<PyAny>>,
    pub(crate) support: Support<i32>,
    pub(crate) options: Options,
    /// Whether the functions take arrays.
    is_vectorized: bool,
    /// The distribution whose functions they are, of a `ScipyModel`.
    scipy_model: Option<Py<PyAny>>,
}

impl Custom {
    pub(crate) fn is_equal(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        if (self.support, self.options, self.is_vectorized) != (other.support, other.options, other.is_vectorized) {
            return Ok(false);
        }
        match (&self.scipy_model, &other.scipy_model) {
            (Some(a), Some(b)) => a.bind(py).eq(b),
            (None, None) => {
                let inverses = (&self.inverse).into_pyobject(py)?.eq((&other.inverse).into_pyobject(py)?)?;
                Ok(inverses && self.cdf.bind(py).eq(&other.cdf)?)
            }
            _ => Ok(false),
        }
    }

    pub(crate) fn hash(&self, py: Python<'_>) -> PyResult<(isize, i32, i32)> {
        Ok((self.scipy_model.as_ref().unwrap_or(&self.cdf).bind(py).hash()?, self.support.min(), self.support.max()))
    }

    /// The positional and the keyword arguments of the constructor.
    fn arguments<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let (min, max) = (self.support.min(), self.support.max());
        let positional = match &self.scipy_model {
            Some(scipy_model) => (scipy_model, min, max).into_pyobject(py)?,
            None => (&self.cdf, &self.inverse, min, max).into_pyobject(py)?,
        };
        let keywords = PyDict::new(py);
        if self.is_vectorized {
            keywords.set_item("vectorized", true)?;
        }
        if self.options.precision != Options::default().precision {
            keywords.set_item("precision", self.options.precision)?;
        }
        match self.options.zero_probability {
            ZeroProbability::Strict => keywords.set_item("zero_probability", "strict")?,
            ZeroProbability::Escape => keywords.set_item("zero_probability", "escape")?,
            _ => {}
        }
        Ok((positional, keywords))
    }

    pub(crate) fn repr(&self, py: Python<'_>) -> PyResult<String> {
        let (positional, keywords) = self.arguments(py)?;
        let mut arguments = Vec::new();
        for argument in positional {
            arguments.push(argument.repr()?.to_string());
        }
        for (name, argument) in keywords {
            arguments.push(format!("{name}={}", argument.repr()?));
        }
        let class = if self.scipy_model.is_some() { "ScipyModel" } else { "CustomModel" };
        Ok(format!("{class}({})", arguments.join(", ")))
    }

    /// For pickling: the class with the arguments of its constructor.
    pub(crate) fn reduce<'py>(&self, model: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = model.py();
        let (positional, keywords) = self.arguments(py)?;
        let load = py.import("functools")?.getattr("partial")?.call((model.get_type(),), Some(&keywords))?;
        Ok((load, positional).into_pyobject(py)?.into_any())
    }

    pub(crate) fn new(
        cdf: Py<PyAny>,
        inverse: Option<Py<PyAny>>,
        (min, max): (i32, i32),
        is_vectorized: bool,
        options: Options,
    ) -> PyResult<Self> {
        let support = Support::new(min..=max, options.precision).map_err(value_error)?;
        Ok(Self { cdf, inverse, support, options, is_vectorized, scipy_model: None })
    }
    /// The same, with the distribution whose functions they are.
    pub(crate) fn of_scipy_model(self, scipy_model: Py<PyAny>) -> Self {
        Self { scipy_model: Some(scipy_model), ..self }
    }
}
