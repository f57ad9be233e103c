//! Parameters that a constructor is given.

use constriction_runtime::{Family, ModelSpec, Options, Parameter, Quantization, Shape, Value, Values};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::array::{ParameterInput, number, short_row};
use crate::error::to_py;
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
                let usual = match parameter.shape {
                    Shape::Number => number(given, parameter.name)?.map(Value::from),
                    Shape::Vector => short_row(given),
                };
                Some(usual.map_or_else(|| array_value(given, parameter), Ok)?)
            }
        };
    }
    Ok(values)
}

/// The value of a parameter that is not just a number.
#[inline(never)]
fn array_value(given: &Bound<'_, PyAny>, parameter: &Parameter) -> PyResult<Value> {
    let input = ParameterInput::new(given, parameter)?;
    if input.is_per_symbol() {
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

/// What is given, if it is as many numbers and no more than that.
// See `ModelSpec::of_numbers`, which has the figures.
#[inline(always)]
pub(super) fn numbers<const N: usize>(given: [Given<'_, '_>; N]) -> Option<[f64; N]> {
    let mut numbers = [0.0; N];
    for (place, given) in numbers.iter_mut().zip(given) {
        // What is wrong with others is said where all values are looked at.
        *place = number(given?, "").ok()??;
    }
    Some(numbers)
}

/// Returns a model whose symbols follow from its parameters. Where a table is made, which can take a while, the
/// interpreter is released, and a signal stops it: to release it takes longer than to look at a short vector.
pub(super) fn spec(py: Python<'_>, family: Family, values: Values, options: Options) -> PyResult<ModelSpec> {
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
