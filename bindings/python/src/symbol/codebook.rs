//! The base class of all code books.

use std::hash::{DefaultHasher, Hash, Hasher};

use constriction_symbol::DefaultQueueEncoder;
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::array;
use super::code::Code;
use super::encode::EncodeTo;
use super::error::{encode_error, no_code_word};

#[doc = include_str!("../docs/Codebook.md")]
#[pyclass(module = "constriction.symbol", subclass, frozen)]
pub(crate) struct Codebook(pub(super) Code);

#[pymethods]
impl Codebook {
    #[doc = include_str!("../docs/Codebook.num_symbols.md")]
    #[getter]
    fn num_symbols(&self) -> Option<usize> {
        self.0.num_symbols()
    }

    #[doc = include_str!("../docs/Codebook.code_word.md")]
    fn code_word(&self, symbol: &Bound<'_, PyAny>) -> PyResult<String> {
        let encoder = self.encode(symbol)?;
        Ok(encoder.iter().map(|bit| if bit { '1' } else { '0' }).collect())
    }

    #[doc = include_str!("../docs/Codebook.code_length.md")]
    fn code_length(&self, symbol: &Bound<'_, PyAny>) -> PyResult<usize> {
        Ok(self.encode(symbol)?.num_bits())
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        self.0 == other.get().0
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let parameters: Vec<String> =
            self.parameters(py)?.iter().map(|parameter| Ok(parameter.repr()?.to_string())).collect::<PyResult<_>>()?;
        let constructor = if matches!(self.0, Code::Canonical(_)) { ".from_lengths" } else { "" };
        Ok(format!("{}{constructor}({})", self.0.name(), parameters.join(", ")))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let class = slf.get_type();
        let this = slf.get();
        let constructor = match this.0 {
            Code::Canonical(_) => class.getattr("from_lengths")?,
            _ => class.into_any(),
        };
        Ok((constructor, this.parameters(slf.py())?))
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        slf.clone()
    }
}

impl Codebook {
    /// An object of one of the subclasses.
    pub(super) fn subclass<C: pyo3::PyClass<BaseType = Self>>(code: Code, class: C) -> PyClassInitializer<C> {
        PyClassInitializer::from(Self(code)).add_subclass(class)
    }

    /// The argument of the constructor, or of `from_lengths` for canonical codes.
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        match &self.0 {
            Code::EncoderTree(code) => (code.weights.to_array(py),).into_pyobject(py),
            Code::DecoderTree(code) => (code.weights.to_array(py),).into_pyobject(py),
            Code::Canonical(code) => (PyArray1::from_slice(py, code.code.lengths()),).into_pyobject(py),
            Code::ExpGolomb(code) => (code.order(),).into_pyobject(py),
            Code::Golomb(code) => (code.divisor(),).into_pyobject(py),
            Code::Rice(code) => (code.low_bits(),).into_pyobject(py),
            Code::EliasGamma(_) | Code::EliasDelta(_) | Code::Unary(_) => Ok(PyTuple::empty(py)),
        }
    }

    /// A queue with the code word of a symbol.
    fn encode(&self, symbol: &Bound<'_, PyAny>) -> PyResult<DefaultQueueEncoder> {
        let number = array::symbol(symbol)?;
        let code: &dyn EncodeTo<_> = self.0.words().ok_or_else(|| no_code_word(None, number))?;
        let mut encoder = DefaultQueueEncoder::new();
        code.encode(number, &mut encoder).map_err(|error| encode_error(error, None, &[number]))?;
        Ok(encoder)
    }
}
