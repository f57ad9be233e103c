//! The base class of the models that learn.

use constriction_runtime::{Adaptive, AdaptiveSetup, Symbols, adaptive_cost};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::classes::{arguments, repr, wrap};
use super::contexts::{ContextInput, contexts};
use crate::array::{SymbolInput, buffer};
use crate::error::to_py;
use crate::numbers::numbers;

#[doc = include_str!("../docs/AdaptiveModel.md")]
#[pyclass(module = "constriction.stream.adaptive", subclass)]
#[derive(Debug)]
pub(crate) struct AdaptiveModel {
    pub(super) model: Adaptive,
}

impl AdaptiveModel {
    pub(super) fn new(setup: AdaptiveSetup) -> PyResult<Self> {
        Ok(Self { model: Adaptive::new(setup).map_err(to_py)? })
    }
}

#[pymethods]
impl AdaptiveModel {
    #[doc = include_str!("../docs/AdaptiveModel.num_symbols.md")]
    #[getter]
    fn num_symbols(&self) -> usize {
        self.model.symbols()
    }

    #[doc = include_str!("../docs/AdaptiveModel.num_contexts.md")]
    #[getter]
    fn num_contexts(&self) -> Option<usize> {
        Some(self.model.contexts()).filter(|&contexts| contexts < usize::MAX)
    }

    #[doc = include_str!("../docs/AdaptiveModel.precision.md")]
    #[getter]
    fn precision(&self) -> u32 {
        self.model.precision()
    }

    #[doc = include_str!("../docs/AdaptiveModel.reset.md")]
    fn reset(&mut self) {
        self.model.reset();
    }

    #[doc = include_str!("../docs/AdaptiveModel.clone.md")]
    #[pyo3(name = "clone")]
    fn clone_py<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        wrap(py, self.model.clone())
    }

    fn __copy__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.clone_py(py)
    }

    fn __deepcopy__<'py>(&self, py: Python<'py>, _memo: &Bound<'_, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.clone_py(py)
    }

    #[doc = include_str!("../docs/AdaptiveModel.cost_bits.md")]
    #[pyo3(signature = (symbols, contexts=None))]
    fn cost_bits<'py>(
        &self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        contexts: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let input = SymbolInput::new(symbols)?;
        let one;
        let (symbols, shape) = match &input {
            SymbolInput::One(symbol) => {
                one = [*symbol];
                (Symbols::I32(&one), &[][..])
            }
            SymbolInput::Many(symbols) => (symbols.as_symbols()?, symbols.shape()),
        };
        let contexts = self::contexts(contexts, shape, self.model.setup())?;
        let rules = contexts.iter().map(ContextInput::rule).collect::<PyResult<Vec<_>>>()?;
        let model = &self.model;
        numbers(py, shape, |numbers, watcher| {
            py.detach(|| adaptive_cost(model, symbols, &rules, numbers, &mut |done| watcher.go_on(done)))
        })
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.try_borrow().is_ok_and(|other| self.model == other.model))
    }

    fn __repr__(&self) -> String {
        repr(self.model.setup())
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>, Bound<'py, PyBytes>)> {
        let (py, model) = (slf.py(), &slf.try_borrow()?.model);
        Ok((slf.get_type().into_any(), arguments(py, model.setup())?, PyBytes::new(py, &model.save())))
    }

    /// Restores what pickling has kept.
    fn __setstate__(&mut self, state: &Bound<'_, PyAny>) -> PyResult<()> {
        self.model.load(buffer(state)?.as_bytes()).map_err(to_py)
    }
}
