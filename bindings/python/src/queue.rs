//! `constriction.stream.queue`.

use core::num::NonZeroUsize;

use constriction_bits::{Cursor, SeekWords, WordPos};
use constriction_core::{Pos, Seek, UnwrapInfallible};
use constriction_range::RangeState;
use constriction_runtime::{Digesting, RangeDecoder as Decoder, RangeEncoder as Encoder};
use numpy::PyArray1;
use pyo3::exceptions::{PyMemoryError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple, PyType};

use crate::array::{Output, buffer, integer, word_array, word_bytes, words, words_from_bytes};
use crate::batch;
use crate::call::{decode_any, encode_any};
use crate::digest::{self, MaybeDigesting};
use crate::error::value_error;
use crate::methods::{copy_methods, digest_methods, missing_methods, size_methods};
use crate::model::AnyModel;
use crate::old;
use crate::threads;
use crate::waist;

/// A state from its two numbers.
fn state_of((lower, range): (u64, u64)) -> PyResult<RangeState<constriction_core::DefaultFormat>> {
    RangeState::new(lower, range)
        .ok_or_else(|| PyValueError::new_err(format!("({lower}, {range}) is not the state of a range coder")))
}

#[doc = include_str!("docs/RangeEncoder.md")]
#[pyclass(module = "constriction.stream.queue")]
#[derive(Clone, Debug)]
pub(crate) struct RangeEncoder {
    coder: MaybeDigesting<Encoder>,
}

#[pymethods]
impl RangeEncoder {
    #[new]
    #[pyo3(signature = (*, digest=false))]
    fn new(digest: bool) -> Self {
        Self { coder: Digesting::when(digest, Encoder::new()) }
    }

    #[doc = include_str!("docs/RangeEncoder.encode.md")]
    #[pyo3(signature = (symbols, model, *optional_model_params, progress=None, threads=1))]
    fn encode<'py>(
        &mut self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        progress: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads_or_0)] threads: usize,
    ) -> PyResult<()> {
        let threads = NonZeroUsize::new(threads);
        encode_any(py, &mut self.coder, symbols, &model, optional_model_params, progress, threads)
    }

    #[doc = include_str!("docs/RangeEncoder.get_compressed.md")]
    fn get_compressed<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyArray1<u32>>> {
        word_array(py, &self.coder.coder_mut().get_compressed())
    }

    #[doc = include_str!("docs/RangeEncoder.to_bytes.md")]
    fn to_bytes<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        word_bytes(py, &self.coder.coder_mut().get_compressed())
    }

    #[doc = include_str!("docs/RangeEncoder.get_decoder.md")]
    fn get_decoder(&mut self) -> RangeDecoder {
        let is_digesting = self.coder.digest().is_some();
        RangeDecoder::from_words(self.coder.coder_mut().get_compressed().to_vec(), is_digesting)
    }

    #[doc = include_str!("docs/RangeEncoder.pos.md")]
    fn pos(&self) -> (usize, (u64, u64)) {
        let (position, state) = self.coder.coder().pos();
        (position, (state.lower(), state.range()))
    }

    fn __repr__(&self) -> String {
        format!("RangeEncoder(num_words={})", self.coder.coder().num_words())
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, (u64, u64), (u32, usize), digest::Parts))> {
        let load = py.import("constriction._native")?.getattr("_load_range_encoder")?;
        let (words, state, held) = self.coder.coder().as_raw_parts();
        Ok((load, (word_bytes(py, words)?, (state.lower(), state.range()), held, digest::parts(&self.coder))))
    }

    #[doc = include_str!("docs/RangeEncoder.encode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (symbols, model, *optional_model_params, threads=None))]
    fn encode_batch<'py>(
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        #[pyo3(from_py_with = threads::threads)] threads: threads::Threads,
    ) -> PyResult<Bound<'py, PyList>> {
        let finish = |coder: Encoder| coder.into_compressed().unwrap_infallible();
        batch::encode(py, Encoder::new, finish, symbols, &model, optional_model_params, threads)
    }

    #[doc = include_str!("docs/RangeEncoder.encode_step.md")]
    #[staticmethod]
    #[pyo3(signature = (encoders, symbols, model, *optional_model_params))]
    fn encode_step<'py>(
        py: Python<'py>,
        mut encoders: Vec<PyRefMut<'py, Self>>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'py>,
        optional_model_params: &Bound<'py, PyTuple>,
    ) -> PyResult<()> {
        let coders = encoders.iter_mut().map(|coder| &mut coder.coder).collect();
        batch::encode_step(py, coders, symbols, &model, optional_model_params)
    }
}

