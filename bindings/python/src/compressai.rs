//! `constriction_ans::indexed` for Python: the strings of CompressAI.

use std::sync::Arc;

use constriction_ans::indexed::{IndexedDecoder, IndexedEncoder, IndexedError, IndexedTables};
use numpy::{PyArray1, PyArrayMethods, PyReadonlyArrayDyn, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::array::{as_array, as_integers, converted, integers, kind_of};
use crate::error::value_error;

/// An exception for an error; `KeyError` for a symbol without a probability, as everywhere.
fn to_py(error: IndexedError) -> PyErr {
    match error {
        IndexedError::ImpossibleSymbol { .. } => PyKeyError::new_err(error.to_string()),
        other => value_error(other),
    }
}

/// Integers of 32 bits, in C order: the memory of an array where that has them, or a copy.
enum Int32s<'py> {
    One([i32; 1]),
    Array(PyReadonlyArrayDyn<'py, i32>),
    Copied(Vec<i32>),
}

impl<'py> Int32s<'py> {
    fn new(name: &str, object: &Bound<'py, PyAny>) -> PyResult<Self> {
        // CompressAI's calls have lists, which numpy would read twice.
        if let Ok(list) = object.cast_exact::<PyList>() {
            if list.len() == 1
                && let Ok(number) = list.get_item(0)?.extract()
            {
                return Ok(Self::One([number]));
            }
            if let Ok(numbers) = list.iter().map(|number| number.extract()).collect() {
                return Ok(Self::Copied(numbers));
            }
        }
        Self::of_array(name, &as_integers(object, name)?)
    }

    /// Takes an array of [`as_integers`].
    fn of_array(name: &str, array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
        if kind_of(array) == (b'i', 4) {
            return converted(array).map(Self::Array);
        }
        let numbers = integers(array, |index, number| {
            PyValueError::new_err(format!("{name}: {number} at {index} is not a 32-bit integer"))
        });
        numbers.map(Self::Copied)
    }

    fn as_slice(&self) -> PyResult<&[i32]> {
        Ok(match self {
            Self::One(number) => number,
            Self::Array(array) => array.as_slice()?,
            Self::Copied(numbers) => numbers,
        })
    }
}

#[doc = include_str!("docs/Tables.md")]
#[pyclass(module = "constriction.compressai", frozen)]
#[derive(Debug)]
pub(crate) struct Tables(Arc<IndexedTables>);

impl Tables {
    fn make(cdfs: &Bound<'_, PyAny>, lengths: &Bound<'_, PyAny>, offsets: &Bound<'_, PyAny>) -> PyResult<Self> {
        let rows = as_integers(as_array(cdfs)?.as_any(), "cdfs")?;
        if rows.ndim() != 2 {
            return Err(PyValueError::new_err(format!("cdfs must have two dimensions, not {}", rows.ndim())));
        }
        let rows = Int32s::of_array("cdfs", &rows)?;
        let (lengths, offsets) = (Int32s::new("cdf_lengths", lengths)?, Int32s::new("offsets", offsets)?);
        let tables = IndexedTables::new(rows.as_slice()?, lengths.as_slice()?, offsets.as_slice()?);
        Ok(Self(Arc::new(tables.map_err(value_error)?)))
    }
}

#[pymethods]
impl Tables {
    #[new]
    fn new(cdfs: &Bound<'_, PyAny>, cdf_lengths: &Bound<'_, PyAny>, offsets: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::make(cdfs, cdf_lengths, offsets)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __repr__(&self) -> String {
        format!("<Tables: {}>", self.0.len())
    }

    #[doc = include_str!("docs/Tables.encode.md")]
    fn encode<'py>(
        &self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        indexes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let (symbols, indexes) = (Int32s::new("symbols", symbols)?, Int32s::new("indexes", indexes)?);
        let (symbols, indexes) = (symbols.as_slice()?, indexes.as_slice()?);
        let string = py.detach(|| IndexedEncoder::encode(symbols, indexes, &self.0));
        Ok(PyBytes::new(py, &string.map_err(to_py)?))
    }

    #[doc = include_str!("docs/Tables.decode.md")]
    fn decode<'py>(
        &self,
        py: Python<'py>,
        string: &[u8],
        indexes: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyUntypedArray>> {
        let array = as_integers(as_array(indexes)?.as_any(), "indexes")?;
        let shape = array.shape().to_vec();
        let indexes = Int32s::of_array("indexes", &array)?;
        let indexes = indexes.as_slice()?;
        let symbols = py.detach(|| {
            let mut decoder = IndexedDecoder::new(string)?;
            let mut symbols = vec![0; indexes.len()];
            decoder.decode(&mut symbols, indexes, &self.0)?;
            if decoder.is_at_end() { Ok(symbols) } else { Err(IndexedError::Corrupt) }
        });
        let symbols = PyArray1::from_vec(py, symbols.map_err(to_py)?);
        Ok(symbols.reshape(shape)?.as_untyped().clone())
    }
}

/// The tables of the call before, if it had the same objects: CompressAI gives lists with each call, in each of
/// thousands of calls the same ones.
#[derive(Debug, Default)]
struct LastTables {
    objects: Option<[Py<PyAny>; 3]>,
    tables: Arc<IndexedTables>,
}

impl LastTables {
    fn get(&mut self, objects: [&Bound<'_, PyAny>; 3]) -> PyResult<&Arc<IndexedTables>> {
        let is_same = self.objects.as_ref().is_some_and(|last| last.iter().zip(objects).all(|(a, b)| a.is(b)));
        if !is_same {
            let [cdfs, lengths, offsets] = objects;
            self.tables = Tables::make(cdfs, lengths, offsets)?.0;
            self.objects = Some(objects.map(|object| object.clone().unbind()));
        }
        Ok(&self.tables)
    }
}

#[doc = include_str!("docs/RansEncoder.md")]
#[pyclass(module = "constriction.compressai")]
#[derive(Debug, Default)]
pub(crate) struct RansEncoder(LastTables);

#[pymethods]
impl RansEncoder {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    #[doc = include_str!("docs/RansEncoder.encode_with_indexes.md")]
    fn encode_with_indexes<'py>(
        &mut self,
        symbols: &Bound<'py, PyAny>,
        indexes: &Bound<'py, PyAny>,
        cdfs: &Bound<'py, PyAny>,
        cdf_lengths: &Bound<'py, PyAny>,
        offsets: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        Tables(self.0.get([cdfs, cdf_lengths, offsets])?.clone()).encode(symbols.py(), symbols, indexes)
    }
}

#[doc = include_str!("docs/BufferedRansEncoder.md")]
#[pyclass(module = "constriction.compressai")]
#[derive(Debug, Default)]
pub(crate) struct BufferedRansEncoder {
    encoder: IndexedEncoder,
    last: LastTables,
}

#[pymethods]
impl BufferedRansEncoder {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    #[doc = include_str!("docs/BufferedRansEncoder.encode_with_indexes.md")]
    fn encode_with_indexes(
        &mut self,
        symbols: &Bound<'_, PyAny>,
        indexes: &Bound<'_, PyAny>,
        cdfs: &Bound<'_, PyAny>,
        cdf_lengths: &Bound<'_, PyAny>,
        offsets: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let tables = self.last.get([cdfs, cdf_lengths, offsets])?;
        let (symbols, indexes) = (Int32s::new("symbols", symbols)?, Int32s::new("indexes", indexes)?);
        self.encoder.push(symbols.as_slice()?, indexes.as_slice()?, tables).map_err(to_py)
    }

    #[doc = include_str!("docs/BufferedRansEncoder.flush.md")]
    fn flush<'py>(&mut self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let encoder = std::mem::take(&mut self.encoder);
        PyBytes::new(py, &py.detach(|| encoder.into_bytes()))
    }
}

