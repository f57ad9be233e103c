//! One class for each family of models. Their bodies are the same; their signatures are what users see.

use constriction_runtime::{Error, Family, ModelSpec, Options, Parameter, Quantization, Shape, Value, Values};
use numpy::{PyArray1, PyUntypedArrayMethods};
use pyo3::PyClass;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PySlice;

use crate::arguments::{float_type, max_of, min_of, options, precision_of};
use crate::array::{ParameterInput, as_array, as_integers, check_is_vector, floats, integer, integers, number};
use crate::error::to_py;
use crate::model::{Kind, Model};
use crate::watch::Watcher;

type Given<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

/// The values of parameters, in the order of the family's list.
#[inline]
pub(crate) fn values<const N: usize>(family: Family, given: [Given<'_, '_>; N]) -> PyResult<Values> {
    let mut values = [const { None }; 3];
    for ((value, given), parameter) in values.iter_mut().zip(given).zip(family.info().parameters) {
        *value = match given {
            None => None,
            Some(given) => {
                let number = if parameter.shape == Shape::Number { number(given, parameter.name)? } else { None };
                Some(number.map_or_else(|| array_value(given, parameter), |number| Ok(number.into()))?)
            }
        };
    }
    Ok(values)
}

/// The value of a parameter that is not just a number.
#[inline(never)]
fn array_value(given: &Bound<'_, PyAny>, parameter: &Parameter) -> PyResult<Value> {
    let input = ParameterInput::new(given, parameter)?;
    if input.is_each() {
        let (name, one) = match parameter.shape {
            Shape::Number => (parameter.name, "number"),
            Shape::Vector => (parameter.name, "vector"),
        };
        let message = format!(
            "the parameter {name} in a constructor is that of all symbols, one {one}: leave it out there, and give one for \
             each symbol to the calls of a coder"
        );
        return Err(PyValueError::new_err(message));
    }
    let param = input.as_param()?;
    Ok(match parameter.shape {
        Shape::Number => Value::Number([param.number(0)]),
        Shape::Vector => param.values.into(),
    })
}

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

