//! Calls of coders and models with the caller's functions.

use constriction_core::PutInterval;
use constriction_runtime::{
    Error, Statistic, Symbols, Transaction, ZeroProbability, decode_with, encode_with, entropy_with, statistic_with,
};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::Custom;
use super::failure::{Failure, decreases};
use super::one_by_one::OneByOne;
use super::parameters::Parameters;
use super::vectorized::{Edges, Tabulated, edges};
use crate::arguments::amount;
use crate::array::{Output, Places, SymbolArrayMut};
use crate::error::to_py;
use crate::numbers::numbers;
use crate::watch::Watcher;

/// Runs `encode` with the caller's own model.
pub(crate) fn encode<C>(
    py: Python<'_>,
    coder: &mut C,
    custom: &Custom,
    symbols: Symbols<'_>,
    shape: &[usize],
    parameters: &Bound<'_, PyTuple>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<()>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>(), Some(shape))?;
    let mut watcher = Watcher::new(symbols.len(), progress)?;
    let failure = Failure::default();
    let zero_probability = custom.options.zero_probability;
    let result = if custom.is_vectorized {
        let symbols = symbols.to_i32().map_err(to_py)?;
        let values = edges(py, custom, &symbols, &parameters)?;
        let models = Edges { custom, symbols: &symbols, values: &values };
        let symbols = Symbols::I32(&symbols);
        encode_with(coder, &models, zero_probability, symbols, &mut |done| watcher.go_on(done))
    } else {
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        encode_with(coder, &models, zero_probability, symbols, &mut |done| watcher.go_on(done))
    };
    if let Err(Error::ImpossibleSymbol { symbol, .. }) = result
        && (custom.support.min().into()..=custom.support.max().into()).contains(&symbol)
        && zero_probability == ZeroProbability::Leaky
        && !failure.has_failed()
    {
        return Err(decreases(symbol));
    }
    failure.finish(watcher.finish(py, result))
}

/// Runs `decode` with the caller's own model.
pub(crate) fn decode<'py, C: Transaction>(
    py: Python<'py>,
    coder: &mut C,
    custom: &Custom,
    amount_or_parameters: &Bound<'py, PyTuple>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    // One integer is a number of symbols, as only functions know how many parameters they have.
    let (shape, parameters) = match amount_or_parameters.iter().collect::<Vec<_>>().as_slice() {
        [one] if is_amount(one)? => (amount(amount_or_parameters)?, Parameters::new(&[], None)?),
        all => {
            let parameters = Parameters::new(all, None)?;
            (parameters.shape.clone(), parameters)
        }
    };
    let array = Places::new(py, shape.as_deref(), output)?;
    let mut places = SymbolArrayMut::new(&array.array)?;
    let mut symbols = places.as_symbols()?;
    let mut watcher = Watcher::new(symbols.len(), output.progress)?;
    let failure = Failure::default();
    let zero_probability = custom.options.zero_probability;
    let result = if custom.is_vectorized {
        let models = Tabulated::new(py, custom, &parameters, symbols.len(), &failure);
        decode_with(coder, &models, zero_probability, &mut symbols, &mut |done| watcher.go_on(done))
    } else {
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        decode_with(coder, &models, zero_probability, &mut symbols, &mut |done| watcher.go_on(done))
    };
    failure.finish(watcher.finish(py, result))?;
    drop(places);
    array.finish()
}

/// Whether an argument can only be a number of symbols, or a shape.
fn is_amount(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.is_instance_of::<PyTuple>() || (object.hasattr("__index__")? && !object.hasattr("__len__")?))
}

pub(crate) fn statistic<'py>(
    py: Python<'py>,
    custom: &Custom,
    statistic: Statistic,
    symbols: Symbols<'_>,
    shape: &[usize],
    parameters: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>(), Some(shape))?;
    let failure = Failure::default();
    let symbols = symbols.to_i32().map_err(to_py)?;
    let result = numbers(py, shape, |numbers, watcher| {
        let mut go_on = |done: usize| watcher.go_on(done);
        if custom.is_vectorized {
            let values = edges(py, custom, &symbols, &parameters);
            let values = values.map_err(|error| {
                failure.keep(Err(error));
                Error::Caller
            })?;
            let models = Edges { custom, symbols: &symbols, values: &values };
            return statistic_with(&models, custom.options.zero_probability, statistic, &symbols, numbers, &mut go_on);
        }
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        statistic_with(&models, custom.options.zero_probability, statistic, &symbols, numbers, &mut go_on)
    });
    failure.finish(result)
}

pub(crate) fn entropy<'py>(
    py: Python<'py>,
    custom: &Custom,
    parameters: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>(), None)?;
    let failure = Failure::default();
    let shape = parameters.shape.clone().unwrap_or_default();
    let result = numbers(py, &shape, |numbers, watcher| {
        let mut go_on = |done: usize| watcher.go_on(done);
        if custom.is_vectorized {
            let models = Tabulated::new(py, custom, &parameters, numbers.len(), &failure);
            return entropy_with(&models, custom.options.zero_probability, numbers, &mut go_on);
        }
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        entropy_with(&models, custom.options.zero_probability, numbers, &mut go_on)
    });
    failure.finish(result)
}
