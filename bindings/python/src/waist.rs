//! Methods of coders that take and return intervals instead of symbols with a model.

use constriction_core::{Interval, Order, PutInterval, TakeInterval};
use constriction_runtime::{Error, Transaction};
use numpy::PyUntypedArray;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::array::{as_integers, integers};
use crate::error::to_py;

/// Intervals from their left ends and their probabilities, numbers or arrays of one shape, in units of `2^-precision`.
fn intervals(left: &Bound<'_, PyAny>, probability: &Bound<'_, PyAny>, precision: u32) -> PyResult<Vec<Interval>> {
    let py = left.py();
    let arrays = (as_integers(left, "left")?, as_integers(probability, "probability")?);
    let arrays = py.import("numpy")?.call_method1("broadcast_arrays", arrays)?;
    let numbers = |place: usize, name: &str| {
        let array = arrays.get_item(place)?.cast_into::<PyUntypedArray>()?;
        integers::<u64>(&array, |index, number| {
            PyValueError::new_err(format!("{name} is out of range at index {index}: {number}"))
        })
    };
    let (lefts, probabilities) = (numbers(0, "left")?, numbers(1, "probability")?);
    let interval = |(index, (&left, &probability)): (usize, (&u64, &u64))| {
        let right = left.checked_add(probability).filter(|&right| right <= 1 << precision);
        right.and_then(|right| Interval::between(left, right)).ok_or_else(|| {
            PyValueError::new_err(format!(
                "the interval at index {index}, from {left} with the probability {probability}, does not lie within 0 to \
                 2**{precision}, is empty or has no 32 bits"
            ))
        })
    };
    lefts.iter().zip(&probabilities).enumerate().map(interval).collect()
}

fn check_precision(given: u32, min: u32, max: u32) -> PyResult<()> {
    if (min..=max).contains(&given) { Ok(()) } else { Err(to_py(Error::Precision { given, min, max })) }
}

/// Encodes intervals, so that they are decoded in their order: all or none.
pub(crate) fn encode<C>(
    coder: &mut C,
    left: &Bound<'_, PyAny>,
    probability: &Bound<'_, PyAny>,
    precision: u32,
) -> PyResult<()>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)?;
    let intervals = intervals(left, probability, precision)?;
    let mark = coder.mark();
    coder.reserve_symbols(intervals.len());
    let result = match C::ORDER {
        Order::Forward => coder.try_put_all(intervals.iter().map(|&interval| Ok::<_, Error>(interval)), precision),
        Order::Reverse => coder.try_put_all(intervals.iter().rev().map(|&interval| Ok(interval)), precision),
    };
    result.map_err(|error: Error| {
        if let Some(mark) = mark {
            coder.rewind(mark);
        }
        to_py(error)
    })
}

/// The quantile that comes next.
pub(crate) fn quantile<C: TakeInterval<Error: Into<Error>>>(coder: &mut C, precision: u32) -> PyResult<u32> {
    check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)?;
    coder.quantile(precision).map_err(|error| to_py(error.into()))
}

/// Decodes intervals, each of which must contain the quantile that comes next: all or none.
pub(crate) fn advance<C: Transaction>(
    coder: &mut C,
    left: &Bound<'_, PyAny>,
    probability: &Bound<'_, PyAny>,
    precision: u32,
) -> PyResult<()> {
    let intervals = intervals(left, probability, precision)?;
    let mut misses = None;
    let result = coder.transact(|coder| take_all(coder, &intervals, precision, &mut misses));
    match (result, misses) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some((index, quantile))) => Err(PyValueError::new_err(format!(
            "the interval at index {index} does not contain the quantile {quantile}, which comes next"
        ))),
        (Err(error), None) => Err(to_py(error)),
    }
}

fn take_all<C: TakeInterval<Error: Into<Error>>>(
    coder: &mut C,
    intervals: &[Interval],
    precision: u32,
    misses: &mut Option<(usize, u32)>,
) -> Result<(), Error> {
    if !(C::MIN_PRECISION..=C::MAX_PRECISION).contains(&precision) {
        return Err(Error::Precision { given: precision, min: C::MIN_PRECISION, max: C::MAX_PRECISION });
    }
    for (index, &interval) in intervals.iter().enumerate() {
        let quantile = coder.quantile(precision).map_err(Into::into)?;
        if !interval.contains(quantile) {
            *misses = Some((index, quantile));
            return Err(Error::Corrupt);
        }
        coder.advance(quantile, interval, precision).map_err(Into::into)?;
    }
    Ok(())
}

/// `encode_interval` of a coder that encodes.
macro_rules! encode_interval_method {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, encode_interval)]
            fn encode_interval(
                &mut self,
                left: &Bound<'_, PyAny>,
                probability: &Bound<'_, PyAny>,
                #[pyo3(from_py_with = $crate::arguments::precision_of)] precision: u32,
            ) -> PyResult<()> {
                $crate::waist::encode(&mut self.coder, left, probability, precision)
            }
        }
    };
}
pub(crate) use encode_interval_method;

/// `quantile` and `advance` of a coder that decodes.
macro_rules! decode_interval_methods {
    ($class:ident) => {
        #[pymethods]
        impl $class {
            #[doc = $crate::methods::docstring!($class, quantile)]
            fn quantile(
                &mut self,
                #[pyo3(from_py_with = $crate::arguments::precision_of)] precision: u32,
            ) -> PyResult<u32> {
                $crate::waist::quantile(&mut self.coder, precision)
            }

            #[doc = $crate::methods::docstring!($class, advance)]
            fn advance(
                &mut self,
                left: &Bound<'_, PyAny>,
                probability: &Bound<'_, PyAny>,
                #[pyo3(from_py_with = $crate::arguments::precision_of)] precision: u32,
            ) -> PyResult<()> {
                $crate::waist::advance(&mut self.coder, left, probability, precision)
            }
        }
    };
}
pub(crate) use decode_interval_methods;