copy_methods!(RangeEncoder);
missing_methods!(
    RangeEncoder,
    encode_reverse: "a queue encodes from the first symbol to the last, by encode",
    decode: "decode with get_decoder(), or with a RangeDecoder of get_compressed()"
);
digest_methods!(RangeEncoder);
waist::encode_interval_method!(RangeEncoder);
size_methods!(RangeEncoder);
old::old_encode_methods!(RangeEncoder, encode_leaky_gaussian_symbols, encode_iid_categorical_symbols);

#[doc = include_str!("docs/RangeDecoder.md")]
#[pyclass(module = "constriction.stream.queue")]
#[derive(Clone, Debug)]
pub(crate) struct RangeDecoder {
    coder: MaybeDigesting<Decoder>,
}

impl RangeDecoder {
    fn from_words(words: Vec<u32>, digest: bool) -> Self {
        Self { coder: Digesting::when(digest, load(words)) }
    }
}

fn load(words: Vec<u32>) -> Decoder {
    Decoder::from_compressed(Cursor::at_start(words.into())).unwrap_infallible()
}

#[pymethods]
impl RangeDecoder {
    #[new]
    #[pyo3(signature = (compressed, *, digest=false))]
    fn new(compressed: &Bound<'_, PyAny>, digest: bool) -> PyResult<Self> {
        Ok(Self::from_words(words(compressed)?, digest))
    }

    #[doc = include_str!("docs/RangeDecoder.from_bytes.md")]
    #[classmethod]
    #[pyo3(signature = (data, *, digest=false))]
    fn from_bytes(_class: &Bound<'_, PyType>, data: &Bound<'_, PyAny>, digest: bool) -> PyResult<Self> {
        Ok(Self::from_words(words_from_bytes(buffer(data)?.as_bytes())?, digest))
    }

