//! Many messages at once, on several threads.

use std::ops::ControlFlow;

use constriction_core::{PutInterval, TakeInterval};
use constriction_runtime::{
    BatchError, Error, Param, Parameter, Shape, Symbols, SymbolsMut, Transaction, decode_batch, encode_batch,
};
use numpy::PyUntypedArrayMethods;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::array::{Dims, Output, Places, SymbolArray, SymbolArrayMut, as_array, shape_of, word_array, words};
use crate::call::Call;
use crate::error::{custom_on_threads, to_py};
use crate::model::{AnyModel, Kind};
use crate::threads::Threads;

/// Runs a batch without the interpreter, and lets it stop at signals.
fn run<R: Send>(
    py: Python<'_>,
    batch: impl FnOnce(&mut dyn FnMut() -> ControlFlow<()>) -> Result<R, BatchError> + Send,
) -> PyResult<R> {
    let mut signal: Option<PyErr> = None;
    let result = py.detach(|| {
        batch(&mut || {
            if let Err(error) = Python::attach(|py| py.check_signals()) {
                signal.get_or_insert(error);
            }
            if signal.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    });
    if let Some(error) = signal {
        return Err(error);
    }
    result.map_err(|error| of_message(py, error))
}

/// The exception for an error of a message.
fn of_message(py: Python<'_>, BatchError { message, error }: BatchError) -> PyErr {
    match message {
        Some(index) => in_message(py, index, to_py(error)),
        None => to_py(error),
    }
}

/// The same exception, with the number of the message.
fn in_message(py: Python<'_>, index: usize, error: PyErr) -> PyErr {
    let text = format!(
        "message {index}: {}",
        error
            .value(py)
            .getattr("args")
            .and_then(|args| args.get_item(0))
            .map_or_else(|_| error.to_string(), |text| text.to_string())
    );
    PyErr::from_type(error.get_type(py), text)
}

/// The entries of a sequence, or the parts of an array along its first axis.
fn entries<'py>(object: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyAny>>> {
    object.try_iter()?.collect()
}

/// The parameters of each message, whose symbols have these shapes.
fn calls<'py>(
    lacking: &[Parameter],
    given: &Bound<'py, PyTuple>,
    messages: usize,
    shapes: Option<&[&[usize]]>,
) -> PyResult<Vec<Call<'py>>> {
    let py = given.py();
    if lacking.len() != given.len() {
        let expected = lacking.iter().map(|parameter| parameter.name).collect();
        return Err(to_py(Error::ParameterCount { expected, given: given.len() }));
    }
    let mut columns = Vec::with_capacity(given.len());
    for (object, parameter) in given.iter().zip(lacking) {
        let column = if is_shared(&object, parameter.shape)? { vec![object; messages] } else { entries(&object)? };
        if column.len() != messages {
            let message = format!("there are {messages} messages, but {} entries of {}", column.len(), parameter.name);
            return Err(PyValueError::new_err(message));
        }
        columns.push(column);
    }
    let call = |message: usize| {
        let parameters = PyTuple::new(py, columns.iter().map(|column| &column[message]))?;
        Call::new(lacking.iter().copied(), &parameters, shapes.map(|shapes| shapes[message]))
            .map_err(|error| in_message(py, message, error))
    };
    (0..messages).map(call).collect()
}

/// Whether a parameter is the same for all messages.
fn is_shared(object: &Bound<'_, PyAny>, shape: Shape) -> PyResult<bool> {
    if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        return Ok(false);
    }
    Ok(as_array(object)?.ndim() == usize::from(shape == Shape::Vector))
}

fn spec_of<'a>(model: &'a AnyModel<'_, '_>) -> PyResult<&'a constriction_runtime::ModelSpec> {
    const LEARNING: &str = "the messages of a batch are coded side by side, but a model that learns takes one after the \
        other: call encode and decode for each";
    match &model.fixed(LEARNING)?.get().kind {
        Kind::Spec(spec) => Ok(spec),
        Kind::Custom(_) => Err(custom_on_threads()),
    }
}

/// Runs `encode_batch`.
pub(crate) fn encode<'py, C>(
    py: Python<'py>,
    start: impl Fn() -> C + Sync + Send,
    finish: impl Fn(C) -> Vec<u32> + Sync + Send,
    symbols: &Bound<'py, PyAny>,
    model: &AnyModel<'_, 'py>,
    parameters: &Bound<'py, PyTuple>,
    threads: Threads,
) -> PyResult<Bound<'py, PyList>>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let spec = spec_of(model)?;
    let symbols = entries(symbols)?.into_iter().enumerate();
    let array = |(index, symbols)| SymbolArray::new(&symbols).map_err(|error| in_message(py, index, error));
    let arrays: Vec<SymbolArray<'py>> = symbols.map(array).collect::<PyResult<_>>()?;
    let lacking: Vec<Parameter> = spec.free_parameters().copied().collect();
    let shapes: Vec<&[usize]> = arrays.iter().map(SymbolArray::shape).collect();
    let calls = calls(&lacking, parameters, arrays.len(), Some(&shapes))?;
    let mut messages: Vec<(Symbols<'_>, Vec<Param<'_>>)> = Vec::with_capacity(arrays.len());
    for (array, call) in arrays.iter().zip(&calls) {
        messages.push((array.as_symbols()?, call.arguments()?.into_vec()));
    }
    let words = run(py, |progress| encode_batch(start, finish, spec, messages, threads, progress))?;
    PyList::new(py, words.iter().map(|words| word_array(py, words)).collect::<PyResult<Vec<_>>>()?)
}

