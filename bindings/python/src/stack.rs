//! `constriction.stream.stack`.

use core::num::NonZeroUsize;

use constriction_core::{Pos, Seek, UnwrapInfallible};
use constriction_runtime::{AnsCoder as Coder, Digesting};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple, PyType};

use crate::array::{Output, buffer, integer, word_array, word_bytes, words, words_from_bytes};
use crate::batch;
use crate::call::{decode_any, encode_any};
use crate::digest::{self, MaybeDigesting};
use crate::error::{value_error, value_error_with};
use crate::methods::{copy_methods, digest_methods, missing_methods, size_methods};
use crate::model::AnyModel;
use crate::old;
use crate::threads;
use crate::waist;

/// The error of a position that the coder does not have.
const SEEK: &str = "decoding removes words, so seek in a coder that still has them, such as a clone";

#[doc = include_str!("docs/AnsCoder.md")]
#[pyclass(module = "constriction.stream.stack")]
#[derive(Clone, Debug)]
pub(crate) struct AnsCoder {
    coder: MaybeDigesting<Coder>,
}

impl AnsCoder {
    fn from_words(words: Vec<u32>, seal: bool, digest: bool) -> PyResult<Self> {
        Ok(Self { coder: Digesting::when(digest, load(words, seal)?) })
    }

    /// The result for the compressed data.
    fn compressed<T>(&mut self, unseal: bool, make: impl FnOnce(&[u32]) -> PyResult<T>) -> PyResult<T> {
        if unseal {
            make(&self.coder.coder_mut().get_binary().map_err(value_error)?)
        } else {
            make(&self.coder.coder_mut().get_compressed().unwrap_infallible())
        }
    }
}

fn load(words: Vec<u32>, seal: bool) -> PyResult<Coder> {
    if seal {
        Ok(Coder::from_binary(words).unwrap_infallible())
    } else {
        Coder::from_compressed(words).map_err(value_error)
    }
}

#[pymethods]
impl AnsCoder {
    #[new]
    #[pyo3(signature = (compressed=None, seal=false, *, digest=false))]
    fn new(compressed: Option<&Bound<'_, PyAny>>, seal: bool, digest: bool) -> PyResult<Self> {
        let Some(compressed) = compressed else {
            if seal {
                return Err(PyValueError::new_err("seal=True needs data to seal"));
            }
            return Ok(Self { coder: Digesting::when(digest, Coder::new()) });
        };
        Self::from_words(words(compressed)?, seal, digest)
    }

