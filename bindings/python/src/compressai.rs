//! Names for `constriction_ans::indexed`: strings of CompressAI.

use std::sync::Arc;

use constriction_ans::indexed::{IndexedDecoder, IndexedEncoder, IndexedError, IndexedTables};
use numpy::{PyArray1, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};

use crate::array::{as_array, as_integers, integers};
use crate::error::value_error;

/// An exception for an error; `KeyError` for a symbol without a probability, as everywhere.
fn to_py(error: IndexedError) -> PyErr {
    match error {
        IndexedError::ImpossibleSymbol { .. } => PyKeyError::new_err(error.to_string()),
        other => value_error(other),
    }
}

/// Integers of 32 bits, in C order.
fn int32s(name: &str, object: &Bound<'_, PyAny>) -> PyResult<Vec<i32>> {
    // CompressAI's calls have lists, which numpy would read twice.
    if let Ok(list) = object.cast::<PyList>()
        && let Ok(numbers) = list.iter().map(|number| number.extract()).collect()
    {
        return Ok(numbers);
    }
    let array = as_integers(object, name)?;
    integers(&array, |index, number| PyValueError::new_err(format!("{name}: {number} at {index} is no 32-bit integer")))
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
        let rows = integers(&rows, |index, number| {
            PyValueError::new_err(format!("cdfs: {number} at {index} is no 32-bit integer"))
        })?;
        let tables = IndexedTables::new(&rows, &int32s("cdf_lengths", lengths)?, &int32s("offsets", offsets)?);
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
        let (symbols, indexes) = (int32s("symbols", symbols)?, int32s("indexes", indexes)?);
        let string = py.detach(|| {
            let mut encoder = IndexedEncoder::new();
            encoder.push(&symbols, &indexes, &self.0)?;
            Ok(encoder.into_bytes())
        });
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
        let indexes = int32s("indexes", array.as_any())?;
        let symbols = py.detach(|| {
            let mut decoder = IndexedDecoder::new(string)?;
            let mut symbols = vec![0; indexes.len()];
            decoder.decode(&mut symbols, &indexes, &self.0)?;
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
    fn get(&mut self, objects: [&Bound<'_, PyAny>; 3]) -> PyResult<Arc<IndexedTables>> {
        let is_same = self.objects.as_ref().is_some_and(|last| last.iter().zip(objects).all(|(a, b)| a.is(b)));
        if !is_same {
            let [cdfs, lengths, offsets] = objects;
            self.tables = Tables::make(cdfs, lengths, offsets)?.0;
            self.objects = Some(objects.map(|object| object.clone().unbind()));
        }
        Ok(self.tables.clone())
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
        Tables(self.0.get([cdfs, cdf_lengths, offsets])?).encode(symbols.py(), symbols, indexes)
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
        let (symbols, indexes) = (int32s("symbols", symbols)?, int32s("indexes", indexes)?);
        self.encoder.push(&symbols, &indexes, &tables).map_err(to_py)
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
        let tables = Tables(self.last.get([cdfs, cdf_lengths, offsets])?);
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
        let indexes = int32s("indexes", indexes)?;
        let mut symbols = vec![0; indexes.len()];
        decoder.decode(&mut symbols, &indexes, &tables).map_err(to_py)?;
        PyList::new(cdfs.py(), symbols)
    }

    #[doc = include_str!("docs/RansDecoder.is_at_end.md")]
    fn is_at_end(&self) -> bool {
        self.decoder.as_ref().is_none_or(IndexedDecoder::is_at_end)
    }
}