/// A number, if it is no more than that.
#[inline]
fn float(given: Given<'_, '_>) -> Option<f64> {
    // What is wrong with others is said where all values are looked at.
    given.and_then(|given| number(given, "").ok().flatten())
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
                let spec = if let (Some(location), Some(scale)) = (float($location), float($scale)) {
                    ModelSpec::located(Family::$name, min, max, location, scale, options)
                } else {
                    let values = values(Family::$name, [$location, $scale])?;
                    ModelSpec::bounded(Family::$name, min, max, values, options)
                };
                object(Self, spec)
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

/// A model whose symbols follow from its parameters. Where a table is made, which can take a while, the interpreter is
/// released, and a signal stops it: to release it takes longer than to look at a short vector.
fn spec(py: Python<'_>, family: Family, values: Values, options: Options) -> PyResult<ModelSpec> {
    let shortest = match options.quantization {
        Quantization::Perfect if family == Family::Categorical => 64,
        _ => 1024,
    };
    if values.iter().flatten().any(|value| value.as_floats().len() >= shortest) {
        let mut watcher = Watcher::new(0, None)?;
        let spec = py.detach(|| ModelSpec::new_watched(family, values, options, &mut |done| watcher.go_on(done)));
        return watcher.finish(py, spec);
    }
    ModelSpec::new(family, values, options).map_err(to_py)
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

// <families:classes> Written by `cargo xtask codegen`.
class!(Uniform, "docs/Uniform.md");
class!(Bernoulli, "docs/Bernoulli.md");
unbounded!(Binomial, "docs/Binomial.md", n, p);
located!(QuantizedGaussian, "docs/QuantizedGaussian.md", mean, std);
located!(QuantizedLaplace, "docs/QuantizedLaplace.md", mean, scale);
located!(QuantizedCauchy, "docs/QuantizedCauchy.md", loc, scale);
located!(QuantizedLogistic, "docs/QuantizedLogistic.md", mean, scale);
bounded!(GaussianMixture, "docs/GaussianMixture.md", weights, means, stds);
bounded!(LaplaceMixture, "docs/LaplaceMixture.md", weights, means, scales);
bounded!(LogisticMixture, "docs/LogisticMixture.md", weights, means, scales);
class!(Categorical, "docs/Categorical.md");
unbounded!(CategoricalLogits, "docs/CategoricalLogits.md", logits);
unbounded!(TopK, "docs/TopK.md", vocabulary, ids, probabilities);
class!(CdfTable, "docs/CdfTable.md");
// </families>

/// Does something with the names of all families.
macro_rules! for_each_family {
    ($do:ident) => {
        $do! {
            // <families:names> Written by `cargo xtask codegen`.
            Uniform Bernoulli Binomial QuantizedGaussian QuantizedLaplace QuantizedCauchy QuantizedLogistic
            GaussianMixture LaplaceMixture LogisticMixture Categorical CategoricalLogits TopK CdfTable
            // </families>
        }
    };
}

/// Adds the classes to the module.
pub(crate) fn add_classes(module: &Bound<'_, PyModule>) -> PyResult<()> {
    macro_rules! add {
        ($($name:ident)*) => {
            $(module.add_class::<$name>()?;)*
        };
    }
    for_each_family!(add);
    Ok(())
}

/// What a constructor returns: an object of a class with a model in it.
#[inline]
fn object<T: PyClass<BaseType = Model>>(class: T, spec: Result<ModelSpec, Error>) -> PyResult<PyClassInitializer<T>> {
    made(class, spec.map_err(to_py)?)
}

/// The same of a model that could be made.
#[inline]
fn made<T: PyClass<BaseType = Model>>(class: T, spec: ModelSpec) -> PyResult<PyClassInitializer<T>> {
    Ok(PyClassInitializer::from(Model::from(spec)).add_subclass(class))
}

#[pymethods]
impl Uniform {
    #[new]
    #[pyo3(signature = (size=None, *, precision=24))]
    fn new(
        size: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
    ) -> PyResult<PyClassInitializer<Self>> {
        let options = Options { precision, ..Options::default() };
        object(Self, of_number(Family::Uniform, size, options)?)
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
        object(Self, of_number(Family::Bernoulli, p, options)?)
    }
}

/// A model that one number makes. Users make one for each symbol.
#[inline]
fn of_number(family: Family, given: Given<'_, '_>, options: Options) -> PyResult<Result<ModelSpec, Error>> {
    Ok(match float(given) {
        Some(number) => ModelSpec::of_number(family, number, options),
        None => ModelSpec::new(family, values(family, [given])?, options),
    })
}

/// Where nothing is said, 0.5.0 quantises perfectly, and so does this: otherwise, files would not be readable.
fn quantization(lazy: Option<bool>, perfect: Option<bool>, name: Option<&str>) -> PyResult<Quantization> {
    if let Some(name) = name {
        return match name {
            _ if lazy.is_some() || perfect.is_some() => Err(PyValueError::new_err(
                "quantization says what lazy and perfect say: it can only be given without them",
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

    #[doc = include_str!("docs/Categorical.from_frequencies.md")]
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

#[pymethods]
impl CdfTable {
    #[new]
    #[pyo3(signature = (cdfs, lengths=None, offsets=None, *, precision=16, zero_probability="leaky"))]
    fn new(
        cdfs: &Bound<'_, PyAny>,
        lengths: Option<&Bound<'_, PyAny>>,
        offsets: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<PyClassInitializer<Self>> {
        let (rows, lengths, offsets) = rows_of(cdfs, lengths, offsets)?;
        let table = |(number, row)| {
            let length = lengths.as_ref().and_then(|lengths| lengths.get(number)).copied();
            table_ends(row, number, length, precision)
        };
        let tables: Vec<Vec<u32>> = rows.iter().enumerate().map(table).collect::<PyResult<_>>()?;
        let options = options(precision, zero_probability)?;
        object(Self, ModelSpec::tables(tables.iter().map(Vec::as_slice).zip(offsets), options))
    }
}

#[pymethods]
impl CdfTable {
    #[doc = include_str!("docs/CdfTable.from_frequencies.md")]
    #[staticmethod]
    #[pyo3(signature = (frequencies, lengths=None, offsets=None, *, precision=16, zero_probability="leaky"))]
    fn from_frequencies<'py>(
        frequencies: &Bound<'py, PyAny>,
        lengths: Option<&Bound<'py, PyAny>>,
        offsets: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = options(precision, zero_probability)?;
        of_weights(frequencies, lengths, offsets, options, |row, number| {
            let name = format!("table {number}");
            let array = as_integers(row, &name)?;
            check_is_vector(&array, &name)?;
            let counts = integers::<u64>(&array, |index, count| {
                PyValueError::new_err(format!("the frequency at index {index} of {name} is out of range: {count}"))
            })?;
            Ok(counts.into_iter().map(|count| count as f64).collect())
        })
    }

    #[doc = include_str!("docs/CdfTable.from_pmfs.md")]
    #[staticmethod]
    #[pyo3(signature = (pmfs, lengths=None, offsets=None, *, precision=16, zero_probability="leaky"))]
    fn from_pmfs<'py>(
        pmfs: &Bound<'py, PyAny>,
        lengths: Option<&Bound<'py, PyAny>>,
        offsets: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = precision_of)] precision: u32,
        zero_probability: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let options = options(precision, zero_probability)?;
        of_weights(pmfs, lengths, offsets, options, |row, number| {
            let name = format!("table {number}");
            let array = as_array(row)?;
            check_is_vector(&array, &name)?;
            let numbers = floats(&array, &name)?;
            let numbers = numbers.as_floats()?;
            Ok((0..numbers.len()).map(|index| numbers.get(index)).collect())
        })
    }

    #[doc = include_str!("docs/CdfTable.from_models.md")]
    #[staticmethod]
    #[pyo3(signature = (models, *, zero_probability="leaky"))]
    fn from_models<'py>(models: &Bound<'py, PyAny>, zero_probability: &str) -> PyResult<Bound<'py, PyAny>> {
        let py = models.py();
        let (mut tables, mut precision) = (Vec::new(), None);
        for (number, model) in models.try_iter()?.enumerate() {
            let model = model?.cast_into::<Model>()?;
            let Kind::Spec(spec) = &model.get().kind else {
                return Err(PyValueError::new_err(format!("model {number} has functions of yours, and no table")));
            };
            let bits = *precision.get_or_insert(spec.options().precision);
            if bits != spec.options().precision {
                let message =
                    format!("model {number} has a precision of {} bits, not {bits}", spec.options().precision);
                return Err(PyValueError::new_err(message));
            }
            let mut watcher = Watcher::new(0, None)?;
            let table = py.detach(|| spec.to_table(&mut |done| watcher.go_on(done)));
            let in_model = |error| PyValueError::new_err(format!("model {number}: {error}"));
            tables.push(watcher.finish_with(py, table, in_model)?);
        }
        let precision = precision.ok_or_else(|| PyValueError::new_err("there must be at least one table"))?;
        let tables = tables.iter().map(|(ends, offset)| (&ends[..], *offset));
        wrap(py, ModelSpec::tables(tables, options(precision, zero_probability)?).map_err(to_py)?)
    }

    #[doc = include_str!("docs/CdfTable.table.md")]
    fn table<'py>(slf: &Bound<'py, Self>, index: &Bound<'py, PyAny>) -> PyResult<(Bound<'py, PyArray1<u64>>, i32)> {
        let index = integer("index", index)?;
        let table = match &slf.as_super().get().kind {
            Kind::Spec(spec) => spec.table(index),
            Kind::Custom(_) => None,
        };
        let (ends, offset) = table.ok_or_else(|| PyIndexError::new_err(format!("there is no table {index}")))?;
        Ok((PyArray1::from_vec(slf.py(), ends), offset))
    }

    fn __len__(slf: &Bound<'_, Self>) -> usize {
        match &slf.as_super().get().kind {
            Kind::Spec(spec) => spec.table_count().unwrap_or_default(),
            Kind::Custom(_) => 0,
        }
    }

    fn __bool__(&self) -> bool {
        true
    }
}

/// Tables of rows of numbers.
fn of_weights<'py>(
    matrix: &Bound<'py, PyAny>,
    lengths: Option<&Bound<'py, PyAny>>,
    offsets: Option<&Bound<'py, PyAny>>,
    options: Options,
    weights: impl Fn(&Bound<'py, PyAny>, usize) -> PyResult<Vec<f64>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (rows, lengths, offsets) = rows_of(matrix, lengths, offsets)?;
    let mut tables: Vec<Vec<f64>> = Vec::with_capacity(rows.len());
    for (number, row) in rows.iter().enumerate() {
        let mut numbers = weights(row, number)?;
        if let Some(&length) = lengths.as_ref().and_then(|lengths| lengths.get(number)) {
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if length > numbers.len() {
                let message = format!("table {number} has {} entries, which is less than {length}", numbers.len());
                return Err(PyValueError::new_err(message));
            }
            numbers.truncate(length);
        }
        tables.push(numbers);
    }
    let (py, tables) = (matrix.py(), tables.iter().map(Vec::as_slice).zip(offsets));
    let mut watcher = Watcher::new(0, None)?;
    let spec = py.detach(|| ModelSpec::tables_of_weights(tables, options, &mut |done| watcher.go_on(done)));
    wrap(py, watcher.finish(py, spec)?)
}

/// The rows of tables, the lengths that were given for them, and their offsets.
type Rows<'py> = (Vec<Bound<'py, PyAny>>, Option<Vec<u64>>, Vec<i32>);

