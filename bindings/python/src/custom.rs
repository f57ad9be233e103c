//! Models whose cumulative distribution function is a Python function.

use std::cell::RefCell;

use constriction_core::PutInterval;
use constriction_dyn::{
    Attempt, Error, Models, Options, Parameter, RunModel, Shape, Statistic, Symbols, decode_with, encode_with,
    entropy_with, statistic_with,
};
use constriction_models::Distribution;
use constriction_models::dynamic::Support;
use numpy::{PyArrayDyn, PyArrayMethods, PyReadonlyArrayDyn};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::array::{ParameterInput, SymbolArrayMut};
use crate::call::{Output, Places, amount};
use crate::error::{to_py, value_error};
use crate::families::options;
use crate::model::{Kind, Model, numbers};
use crate::watch::Watcher;

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
}

impl Custom {
    pub(crate) fn is_equal(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        let inverses_are_equal = match (&self.inverse, &other.inverse) {
            (Some(a), Some(b)) => a.bind(py).eq(b)?,
            (None, None) => true,
            _ => false,
        };
        Ok((self.support, self.options, self.is_vectorized) == (other.support, other.options, other.is_vectorized)
            && self.cdf.bind(py).eq(&other.cdf)?
            && inverses_are_equal)
    }

    pub(crate) fn hash(&self, py: Python<'_>) -> PyResult<(isize, i32, i32)> {
        Ok((self.cdf.bind(py).hash()?, self.support.min(), self.support.max()))
    }

    pub(crate) fn repr(&self, py: Python<'_>) -> PyResult<String> {
        let (min, max) = (self.support.min(), self.support.max());
        Ok(format!(
            "CustomModel({}, {}, {min}, {max})",
            self.cdf.bind(py).repr()?,
            match &self.inverse {
                Some(inverse) => inverse.bind(py).repr()?.to_string(),
                None => "None".to_owned(),
            }
        ))
    }

    pub(crate) fn reduce<'py>(&self, model: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = model.py();
        let policy = match self.options.zero_probability {
            constriction_dyn::ZeroProbability::Strict => "strict",
            constriction_dyn::ZeroProbability::Escape => "escape",
            _ => "leaky",
        };
        let load = py.import("constriction._native")?.getattr("_load_custom")?;
        let bounds = (self.support.min(), self.support.max());
        let options = (self.is_vectorized, self.options.precision, policy);
        let state = (&self.cdf, &self.inverse, bounds.0, bounds.1, options.0, options.1, options.2);
        Ok((load, state).into_pyobject(py)?.into_any())
    }

    fn new(
        cdf: Py<PyAny>,
        inverse: Option<Py<PyAny>>,
        (min, max): (i32, i32),
        is_vectorized: bool,
        options: Options,
    ) -> PyResult<Self> {
        let support = Support::new(min..=max, options.precision).map_err(value_error)?;
        Ok(Self { cdf, inverse, support, options, is_vectorized })
    }
}

#[doc = include_str!("docs/CustomModel.md")]
#[pyclass(module = "constriction.stream.model", extends = Model, subclass, frozen)]
#[derive(Debug)]
pub(crate) struct CustomModel;

#[pymethods]
impl CustomModel {
    #[new]
    #[pyo3(signature = (
        cdf, approximate_inverse_cdf, min_symbol_inclusive, max_symbol_inclusive, *, vectorized=false, precision=24,
        zero_probability=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keywords in Python")]
    fn new(
        py: Python<'_>,
        cdf: Py<PyAny>,
        approximate_inverse_cdf: Option<Py<PyAny>>,
        min_symbol_inclusive: i32,
        max_symbol_inclusive: i32,
        vectorized: bool,
        precision: u32,
        zero_probability: Option<&str>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let is_function = |function: &Py<PyAny>| function.bind(py).is_callable();
        if !is_function(&cdf) || !approximate_inverse_cdf.as_ref().is_none_or(is_function) {
            return Err(PyTypeError::new_err("the cumulative distribution function and its inverse must be callable"));
        }
        let bounds = (min_symbol_inclusive, max_symbol_inclusive);
        let options = options(precision, zero_probability)?;
        let custom = Custom::new(cdf, approximate_inverse_cdf, bounds, vectorized, options)?;
        Ok(PyClassInitializer::from(Model { kind: Kind::Custom(custom) }).add_subclass(Self))
    }
}