    #[doc = include_str!("docs/RangeDecoder.decode.md")]
    #[pyo3(signature = (model, *optional_amt_or_model_params, dtype=None, out=None, progress=None))]
    fn decode<'py>(
        &mut self,
        py: Python<'py>,
        model: AnyModel<'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        out: Option<&Bound<'py, PyAny>>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let output = Output { dtype, out, progress };
        decode_any(py, &mut self.coder, &model, optional_amt_or_model_params, &output)
    }

    #[doc = include_str!("docs/RangeDecoder.maybe_exhausted.md")]
    fn maybe_exhausted(&self) -> bool {
        self.coder.coder().maybe_exhausted()
    }

    #[doc = include_str!("docs/RangeDecoder.check_end.md")]
    fn check_end(&self) -> PyResult<()> {
        if self.coder.coder().is_past_end() {
            return Err(PyValueError::new_err(
                "more was decoded than there is: the data was cut off, or has fewer symbols",
            ));
        }
        if self.coder.coder().maybe_exhausted() {
            return Ok(());
        }
        Err(PyValueError::new_err("this is not the end: data is left"))
    }

    #[doc = include_str!("docs/RangeDecoder.pos.md")]
    fn pos(&self) -> (usize, (u64, u64)) {
        let (position, state) = self.coder.coder().pos();
        (position, (state.lower(), state.range()))
    }

    #[doc = include_str!("docs/RangeDecoder.seek.md")]
    fn seek(&mut self, position: &Bound<'_, PyAny>, state: (Bound<'_, PyAny>, Bound<'_, PyAny>)) -> PyResult<()> {
        let position = integer("position", position)?;
        let state = (integer("state[0]", &state.0)?, integer("state[1]", &state.1)?);
        self.coder.coder_mut().seek((position, state_of(state)?)).map_err(value_error)?;
        self.coder.restart();
        Ok(())
    }

    fn __repr__(&self) -> String {
        format!("RangeDecoder(pos={:?})", self.pos())
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, usize, (u64, u64), u64, usize, digest::Parts))> {
        let load = py.import("constriction._native")?.getattr("_load_range_decoder")?;
        let (words, state, point, missing) = self.coder.coder().as_raw_parts();
        let bytes = word_bytes(py, words.buffer())?;
        let state = (state.lower(), state.range());
        Ok((load, (bytes, words.word_pos(), state, point, missing, digest::parts(&self.coder))))
    }

    #[doc = include_str!("docs/RangeDecoder.decode_batch.md")]
    #[staticmethod]
    #[pyo3(signature = (compressed, model, *optional_amt_or_model_params, dtype=None, threads=None))]
    fn decode_batch<'py>(
        py: Python<'py>,
        compressed: &Bound<'py, PyAny>,
        model: AnyModel<'py>,
        optional_amt_or_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
        #[pyo3(from_py_with = threads::threads)] threads: threads::Threads,
    ) -> PyResult<Bound<'py, PyList>> {
        let start = |words| Ok(load(words));
        batch::decode(py, start, compressed, &model, optional_amt_or_model_params, dtype, threads)
    }

    #[doc = include_str!("docs/RangeDecoder.decode_step.md")]
    #[staticmethod]
    #[pyo3(signature = (decoders, model, *optional_model_params, dtype=None))]
    fn decode_step<'py>(
        py: Python<'py>,
        mut decoders: Vec<PyRefMut<'py, Self>>,
        model: AnyModel<'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        dtype: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let coders = decoders.iter_mut().map(|coder| &mut coder.coder).collect();
        batch::decode_step(py, coders, &model, optional_model_params, dtype)
    }
}

copy_methods!(RangeDecoder);
missing_methods!(
    RangeDecoder,
    encode: "encode with a RangeEncoder",
    encode_reverse: "encode with a RangeEncoder"
);
digest_methods!(RangeDecoder);
waist::decode_interval_methods!(RangeDecoder);
old::old_decode_methods!(RangeDecoder);

/// The encoder that pickling has taken apart.
#[pyfunction]
#[pyo3(name = "_load_range_encoder")]
pub(crate) fn load_range_encoder(
    words: &[u8],
    state: (u64, u64),
    held: (u32, usize),
    digest: digest::Parts,
) -> PyResult<RangeEncoder> {
    let mut words = words_from_bytes(words)?;
    // The number of words held back comes from outside: there must be memory for them before they are counted on.
    words.try_reserve(held.1).map_err(|_| PyMemoryError::new_err(()))?;
    let coder = Encoder::from_raw_parts(words, state_of(state)?, held);
    let coder = coder.ok_or_else(|| PyValueError::new_err("these are not the parts of a range encoder"))?;
    Ok(RangeEncoder { coder: digest::from_parts(coder, digest) })
}

/// The decoder that pickling has taken apart.
#[pyfunction]
#[pyo3(name = "_load_range_decoder")]
pub(crate) fn load_range_decoder(
    words: &[u8],
    position: usize,
    state: (u64, u64),
    point: u64,
    missing: usize,
    digest: digest::Parts,
) -> PyResult<RangeDecoder> {
    let mut words = Cursor::at_start(words_from_bytes(words)?.into());
    words.seek_words(position).map_err(value_error)?;
    let coder = Decoder::from_raw_parts(words, state_of(state)?, point, missing);
    let coder = coder.ok_or_else(|| PyValueError::new_err("these are not the parts of a range decoder"))?;
    Ok(RangeDecoder { coder: digest::from_parts(coder, digest) })
}
