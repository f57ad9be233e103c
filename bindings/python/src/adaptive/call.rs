//! Calls that code arrays with models that learn.

use constriction_core::PutInterval;
use constriction_runtime::{Error, Symbols, Transaction, decode_adaptive, encode_adaptive};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::contexts::{ContextInput, contexts};
use super::model::AdaptiveModel;
use crate::array::{Output, Places, SymbolArrayMut, SymbolInput, shape_of};
use crate::threads::{ONE_THREAD, Threads};
use crate::watch::Watcher;

/// The arguments that come after those that every call has: at most as many as there are places for them.
fn arguments<'py, const N: usize>(
    given: &Bound<'py, PyTuple>,
    names: &str,
) -> PyResult<[Option<Bound<'py, PyAny>>; N]> {
    if given.len() > N {
        let message =
            format!("with a model that learns, the arguments after it are {names}, but there are {}", given.len());
        return Err(PyValueError::new_err(message));
    }
    let mut given = given.iter();
    Ok(std::array::from_fn(|_| given.next()))
}

/// Runs `encode` and `encode_reverse`.
pub(crate) fn encode<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    symbols: &Bound<'py, PyAny>,
    model: &Bound<'py, AdaptiveModel>,
    given: &Bound<'py, PyTuple>,
    progress: Option<&Bound<'py, PyAny>>,
    threads: Threads,
) -> PyResult<()>
where
    C: PutInterval + Send,
    Error: From<C::Error>,
{
    if threads != ONE_THREAD {
        return Err(PyTypeError::new_err("a model that learns goes over the symbols one by one, on one thread"));
    }
    let [given] = arguments(given, "the contexts")?;
    let input = SymbolInput::new(symbols)?;
    let one;
    let (symbols, shape) = match &input {
        SymbolInput::One(symbol) => {
            one = [*symbol];
            (Symbols::I32(&one), &[][..])
        }
        SymbolInput::Many(symbols) => (symbols.as_symbols()?, symbols.shape()),
    };
    let mut model = model.try_borrow_mut()?;
    let contexts = contexts(given.as_ref(), shape, model.model.setup())?;
    let rules = contexts.iter().map(ContextInput::rule).collect::<PyResult<Vec<_>>>()?;
    let model = &mut model.model;
    let mut watcher = Watcher::new(symbols.len(), progress)?;
    let result = py.detach(|| encode_adaptive(coder, model, symbols, &rules, &mut |done| watcher.go_on(done)));
    watcher.finish(py, result)
}

/// Runs `decode`.
pub(crate) fn decode<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    model: &Bound<'py, AdaptiveModel>,
    given: &Bound<'py, PyTuple>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>>
where
    C: Transaction + Send,
{
    let [amount, given] = arguments(given, "the number of symbols and the contexts")?;
    let shape = amount.filter(|amount| !amount.is_none()).map(|amount| shape_of(&amount)).transpose()?;
    let mut model = model.try_borrow_mut()?;
    let contexts = contexts(given.as_ref(), shape.as_deref().unwrap_or(&[]), model.model.setup())?;
    let rules = contexts.iter().map(ContextInput::rule).collect::<PyResult<Vec<_>>>()?;
    let array = Places::new(py, shape.as_deref(), output)?;
    let mut places = SymbolArrayMut::new(&array.array)?;
    let mut symbols = places.as_symbols()?;
    let model = &mut model.model;
    let mut watcher = Watcher::new(symbols.len(), output.progress)?;
    let result = py.detach(|| decode_adaptive(coder, model, &mut symbols, &rules, &mut |done| watcher.go_on(done)));
    watcher.finish(py, result)?;
    drop(places);
    array.finish()
}