#[doc = include_str!("docs/ScipyModel.md")]
#[pyclass(module = "constriction.stream.model", extends = CustomModel, frozen)]
#[derive(Debug)]
pub(crate) struct ScipyModel;

#[pymethods]
impl ScipyModel {
    #[new]
    #[pyo3(signature = (
        scipy_model, min_symbol_inclusive, max_symbol_inclusive, *, vectorized=false, precision=24,
        zero_probability=None
    ))]
    fn new(
        scipy_model: &Bound<'_, PyAny>,
        min_symbol_inclusive: i32,
        max_symbol_inclusive: i32,
        vectorized: bool,
        precision: u32,
        zero_probability: Option<&str>,
    ) -> PyResult<PyClassInitializer<Self>> {
        let cdf = scipy_model.getattr("cdf")?.unbind();
        let inverse = scipy_model.getattr("ppf")?.unbind();
        let bounds = (min_symbol_inclusive, max_symbol_inclusive);
        let custom = Custom::new(cdf, Some(inverse), bounds, vectorized, options(precision, zero_probability)?)?;
        let base = PyClassInitializer::from(Model { kind: Kind::Custom(custom) });
        Ok(base.add_subclass(CustomModel).add_subclass(Self))
    }
}

/// The model that [`Custom::reduce`] has taken apart.
#[pyfunction]
#[pyo3(name = "_load_custom")]
pub(crate) fn load_custom(
    py: Python<'_>,
    cdf: Py<PyAny>,
    inverse: Option<Py<PyAny>>,
    min: i32,
    max: i32,
    vectorized: bool,
    precision: u32,
    zero_probability: &str,
) -> PyResult<Py<CustomModel>> {
    let custom = Custom::new(cdf, inverse, (min, max), vectorized, options(precision, Some(zero_probability))?)?;
    Py::new(py, PyClassInitializer::from(Model { kind: Kind::Custom(custom) }).add_subclass(CustomModel))
}

/// The functions' parameters besides the place: any number, one of each for every symbol or for all.
struct Parameters<'py> {
    inputs: Vec<ParameterInput<'py>>,
    shape: Option<Vec<usize>>,
}

const PARAMETER: Parameter = Parameter { name: "of the model", shape: Shape::Number, doc: "" };

impl<'py> Parameters<'py> {
    fn new(given: &[Bound<'py, PyAny>]) -> PyResult<Self> {
        let inputs: Vec<ParameterInput<'py>> =
            given.iter().map(|object| ParameterInput::new(object, &PARAMETER)).collect::<PyResult<_>>()?;
        let mut shapes = inputs.iter().filter(|input| input.is_each()).map(|input| input.shape.clone());
        let shape = shapes.next();
        match shapes.find(|other| Some(other) != shape.as_ref()) {
            Some(other) => {
                let message = format!("the parameters have the shapes {:?} and {other:?}", shape.unwrap_or_default());
                Err(PyValueError::new_err(message))
            }
            None => Ok(Self { inputs, shape }),
        }
    }

    fn check_shape(&self, symbols: &[usize]) -> PyResult<()> {
        match &self.shape {
            Some(shape) if shape != symbols => {
                let message = format!("the parameters are for symbols of shape {shape:?}, not {symbols:?}");
                Err(PyValueError::new_err(message))
            }
            _ => Ok(()),
        }
    }

    /// The numbers for one symbol.
    fn at(&self, index: usize) -> PyResult<Vec<f64>> {
        self.inputs.iter().map(|input| Ok(input.as_argument()?.number(index))).collect()
    }

    /// The numbers for some symbols, as arrays or as they are for all.
    fn slices(&self, py: Python<'py>, symbols: core::ops::Range<usize>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let slice = |input: &ParameterInput<'py>| {
            let argument = input.as_argument()?;
            if !input.is_each() {
                return Ok(argument.number(0).into_pyobject(py)?.into_any());
            }
            let numbers = symbols.clone().map(|index| argument.number(index));
            Ok(numpy::PyArray1::from_iter(py, numbers).into_any())
        };
        self.inputs.iter().map(slice).collect()
    }
}

/// Keeps the first exception that a function raises.
#[derive(Default)]
struct Failure(RefCell<Option<PyErr>>);

impl Failure {
    fn has_failed(&self) -> bool {
        self.0.borrow().is_some()
    }

