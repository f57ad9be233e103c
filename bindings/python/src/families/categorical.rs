//! The constructors of `Categorical`.

use constriction_runtime::{Family, Options, Quantization};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::classes::Categorical;
use super::values::{spec, values};
use super::{made, wrap};
use crate::arguments::{float_type, options, precision_of};
use crate::array::{as_integers, check_is_vector, integers};

/// Returns how probabilities become a table. Without an argument, that is the perfect way, as in 0.5.0, so that its files
/// stay readable.
pub(super) fn quantization(lazy: Option<bool>, perfect: Option<bool>, name: Option<&str>) -> PyResult<Quantization> {
    if let Some(name) = name {
        return match name {
            _ if lazy.is_some() || perfect.is_some() => Err(PyValueError::new_err(
                "quantization replaces lazy and perfect: it cannot be given together with them",
            )),
            "integer" => Ok(Quantization::Integer),
            "perfect" => Ok(Quantization::Perfect),
            "fast" => Ok(Quantization::Fast),
            other => {
                let message = format!("quantization must be 'integer', 'perfect' or 'fast', not '{other}'");
                Err(PyValueError::new_err(message))
            }
        };
    }
    match (lazy, perfect) {
        (Some(true), Some(true)) => Err(PyValueError::new_err(
            "a lazy model computes its probabilities symbol by symbol, which cannot be perfect: \
             lazy and perfect cannot both be True",
        )),
        (Some(true), _) => Ok(Quantization::Lazy),
        (Some(false), None) => Ok(Quantization::Fast),
        (_, Some(false)) => Ok(Quantization::Fast),
        (_, Some(true)) | (None, None) => Ok(Quantization::Perfect),
    }
}

#[pymethods]
impl Categorical {
    #[expect(clippy::too_many_arguments, reason = "what a constructor has")]
    #[new]
    #[pyo3(signature = (
        probabilities=None, lazy=None, perfect=None, *, quantization=None, dtype=None, precision=24,
        zero_probability="leaky"
    ))]
    fn new(
        py: Python<'_>,
        probabilities: Option<&Bound<'_, PyAny>>,
        lazy: Option<bool>,
        perfect: Option<bool>,
        quantization: Option<&str>,
        dtype: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let quantization = self::quantization(lazy, perfect, quantization)?;
        let float_type = dtype.map(float_type).transpose()?;
        let options = Options { quantization, float_type, ..options(precision, zero_probability)? };
        let values = values(Family::Categorical, [probabilities])?;
        made(Self, spec(py, Family::Categorical, values, options)?)
    }

    #[doc = include_str!("../docs/Categorical.from_frequencies.md")]
    #[staticmethod]
    #[pyo3(signature = (frequencies, *, precision=24, zero_probability="leaky"))]
    fn from_frequencies<'py>(
        frequencies: &Bound<'py, PyAny>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let array = as_integers(frequencies, "frequencies")?;
        let options = options(precision, zero_probability)?;
        let counts: Vec<u64> = integers(&array, |index, count| {
            PyValueError::new_err(format!("the frequency at index {index} is out of range: {count}"))
        })?;
        check_is_vector(&array, "frequencies")?;
        let probabilities = PyArray1::from_iter(frequencies.py(), counts.into_iter().map(|count| count as f64));
        let values = values(Family::Categorical, [Some(probabilities.as_any())])?;
        wrap(frequencies.py(), spec(frequencies.py(), Family::Categorical, values, options)?)
    }
}
