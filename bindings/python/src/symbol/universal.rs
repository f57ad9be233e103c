//! Codes of integers without an upper limit (other than that of 64 bits).

use constriction_symbol as codes;
use pyo3::prelude::*;

use super::code::Code;
use super::codebook::Codebook;
use super::error::value_error;
use crate::array::integer;

#[doc = include_str!("../docs/ExpGolomb.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct ExpGolomb;

#[pymethods]
impl ExpGolomb {
    #[new]
    #[pyo3(signature = (order = None), text_signature = "(order=0)")]
    fn new(order: Option<&Bound<'_, PyAny>>) -> PyResult<PyClassInitializer<Self>> {
        let order = order.map(|order| integer("order", order)).transpose()?.unwrap_or(0);
        let code = codes::ExpGolomb::with_order(order).map_err(value_error)?;
        Ok(Codebook::subclass(Code::ExpGolomb(code), Self))
    }

    #[doc = include_str!("../docs/ExpGolomb.order.md")]
    #[getter]
    fn order(slf: &Bound<'_, Self>) -> Option<u32> {
        if let Code::ExpGolomb(code) = &slf.as_super().get().0 { Some(code.order()) } else { None }
    }
}

#[doc = include_str!("../docs/EliasGamma.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct EliasGamma;

#[pymethods]
impl EliasGamma {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::EliasGamma(codes::EliasGamma::new()), Self)
    }
}

#[doc = include_str!("../docs/EliasDelta.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct EliasDelta;

#[pymethods]
impl EliasDelta {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::EliasDelta(codes::EliasDelta::new()), Self)
    }
}

#[doc = include_str!("../docs/Golomb.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Golomb;

#[pymethods]
impl Golomb {
    #[new]
    fn new(divisor: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let code = codes::Golomb::new(integer("divisor", divisor)?).map_err(value_error)?;
        Ok(Codebook::subclass(Code::Golomb(code), Self))
    }

    #[doc = include_str!("../docs/Golomb.divisor.md")]
    #[getter]
    fn divisor(slf: &Bound<'_, Self>) -> Option<u64> {
        if let Code::Golomb(code) = &slf.as_super().get().0 { Some(code.divisor()) } else { None }
    }
}

#[doc = include_str!("../docs/Rice.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Rice;

#[pymethods]
impl Rice {
    #[new]
    fn new(low_bits: &Bound<'_, PyAny>) -> PyResult<PyClassInitializer<Self>> {
        let code = codes::Rice::new(integer("low_bits", low_bits)?).map_err(value_error)?;
        Ok(Codebook::subclass(Code::Rice(code), Self))
    }

    #[doc = include_str!("../docs/Rice.low_bits.md")]
    #[getter]
    fn low_bits(slf: &Bound<'_, Self>) -> Option<u32> {
        if let Code::Rice(code) = &slf.as_super().get().0 { Some(code.low_bits()) } else { None }
    }
}

#[doc = include_str!("../docs/Unary.md")]
#[pyclass(module = "constriction.symbol", extends = Codebook, frozen)]
pub(crate) struct Unary;

#[pymethods]
impl Unary {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        Codebook::subclass(Code::Unary(codes::Unary::new()), Self)
    }
}