    /// The value, or 0 if there is none.
    fn keep(&self, result: PyResult<f64>) -> f64 {
        result.unwrap_or_else(|error| {
            self.0.borrow_mut().get_or_insert(error);
            0.0
        })
    }

    /// The exception itself, where a function of the caller's has failed.
    fn into_py(self, py: Python<'_>, result: Result<(), Error>, watcher: Watcher) -> PyResult<()> {
        match (result, self.0.into_inner()) {
            (Err(Error::Caller), Some(error)) => Err(error),
            (result, _) => watcher.finish(py, result),
        }
    }
}

/// The distributions of symbols, one call of the functions for each number.
struct OneByOne<'a, 'py> {
    py: Python<'py>,
    custom: &'a Custom,
    parameters: &'a Parameters<'py>,
    failure: &'a Failure,
}

impl Models for OneByOne<'_, '_> {
    fn model(&self, index: usize) -> Result<impl RunModel, Error> {
        let parameters = match self.parameters.at(index) {
            Ok(parameters) => parameters,
            Err(error) => {
                self.failure.keep(Err(error));
                return Err(Error::Caller);
            }
        };
        let called = Called { py: self.py, custom: self.custom, parameters, failure: self.failure };
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
    parameters: Vec<f64>,
    failure: &'a Failure,
}

impl Called<'_, '_> {
    fn call(&self, function: &Py<PyAny>, x: f64) -> f64 {
        // Once it has failed, nothing that it would say is used.
        if self.failure.has_failed() {
            return 0.0;
        }
        let numbers = core::iter::once(x).chain(self.parameters.iter().copied());
        let call = || -> PyResult<f64> {
            let arguments = PyTuple::new(self.py, numbers.collect::<Vec<f64>>())?;
            function.bind(self.py).call1(arguments)?.extract()
        };
        self.failure.keep(call())
    }
}

impl Distribution for Called<'_, '_> {
    fn cdf(&self, x: f64) -> f64 {
        self.call(&self.custom.cdf, x)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.custom.inverse.as_ref().map_or(f64::NAN, |inverse| self.call(inverse, p))
    }
}

/// Calls the cumulative distribution function once, for an array of places.
fn call_vectorized<'py>(
    py: Python<'py>,
    custom: &Custom,
    places: Bound<'py, PyAny>,
    parameters: Vec<Bound<'py, PyAny>>,
    shape: (usize, usize),
) -> PyResult<PyReadonlyArrayDyn<'py, f64>> {
    let arguments = PyTuple::new(py, [vec![places], parameters].concat())?;
    let result = custom.cdf.bind(py).call1(arguments)?;
    let numpy = py.import("numpy")?;
    let result = numpy.call_method1("broadcast_to", (result, shape))?;
    let options = PyDict::new(py);
    options.set_item("dtype", "float64")?;
    let array = numpy.call_method("ascontiguousarray", (result,), Some(&options))?;
    Ok(array.cast_into::<PyArrayDyn<f64>>()?.try_readonly()?)
}

/// The distributions of symbols that are known, at the two edges of each.
struct Edges<'a> {
    custom: &'a Custom,
    symbols: &'a [i32],
    /// The values below the symbols, and then those above them.
    values: &'a [f64],
}

struct EdgesOf {
    symbol: i32,
    below: f64,
    above: f64,
}

impl Distribution for EdgesOf {
    fn cdf(&self, x: f64) -> f64 {
        if x < f64::from(self.symbol) { self.below } else { self.above }
    }

    fn quantile(&self, _p: f64) -> f64 {
        f64::NAN
    }
}

impl Models for Edges<'_> {
    fn model(&self, index: usize) -> Result<impl RunModel, Error> {
        let (below, above) = self.values.split_at(self.symbols.len());
        let edges = EdgesOf { symbol: self.symbols[index], below: below[index], above: above[index] };
        Ok(self.custom.support.quantize(edges))
    }
}