/// Runs `decode_batch`.
pub(crate) fn decode<'py, C>(
    py: Python<'py>,
    start: impl Fn(Vec<u32>) -> PyResult<C>,
    compressed: &Bound<'py, PyAny>,
    model: &AnyModel<'_, 'py>,
    amount_or_parameters: &Bound<'py, PyTuple>,
    dtype: Option<&Bound<'py, PyAny>>,
    threads: Threads,
) -> PyResult<Bound<'py, PyList>>
where
    C: Transaction + TakeInterval<Error: Into<Error>> + Send,
{
    let spec = spec_of(model)?;
    let compressed = entries(compressed)?;
    let mut coders = Vec::with_capacity(compressed.len());
    for (index, message) in compressed.iter().enumerate() {
        coders.push(words(message).and_then(&start).map_err(|error| in_message(py, index, error))?);
    }
    let (calls, shapes) = if spec.is_concrete() {
        let shapes = amounts(amount_or_parameters, coders.len())?;
        (calls(&[], &PyTuple::empty(py), coders.len(), None)?, shapes)
    } else {
        let lacking: Vec<Parameter> = spec.free_parameters().copied().collect();
        let calls = calls(&lacking, amount_or_parameters, coders.len(), None)?;
        let shape = |call: &Call<'py>| {
            call.shape().map(Dims::from_slice).ok_or_else(|| {
                PyValueError::new_err("one of the parameters must have an entry for each symbol of each message")
            })
        };
        let shapes = calls.iter().map(shape).collect::<PyResult<_>>()?;
        (calls, shapes)
    };
    let output = Output { dtype, ..Output::default() };
    let arrays: Vec<Places<'py>> =
        shapes.iter().map(|shape: &Dims| Places::new(py, Some(shape), &output)).collect::<PyResult<_>>()?;
    let mut places: Vec<SymbolArrayMut<'py>> =
        arrays.iter().map(|array| SymbolArrayMut::new(&array.array)).collect::<PyResult<_>>()?;
    let mut messages: Vec<(C, SymbolsMut<'_>, Vec<Param<'_>>)> = Vec::with_capacity(coders.len());
    for ((coder, place), call) in coders.into_iter().zip(&mut places).zip(&calls) {
        messages.push((coder, place.as_symbols()?, call.arguments()?.into_vec()));
    }
    run(py, |progress| decode_batch(spec, messages, threads, progress))?;
    drop(places);
    PyList::new(py, arrays.into_iter().map(Places::finish).collect::<PyResult<Vec<_>>>()?)
}

/// Runs `encode_step`: encodes a symbol with each coder.
pub(crate) fn encode_step<'py, C>(
    py: Python<'py>,
    mut coders: Vec<&mut C>,
    symbols: &Bound<'py, PyAny>,
    model: &AnyModel<'_, 'py>,
    parameters: &Bound<'py, PyTuple>,
) -> PyResult<()>
where
    C: PutInterval + Send,
    Error: From<C::Error>,
{
    let spec = spec_of(model)?;
    let array = SymbolArray::new(symbols)?;
    if array.shape() != [coders.len()] {
        let shape = array.shape();
        let message = format!("there are {} coders, but the symbols have the shape {shape:?}", coders.len());
        return Err(PyValueError::new_err(message));
    }
    let call = Call::new(spec.free_parameters().copied(), parameters, Some(array.shape()))?;
    let (symbols, arguments) = (array.as_symbols()?, call.arguments()?);
    let result = py.detach(|| constriction_runtime::encode_step(&mut coders, spec, symbols, &arguments));
    result.map_err(|error| of_message(py, error))
}

/// Runs `decode_step`: decodes a symbol from each coder.
pub(crate) fn decode_step<'py, C: Transaction + Send>(
    py: Python<'py>,
    mut coders: Vec<&mut C>,
    model: &AnyModel<'_, 'py>,
    parameters: &Bound<'py, PyTuple>,
    dtype: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let spec = spec_of(model)?;
    let call = Call::new(spec.free_parameters().copied(), parameters, Some(&[coders.len()]))?;
    let arguments = call.arguments()?;
    let places = Places::new(py, Some(&[coders.len()]), &Output { dtype, ..Output::default() })?;
    let mut array = SymbolArrayMut::new(&places.array)?;
    let mut symbols = array.as_symbols()?;
    let result = py.detach(|| constriction_runtime::decode_step(&mut coders, spec, &mut symbols, &arguments));
    result.map_err(|error| of_message(py, error))?;
    drop(array);
    places.finish()
}

/// The shape of each message: a number or a tuple for all, or another sequence with one for each.
fn amounts(given: &Bound<'_, PyTuple>, messages: usize) -> PyResult<Vec<Dims>> {
    if given.len() != 1 {
        return Err(PyValueError::new_err("the number of symbols of the messages must be given, once"));
    }
    let amount = given.get_item(0)?;
    if amount.is_instance_of::<PyTuple>() || (amount.hasattr("__index__")? && !amount.hasattr("__len__")?) {
        return Ok(vec![shape_of(&amount)?; messages]);
    }
    let shapes: Vec<Dims> = entries(&amount)?.iter().map(shape_of).collect::<PyResult<_>>()?;
    if shapes.len() != messages {
        let message = format!("there are {messages} messages, but {} numbers of symbols", shapes.len());
        return Err(PyValueError::new_err(message));
    }
    Ok(shapes)
}
