//! Calls with a few symbols, and with parameters that are numbers or short rows.
//!
//! Such a call takes longer to look at its arguments than to code. Here, numbers and symbols are copied to the stack, and
//! nothing is said about what cannot be: calls that are not of the usual kind, or that fail, return `None` and have changed
//! nothing. They are made again in the long way, which has the errors.

use constriction_core::{PutInterval, TakeInterval};
use constriction_runtime::{
    Error, FloatSlice, ModelSpec, Param, Shape, Symbols, SymbolsMut, Transaction, decode, decode_few, decode_one,
    encode, encode_one, encode_one_with, go_on,
};
use numpy::{PyArray1, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

use crate::array::{FEW, Few, Numbers, SHORT_OUTPUT, few_integers, few_numbers, number, short_rows};

/// The most parameters of a family.
const MOST: usize = 3;

/// The parameters of a call: each is a number, or a vector of up to [`FEW`].
struct Parameters {
    numbers: [Few<f64>; MOST],
    are_vectors: [bool; MOST],
    given: usize,
    /// The length of the vectors, if there is one.
    len: Option<usize>,
}

impl Parameters {
    /// The parameters, if they are of the usual kind.
    #[inline]
    fn new(spec: &ModelSpec, given: &Bound<'_, PyTuple>) -> Option<Self> {
        let is_usual = spec.free_parameters().all(|parameter| parameter.shape == Shape::Number)
            && spec.free_parameters().count() == given.len();
        if !is_usual {
            return None;
        }
        let mut parameters =
            Self { numbers: [const { Few::new() }; MOST], are_vectors: [false; MOST], given: given.len(), len: None };
        for (place, (object, parameter)) in given.iter().zip(spec.free_parameters()).enumerate() {
            let numbers = parameters.numbers.get_mut(place)?;
            if let Ok(array) = object.cast_exact::<PyUntypedArray>() {
                *numbers = few_numbers(array)?;
                parameters.are_vectors[place] = true;
                let len = numbers.as_slice().len();
                if *parameters.len.get_or_insert(len) != len {
                    return None;
                }
            } else {
                numbers.push(number(&object, parameter.name).ok()??);
            }
        }
        Some(parameters)
    }

    /// The first number of each.
    #[inline]
    fn firsts(&self) -> Option<[f64; MOST]> {
        let mut firsts = [0.0; MOST];
        for (first, numbers) in firsts.iter_mut().zip(&self.numbers[..self.given]) {
            *first = *numbers.as_slice().first()?;
        }
        Some(firsts)
    }

    #[inline]
    fn params(&self) -> [Param<'_>; MOST] {
        let mut params = [Param { values: FloatSlice::F64(&[]), width: 1, per_symbol: false }; MOST];
        for ((param, numbers), &is_vector) in params.iter_mut().zip(&self.numbers).zip(&self.are_vectors) {
            *param = Param { values: FloatSlice::F64(numbers.as_slice()), width: 1, per_symbol: is_vector };
        }
        params
    }
}

/// The rows of a call that has no other parameter.
struct Rows<'py> {
    numbers: Numbers<'py>,
    width: usize,
    /// How many there are; `None` for one that is alone.
    len: Option<usize>,
}

impl<'py> Rows<'py> {
    /// The rows, if they are of the usual kind.
    #[inline]
    fn new(spec: &ModelSpec, given: &Bound<'py, PyTuple>) -> Option<Self> {
        let mut lacking = spec.free_parameters();
        let is_usual = lacking.next()?.shape == Shape::Vector && lacking.next().is_none() && given.len() == 1;
        let rows = is_usual.then(|| given.get_item(0).ok())??;
        let rows = rows.cast_exact::<PyUntypedArray>().ok()?;
        let (len, width) = match *rows.shape() {
            [width] => (None, width),
            [len, width] => (Some(len), width),
            _ => return None,
        };
        Some(Self { numbers: short_rows(rows).filter(|_| width > 0)?, width, len })
    }

