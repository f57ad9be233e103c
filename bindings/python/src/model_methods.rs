//! The methods of the base class of all models.

use std::hash::{DefaultHasher, Hash, Hasher};

use constriction_runtime::{ModelSpec, Statistic, Symbols, Value, widened};
use numpy::{PyArray1, PyArrayDyn, PyArrayMethods};
use pyo3::exceptions::{PyAttributeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::array::{SymbolInput, zeros};
use crate::call::Call;
use crate::custom;
use crate::error::to_py;
use crate::families;
use crate::model::{Kind, Model};
use crate::numbers::numbers;

impl Model {
    /// A number for each symbol: one number for one symbol, otherwise an array of the shape of the symbols.
    fn statistic<'py>(
        &self,
        py: Python<'py>,
        statistic: Statistic,
        symbols: &Bound<'py, PyAny>,
        parameters: &Bound<'py, PyTuple>,
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
        if let (Kind::Custom(custom), _) = (&self.kind, shape) {
            return custom::statistic(py, custom, statistic, symbols, shape, parameters);
        }
        // Parameters that are arrays can also be those of one symbol.
        let expected = Some(shape).filter(|shape| !shape.is_empty());
        let call = Call::new(self.lacking().into_iter(), parameters, expected)?;
        let shape = call.shape().unwrap_or(shape);
        let repeated;
        let symbols = match symbols {
            Symbols::I32(&[symbol]) if shape.iter().product::<usize>() != 1 => {
                repeated = vec![symbol; shape.iter().product()];
                Symbols::I32(&repeated)
            }
            other => other,
        };
        let arguments = call.arguments()?;
        numbers(py, shape, |numbers, watcher| match &self.kind {
            Kind::Spec(spec) => {
                py.detach(|| spec.statistic(statistic, symbols, &arguments, numbers, &mut |done| watcher.go_on(done)))
            }
            Kind::Custom(_) => Ok(()),
        })
    }

    /// The smallest and the largest symbol of the model that these parameters make, which must be those of one symbol.
    fn support_of(&self, parameters: &Bound<'_, PyTuple>) -> PyResult<(i32, i32)> {
        let spec = match &self.kind {
            Kind::Custom(custom) => return Ok((custom.support.min(), custom.support.max())),
            Kind::Spec(spec) => spec,
        };
        let call = Call::new(spec.free_parameters().copied(), parameters, None)?;
        if call.shape().is_some() {
            return Err(PyValueError::new_err("without symbols, the parameters must be those of one symbol"));
        }
        Ok(spec.support_with(&call.arguments()?).map_err(to_py)?.into_inner())
    }

    /// The number for each symbol of the support, in order.
    fn whole_support<'py>(
        &self,
        py: Python<'py>,
        statistic: Statistic,
        parameters: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (min, max) = self.support_of(parameters)?;
        let size = (i64::from(max) - i64::from(min) + 1) as usize;
        let symbols = zeros(py, &[size], None)?;
        let array = symbols.cast::<PyArrayDyn<i32>>()?;
        for (place, symbol) in array.try_readwrite()?.as_slice_mut()?.iter_mut().zip(min..=max) {
            *place = symbol;
        }
        self.statistic(py, statistic, array.as_any(), parameters)
    }
}

#[pymethods]
impl Model {
    #[doc = include_str!("docs/Model.precision.md")]
    #[getter]
    fn precision(&self) -> u32 {
        match &self.kind {
            Kind::Spec(spec) => spec.options().precision,
            Kind::Custom(custom) => custom.options.precision,
        }
    }

    #[doc = include_str!("docs/Model.support.md")]
    #[getter]
    fn support(&self) -> Option<(i32, i32)> {
        self.support_bounds()
    }

