//! Codes of integers without an upper limit (other than that of 64 bits).

use constriction_symbol as codes;
use pyo3::prelude::*;

use super::array::unsigned;
use super::code::Code;
use super::codebook::Codebook;
use super::error::value_error;

/// The exponential Golomb code of some order: `1`, `010`, `011`, `00100`, ... for 0, 1, 2, 3, ... in order 0.
///
/// `order` is the number of low bits that are written as they are, from 0 to 63. The symbol `n` takes
/// `2 * floor(log2(n // 2**order + 1)) + 1 + order` bits. Symbols are all integers from 0 to `2**64 - 1`. Best for numbers
/// whose size is roughly known; used by H.264.
///
/// Raises `ValueError` if the order is out of range.
///
/// >>> import constriction
/// >>> constriction.symbol.ExpGolomb(2).code_word(9)
/// '01101'
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct ExpGolomb;

#[pymethods]
impl ExpGolomb {
    #[new]
    #[pyo3(signature = (order = None), text_signature = "(order=0)")]
    fn new(order: Option<&Bound<'_, PyAny>>) -> PyResult<PyClassInitializer<Self>> {
        let order = order.map(|order| unsigned("order", order)).transpose()?.unwrap_or(0);
        let code = codes::ExpGolomb::with_order(order).map_err(value_error)?;
        Ok(Codebook::subclass(Code::ExpGolomb(code), Self))
    }

    /// The number of low bits that are written as they are.
    #[getter]
    fn order(slf: &Bound<'_, Self>) -> Option<u32> {
        if let Code::ExpGolomb(code) = &slf.as_super().get().0 { Some(code.order()) } else { None }
    }
}

/// Elias's gamma code: `1`, `010`, `011`, `00100`, ... for 1, 2, 3, 4, ...
///
/// The symbol `n` takes `2 * floor(log2(n)) + 1` bits. Symbols are the integers from 1 to `2**64 - 1`.
///
/// >>> import constriction
/// >>> constriction.symbol.EliasGamma().code_word(9)
/// '0001001'
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct EliasGamma;

#[pymethods]
impl EliasGamma {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::EliasGamma(codes::EliasGamma::new()), Self)
    }
}

/// Elias's delta code: `1`, `0100`, `0101`, `01100`, ... for 1, 2, 3, 4, ...
///
/// With `b = floor(log2(n))`, the symbol `n` takes `b + 2 * floor(log2(b + 1)) + 1` bits, which is less than `EliasGamma`
/// for large numbers. Symbols are the integers from 1 to `2**64 - 1`.
///
/// >>> import constriction
/// >>> constriction.symbol.EliasDelta().code_word(9)
/// '00100001'
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct EliasDelta;

#[pymethods]
impl EliasDelta {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::EliasDelta(codes::EliasDelta::new()), Self)
    }
}

/// A Golomb code: the quotient by some divisor in unary, the remainder in truncated binary.
///
/// `divisor` is an integer from 1 to `2**64 - 1`. Symbols are the integers whose quotient `n // divisor` is at most
/// `2**24`. The best code of a geometric distribution if its ratio to the power of `divisor` is near 1/2.
///
/// Raises `ValueError` if the divisor is out of range.
///
/// >>> import constriction
/// >>> [constriction.symbol.Golomb(3).code_word(symbol) for symbol in range(5)]
/// ['10', '110', '111', '010', '0110']
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Golomb;

#[pymethods]
impl Golomb {
    #[new]
    fn new(divisor: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let code = codes::Golomb::new(unsigned("divisor", divisor)?).map_err(value_error)?;
        Ok(Codebook::subclass(Code::Golomb(code), Self))
    }

    /// The divisor.
    #[getter]
    fn divisor(slf: &Bound<'_, Self>) -> Option<u64> {
        if let Code::Golomb(code) = &slf.as_super().get().0 { Some(code.divisor()) } else { None }
    }
}

/// A Rice code: the Golomb code whose divisor is `2**low_bits`.
///
/// `low_bits` is the number of low bits that are written as they are, from 0 to 63; what is above is in unary. The symbol
/// `n` takes `n // 2**low_bits + 1 + low_bits` bits. Symbols are the integers with `n // 2**low_bits` of at most `2**24`.
///
/// Raises `ValueError` if the number of bits is out of range.
///
/// >>> import constriction
/// >>> constriction.symbol.Rice(2).code_word(9)
/// '00101'
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Rice;

#[pymethods]
impl Rice {
    #[new]
    fn new(low_bits: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let code = codes::Rice::new(unsigned("low_bits", low_bits)?).map_err(value_error)?;
        Ok(Codebook::subclass(Code::Rice(code), Self))
    }

    /// The number of low bits that are written as they are.
    #[getter]
    fn low_bits(slf: &Bound<'_, Self>) -> Option<u32> {
        if let Code::Rice(code) = &slf.as_super().get().0 { Some(code.low_bits()) } else { None }
    }
}

/// The unary code: `1`, `01`, `001`, ... for 0, 1, 2, ...
///
/// The symbol `n` takes `n + 1` bits. Symbols are the integers from 0 to `2**24`. For very small numbers.
///
/// >>> import constriction
/// >>> constriction.symbol.Unary().code_word(5)
/// '000001'
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Unary;

#[pymethods]
impl Unary {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::Unary(codes::Unary::new()), Self)
    }
}