    #[inline]
    fn params(&self) -> Option<[Param<'_>; 1]> {
        Some([Param { values: self.numbers.as_floats().ok()?, width: self.width, per_symbol: self.len.is_some() }])
    }
}

/// Encodes a symbol that has a short row.
#[inline]
pub(crate) fn encode_with_row<C>(coder: &mut C, spec: &ModelSpec, symbol: i32, given: &Bound<'_, PyTuple>) -> Option<()>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let rows = Rows::new(spec, given).filter(|rows| rows.len.is_none())?;
    encode_one_with(coder, spec, symbol, &rows.params()?).ok()
}

/// Encodes a short vector of symbols.
#[inline]
pub(crate) fn encode_short<C>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: &Bound<'_, PyAny>,
    given: &Bound<'_, PyTuple>,
) -> Option<()>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let symbols = few_integers(symbols.cast_exact::<PyUntypedArray>().ok()?)?;
    let symbols = symbols.as_slice();
    if given.is_empty() && spec.is_concrete() {
        return match symbols {
            &[symbol] => encode_one(coder, spec, symbol, &[]).ok(),
            _ => encode(coder, spec, Symbols::I32(symbols), &[], &mut go_on).ok(),
        };
    }
    if let Some(rows) = Rows::new(spec, given) {
        let params = rows.params().filter(|_| rows.len == Some(symbols.len()))?;
        return match symbols {
            &[symbol] => encode_one_with(coder, spec, symbol, &params).ok(),
            _ => encode(coder, spec, Symbols::I32(symbols), &params, &mut go_on).ok(),
        };
    }
    let parameters = Parameters::new(spec, given)?;
    if parameters.len.is_some_and(|len| len != symbols.len()) {
        return None;
    }
    if let &[symbol] = symbols {
        return encode_one(coder, spec, symbol, &parameters.firsts()?[..parameters.given]).ok();
    }
    encode(coder, spec, Symbols::I32(symbols), &parameters.params()[..parameters.given], &mut go_on).ok()
}

/// Decodes a short vector of symbols, or one that has a short row.
#[inline]
pub(crate) fn decode_short<'py, C>(
    py: Python<'py>,
    coder: &mut C,
    spec: &ModelSpec,
    given: &Bound<'py, PyTuple>,
) -> Option<Bound<'py, PyAny>>
where
    C: Transaction + TakeInterval<Error: Into<Error>>,
{
    let mut places = [0; SHORT_OUTPUT];
    let symbols = if spec.is_concrete() {
        let amount = given.get_item(0).ok().filter(|_| given.len() == 1)?;
        let symbols = places.get_mut(..amount.cast_exact::<PyInt>().ok()?.extract().ok()?)?;
        if symbols.len() <= FEW {
            decode_few(coder, spec, symbols).ok()?;
        } else {
            decode(coder, spec, &mut SymbolsMut::I32(symbols), &[], &mut go_on).ok()?;
        }
        symbols
    } else if let Some(rows) = Rows::new(spec, given) {
        let symbols = places.get_mut(..rows.len.unwrap_or(1))?;
        decode(coder, spec, &mut SymbolsMut::I32(symbols), &rows.params()?, &mut go_on).ok()?;
        if rows.len.is_none() {
            return symbols[0].into_pyobject(py).ok().map(Bound::into_any);
        }
        symbols
    } else {
        let parameters = Parameters::new(spec, given)?;
        match parameters.len? {
            1 => places[0] = decode_one(coder, spec, &parameters.firsts()?[..parameters.given]).ok()?,
            len => {
                let symbols = &mut SymbolsMut::I32(&mut places[..len]);
                decode(coder, spec, symbols, &parameters.params()[..parameters.given], &mut go_on).ok()?;
            }
        }
        &mut places[..parameters.len?]
    };
    Some(PyArray1::from_slice(py, symbols).into_any())
}
