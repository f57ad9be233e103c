//! One class for each family of models. All have the same body, and each has a signature of its own.

mod categorical;
mod cdf_table;
mod classes;
mod rows;
mod values;

use constriction_runtime::{Error, Family, ModelSpec, Options};
use pyo3::PyClass;
use pyo3::prelude::*;

use crate::error::to_py;
use crate::model::Model;
pub(crate) use values::values;

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
            $(module.add_class::<classes::$name>()?;)*
        };
    }
    for_each_family!(add);
    Ok(())
}

/// The result of a constructor: an object of a class, with a model in it.
// Inlined always, as what follows from it, for the sake of `ModelSpec::of_numbers`, which has the figures.
#[inline(always)]
fn object<T: PyClass<BaseType = Model>>(class: T, spec: Result<ModelSpec, Error>) -> PyResult<PyClassInitializer<T>> {
    made(class, spec.map_err(to_py)?)
}

/// The same of a model that could be made.
#[inline(always)]
fn made<T: PyClass<BaseType = Model>>(class: T, spec: ModelSpec) -> PyResult<PyClassInitializer<T>> {
    Ok(PyClassInitializer::from(Model::from(spec)).add_subclass(class))
}

/// The same of a model that follows from parameters that are numbers. Users make one for each symbol.
#[inline(always)]
fn made_of_numbers<T: PyClass<BaseType = Model>, const N: usize>(
    class: T,
    family: Family,
    given: [Option<&Bound<'_, PyAny>>; N],
    options: Options,
) -> PyResult<PyClassInitializer<T>> {
    if let Some(numbers) = values::numbers(given) {
        return object(class, ModelSpec::of_numbers(family, None, numbers, options));
    }
    object(class, ModelSpec::new(family, values(family, given)?, options))
}

/// The object of the right class for a model.
pub(crate) fn wrap(py: Python<'_>, spec: ModelSpec) -> PyResult<Bound<'_, PyAny>> {
    macro_rules! wrap {
        ($($name:ident)*) => {
            match spec.family() {
                $(Family::$name => Bound::new(py, object(classes::$name, Ok(spec))?).map(Bound::into_any),)*
            }
        };
    }
    for_each_family!(wrap)
}
