//! The caller's functions that take and return arrays.

use core::ops::Range;
use std::cell::{Ref, RefCell};

use constriction_models::Distribution;
use constriction_runtime::{DynModel, Error, ModelArray};
use numpy::{PyArray2, PyArrayDyn, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::Custom;
use super::failure::{Failure, check_increases, checked};
use super::parameters::Parameters;
use crate::error::value_error;

/// Calls the cumulative distribution function once, for an array of places.
fn call_vectorized<'py>(
    py: Python<'py>,
    custom: &Custom,
    places: &Bound<'py, PyAny>,
    parameters: Vec<Bound<'py, PyAny>>,
    shape: (usize, usize),
) -> PyResult<Vec<f64>> {
    let arguments = PyTuple::new(py, [vec![places.clone()], parameters].concat())?;
    let result = custom.cdf.bind(py).call1(arguments)?;
    let numpy = py.import("numpy")?;
    let result = numpy.call_method1("broadcast_to", (result, shape))?;
    let options = PyDict::new(py);
    options.set_item("dtype", "float64")?;
    let array = numpy.call_method("ascontiguousarray", (result,), Some(&options))?;
    let values = array.cast_into::<PyArrayDyn<f64>>()?.try_readonly()?.as_slice()?.to_vec();
    // Where places are all of one row, they are those of all columns.
    let at = places.cast::<PyArray2<f64>>()?.try_readonly()?;
    let (at, width) = (at.as_array(), shape.1.max(1));
    let place = |index: usize| at.get((index / width, index % width)).or_else(|| at.get((index / width, 0)));
    let values = values.iter().enumerate();
    values.map(|(index, &p)| checked(py, place(index).copied().unwrap_or(f64::NAN), p)).collect()
}

/// The distributions of symbols that are known, at the two edges of each.
pub(super) struct Edges<'a> {
    pub(super) custom: &'a Custom,
    pub(super) symbols: &'a [i32],
    /// The values below the symbols, and then those above them.
    pub(super) values: &'a [f64],
}

struct EdgesOf {
    symbol: i32,
    below: f64,
    above: f64,
}

impl Distribution for EdgesOf {
    fn cdf(&self, x: f64) -> f64 {
        if x < f64::from(self.symbol) { self.below } else { self.above }
    }

    fn quantile(&self, _p: f64) -> f64 {
        f64::NAN
    }
}

impl ModelArray for Edges<'_> {
    type Error = Error;

    fn len(&self) -> Option<usize> {
        Some(self.symbols.len())
    }

    fn precision(&self) -> u32 {
        self.custom.options.precision
    }

    fn model(&self, index: usize) -> Result<impl DynModel, Error> {
        let (below, above) = self.values.split_at(self.symbols.len());
        let edges = EdgesOf { symbol: self.symbols[index], below: below[index], above: above[index] };
        Ok(self.custom.support.quantize(edges))
    }
}

/// The edges of all symbols: one call of the function.
pub(super) fn edges<'py>(
    py: Python<'py>,
    custom: &Custom,
    symbols: &[i32],
    parameters: &Parameters<'py>,
) -> PyResult<Vec<f64>> {
    let (min, max) = (custom.support.min(), custom.support.max());
    let (first, last) = (f64::from(min) + 0.5, f64::from(max) - 0.5);
    let edge = |offset: f64| {
        // What is outside of the inner edges is not asked for: the function may not like it.
        let inner = |&symbol: &i32| (f64::from(symbol) + offset).clamp(first, last);
        symbols.iter().map(inner).collect::<Vec<f64>>()
    };
    if min == max {
        // There is no inner edge.
        return Ok(vec![0.0; 2 * symbols.len()]);
    }
    let places = PyArray2::from_vec2(py, &[edge(-0.5), edge(0.5)]).map_err(value_error)?;
    let parameters = parameters.slices(py, 0..symbols.len())?;
    let values = call_vectorized(py, custom, places.as_any(), parameters, (2, symbols.len()))?;
    let (below, above) = values.split_at(symbols.len());
    for ((&symbol, &below), &above) in symbols.iter().zip(below).zip(above) {
        check_increases((f64::from(symbol) - 0.5, below), (f64::from(symbol) + 0.5, above))?;
    }
    Ok(values)
}

