//! `constriction.stream.chain`.

use constriction_chain::ChainHeads;
use constriction_core::UnwrapInfallible;
use constriction_runtime::{ChainCoder as Coder, Digesting};
use numpy::PyArray1;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};

use crate::array::{Output, buffer, word_array, word_bytes, words, words_from_bytes};
use crate::call::{decode_call, encode_call};
use crate::digest::{self, MaybeDigesting};
use crate::error::value_error;
use crate::methods::{copy_methods, digest_methods, missing_methods};
use crate::model::AnyModel;
use crate::old;
use crate::threads;

/// Why models that learn are not for this coder.
const LEARNING: &str = "a chain coder keeps symbols independent of each other's models; with a model that learns, each \
    symbol depends on all before, so use a range coder or an ANS coder for it";

#[doc = include_str!("docs/ChainCoder.md")]
#[pyclass(module = "constriction.stream.chain")]
#[derive(Clone, Debug)]
pub(crate) struct ChainCoder {
    coder: MaybeDigesting<Coder>,
}

type TwoArrays<'py> = (Bound<'py, PyArray1<u32>>, Bound<'py, PyArray1<u32>>);

impl ChainCoder {
    fn from_words(words: Vec<u32>, is_remainders: bool, seal: bool, digest: bool) -> PyResult<Self> {
        let coder = match (is_remainders, seal) {
            (true, true) => return Err(PyValueError::new_err("remainders cannot be sealed")),
            (true, false) => Coder::from_remainders(words),
            (false, true) => Coder::from_binary(words),
            (false, false) => Coder::from_compressed(words),
        };
        Ok(Self { coder: Digesting::when(digest, coder.map_err(value_error)?) })
    }
}

#[pymethods]
impl ChainCoder {
    #[new]
    #[pyo3(signature = (data, is_remainders=false, seal=false, *, digest=false))]
    fn new(data: &Bound<'_, PyAny>, is_remainders: bool, seal: bool, digest: bool) -> PyResult<Self> {
        Self::from_words(words(data)?, is_remainders, seal, digest)
    }

    #[doc = include_str!("docs/ChainCoder.from_bytes.md")]
    #[classmethod]
    #[pyo3(signature = (data, is_remainders=false, seal=false, *, digest=false))]
    fn from_bytes(
        _class: &Bound<'_, PyType>,
        data: &Bound<'_, PyAny>,
        is_remainders: bool,
        seal: bool,
        digest: bool,
    ) -> PyResult<Self> {
        Self::from_words(words_from_bytes(buffer(data)?.as_bytes())?, is_remainders, seal, digest)
    }

    #[doc = include_str!("docs/ChainCoder.encode_reverse.md")]
    #[pyo3(signature = (symbols, model, *optional_model_params, progress=None))]
    fn encode_reverse<'py>(
        &mut self,
        py: Python<'py>,
        symbols: &Bound<'py, PyAny>,
        model: AnyModel<'_, 'py>,
        optional_model_params: &Bound<'py, PyTuple>,
        progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<()> {
        encode_call(
            py,
            &mut self.coder,
            symbols,
            model.fixed(LEARNING)?,
            optional_model_params,
            progress,
            threads::ONE_THREAD,
        )
    }

    #[doc = include_str!("docs/ChainCoder.decode.md")]
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
        decode_call(py, &mut self.coder, model.fixed(LEARNING)?, optional_amt_or_model_params, &output)
    }

    #[doc = include_str!("docs/ChainCoder.get_data.md")]
    #[pyo3(signature = (unseal=false))]
    fn get_data<'py>(&mut self, py: Python<'py>, unseal: bool) -> PyResult<TwoArrays<'py>> {
        let coder = self.coder.coder_mut();
        let (prefix, suffix) = if unseal { coder.get_binary() } else { coder.get_compressed() }.map_err(value_error)?;
        Ok((word_array(py, prefix)?, word_array(py, &suffix)?))
    }

    #[doc = include_str!("docs/ChainCoder.get_remainders.md")]
    fn get_remainders<'py>(&mut self, py: Python<'py>) -> PyResult<TwoArrays<'py>> {
        let (prefix, suffix) = self.coder.coder_mut().get_remainders().unwrap_infallible();
        Ok((word_array(py, prefix)?, word_array(py, &suffix)?))
    }

    fn __repr__(&self) -> String {
        let coder = self.coder.coder();
        let (compressed, remainders) = (coder.compressed().len(), coder.remainders().len());
        format!("ChainCoder(num_data_words={compressed}, num_remainder_words={remainders})")
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants")]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>, Bound<'py, PyBytes>, (u32, u64), digest::Parts))> {
        let load = py.import("constriction._native")?.getattr("_load_chain_coder")?;
        let coder = self.coder.coder();
        let heads = (coder.heads().compressed(), coder.heads().remainders());
        let parts = (word_bytes(py, coder.compressed())?, word_bytes(py, coder.remainders())?);
        Ok((load, (parts.0, parts.1, heads, digest::parts(&self.coder))))
    }
}

copy_methods!(ChainCoder);
missing_methods!(
    ChainCoder,
    encode: "a stack encodes from the last symbol to the first, by encode_reverse",
    get_compressed: "use get_data, or get_remainders after decoding",
    to_bytes: "use get_data or get_remainders, which return arrays"
);
digest_methods!(ChainCoder);
old::old_encode_methods!(ChainCoder, encode_leaky_gaussian_symbols_reverse, encode_iid_categorical_symbols_reverse);
old::old_decode_methods!(ChainCoder);

/// The coder that pickling has taken apart.
#[pyfunction]
#[pyo3(name = "_load_chain_coder")]
pub(crate) fn load_chain_coder(
    compressed: &[u8],
    remainders: &[u8],
    heads: (u32, u64),
    digest: digest::Parts,
) -> PyResult<ChainCoder> {
    let heads = ChainHeads::new(heads.0, heads.1)
        .ok_or_else(|| PyValueError::new_err("these are not the heads of a chain coder"))?;
    let (compressed, remainders) = (words_from_bytes(compressed)?, words_from_bytes(remainders)?);
    Ok(ChainCoder { coder: digest::from_parts(Coder::from_raw_parts(compressed, remainders, heads), digest) })
}
