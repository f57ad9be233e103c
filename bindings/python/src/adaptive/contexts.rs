//! Contexts of the symbols of a call: numbers, or a rule that computes them.

use constriction_runtime::{AdaptiveSetup, ContextRule};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PyTuple};

use crate::array::{SymbolArray, integer};

/// The order, from an argument. Contexts are numbers of 64 bits.
fn order_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    within("order", object, 0, 64)
}

/// A shift, from an argument. Symbols have 32 bits.
fn shift_of(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    within("shift", object, 0, 31)
}

fn width_of(object: &Bound<'_, PyAny>) -> PyResult<usize> {
    match integer("width", object)? {
        0 => Err(PyValueError::new_err("width must be at least 1, but is 0")),
        width => Ok(width),
    }
}

/// An integer from a range.
fn within(name: &str, object: &Bound<'_, PyAny>, min: u32, max: u32) -> PyResult<u32> {
    let number: u32 = integer(name, object)?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(PyValueError::new_err(format!("{name} must be {min} to {max}, but is {number}")))
    }
}

#[doc = include_str!("../docs/Order.md")]
#[pyclass(module = "constriction.stream.adaptive", frozen, eq, hash)]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Order {
    #[doc = include_str!("../docs/Order.order.md")]
    #[pyo3(get)]
    order: u32,
    #[doc = include_str!("../docs/Order.shift.md")]
    #[pyo3(get)]
    shift: u32,
}

#[pymethods]
impl Order {
    #[new]
    #[pyo3(signature = (order, shift=0))]
    fn new(#[pyo3(from_py_with = order_of)] order: u32, #[pyo3(from_py_with = shift_of)] shift: u32) -> Self {
        Self { order, shift }
    }

    fn __repr__(&self) -> String {
        format!("Order({}, shift={})", self.order, self.shift)
    }

    fn __getnewargs__(&self) -> (u32, u32) {
        (self.order, self.shift)
    }
}

#[doc = include_str!("../docs/LeftTop.md")]
#[pyclass(module = "constriction.stream.adaptive", frozen, eq, hash)]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct LeftTop {
    #[doc = include_str!("../docs/LeftTop.width.md")]
    #[pyo3(get)]
    width: usize,
    #[doc = include_str!("../docs/LeftTop.shift.md")]
    #[pyo3(get)]
    shift: u32,
}

#[pymethods]
impl LeftTop {
    #[new]
    #[pyo3(signature = (width, shift=0))]
    fn new(#[pyo3(from_py_with = width_of)] width: usize, #[pyo3(from_py_with = shift_of)] shift: u32) -> Self {
        Self { width, shift }
    }

    fn __repr__(&self) -> String {
        format!("LeftTop({}, shift={})", self.width, self.shift)
    }

    fn __getnewargs__(&self) -> (usize, u32) {
        (self.width, self.shift)
    }
}

#[doc = include_str!("../docs/Word.md")]
#[pyclass(module = "constriction.stream.adaptive", frozen, eq, hash)]
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Word;

#[pymethods]
impl Word {
    #[new]
    fn new() -> Self {
        Self
    }

    fn __repr__(&self) -> String {
        "Word()".to_owned()
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> Bound<'py, PyTuple> {
        PyTuple::empty(py)
    }
}

/// The contexts argument of a call.
pub(super) enum ContextInput<'py> {
    Rule(ContextRule<'static>),
    Each(SymbolArray<'py>),
}

impl<'py> ContextInput<'py> {
    /// Takes contexts of symbols of a shape.
    pub(super) fn new(object: &Bound<'py, PyAny>, shape: &[usize]) -> PyResult<Self> {
        if let Ok(rule) = object.cast::<Order>() {
            let &Order { order, shift } = rule.get();
            return Ok(Self::Rule(ContextRule::Order { order, shift }));
        }
        if let Ok(rule) = object.cast::<LeftTop>() {
            let &LeftTop { width, shift } = rule.get();
            return Ok(Self::Rule(ContextRule::LeftTop { width, shift }));
        }
        if object.cast::<Word>().is_ok() {
            return Ok(Self::Rule(ContextRule::Word));
        }
        if object.is_instance_of::<PyInt>() {
            return Ok(Self::Rule(ContextRule::Same(integer("a context", object)?)));
        }
        let array = SymbolArray::of_contexts(object)?;
        if array.shape() != shape {
            let message =
                format!("the contexts have the shape {:?}, but the symbols have the shape {shape:?}", array.shape());
            return Err(PyValueError::new_err(message));
        }
        Ok(Self::Each(array))
    }

    pub(super) fn rule(&self) -> PyResult<ContextRule<'_>> {
        Ok(match self {
            Self::Rule(rule) => *rule,
            Self::Each(array) => ContextRule::Each(array.as_symbols()?),
        })
    }
}

/// The contexts of a call, where they are given: for a mixer a sequence of them.
pub(super) fn contexts<'py>(
    given: Option<&Bound<'py, PyAny>>,
    shape: &[usize],
    setup: &AdaptiveSetup,
) -> PyResult<Vec<ContextInput<'py>>> {
    let Some(given) = given.filter(|given| !given.is_none()) else { return Ok(Vec::new()) };
    if !matches!(setup, AdaptiveSetup::Mixer { .. }) {
        return Ok(vec![ContextInput::new(given, shape)?]);
    }
    if !given.is_instance_of::<PyList>() && !given.is_instance_of::<PyTuple>() {
        return Err(PyTypeError::new_err(
            "a mixer needs a list of contexts: for each of its inputs a rule or an array",
        ));
    }
    given.try_iter()?.map(|given| ContextInput::new(&given?, shape)).collect()
}
