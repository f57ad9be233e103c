//! The classes, and the constructors that follow from the list of families.

use constriction_runtime::{Family, ModelSpec, Options};
use pyo3::prelude::*;

use super::categorical::quantization;
use super::values::{numbers, spec, values};
use super::{made, made_of_numbers, object};
use crate::arguments::{max_of, min_of, options, precision_of};
use crate::model::Model;

/// A class over an interval of integers with two or three parameters.
macro_rules! bounded {
    ($name:ident, $doc:literal, $($parameter:ident),*) => {
        #[doc = include_str!($doc)]
        #[pyclass(module = "constriction.stream.model", extends = Model, frozen)]
        #[derive(Debug)]
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = (
                min_symbol_inclusive, max_symbol_inclusive, $($parameter=None,)* *, precision=24, zero_probability="leaky"
            ))]
            fn new(
                #[pyo3(from_py_with = min_of)] min_symbol_inclusive: i32,
                #[pyo3(from_py_with = max_of)] max_symbol_inclusive: i32,
                $($parameter: Option<&Bound<'_, PyAny>>,)*
                #[pyo3(from_py_with = precision_of)] precision: u32,
                zero_probability: &str,
            ) -> PyResult<PyClassInitializer<Self>> {
                let options = options(precision, zero_probability)?;
                let values = values(Family::$name, [$($parameter),*])?;
                let (min, max) = (min_symbol_inclusive, max_symbol_inclusive);
                object(Self, ModelSpec::bounded(Family::$name, min, max, values, options))
            }
        }
    };
}

/// A class over an interval of integers with a location and a scale. Users make one for each symbol.
macro_rules! located {
    ($name:ident, $doc:literal, $location:ident, $scale:ident) => {
        #[doc = include_str!($doc)]
        #[pyclass(module = "constriction.stream.model", extends = Model, frozen)]
        #[derive(Debug)]
        pub(crate) struct $name;

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = (
                        min_symbol_inclusive, max_symbol_inclusive, $location=None, $scale=None, *, precision=24,
                        zero_probability="leaky"
                    ))]
            fn new(
                #[pyo3(from_py_with = min_of)] min_symbol_inclusive: i32,
                #[pyo3(from_py_with = max_of)] max_symbol_inclusive: i32,
                $location: Option<&Bound<'_, PyAny>>,
                $scale: Option<&Bound<'_, PyAny>>,
                #[pyo3(from_py_with = precision_of)] precision: u32,
                zero_probability: &str,
            ) -> PyResult<PyClassInitializer<Self>> {
                let options = options(precision, zero_probability)?;
                let (min, max) = (min_symbol_inclusive, max_symbol_inclusive);
                if let Some(numbers) = numbers([$location, $scale]) {
                    return object(Self, ModelSpec::of_numbers(Family::$name, Some((min, max)), numbers, options));
                }
                let values = values(Family::$name, [$location, $scale])?;
                object(Self, ModelSpec::bounded(Family::$name, min, max, values, options))
            }
        }
    };
}

macro_rules! class {
    ($name:ident, $doc:literal) => {
        #[doc = include_str!($doc)]
        #[pyclass(module = "constriction.stream.model", extends = Model, frozen)]
        #[derive(Debug)]
        pub(crate) struct $name;
    };
}

/// A class whose symbols follow from its parameters.
macro_rules! unbounded {
    ($name:ident, $doc:literal, $($parameter:ident),*) => {
        class!($name, $doc);

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = ($($parameter=None,)* *, precision=24, zero_probability="leaky"))]
            fn new(
                py: Python<'_>,
                $($parameter: Option<&Bound<'_, PyAny>>,)*
                #[pyo3(from_py_with = precision_of)] precision: u32,
                zero_probability: &str,
            ) -> PyResult<PyClassInitializer<Self>> {
                let options = options(precision, zero_probability)?;
                let values = values(Family::$name, [$($parameter),*])?;
                made(Self, spec(py, Family::$name, values, options)?)
            }
        }
    };
}

/// The same whose parameters are numbers. Users make one for each symbol.
macro_rules! of_numbers {
    ($name:ident, $doc:literal, $($parameter:ident),*) => {
        class!($name, $doc);

        #[pymethods]
        impl $name {
            #[new]
            #[pyo3(signature = ($($parameter=None,)* *, precision=24, zero_probability="leaky"))]
            fn new(
                $($parameter: Option<&Bound<'_, PyAny>>,)*
                #[pyo3(from_py_with = precision_of)] precision: u32,
                zero_probability: &str,
            ) -> PyResult<PyClassInitializer<Self>> {
                let options = options(precision, zero_probability)?;
                made_of_numbers(Self, Family::$name, [$($parameter),*], options)
            }
        }
    };
}

// <families:classes> Written by `cargo xtask codegen`.
class!(Uniform, "../docs/Uniform.md");
class!(Bernoulli, "../docs/Bernoulli.md");
of_numbers!(Binomial, "../docs/Binomial.md", n, p);
located!(QuantizedGaussian, "../docs/QuantizedGaussian.md", mean, std);
located!(QuantizedLaplace, "../docs/QuantizedLaplace.md", mean, scale);
located!(QuantizedCauchy, "../docs/QuantizedCauchy.md", loc, scale);
located!(QuantizedLogistic, "../docs/QuantizedLogistic.md", mean, scale);
bounded!(GaussianMixture, "../docs/GaussianMixture.md", weights, means, stds);
bounded!(LaplaceMixture, "../docs/LaplaceMixture.md", weights, means, scales);
bounded!(LogisticMixture, "../docs/LogisticMixture.md", weights, means, scales);
class!(Categorical, "../docs/Categorical.md");
unbounded!(CategoricalLogits, "../docs/CategoricalLogits.md", logits);
unbounded!(TopK, "../docs/TopK.md", vocabulary, ids, probabilities);
class!(CdfTable, "../docs/CdfTable.md");
// </families>

#[pymethods]
impl Uniform {
    #[new]
    #[pyo3(signature = (size=None, *, precision=24))]
    fn new(
        size: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
    ) -> PyResult<PyClassInitializer<Self>> {
        let options = Options { precision, ..Options::default() };
        made_of_numbers(Self, Family::Uniform, [size], options)
    }
}

#[pymethods]
impl Bernoulli {
    #[new]
    #[pyo3(signature = (p=None, perfect=None, *, precision=24, zero_probability="leaky"))]
    fn new(
        p: Option<&Bound<'_, PyAny>>,
        perfect: Option<bool>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let options =
            Options { quantization: quantization(None, perfect, None)?, ..options(precision, zero_probability)? };
        made_of_numbers(Self, Family::Bernoulli, [p], options)
    }
}
