//! A class for each kind of model that learns.

use constriction_runtime::{Adaptive, AdaptiveSetup, BitLearning};
use pyo3::PyClass;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::model::AdaptiveModel;
use crate::array::integer;

fn symbols_of(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    integer("num_symbols", object)
}

fn contexts_of(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    integer("num_contexts", object)
}

fn increment_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    integer("increment", object)
}

fn limit_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    integer("limit", object)
}

fn inputs_of(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    integer("num_inputs", object)
}

fn table_bits_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    integer("table_bits", object)
}

fn bits_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    integer("bits", object)
}

/// How bits are learned, by the arguments of a constructor.
fn learning(rate: Option<&Bound<'_, PyAny>>, limit: Option<&Bound<'_, PyAny>>) -> PyResult<BitLearning> {
    match (rate, limit) {
        (None, None) => Ok(BitLearning::Rate(5)),
        (None, Some(limit)) => Ok(BitLearning::Limit(limit_of(limit)?)),
        (Some(_), Some(_)) => Err(PyValueError::new_err("give either a rate or a limit, not both")),
        (Some(rate), None) => match rate.cast::<PyTuple>() {
            Ok(pair) if pair.len() == 2 => {
                let rate = |index| integer("rate", &pair.get_item(index)?);
                Ok(BitLearning::TwoRates(rate(0)?, rate(1)?))
            }
            Ok(tuple) => {
                let message = format!("rate must be one integer or a tuple of two, not of {}", tuple.len());
                Err(PyValueError::new_err(message))
            }
            Err(_) => Ok(BitLearning::Rate(integer("rate", rate)?)),
        },
    }
}

/// Makes an object of a subclass.
fn object<T>(class: T, setup: AdaptiveSetup) -> PyResult<PyClassInitializer<T>>
where
    T: PyClass<BaseType = AdaptiveModel>,
{
    Ok(PyClassInitializer::from(AdaptiveModel::new(setup)?).add_subclass(class))
}

#[doc = include_str!("../docs/AdaptiveBernoulli.md")]
#[pyclass(module = "constriction.stream.adaptive", extends = AdaptiveModel)]
#[derive(Debug)]
pub(crate) struct AdaptiveBernoulli;

#[pymethods]
impl AdaptiveBernoulli {
    #[new]
    #[pyo3(signature = (rate=None, limit=None, num_contexts=1))]
    fn new(
        rate: Option<&Bound<'_, PyAny>>,
        limit: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = contexts_of)] num_contexts: usize,
    ) -> PyResult<PyClassInitializer<Self>> {
        object(Self, AdaptiveSetup::Bernoulli { learning: learning(rate, limit)?, contexts: num_contexts })
    }
}

#[doc = include_str!("../docs/AdaptiveCategorical.md")]
#[pyclass(module = "constriction.stream.adaptive", extends = AdaptiveModel)]
#[derive(Debug)]
pub(crate) struct AdaptiveCategorical;

#[pymethods]
impl AdaptiveCategorical {
    #[new]
    #[pyo3(signature = (num_symbols, increment=32, limit=16777216, num_contexts=1))]
    fn new(
        #[pyo3(from_py_with = symbols_of)] num_symbols: usize,
        #[pyo3(from_py_with = increment_of)] increment: u32,
        #[pyo3(from_py_with = limit_of)] limit: u32,
        #[pyo3(from_py_with = contexts_of)] num_contexts: usize,
    ) -> PyResult<PyClassInitializer<Self>> {
        let (symbols, contexts) = (num_symbols, num_contexts);
        object(Self, AdaptiveSetup::Categorical { symbols, increment, limit, contexts })
    }
}

#[doc = include_str!("../docs/BitTree.md")]
#[pyclass(module = "constriction.stream.adaptive", extends = AdaptiveModel)]
#[derive(Debug)]
pub(crate) struct BitTree;

#[pymethods]
impl BitTree {
    #[new]
    #[pyo3(signature = (bits, rate=None, limit=None, num_contexts=1))]
    fn new(
        #[pyo3(from_py_with = bits_of)] bits: u32,
        rate: Option<&Bound<'_, PyAny>>,
        limit: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = contexts_of)] num_contexts: usize,
    ) -> PyResult<PyClassInitializer<Self>> {
        object(Self, AdaptiveSetup::BitTree { bits, learning: learning(rate, limit)?, contexts: num_contexts })
    }
}

#[doc = include_str!("../docs/Nibbles.md")]
#[pyclass(module = "constriction.stream.adaptive", extends = AdaptiveModel)]
#[derive(Debug)]
pub(crate) struct Nibbles;

#[pymethods]
impl Nibbles {
    #[new]
    #[pyo3(signature = (num_contexts=1))]
    fn new(#[pyo3(from_py_with = contexts_of)] num_contexts: usize) -> PyResult<PyClassInitializer<Self>> {
        object(Self, AdaptiveSetup::Nibbles { contexts: num_contexts })
    }
}