/// The edges of all symbols: one call of the function.
fn edges<'py>(
    py: Python<'py>,
    custom: &Custom,
    symbols: &[i32],
    parameters: &Parameters<'py>,
) -> PyResult<PyReadonlyArrayDyn<'py, f64>> {
    let (min, max) = (custom.support.min(), custom.support.max());
    let edge = |offset: f64| {
        // What is outside of the inner edges is not asked for: the function may not like it.
        let inner = move |symbol: i32| {
            (f64::from(symbol.clamp(min, max)) + offset).clamp(f64::from(min) + 0.5, f64::from(max) - 0.5)
        };
        symbols.iter().map(move |&symbol| inner(symbol)).collect::<Vec<f64>>()
    };
    if min == max {
        // There is no inner edge.
        let zeros = py.import("numpy")?.call_method1("zeros", ((2, symbols.len()),))?;
        return Ok(zeros.cast_into::<PyArrayDyn<f64>>()?.try_readonly()?);
    }
    let places = numpy::PyArray2::from_vec2(py, &[edge(-0.5), edge(0.5)]).map_err(value_error)?;
    let parameters = parameters.slices(py, 0..symbols.len())?;
    call_vectorized(py, custom, places.into_any(), parameters, (2, symbols.len()))
}

/// The distributions of symbols that are not known yet, at all inner edges of the support.
struct Tabulated<'a, 'py> {
    py: Python<'py>,
    custom: &'a Custom,
    parameters: &'a Parameters<'py>,
    total: usize,
    failure: &'a Failure,
    /// The symbol from which on there are values, and the values: edge by edge, and in each, symbol by symbol.
    values: RefCell<(usize, usize, Vec<f64>)>,
}

impl Tabulated<'_, '_> {
    /// How many values to have at once.
    const MOST_VALUES: usize = 1 << 24;

    fn edges(&self) -> usize {
        self.custom.support.size() as usize - 1
    }

    fn fetch(&self, index: usize) -> PyResult<()> {
        let py = self.py;
        let is_same = self.parameters.shape.is_none();
        let count = if is_same { 1 } else { (Self::MOST_VALUES / self.edges().max(1)).clamp(1, self.total - index) };
        let min = f64::from(self.custom.support.min());
        let places = (0..self.edges()).map(|edge| vec![min + edge as f64 + 0.5]).collect::<Vec<_>>();
        let values = if places.is_empty() {
            Vec::new()
        } else {
            let places = numpy::PyArray2::from_vec2(py, &places).map_err(value_error)?;
            let parameters = self.parameters.slices(py, index..index + count)?;
            call_vectorized(py, self.custom, places.into_any(), parameters, (self.edges(), count))?.as_slice()?.to_vec()
        };
        self.values.replace((if is_same { 0 } else { index }, if is_same { usize::MAX } else { count }, values));
        Ok(())
    }
}

struct TabulatedAt {
    min: i32,
    values: Vec<f64>,
}

impl Distribution for TabulatedAt {
    fn cdf(&self, x: f64) -> f64 {
        self.values.get((x - f64::from(self.min)) as usize).copied().unwrap_or(1.0)
    }

    fn quantile(&self, p: f64) -> f64 {
        f64::from(self.min) + self.values.partition_point(|&value| value <= p) as f64
    }
}

impl Models for Tabulated<'_, '_> {
    fn model(&self, index: usize) -> Result<impl RunModel, Error> {
        let is_there = {
            let values = self.values.borrow();
            (values.0..values.0.saturating_add(values.1)).contains(&index)
        };
        if !is_there && let Err(error) = self.fetch(index) {
            self.failure.keep(Err(error));
            return Err(Error::Caller);
        }
        let values = self.values.borrow();
        let (start, count, values) = &*values;
        let row = if *count == usize::MAX {
            values.clone()
        } else {
            values.iter().skip(index - start).step_by(*count).copied().collect()
        };
        Ok(self.custom.support.quantize(TabulatedAt { min: self.custom.support.min(), values: row }))
    }
}

fn in_i32(symbols: Symbols<'_>) -> PyResult<Vec<i32>> {
    symbols.to_i32().map_err(to_py)
}

