//! The common part of all calls that code: models, parameters and symbols become slices, and the GIL is released.

use constriction_runtime::{
    Error, ModelSpec, Param, Parameter, Shape, Symbols, SymbolsMut, Transaction, decode, decode_one, encode_on_threads,
    encode_one,
};
use numpy::PyUntypedArray;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use smallvec::SmallVec;

use constriction_core::{PutInterval, TakeInterval};

use crate::adaptive;
use crate::arguments::amount;
use crate::array::{
    Dims, Output, ParameterInput, Places, SymbolArrayMut, SymbolInput, few_symbols, fit, number, scalar_symbol,
};
use crate::custom;
use crate::error::{custom_on_threads, of_call, to_py};
use crate::model::{AnyModel, Kind, Model};
use crate::short_call::{decode_short, encode_short, encode_with_row};
use crate::threads::{ONE_THREAD, Threads};
use crate::watch::Watcher;

/// The most parameters of a family.
const MOST: usize = 3;

/// The parameters that come with a call.
pub(crate) struct Call<'py> {
    parameters: SmallVec<[ParameterInput<'py>; MOST]>,
    /// The shape of the symbols, if it is known.
    shape: Option<Dims>,
}

impl<'py> Call<'py> {
    /// Takes as many parameters as a model lacks, for symbols of a shape. If that is not given, it follows from the
    /// parameters.
    #[inline]
    pub(crate) fn new(
        lacking: impl Iterator<Item = Parameter> + Clone,
        given: &Bound<'py, PyTuple>,
        symbols: Option<&[usize]>,
    ) -> PyResult<Self> {
        let mut call = Self { parameters: SmallVec::new(), shape: None };
        call.take(lacking, given, symbols)?;
        Ok(call)
    }

    /// The same in its place, as it is large.
    #[inline]
    fn take(
        &mut self,
        lacking: impl Iterator<Item = Parameter> + Clone,
        given: &Bound<'py, PyTuple>,
        symbols: Option<&[usize]>,
    ) -> PyResult<()> {
        check_count(lacking.clone(), given)?;
        for (parameter, object) in lacking.zip(given) {
            self.parameters.push(ParameterInput::new(&object, &parameter)?);
        }
        self.shape = fit(&mut self.parameters, symbols)?;
        Ok(())
    }

    pub(crate) fn shape(&self) -> Option<&[usize]> {
        self.shape.as_deref()
    }

    #[inline]
    pub(crate) fn arguments(&self) -> PyResult<SmallVec<[Param<'_>; MOST]>> {
        self.parameters.iter().map(ParameterInput::as_param).collect()
    }
}

/// Checks that the number of parameters is the number that the model lacks.
#[inline]
fn check_count(lacking: impl Iterator<Item = Parameter> + Clone, given: &Bound<'_, PyTuple>) -> PyResult<()> {
    if lacking.clone().count() == given.len() {
        return Ok(());
    }
    let expected = lacking.map(|parameter| parameter.name).collect();
    Err(to_py(Error::ParameterCount { expected, given: given.len() }))
}

/// The parameters of a call, if all of them are numbers.
#[inline]
fn scalars<'a>(
    spec: &ModelSpec,
    given: &Bound<'_, PyTuple>,
    buffer: &'a mut [f64; MOST],
) -> PyResult<Option<&'a [f64]>> {
    let mut objects = given.iter_borrowed();
    let mut places = buffer.iter_mut();
    for parameter in spec.free_parameters() {
        let (Some(object), Some(place)) = (objects.next(), places.next()) else { break };
        if parameter.shape != Shape::Number || object.is_exact_instance_of::<PyUntypedArray>() {
            return Ok(None);
        }
        let Some(number) = number(&object, parameter.name)? else { return Ok(None) };
        *place = number;
    }
    check_count(spec.free_parameters().copied(), given)?;
    Ok(buffer.get(..given.len()))
}

/// Runs what codes symbols. The interpreter is released, unless that would take longer than to code them.
#[inline]
fn run<R: Send>(py: Python<'_>, symbols: usize, params: &[Param<'_>], code: impl FnOnce() -> R + Send) -> R {
    const FEW_NUMBERS: usize = 1024;
    const FEW_SYMBOLS: usize = 128;
    let is_short = symbols <= FEW_SYMBOLS && params.iter().all(|param| param.values.len() <= FEW_NUMBERS);
    if is_short { code() } else { py.detach(code) }
}