#[doc = include_str!("docs/RansDecoder.md")]
#[pyclass(module = "constriction.compressai")]
#[derive(Debug, Default)]
pub(crate) struct RansDecoder {
    decoder: Option<IndexedDecoder<Vec<u8>>>,
    last: LastTables,
}

#[pymethods]
impl RansDecoder {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    #[doc = include_str!("docs/RansDecoder.decode_with_indexes.md")]
    fn decode_with_indexes<'py>(
        &mut self,
        encoded: &Bound<'py, PyBytes>,
        indexes: &Bound<'py, PyAny>,
        cdfs: &Bound<'py, PyAny>,
        cdf_lengths: &Bound<'py, PyAny>,
        offsets: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let tables = Tables(self.last.get([cdfs, cdf_lengths, offsets])?.clone());
        tables.decode(encoded.py(), encoded.as_bytes(), indexes)?.call_method0("tolist")
    }

    #[doc = include_str!("docs/RansDecoder.set_stream.md")]
    fn set_stream(&mut self, encoded: &[u8]) -> PyResult<()> {
        self.decoder = Some(IndexedDecoder::new(encoded.to_vec()).map_err(to_py)?);
        Ok(())
    }

    #[doc = include_str!("docs/RansDecoder.decode_stream.md")]
    fn decode_stream<'py>(
        &mut self,
        indexes: &Bound<'py, PyAny>,
        cdfs: &Bound<'py, PyAny>,
        cdf_lengths: &Bound<'py, PyAny>,
        offsets: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyList>> {
        let tables = self.last.get([cdfs, cdf_lengths, offsets])?;
        let decoder =
            self.decoder.as_mut().ok_or_else(|| PyValueError::new_err("there is no stream; call set_stream"))?;
        let indexes = Int32s::new("indexes", indexes)?;
        if let Int32s::One(index) = &indexes {
            let mut symbol = [0];
            decoder.decode(&mut symbol, index, tables).map_err(to_py)?;
            return PyList::new(cdfs.py(), symbol);
        }
        let indexes = indexes.as_slice()?;
        let mut symbols = vec![0; indexes.len()];
        decoder.decode(&mut symbols, indexes, tables).map_err(to_py)?;
        PyList::new(cdfs.py(), symbols)
    }

    #[doc = include_str!("docs/RansDecoder.is_at_end.md")]
    fn is_at_end(&self) -> bool {
        self.decoder.as_ref().is_none_or(IndexedDecoder::is_at_end)
    }
}
