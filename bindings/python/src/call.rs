//! What all calls that code have in common: models, parameters and symbols become slices, and the GIL is released.

use constriction_runtime::{
    Error, ModelSpec, Param, Parameter, Symbols, Transaction, decode, decode_one, encode_on_threads, encode_one,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

use constriction_core::{PutInterval, TakeInterval};

use crate::adaptive;
use crate::arguments::amount;
use crate::array::{Output, ParameterInput, Places, SymbolArrayMut, SymbolInput, one_symbol};
use crate::custom;
use crate::error::{custom_on_threads, to_py};
use crate::model::{AnyModel, Kind, Model};
use crate::threads::{ONE_THREAD, Threads};
use crate::watch::Watcher;

/// The parameters that come with a call.
pub(crate) struct Call<'py> {
    parameters: Vec<ParameterInput<'py>>,
    /// The shape of the symbols, if the parameters are arrays.
    shape: Option<Vec<usize>>,
}

impl<'py> Call<'py> {
    /// Takes as many parameters as a model lacks.
    pub(crate) fn new(lacking: impl Iterator<Item = Parameter>, given: &Bound<'py, PyTuple>) -> PyResult<Self> {
        let lacking: Vec<Parameter> = lacking.collect();
        if lacking.len() != given.len() {
            let expected = lacking.iter().map(|parameter| parameter.name).collect();
            return Err(to_py(Error::ParameterCount { expected, given: given.len() }));
        }
        let mut shape: Option<Vec<usize>> = None;
        let mut parameters = Vec::with_capacity(lacking.len());
        for (parameter, object) in lacking.iter().zip(given) {
            let input = ParameterInput::new(&object, parameter)?;
            if input.is_each() {
                let expected = shape.get_or_insert_with(|| input.shape.clone());
                if *expected != input.shape {
                    return Err(wrong_shape(parameter.name, &input.shape, expected));
                }
            }
            parameters.push(input);
        }
        Ok(Self { parameters, shape })
    }

    /// Checks that the parameters are for symbols of a shape.
    pub(crate) fn check_shape(&self, symbols: &[usize]) -> PyResult<()> {
        match &self.shape {
            Some(shape) if shape != symbols => Err(PyValueError::new_err(format!(
                "the parameters are for symbols of shape {shape:?}, but the symbols have the shape {symbols:?}"
            ))),
            _ => Ok(()),
        }
    }

    pub(crate) fn shape(&self) -> Option<&[usize]> {
        self.shape.as_deref()
    }

    pub(crate) fn arguments(&self) -> PyResult<Vec<Param<'_>>> {
        self.parameters.iter().map(ParameterInput::as_param).collect()
    }
}

fn wrong_shape(name: &str, given: &[usize], symbols: &[usize]) -> PyErr {
    PyValueError::new_err(format!(
        "the parameter {name} is for symbols of shape {given:?}, but others are for {symbols:?}"
    ))
}

/// What a call of `encode` or `encode_reverse` does, with any model.
#[inline]
pub(crate) fn encode_any<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    symbols: &Bound<'py, PyAny>,
    model: &AnyModel<'py>,
    parameters: &Bound<'py, PyTuple>,
    progress: Option<&Bound<'py, PyAny>>,
    threads: Threads,
) -> PyResult<()>
where
    C: PutInterval + Send,
    Error: From<C::Error>,
{
    match model {
        AnyModel::Fixed(model) => encode_call(py, coder, symbols, model, parameters, progress, threads),
        AnyModel::Learning(model) => adaptive::encode(py, coder, symbols, model, parameters, progress, threads),
    }
}