    #[doc = include_str!("docs/AnsCoder.encode_reverse.md")]
    #[pyo3(signature = (symbols, model, *optional_model_params, progress=None, threads=1))]
    fn encode_reverse<'py>(
        &mut self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        progress: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads_or_0)] threads: usize,
    ) -> PyResult<()> {
        let threads = NonZeroUsize::new(threads);
        encode_any(py, &mut self.coder, symbols, &model, optional_model_params, progress, threads)
    }

    #[doc = include_str!("docs/AnsCoder.decode.md")]
    #[pyo3(signature = (model, *optional_amt_or_model_params, dtype=None, out=None, progress=None))]
    fn decode<'py>(
        &mut self,
        py: Python<'py>,
        model: AnyModel<'_, 'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        out: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let output = Output { dtype, out, progress };
        decode_any(py, &mut self.coder, &model, optional_amt_or_model_params, &output)
    }

    #[doc = include_str!("docs/AnsCoder.get_compressed.md")]
    #[pyo3(signature = (unseal=false))]
    fn get_compressed<'py>(&mut self, py: Python<'py>, unseal: bool) -> PyResult<Bound<'py, PyArray1<u32>>> {
        self.compressed(unseal, |words| word_array(py, words))
    }

    #[doc = include_str!("docs/AnsCoder.to_bytes.md")]
    #[pyo3(signature = (unseal=false))]
    fn to_bytes<'py>(&mut self, py: Python<'py>, unseal: bool) -> PyResult<Bound<'py, PyBytes>> {
        self.compressed(unseal, |words| word_bytes(py, words))
    }

    #[doc = include_str!("docs/AnsCoder.from_bytes.md")]
    #[classmethod]
    #[pyo3(signature = (data, seal=false, *, digest=false))]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>, seal: bool, digest: bool) -> PyResult<Self> {
        Self::from_words(words_from_bytes(buffer(data)?.as_bytes())?, seal, digest)
    }

    #[doc = include_str!("docs/AnsCoder.num_valid_bits.md")]
    fn num_valid_bits(&self) -> usize {
        self.coder.coder().num_valid_bits()
    }

    #[doc = include_str!("docs/AnsCoder.check_end.md")]
    fn check_end(&self) -> PyResult<()> {
        match self.coder.coder().num_valid_bits() {
            0 => Ok(()),
            bits => Err(PyValueError::new_err(format!("this is not the end: {bits} bits of data are left"))),
        }
    }

    #[doc = include_str!("docs/AnsCoder.pos.md")]
    fn pos(&self) -> (usize, u64) {
        self.coder.coder().pos()
    }

    #[doc = include_str!("docs/AnsCoder.seek.md")]
    fn seek(&mut self, position: &Bound<'_, PyAny>, state: &Bound<'_, PyAny>) -> PyResult<()> {
        let (position, state) = (integer("position", position)?, integer("state", state)?);
        self.coder.coder_mut().seek((position, state)).map_err(|error| value_error_with(error, SEEK))?;
        self.coder.restart();
        Ok(())
    }

    fn __repr__(&self) -> String {
        let (words, bits) = (self.coder.coder().num_words(), self.coder.coder().num_valid_bits());
        format!("AnsCoder(num_words={words}, num_valid_bits={bits})")
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, u64, digest::Parts))> {
        let load = py.import("constriction._native")?.getattr("_load_ans_coder")?;
        let coder = self.coder.coder();
        Ok((load, (word_bytes(py, coder.words())?, coder.state(), digest::parts(&self.coder))))
    }

    #[doc = include_str!("docs/AnsCoder.encode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (symbols, model, *optional_model_params, threads=None))]
    fn encode_batch<'py>(
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        #[pyo3(from_py_with = threads::threads)] threads: threads::Threads,
    ) -> PyResult<Bound<'py, PyList>> {
        let finish = |coder: Coder| coder.into_compressed().unwrap_infallible();
        batch::encode(py, Coder::new, finish, symbols, &model, optional_model_params, threads)
    }

    #[doc = include_str!("docs/AnsCoder.decode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (compressed, model, *optional_amt_or_model_params, dtype=None, threads=None))]
    fn decode_batch<'py>(
        py: Python<'py>,
        compressed: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads)] threads: threads::Threads,
    ) -> PyResult<Bound<'py, PyList>> {
        let start = |words| load(words, false);
        batch::decode(py, start, compressed, &model, optional_amt_or_model_params, dtype, threads)
    }

    #[doc = include_str!("docs/AnsCoder.encode_step.md")]
    #[staticmethod]
    #[pyo3(signature = (coders, symbols, model, *optional_model_params))]
    fn encode_step<'py>(
        py: Python<'py>,
        mut coders: Vec<PyRefMut<'py, Self>>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
    ) -> PyResult<()> {
        let coders = coders.iter_mut().map(|coder| &mut coder.coder).collect();
        batch::encode_step(py, coders, symbols, &model, optional_model_params)
    }

    #[doc = include_str!("docs/AnsCoder.decode_step.md")]
    #[staticmethod]
    #[pyo3(signature = (coders, model, *optional_model_params, dtype=None))]
    fn decode_step<'py>(
        py: Python<'py>,
        mut coders: Vec<PyRefMut<'py, Self>>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let coders = coders.iter_mut().map(|coder| &mut coder.coder).collect();
        batch::decode_step(py, coders, &model, optional_model_params, dtype)
    }
}

copy_methods!(AnsCoder);
missing_methods!(
    AnsCoder,
    encode: "a stack encodes from the last symbol to the first, by encode_reverse"
);
digest_methods!(AnsCoder);
waist::encode_interval_method!(AnsCoder);
waist::decode_interval_methods!(AnsCoder);
size_methods!(AnsCoder);
old::old_encode_methods!(AnsCoder, encode_leaky_gaussian_symbols_reverse, encode_iid_categorical_symbols_reverse);
old::old_decode_methods!(AnsCoder);

/// The coder that pickling has taken apart.
#[pyfunction]
#[pyo3(name = "_load_ans_coder")]
pub(crate) fn load_ans_coder(words: &[u8], state: u64, digest: digest::Parts) -> PyResult<AnsCoder> {
    let coder = Coder::from_raw_parts(words_from_bytes(words)?, state).map_err(value_error)?;
    Ok(AnsCoder { coder: digest::from_parts(coder, digest) })
}