    #[doc = include_str!("docs/Model.free_parameters.md")]
    #[getter]
    fn free_parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.lacking().iter().map(|parameter| parameter.name))
    }

    #[doc = include_str!("docs/Model.parameters.md")]
    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let parameters = PyDict::new(py);
        if let Kind::Spec(spec) = &self.kind {
            for (parameter, value) in spec.family().info().parameters.iter().zip(spec.values()) {
                parameters.set_item(parameter.name, value_object(py, parameter.is_count(), value.as_ref())?)?;
            }
        }
        Ok(parameters)
    }

    /// A parameter by its name.
    fn __getattr__<'py>(slf: &Bound<'py, Self>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        if let Kind::Spec(spec) = &slf.get().kind {
            let mut parameters = spec.family().info().parameters.iter().zip(spec.values());
            if let Some((parameter, value)) = parameters.find(|(parameter, _)| parameter.name == name) {
                return value_object(slf.py(), parameter.is_count(), value.as_ref());
            }
        }
        let class = slf.get_type().qualname().map_or_else(|_| "Model".to_owned(), |name| name.to_string());
        Err(PyAttributeError::new_err(format!("'{class}' object has no attribute '{name}'")))
    }

    #[doc = include_str!("docs/Model.to_text.md")]
    fn to_text(&self) -> PyResult<String> {
        match &self.kind {
            Kind::Spec(spec) => Ok(spec.to_string()),
            Kind::Custom(_) => Err(PyTypeError::new_err("your own functions have no text: pickle the model instead")),
        }
    }

    #[doc = include_str!("docs/Model.from_text.md")]
    #[staticmethod]
    fn from_text<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
        load_model(py, text)
    }

    #[doc = include_str!("docs/Model.pmf.md")]
    #[pyo3(signature = (symbols=None, *params))]
    fn pmf<'py>(
        &self,
        py: Python<'py>,
        symbols: Option<&Bound<'py, PyAny>>,
        params: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match symbols {
            Some(symbols) => self.statistic(py, Statistic::Probability, symbols, params),
            None => self.whole_support(py, Statistic::Probability, params),
        }
    }

    #[doc = include_str!("docs/Model.cdf.md")]
    #[pyo3(signature = (symbols=None, *params))]
    fn cdf<'py>(
        &self,
        py: Python<'py>,
        symbols: Option<&Bound<'py, PyAny>>,
        params: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Some(symbols) = symbols else {
            let lefts = self.whole_support(py, Statistic::Cumulative, params)?;
            let end = match &self.kind {
                Kind::Spec(spec) => spec.options().probability_of_support(),
                Kind::Custom(custom) => custom.options.probability_of_support(),
            };
            return py.import("numpy")?.call_method1("append", (lefts, end));
        };
        self.statistic(py, Statistic::Cumulative, symbols, params)
    }

    #[doc = include_str!("docs/Model.cost_bits.md")]
    #[pyo3(signature = (symbols, *params))]
    fn cost_bits<'py>(
        &self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        params: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.statistic(py, Statistic::Cost, symbols, params)
    }

    #[doc = include_str!("docs/Model.entropy.md")]
    #[pyo3(signature = (*params))]
    fn entropy<'py>(&self, py: Python<'py>, params: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
        match &self.kind {
            Kind::Spec(spec) => {
                let call = Call::new(spec.free_parameters().copied(), params, None)?;
                let arguments = call.arguments()?;
                numbers(py, call.shape().unwrap_or(&[]), |numbers, watcher| {
                    py.detach(|| spec.entropy(&arguments, numbers, &mut |done| watcher.go_on(done)))
                })
            }
            Kind::Custom(custom) => custom::entropy(py, custom, params),
        }
    }

    #[doc = include_str!("docs/Model.plot.md")]
    #[pyo3(signature = (*params, symbols=None, show="pmf", ax=None, **style))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        params: &Bound<'py, PyTuple>,
        symbols: Option<&Bound<'py, PyAny>>,
        show: &str,
        ax: Option<&Bound<'py, PyAny>>,
        style: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let support = slf.get().support_of(params)?;
        let style = style.map_or_else(|| PyDict::new(py), Bound::clone);
        let arguments = (slf, params, support, symbols, show, ax, style);
        py.import("constriction._plot")?.call_method1("plot_model", arguments)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        match &self.kind {
            Kind::Spec(spec) if spec.table_count().is_some_and(|tables| tables > MOST_TABLES) => {
                let (text, options) = (abbreviated(&spec.to_string()), spec.options());
                let tables = spec.table_count().unwrap_or_default();
                let first = text.find(']').map_or(&text[..], |end| &text[..=end]);
                Ok(format!("{first}, ... {tables} tables], precision={})", options.precision))
            }
            Kind::Spec(spec) => Ok(abbreviated(&spec.to_string())),
            Kind::Custom(custom) => custom.repr(py),
        }
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        match (&self.kind, &other.get().kind) {
            (Kind::Spec(a), Kind::Spec(b)) => Ok(a == b),
            (Kind::Custom(a), Kind::Custom(b)) => a.is_equal(py, b),
            _ => Ok(false),
        }
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        match &self.kind {
            // Not the parameters: 0 and -0 are equal.
            Kind::Spec(spec) => (spec.family(), spec.support(), *spec.options()).hash(&mut hasher),
            Kind::Custom(custom) => custom.hash(py)?.hash(&mut hasher),
        }
        Ok(hasher.finish())
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    // What Dask names tasks by: equal models have equal names, in every process.
    fn __dask_tokenize__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        match &slf.get().kind {
            Kind::Spec(spec) => Ok(("constriction.stream.model", spec.to_string()).into_pyobject(py)?.into_any()),
            Kind::Custom(_) => {
                let normalize = py.import("dask.base")?.getattr("normalize_token")?;
                normalize.call1((slf.call_method0("__reduce__")?,))
            }
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        match &slf.get().kind {
            Kind::Spec(spec) => {
                let load = py.import("constriction._native")?.getattr("_load_model")?;
                Ok((load, (spec.to_string(),)).into_pyobject(py)?.into_any())
            }
            Kind::Custom(custom) => custom.reduce(slf.as_any()),
        }
    }
}

