//! The constructors and methods of `CdfTable`.

use constriction_runtime::ModelSpec;
use numpy::PyArray1;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;

use super::classes::CdfTable;
use super::rows::{Rows, table_ends};
use super::{object, wrap};
use crate::arguments::{options, precision_of};
use crate::array::{as_array, as_integers, floats, integer, integers};
use crate::error::to_py;
use crate::model::{Kind, Model};
use crate::watch::Watcher;

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
        let rows = Rows::new(cdfs, lengths, offsets)?;
        let tables = rows.read(as_integers, |array, name| table_ends(array, name, precision))?;
        let options = options(precision, zero_probability)?;
        object(Self, ModelSpec::tables(tables.iter().map(Vec::as_slice).zip(rows.offsets), options))
    }

    #[doc = include_str!("../docs/CdfTable.from_frequencies.md")]
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
        let rows = Rows::new(frequencies, lengths, offsets)?;
        rows.of_weights(frequencies.py(), options, as_integers, |array, name| {
            let counts = integers::<u64>(array, |index, count| {
                PyValueError::new_err(format!("the frequency at index {index} of {name} is out of range: {count}"))
            })?;
            Ok(counts.into_iter().map(|count| count as f64).collect())
        })
    }

    #[doc = include_str!("../docs/CdfTable.from_pmfs.md")]
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
        let rows = Rows::new(pmfs, lengths, offsets)?;
        rows.of_weights(
            pmfs.py(),
            options,
            |row, _| as_array(row),
            |array, name| Ok(floats(array, name)?.as_floats()?.widest().into_owned()),
        )
    }

    #[doc = include_str!("../docs/CdfTable.from_models.md")]
    #[staticmethod]
    #[pyo3(signature = (models, *, zero_probability="leaky"))]
    fn from_models<'py>(models: &Bound<'py, PyAny>, zero_probability: &str) -> PyResult<Bound<'py, PyAny>> {
        let py = models.py();
        let (mut tables, mut precision) = (Vec::new(), None);
        for (number, model) in models.try_iter()?.enumerate() {
            let model = model?.cast_into::<Model>()?;
            let Kind::Spec(spec) = &model.get().kind else {
                return Err(PyValueError::new_err(format!("model {number} has your own functions, and no table")));
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

    #[doc = include_str!("../docs/CdfTable.table.md")]
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