/// The distributions of symbols that are not known yet, at all inner edges of the support.
pub(super) struct Tabulated<'a, 'py> {
    py: Python<'py>,
    custom: &'a Custom,
    parameters: &'a Parameters<'py>,
    /// The number of symbols.
    total: usize,
    failure: &'a Failure,
    tables: RefCell<Tables>,
}

/// The values at all edges, one symbol after the other.
#[derive(Default)]
struct Tables {
    /// The symbols whose values are known.
    symbols: Range<usize>,
    /// Whether all of them have the same.
    is_same: bool,
    values: Vec<f64>,
}

impl<'a, 'py> Tabulated<'a, 'py> {
    pub(super) fn new(
        py: Python<'py>,
        custom: &'a Custom,
        parameters: &'a Parameters<'py>,
        total: usize,
        failure: &'a Failure,
    ) -> Self {
        Self { py, custom, parameters, total, failure, tables: RefCell::default() }
    }

    fn edges(&self) -> usize {
        self.custom.support.size() as usize - 1
    }

    /// The tables of some symbols, from one on: one call of the function.
    fn fetch(&self, index: usize) -> PyResult<Tables> {
        /// How many values to have at once.
        const MOST_VALUES: usize = 1 << 24;
        let (py, edges) = (self.py, self.edges());
        let is_same = self.parameters.shape.is_none();
        let symbols = match is_same {
            true => 0..self.total,
            false => index..index + (MOST_VALUES / edges.max(1)).clamp(1, self.total - index),
        };
        let count = if is_same { 1 } else { symbols.len() };
        if edges == 0 {
            return Ok(Tables { symbols, is_same, values: Vec::new() });
        }
        let min = f64::from(self.custom.support.min());
        // By numpy, which says so if there is no memory for them.
        let places = py.import("numpy")?.call_method1("arange", (edges,))?.add(min + 0.5)?;
        let places = places.call_method1("reshape", ((edges, 1),))?;
        let parameters = self.parameters.slices(py, symbols.clone())?;
        let by_edge = call_vectorized(py, self.custom, &places, parameters, (edges, count))?;
        let values = if count == 1 {
            by_edge
        } else {
            (0..count).flat_map(|symbol| by_edge.iter().skip(symbol).step_by(count).copied()).collect()
        };
        for (index, pair) in values.windows(2).enumerate() {
            let (row, edge) = (index / edges, index % edges);
            if row == (index + 1) / edges {
                let x = min + edge as f64 + 0.5;
                check_increases((x, pair[0]), (x + 1.0, pair[1]))?;
            }
        }
        Ok(Tables { symbols, is_same, values })
    }
}

/// The distribution of one symbol.
struct Table<'a> {
    min: i32,
    tables: Ref<'a, Tables>,
    /// Where its values are.
    range: Range<usize>,
}

impl Table<'_> {
    fn values(&self) -> &[f64] {
        &self.tables.values[self.range.clone()]
    }
}

impl Distribution for Table<'_> {
    fn cdf(&self, x: f64) -> f64 {
        self.values().get((x - f64::from(self.min)) as usize).copied().unwrap_or(1.0)
    }

    fn quantile(&self, p: f64) -> f64 {
        f64::from(self.min) + self.values().partition_point(|&value| value <= p) as f64
    }
}

impl ModelArray for Tabulated<'_, '_> {
    type Error = Error;

    fn len(&self) -> Option<usize> {
        Some(self.total)
    }

    fn precision(&self) -> u32 {
        self.custom.options.precision
    }

    fn model(&self, index: usize) -> Result<impl DynModel, Error> {
        let is_there = self.tables.borrow().symbols.contains(&index);
        if !is_there {
            let tables = self.fetch(index).map_err(|error| {
                self.failure.keep(Err(error));
                Error::Caller
            })?;
            self.tables.replace(tables);
        }
        let tables = self.tables.borrow();
        let row = if tables.is_same { 0 } else { index - tables.symbols.start };
        let range = row * self.edges()..(row + 1) * self.edges();
        Ok(self.custom.support.quantize(Table { min: self.custom.support.min(), tables, range }))
    }
}