/// Runs `encode` or `encode_reverse` with any model.
#[inline]
pub(crate) fn encode_any<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    symbols: &Bound<'py, PyAny>,
    model: &AnyModel<'_, 'py>,
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

/// Runs `encode` or `encode_reverse` with a model that does not learn.
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
        && progress.is_none()
        && encode_usual(coder, spec, symbols, parameters)?
    {
        return Ok(());
    }
    encode_other(py, coder, symbols, model, parameters, progress, threads)
}

/// What a call does that is not usual: a function of its own, so that what it needs is not set up for usual ones.
#[inline(never)]
fn encode_other<C>(
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
    match (&model.get().kind, SymbolInput::new(symbols)?) {
        (Kind::Spec(spec), SymbolInput::One(symbol)) => {
            if progress.is_none()
                && let Some(numbers) = scalars(spec, parameters, &mut [0.0; MOST])?
            {
                return encode_one(coder, spec, symbol, numbers).map_err(|error| of_call(error, spec, &[]));
            }
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

/// Encodes what calls with few symbols encode, in a short way; `false` if it has to go the long way, and nothing has
/// changed.
#[inline]
fn encode_usual<C>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: &Bound<'_, PyAny>,
    parameters: &Bound<'_, PyTuple>,
) -> PyResult<bool>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let Some(symbol) = scalar_symbol(symbols) else {
        return Ok(encode_short(coder, spec, symbols, parameters).is_some());
    };
    let symbol = symbol?;
    let mut buffer = [0.0; MOST];
    let is_whole = spec.is_concrete() && parameters.is_empty();
    let numbers = if is_whole { Some(&[][..]) } else { scalars(spec, parameters, &mut buffer)? };
    let Some(numbers) = numbers else {
        return Ok(encode_with_row(coder, spec, symbol, parameters).is_some());
    };
    encode_one(coder, spec, symbol, numbers).map_err(|error| of_call(error, spec, &[]))?;
    Ok(true)
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
    let mut call = Call { parameters: SmallVec::new(), shape: None };
    call.take(spec.free_parameters().copied(), parameters, Some(shape))?;
    let arguments = call.arguments()?;
    let mut watcher = Watcher::new(symbols.len(), progress)?;
    let result = run(py, symbols.len(), &arguments, || {
        encode_on_threads(coder, spec, symbols, &arguments, threads, &mut |done| watcher.go_on(done))
    });
    watcher.finish_with(py, result, |error| of_call(error, spec, shape))
}

/// Runs `decode` with any model.
#[inline]
pub(crate) fn decode_any<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    model: &AnyModel<'_, 'py>,
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

/// Runs `decode` with a model that does not learn.
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
                let symbol = decode_one(coder, spec, &[]).map_err(to_py)?;
                return Ok(symbol.into_pyobject(py)?.into_any());
            }
            if output.is_default()
                && let Some(symbols) = decode_short(py, coder, spec, amount_or_parameters)
            {
                return Ok(symbols);
            }
            let shape = amount(amount_or_parameters)?;
            let call = Call { parameters: SmallVec::new(), shape };
            decode_array(py, coder, spec, &call, output)
        }
        Kind::Spec(spec) => {
            if output.is_default() {
                if let Some(numbers) = scalars(spec, amount_or_parameters, &mut [0.0; MOST])? {
                    let symbol = decode_one(coder, spec, numbers).map_err(to_py)?;
                    return Ok(symbol.into_pyobject(py)?.into_any());
                }
                if let Some(symbols) = decode_short(py, coder, spec, amount_or_parameters) {
                    return Ok(symbols);
                }
            }
            let mut call = Call { parameters: SmallVec::new(), shape: None };
            call.take(spec.free_parameters().copied(), amount_or_parameters, None)?;
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
    let mut decode_to = |mut symbols: SymbolsMut<'_>| {
        let mut watcher = Watcher::new(symbols.len(), output.progress)?;
        let result = run(py, symbols.len(), &arguments, || {
            decode(coder, spec, &mut symbols, &arguments, &mut |done| watcher.go_on(done))
        });
        watcher.finish_with(py, result, |error| of_call(error, spec, call.shape().unwrap_or(&[])))
    };
    if output.is_default()
        && let Some(decoded) = few_symbols(py, call.shape(), |places| decode_to(SymbolsMut::I32(places)))
    {
        return decoded;
    }
    let array = Places::new(py, call.shape(), output)?;
    let mut places = SymbolArrayMut::new(&array.array)?;
    decode_to(places.as_symbols()?)?;
    drop(places);
    array.finish()
}