/// A parameter as Python has it; `None` if it comes with each call.
fn value_object<'py>(py: Python<'py>, is_count: bool, value: Option<&Value>) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        None => py.None().into_bound(py),
        Some(Value::Number([number])) if is_count => (*number as u64).into_pyobject(py)?.into_any(),
        Some(Value::Number([number])) => number.into_pyobject(py)?.into_any(),
        Some(Value::F64(numbers)) if is_count => {
            PyArray1::from_iter(py, numbers.iter().map(|&number| number as i64)).into_any()
        }
        Some(Value::F16(numbers)) => {
            PyArray1::from_iter(py, numbers.iter().map(|number| half::f16::from_bits(number.0))).into_any()
        }
        // As a type that numpy has.
        Some(Value::Bf16(numbers)) => PyArray1::from_vec(py, widened(numbers)).into_any(),
        Some(Value::F32(numbers)) => PyArray1::from_slice(py, numbers).into_any(),
        Some(Value::F64(numbers)) => PyArray1::from_slice(py, numbers).into_any(),
    })
}

/// The model that a text describes, for pickling.
#[pyfunction]
#[pyo3(name = "_load_model")]
pub(crate) fn load_model<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    families::wrap(py, text.parse::<ModelSpec>().map_err(crate::error::value_error)?)
}

/// Models with more tables show the first one only.
const MOST_TABLES: usize = 4;

/// The text of a model with the middle of long lists left out.
fn abbreviated(text: &str) -> String {
    const LONGEST: usize = 8;
    const SHOWN: usize = 3;
    let mut short = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['[', ']']) {
        let (before, list) = rest.split_at(start);
        let inner = &list[1..];
        let end = inner.find(['[', ']']).unwrap_or(inner.len());
        let entries: Vec<&str> = inner[..end].split(", ").collect();
        short += before;
        short += &list[..1];
        if list.starts_with('[') && entries.len() > LONGEST {
            short += &entries[..SHOWN].join(", ");
            short += ", ..., ";
            short += entries[entries.len() - 1];
        } else {
            short += &inner[..end];
        }
        rest = &inner[end..];
    }
    short + rest
}