/// What a call of `encode` does with a model of the caller's.
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
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>())?;
    parameters.check_shape(shape)?;
    let mut watcher = Watcher::new(symbols.len(), progress)?;
    let failure = Failure::default();
    let Options { precision, zero_probability, .. } = custom.options;
    let result = if custom.is_vectorized {
        let symbols = in_i32(symbols)?;
        let values = edges(py, custom, &symbols, &parameters)?;
        let models = Edges { custom, symbols: &symbols, values: values.as_slice()? };
        let symbols = Symbols::I32(&symbols);
        encode_with(coder, &models, precision, zero_probability, symbols, &mut |done| watcher.go_on(done))
    } else {
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        encode_with(coder, &models, precision, zero_probability, symbols, &mut |done| watcher.go_on(done))
    };
    failure.into_py(py, result, watcher)
}

/// What a call of `decode` does with a model of the caller's.
pub(crate) fn decode<'py, C: Attempt>(
    py: Python<'py>,
    coder: &mut C,
    custom: &Custom,
    amount_or_parameters: &Bound<'py, PyTuple>,
    output: &Output<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    // One integer is a number of symbols, as only functions know how many parameters they have.
    let (shape, parameters) = match amount_or_parameters.iter().collect::<Vec<_>>().as_slice() {
        [one] if is_amount(one)? => (amount(amount_or_parameters)?, Parameters::new(&[])?),
        all => {
            let parameters = Parameters::new(all)?;
            (parameters.shape.clone(), parameters)
        }
    };
    let array = Places::new(py, shape.as_deref(), output)?;
    let mut places = SymbolArrayMut::new(&array.array)?;
    let mut symbols = places.as_symbols()?;
    let mut watcher = Watcher::new(symbols.len(), output.progress)?;
    let failure = Failure::default();
    let Options { precision, zero_probability, .. } = custom.options;
    let result = if custom.is_vectorized {
        let total = symbols.len();
        let values = RefCell::new((0, 0, Vec::new()));
        let models = Tabulated { py, custom, parameters: &parameters, total, failure: &failure, values };
        decode_with(coder, &models, precision, zero_probability, &mut symbols, &mut |done| watcher.go_on(done))
    } else {
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        decode_with(coder, &models, precision, zero_probability, &mut symbols, &mut |done| watcher.go_on(done))
    };
    failure.into_py(py, result, watcher)?;
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
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>())?;
    parameters.check_shape(shape)?;
    let failure = Failure::default();
    let symbols = in_i32(symbols)?;
    let result = numbers(py, shape, |numbers, watcher| {
        let mut go_on = |done: usize| watcher.go_on(done);
        if custom.is_vectorized {
            let values = edges(py, custom, &symbols, &parameters);
            let values = values.and_then(|values| Ok(values.as_slice()?.to_vec()));
            let values = values.map_err(|error| {
                failure.keep(Err(error));
                Error::Caller
            })?;
            let models = Edges { custom, symbols: &symbols, values: &values };
            return statistic_with(&models, &custom.options, statistic, &symbols, numbers, &mut go_on);
        }
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        statistic_with(&models, &custom.options, statistic, &symbols, numbers, &mut go_on)
    });
    match failure.0.into_inner() {
        Some(error) => Err(error),
        None => result,
    }
}

pub(crate) fn entropy<'py>(
    py: Python<'py>,
    custom: &Custom,
    parameters: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    let parameters = Parameters::new(&parameters.iter().collect::<Vec<_>>())?;
    let failure = Failure::default();
    let shape = parameters.shape.clone().unwrap_or_default();
    let result = numbers(py, &shape, |numbers, watcher| {
        let mut go_on = |done: usize| watcher.go_on(done);
        if custom.is_vectorized {
            let total = numbers.len();
            let values = RefCell::new((0, 0, Vec::new()));
            let (parameters, failure) = (&parameters, &failure);
            let models = Tabulated { py, custom, parameters, total, failure, values };
            return entropy_with(&models, custom.options.precision, numbers, &mut go_on);
        }
        let models = OneByOne { py, custom, parameters: &parameters, failure: &failure };
        entropy_with(&models, custom.options.precision, numbers, &mut go_on)
    });
    match failure.0.into_inner() {
        Some(error) => Err(error),
        None => result,
    }
}
