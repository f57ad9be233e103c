//! The base class of all models.

use constriction_runtime::{ModelSpec, Parameter};
use pyo3::prelude::*;

use crate::custom::Custom;

/// What a model is, whatever its class.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A family of the library's list.
    Spec(ModelSpec),
    /// Functions of the caller's.
    Custom(Custom),
}

#[doc = include_str!("docs/Model.md")]
#[pyclass(module = "constriction.stream.model", subclass, frozen)]
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) kind: Kind,
}

impl From<ModelSpec> for Model {
    fn from(spec: ModelSpec) -> Self {
        Self { kind: Kind::Spec(spec) }
    }
}

impl Model {
    pub(crate) fn lacking(&self) -> Vec<Parameter> {
        match &self.kind {
            Kind::Spec(spec) => spec.free_parameters().copied().collect(),
            Kind::Custom(_) => Vec::new(),
        }
    }

    pub(crate) fn support_bounds(&self) -> Option<(i32, i32)> {
        match &self.kind {
            Kind::Spec(spec) => spec.support().map(|support| support.into_inner()),
            Kind::Custom(custom) => Some((custom.support.min(), custom.support.max())),
        }
    }
}