fn rows_of<'py>(
    matrix: &Bound<'py, PyAny>,
    lengths: Option<&Bound<'py, PyAny>>,
    offsets: Option<&Bound<'py, PyAny>>,
) -> PyResult<Rows<'py>> {
    let rows: Vec<Bound<'py, PyAny>> = matrix.try_iter()?.collect::<PyResult<_>>()?;
    if rows.is_empty() {
        return Err(PyValueError::new_err("there must be at least one table"));
    }
    let lengths = lengths.map(|lengths| of_tables::<u64>(lengths, "lengths")).transpose()?;
    let offsets = offsets.map(|offsets| of_tables::<i32>(offsets, "offsets")).transpose()?;
    for (name, given) in [("lengths", lengths.as_ref().map(Vec::len)), ("offsets", offsets.as_ref().map(Vec::len))] {
        if given.is_some_and(|given| given != rows.len()) {
            return Err(PyValueError::new_err(format!("there must be as many {name} as tables, {}", rows.len())));
        }
    }
    let offsets = offsets.unwrap_or_else(|| vec![0; rows.len()]);
    Ok((rows, lengths, offsets))
}

/// The first `length` entries of a table, with one written as 0 where it does not fit in 32 bits.
fn table_ends(row: &Bound<'_, PyAny>, number: usize, length: Option<u64>, precision: u32) -> PyResult<Vec<u32>> {
    let name = format!("table {number}");
    let mut array = as_integers(row, &name)?;
    check_is_vector(&array, &name)?;
    if let Some(length) = length {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > array.len() {
            let message = format!("{name} has {} entries, which is less than {length}", array.len());
            return Err(PyValueError::new_err(message));
        }
        array = array.get_item(PySlice::new(row.py(), 0, length as isize, 1))?.cast_into()?;
    }
    let ends: Vec<u64> =
        integers(&array, |index, end| PyValueError::new_err(format!("the entry at index {index} of {name} is {end}")))?;
    let one = 1u64 << precision;
    if let Some(end) = ends.last().filter(|&&end| end != one) {
        return Err(PyValueError::new_err(format!("{name} ends with {end} instead of 2**{precision}")));
    }
    let end = |(index, &end): (usize, &u64)| match u32::try_from(end) {
        Ok(end) => Ok(end),
        Err(_) if end == one => Ok(0),
        Err(_) => Err(PyValueError::new_err(format!("the entry at index {index} of {name} is {end}"))),
    };
    ends.iter().enumerate().map(end).collect()
}

/// An integer for each table.
fn of_tables<T>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Vec<T>>
where
    T: numpy::Element + Copy + TryFrom<i64> + TryFrom<u64> + TryFrom<i128>,
{
    let array = as_integers(object, name)?;
    check_is_vector(&array, name)?;
    integers(&array, |index, value| PyValueError::new_err(format!("{name}[{index}] is out of range: {value}")))
}

/// The object of the right class for a model.
pub(crate) fn wrap(py: Python<'_>, spec: ModelSpec) -> PyResult<Bound<'_, PyAny>> {
    macro_rules! wrap {
        ($($name:ident)*) => {
            match spec.family() {
                $(Family::$name => Bound::new(py, object($name, Ok(spec))?).map(Bound::into_any),)*
            }
        };
    }
    for_each_family!(wrap)
}
