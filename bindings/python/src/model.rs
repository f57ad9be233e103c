//! The base class of all models.

use constriction_runtime::{ModelSpec, Parameter};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::adaptive::AdaptiveModel;
use crate::custom::Custom;

/// The contents of a model object of any class: in a box, as what is made is moved several times before it is in its object.
#[derive(Debug)]
pub(crate) enum Kind {
    /// A family of the library's list.
    Spec(Box<ModelSpec>),
    /// Functions of the caller's.
    Custom(Box<Custom>),
}

#[doc = include_str!("docs/Model.md")]
#[pyclass(module = "constriction.stream.model", subclass, frozen)]
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) kind: Kind,
}

impl From<ModelSpec> for Model {
    #[inline]
    fn from(spec: ModelSpec) -> Self {
        Self { kind: Kind::Spec(Box::new(spec)) }
    }
}

impl From<Custom> for Model {
    fn from(custom: Custom) -> Self {
        Self { kind: Kind::Custom(Box::new(custom)) }
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

/// The model of a call, which holds it.
pub(crate) enum AnyModel<'a, 'py> {
    Fixed(Borrowed<'a, 'py, Model>),
    Learning(Borrowed<'a, 'py, AdaptiveModel>),
}

impl<'a, 'py> FromPyObject<'a, 'py> for AnyModel<'a, 'py> {
    type Error = PyErr;

    #[inline]
    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<Model>() {
            Ok(model) => Ok(Self::Fixed(model)),
            Err(error) => match object.cast::<AdaptiveModel>() {
                Ok(model) => Ok(Self::Learning(model)),
                Err(_) => Err(error.into()),
            },
        }
    }
}

impl<'py> AnyModel<'_, 'py> {
    /// The model; an error that says why, if it is one that learns, which has no meaning here.
    pub(crate) fn fixed(&self, why: &str) -> PyResult<&Bound<'py, Model>> {
        match self {
            Self::Fixed(model) => Ok(model),
            Self::Learning(_) => Err(PyTypeError::new_err(why.to_owned())),
        }
    }
}