/// What a call of `encode` or `encode_reverse` does, with a model that does not learn.
#[inline]
pub(crate) fn encode_call<C>(
    py: Python<'_>,
    coder: &mut C,
    symbols: &Bound<'_, PyAny>,
    model: &Bound<'_, Model>,
    parameters: &Bound<'_, PyTuple>,
    progress: Option<&Bound<'_, PyAny>>,
    threads: Threads,
) -> PyResult<()>
where
    C: PutInterval + Send,
    Error: From<C::Error>,
{
    if let Kind::Spec(spec) = &model.get().kind
        && symbols.is_exact_instance_of::<PyInt>()
        && spec.is_concrete()
        && parameters.is_empty()
        && progress.is_none()
    {
        return encode_one(coder, spec, one_symbol(symbols)?).map_err(to_py);
    }
    match (&model.get().kind, SymbolInput::new(symbols)?) {
        (Kind::Spec(spec), SymbolInput::One(symbol)) => {
            encode_array(py, coder, spec, Symbols::I32(&[symbol]), &[], parameters, progress, threads)
        }
        (Kind::Spec(spec), SymbolInput::Many(symbols)) => {
            encode_array(py, coder, spec, symbols.as_symbols()?, symbols.shape(), parameters, progress, threads)
        }
        (Kind::Custom(_), _) if threads != ONE_THREAD => Err(custom_on_threads()),
        (Kind::Custom(custom), SymbolInput::One(symbol)) => {
            custom::encode(py, coder, custom, Symbols::I32(&[symbol]), &[], parameters, progress)
        }
        (Kind::Custom(custom), SymbolInput::Many(symbols)) => {
            custom::encode(py, coder, custom, symbols.as_symbols()?, symbols.shape(), parameters, progress)
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a call has")]
fn encode_array<C>(
    py: Python<'_>,
    coder: &mut C,
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    shape: &[usize],
    parameters: &Bound<'_, PyTuple>,
    progress: Option<&Bound<'_, PyAny>>,
    threads: Threads,
) -> PyResult<()>
where
    C: PutInterval + Send,
    Error: From<C::Error>,
{
    let call = Call::new(spec.free_parameters().copied(), parameters)?;
    call.check_shape(shape)?;
    let arguments = call.arguments()?;
    let mut watcher = Watcher::new(symbols.len(), progress)?;
    let result =
        py.detach(|| encode_on_threads(coder, spec, symbols, &arguments, threads, &mut |done| watcher.go_on(done)));
    watcher.finish(py, result)
}

/// What a call of `decode` does, with any model.
#[inline]
pub(crate) fn decode_any<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    model: &AnyModel<'py>,
    amount_or_parameters: &Bound<'py, PyTuple>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>>
where
    C: Transaction + TakeInterval<Error: Into<Error>> + Send,
{
    match model {
        AnyModel::Fixed(model) => decode_call(py, coder, model, amount_or_parameters, output),
        AnyModel::Learning(model) => adaptive::decode(py, coder, model, amount_or_parameters, output),
    }
}

/// What a call of `decode` does, with a model that does not learn.
#[inline]
pub(crate) fn decode_call<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    model: &Bound<'py, Model>,
    amount_or_parameters: &Bound<'py, PyTuple>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>>
where
    C: Transaction + TakeInterval<Error: Into<Error>> + Send,
{
    match &model.get().kind {
        Kind::Spec(spec) if spec.is_concrete() => {
            if amount_or_parameters.is_empty() && output.is_default() {
                let symbol = decode_one(coder, spec).map_err(to_py)?;
                return Ok(symbol.into_pyobject(py)?.into_any());
            }
            let shape = amount(amount_or_parameters)?;
            let call = Call { parameters: Vec::new(), shape };
            decode_array(py, coder, spec, &call, output)
        }
        Kind::Spec(spec) => {
            let call = Call::new(spec.free_parameters().copied(), amount_or_parameters)?;
            decode_array(py, coder, spec, &call, output)
        }
        Kind::Custom(custom) => custom::decode(py, coder, custom, amount_or_parameters, output),
    }
}

fn decode_array<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    spec: &ModelSpec,
    call: &Call<'py>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>>
where
    C: Transaction + Send,
{
    let arguments = call.arguments()?;
    let array = Places::new(py, call.shape(), output)?;
    let mut places = SymbolArrayMut::new(&array.array)?;
    let mut symbols = places.as_symbols()?;
    let mut watcher = Watcher::new(symbols.len(), output.progress)?;
    let result = py.detach(|| decode(coder, spec, &mut symbols, &arguments, &mut |done| watcher.go_on(done)));
    watcher.finish(py, result)?;
    drop(places);
    array.finish()
}
