//! Matrices whose rows are tables.

use constriction_runtime::{ModelSpec, Options};
use numpy::{PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PySlice;

use super::wrap;
use crate::array::{as_integers, check_is_vector, integers};
use crate::watch::Watcher;

/// Rows of numbers that become tables.
pub(super) struct Rows<'py> {
    rows: Vec<Bound<'py, PyAny>>,
    /// How many entries of each row count, if not all do.
    lengths: Option<Vec<u64>>,
    /// The first symbol of each table.
    pub(super) offsets: Vec<i32>,
}

impl<'py> Rows<'py> {
    /// The rows of a matrix or list, with the lengths and offsets that were given for them.
    pub(super) fn new(
        matrix: &Bound<'py, PyAny>,
        lengths: Option<&Bound<'py, PyAny>>,
        offsets: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        let rows: Vec<Bound<'py, PyAny>> = matrix.try_iter()?.collect::<PyResult<_>>()?;
        if rows.is_empty() {
            return Err(PyValueError::new_err("there must be at least one table"));
        }
        let lengths = lengths.map(|lengths| of_tables::<u64>(lengths, "lengths")).transpose()?;
        let offsets = offsets.map(|offsets| of_tables::<i32>(offsets, "offsets")).transpose()?;
        for (name, given) in [("lengths", lengths.as_ref().map(Vec::len)), ("offsets", offsets.as_ref().map(Vec::len))]
        {
            if given.is_some_and(|given| given != rows.len()) {
                return Err(PyValueError::new_err(format!("there must be as many {name} as tables, {}", rows.len())));
            }
        }
        let offsets = offsets.unwrap_or_else(|| vec![0; rows.len()]);
        Ok(Self { rows, lengths, offsets })
    }

    /// What is read from each row, given the entries of it that count, as a vector, and its name in errors.
    pub(super) fn read<T>(
        &self,
        as_array: impl Fn(&Bound<'py, PyAny>, &str) -> PyResult<Bound<'py, PyUntypedArray>>,
        read: impl Fn(&Bound<'py, PyUntypedArray>, &str) -> PyResult<T>,
    ) -> PyResult<Vec<T>> {
        let read_row = |(number, row): (usize, &Bound<'py, PyAny>)| {
            let name = format!("table {number}");
            let mut array = as_array(row, &name)?;
            check_is_vector(&array, &name)?;
            if let Some(&length) = self.lengths.as_ref().and_then(|lengths| lengths.get(number)) {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                if length > array.len() {
                    let message = format!("{name} has {} entries, which is less than {length}", array.len());
                    return Err(PyValueError::new_err(message));
                }
                array = array.get_item(PySlice::new(row.py(), 0, length as isize, 1))?.cast_into()?;
            }
            read(&array, &name)
        };
        self.rows.iter().enumerate().map(read_row).collect()
    }

    /// Tables of weights, which are read from each row as by [`read`](Self::read).
    pub(super) fn of_weights(
        &self,
        py: Python<'py>,
        options: Options,
        as_array: impl Fn(&Bound<'py, PyAny>, &str) -> PyResult<Bound<'py, PyUntypedArray>>,
        weights: impl Fn(&Bound<'py, PyUntypedArray>, &str) -> PyResult<Vec<f64>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let tables = self.read(as_array, weights)?;
        let tables = tables.iter().map(Vec::as_slice).zip(self.offsets.iter().copied());
        let mut watcher = Watcher::new(0, None)?;
        let spec = py.detach(|| ModelSpec::tables_of_weights(tables, options, &mut |done| watcher.go_on(done)));
        wrap(py, watcher.finish(py, spec)?)
    }
}

/// The entries of a table, with one written as 0 where it does not fit in 32 bits.
pub(super) fn table_ends(array: &Bound<'_, PyUntypedArray>, name: &str, precision: u32) -> PyResult<Vec<u32>> {
    let ends: Vec<u64> = integers(array, |index, end| {
        PyValueError::new_err(format!("the entry at index {index} of {name} is out of range: {end}"))
    })?;
    let one = 1u64 << precision;
    if let Some(end) = ends.last().filter(|&&end| end != one) {
        return Err(PyValueError::new_err(format!("{name} ends with {end} instead of 2**{precision}")));
    }
    let end = |(index, &end): (usize, &u64)| match u32::try_from(end) {
        Ok(end) => Ok(end),
        Err(_) if end == one => Ok(0),
        Err(_) => Err(PyValueError::new_err(format!("the entry at index {index} of {name} is out of range: {end}"))),
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