#[doc = include_str!("../docs/Mixer.md")]
#[pyclass(module = "constriction.stream.adaptive", extends = AdaptiveModel)]
#[derive(Debug)]
pub(crate) struct Mixer;

#[pymethods]
impl Mixer {
    #[new]
    #[pyo3(signature = (bits, num_inputs, table_bits=14))]
    fn new(
        #[pyo3(from_py_with = bits_of)] bits: u32,
        #[pyo3(from_py_with = inputs_of)] num_inputs: usize,
        #[pyo3(from_py_with = table_bits_of)] table_bits: u32,
    ) -> PyResult<PyClassInitializer<Self>> {
        object(Self, AdaptiveSetup::Mixer { bits, inputs: num_inputs, table_bits })
    }

    #[doc = include_str!("../docs/Mixer.num_inputs.md")]
    #[getter]
    fn num_inputs(slf: PyRef<'_, Self>) -> usize {
        slf.as_super().model.setup().inputs()
    }
}

/// The object of the right class for a model.
pub(super) fn wrap(py: Python<'_>, model: Adaptive) -> PyResult<Bound<'_, PyAny>> {
    fn new<T>(py: Python<'_>, class: T, model: Adaptive) -> PyResult<Bound<'_, PyAny>>
    where
        T: PyClass<BaseType = AdaptiveModel>,
    {
        let base = PyClassInitializer::from(AdaptiveModel { model });
        Ok(Bound::new(py, base.add_subclass(class))?.into_any())
    }
    match model.setup() {
        AdaptiveSetup::Bernoulli { .. } => new(py, AdaptiveBernoulli, model),
        AdaptiveSetup::Categorical { .. } => new(py, AdaptiveCategorical, model),
        AdaptiveSetup::BitTree { .. } => new(py, BitTree, model),
        AdaptiveSetup::Nibbles { .. } => new(py, Nibbles, model),
        AdaptiveSetup::Mixer { .. } => new(py, Mixer, model),
    }
}

type Learning<'py> = (Bound<'py, PyAny>, Option<u32>);

/// The arguments that [`learning`] takes.
fn rate_and_limit(py: Python<'_>, learning: BitLearning) -> PyResult<Learning<'_>> {
    Ok(match learning {
        BitLearning::Rate(rate) => (rate.into_pyobject(py)?.into_any(), None),
        BitLearning::TwoRates(fast, slow) => ((fast, slow).into_pyobject(py)?.into_any(), None),
        BitLearning::Limit(limit) => (py.None().into_bound(py), Some(limit)),
    })
}

/// The arguments that make a model of the class.
pub(super) fn arguments<'py>(py: Python<'py>, setup: &AdaptiveSetup) -> PyResult<Bound<'py, PyTuple>> {
    match *setup {
        AdaptiveSetup::Bernoulli { learning, contexts } => {
            let (rate, limit) = rate_and_limit(py, learning)?;
            (rate, limit, contexts).into_pyobject(py)
        }
        AdaptiveSetup::Categorical { symbols, increment, limit, contexts } => {
            (symbols, increment, limit, contexts).into_pyobject(py)
        }
        AdaptiveSetup::BitTree { bits, learning, contexts } => {
            let (rate, limit) = rate_and_limit(py, learning)?;
            (bits, rate, limit, contexts).into_pyobject(py)
        }
        AdaptiveSetup::Nibbles { contexts } => (contexts,).into_pyobject(py),
        AdaptiveSetup::Mixer { bits, inputs, table_bits } => (bits, inputs, table_bits).into_pyobject(py),
    }
}

/// The expression that makes a model.
pub(super) fn repr(setup: &AdaptiveSetup) -> String {
    let learned = |learning| match learning {
        BitLearning::Rate(rate) => format!("rate={rate}"),
        BitLearning::TwoRates(fast, slow) => format!("rate=({fast}, {slow})"),
        BitLearning::Limit(limit) => format!("limit={limit}"),
    };
    match *setup {
        AdaptiveSetup::Bernoulli { learning, contexts } => {
            format!("AdaptiveBernoulli({}, num_contexts={contexts})", learned(learning))
        }
        AdaptiveSetup::Categorical { symbols, increment, limit, contexts } => {
            format!("AdaptiveCategorical({symbols}, increment={increment}, limit={limit}, num_contexts={contexts})")
        }
        AdaptiveSetup::BitTree { bits, learning, contexts } => {
            format!("BitTree({bits}, {}, num_contexts={contexts})", learned(learning))
        }
        AdaptiveSetup::Nibbles { contexts } => format!("Nibbles(num_contexts={contexts})"),
        AdaptiveSetup::Mixer { bits, inputs, table_bits } => {
            format!("Mixer({bits}, num_inputs={inputs}, table_bits={table_bits})")
        }
    }
}
