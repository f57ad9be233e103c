//! Decoding with a code that is only known at run time.

use std::convert::Infallible;

use constriction_symbol::TakeBits;
use numpy::prelude::*;
use numpy::{Element, PyArray1};
use pyo3::exceptions::{PyMemoryError, PyValueError};
use pyo3::prelude::*;

use super::array::symbol_type;
use super::code::Code;
use super::encode::CHUNK;
use super::error::{DecodeError, value_error};

/// Decodes symbols, with the interpreter released, into an array of some integer type, `int32` if none is given.
///
/// On failure, the coder has lost what was decoded until then: the caller has a copy or a way back.
pub(super) fn decode_array<'py, T>(
    py: Python<'py>,
    coder: &mut T,
    code: &Code,
    amount: usize,
    dtype: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>>
where
    T: TakeBits<Error = Infallible> + Send,
{
    let too_large = |index: usize, symbol: u64, dtype: &dyn std::fmt::Display| {
        PyValueError::new_err(format!("the symbol {symbol} at index {index} is too large for {dtype}: see dtype"))
    };
    let Some(dtype) = dtype else {
        let symbols = decode_all::<T, i32>(py, coder, code, amount);
        return Ok(symbols.map_err(|error| python_error(error, |i, n| too_large(i, n, &"int32")))?.into_any());
    };
    let (dtype, max) = symbol_type(dtype)?;
    let symbols = decode_all::<T, u64>(py, coder, code, amount);
    let symbols = symbols.map_err(|error| python_error(error, |i, n| too_large(i, n, &dtype)))?;
    if let Some(index) = symbols.readonly().as_slice().map_err(value_error)?.iter().position(|&n| n > max) {
        return Err(too_large(index, symbols.get_owned(index).unwrap_or(u64::MAX), &dtype));
    }
    symbols.call_method1("astype", (dtype,))
}

/// The error that stops decoding, as an exception or to be converted to one.
enum Stop {
    Error(DecodeError),
    Exception(PyErr),
}

fn decode_all<'py, T, S>(
    py: Python<'py>,
    coder: &mut T,
    code: &Code,
    amount: usize,
) -> Result<Bound<'py, PyArray1<S>>, Stop>
where
    T: TakeBits<Error = Infallible> + Send,
    S: Element + Send + TryFrom<u64>,
{
    let code = code.decoder::<T, S>().map_err(Stop::Exception)?;
    let mut symbols = Vec::new();
    while symbols.len() < amount {
        let count = CHUNK.min(amount - symbols.len());
        py.detach(|| code.decode_all(coder, count, &mut symbols)).map_err(Stop::Error)?;
        py.check_signals().map_err(Stop::Exception)?;
    }
    Ok(PyArray1::from_vec(py, symbols))
}

fn python_error(stop: Stop, too_large: impl FnOnce(usize, u64) -> PyErr) -> PyErr {
    match stop {
        Stop::Exception(error) => error,
        Stop::Error(DecodeError::Data { index, error }) => value_error(format!("symbol {index}: {error}")),
        Stop::Error(DecodeError::TooLarge { index, symbol }) => too_large(index, symbol),
        Stop::Error(DecodeError::Memory) => PyMemoryError::new_err("not enough memory for this number of symbols"),
    }
}
