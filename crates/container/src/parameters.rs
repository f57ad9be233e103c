//! Parameters of an array: given with calls, or in the file.

use core::ops::Range;

use constriction_auto::{Choice, Dtype, Layout, decode};
use constriction_runtime::{Bounds, Error as ModelError, Family, FloatSlice, ModelSpec, Param, widened};

use crate::Error;
use crate::number::{Input, write_block, write_number};

/// The most numbers that the parameters of a chunk are.
const MOST_NUMBERS: u64 = 1 << 28;

/// The parameters of some elements of an array, out of parameters for all elements, or for those in `given` only.
pub(crate) fn slice<'a>(
    params: &[Param<'a>],
    elements: u64,
    given: &Range<u64>,
    wanted: &Range<u64>,
) -> Result<Vec<Param<'a>>, Error> {
    let slice_one = |(parameter, param): (usize, &Param<'a>)| {
        let Some(symbols) = param.symbols() else { return Ok(*param) };
        let start = match symbols as u64 {
            symbols if symbols == elements => 0,
            symbols if symbols == given.end - given.start => given.start,
            symbols => return Err(Error::ParameterLength { parameter, needed: given.clone(), given: symbols }),
        };
        // They are in a slice, so that their places are of this type.
        Ok(param.slice((wanted.start - start) as usize..(wanted.end - start) as usize))
    };
    params.iter().enumerate().map(slice_one).collect()
}

/// A model with those of its parameters that are the same for all symbols, and which of the given ones are not.
pub(crate) fn fix(model: &ModelSpec, params: &[Param<'_>]) -> Result<(ModelSpec, Vec<bool>), ModelError> {
    // A model of this family has no place for it.
    let is_fixable = model.family() != Family::CdfTable;
    let mut values = model.values().clone();
    let mut is_stored = Vec::new();
    let mut given = params.iter();
    let parameters = model.family().info().parameters;
    for (_, value) in parameters.iter().zip(&mut values).filter(|(_, value)| value.is_none()) {
        let Some(param) = given.next() else { break };
        is_stored.push(param.per_symbol || !is_fixable);
        if !param.per_symbol && is_fixable {
            *value = Some(match param.values {
                FloatSlice::F64(&[number]) => number.into(),
                FloatSlice::F32(&[number]) if param.width == 1 => f64::from(number).into(),
                values => values.into(),
            });
        }
    }
    let options = *model.options();
    let fixed = match (model.family(), model.support()) {
        (Family::CdfTable, _) => model.clone(),
        (family, Some(support)) if family.info().bounds == Bounds::Given => {
            ModelSpec::bounded(family, *support.start(), *support.end(), values, options)?
        }
        (family, _) => ModelSpec::new(family, values, options)?,
    };
    Ok((fixed, is_stored))
}

/// Appends parameters of a chunk.
pub(crate) fn write(params: &[Param<'_>], elements: usize, out: &mut Vec<u8>) -> Result<(), Error> {
    for param in params {
        let numbers = (param.width as u64).checked_mul(elements as u64).filter(|&numbers| numbers <= MOST_NUMBERS);
        if numbers.is_none() {
            return Err(Error::TooLarge { what: "the number of parameters in a chunk", most: MOST_NUMBERS });
        }
        let repeated;
        let values = match param.values {
            FloatSlice::F64(values) if !param.per_symbol => {
                repeated = values.repeat(elements);
                FloatSlice::F64(&repeated)
            }
            values => values,
        };
        let single = |values: &[f32]| {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            compact(values.iter().map(|&value| value.into()))
                .map_or((true, Dtype::F32, bytes), |(dtype, bytes)| (true, dtype, bytes))
        };
        let (is_single, dtype, bytes) = match values {
            // As numbers in single precision, which make the same models.
            FloatSlice::F16(values) => single(&widened(values)),
            FloatSlice::Bf16(values) => single(&widened(values)),
            FloatSlice::F32(values) => single(values),
            FloatSlice::F64(values) => {
                let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                compact(values.iter().copied())
                    .map_or((false, Dtype::F64, bytes), |(dtype, bytes)| (false, dtype, bytes))
            }
        };
        out.push(if is_single { Dtype::F32.code() } else { Dtype::F64.code() });
        write_number(param.width as u64, out);
        out.push(dtype.code());
        let layout = layout(dtype, param.width);
        let mut block = Vec::new();
        Choice::of(&bytes, layout).encode(&bytes, layout, &mut block);
        write_block(&block, out);
    }
    Ok(())
}

fn layout(dtype: Dtype, width: usize) -> Layout {
    Layout { dtype, row: if width > 1 { width } else { 0 }, step: 1 }
}

/// Numbers as integers, if they are: numbers of tables mostly.
fn compact(values: impl Iterator<Item = f64> + Clone) -> Option<(Dtype, Vec<u8>)> {
    let is_integer = |value: f64| f64::from(value as u16).to_bits() == value.to_bits();
    if !values.clone().all(is_integer) {
        return None;
    }
    Some(if values.clone().all(|value| value < 256.0) {
        (Dtype::U8, values.map(|value| value as u8).collect())
    } else {
        (Dtype::U16, values.flat_map(|value| (value as u16).to_le_bytes()).collect())
    })
}

/// Parameters from a file.
#[derive(Debug)]
pub(crate) struct Numbers {
    values: Values,
    width: usize,
}

#[derive(Debug)]
enum Values {
    F32(Vec<f32>),
    F64(Vec<f64>),
}

impl Numbers {
    /// Reads a parameter of a chunk.
    pub(crate) fn read(input: &mut Input<'_>, elements: usize) -> Result<Self, Error> {
        let is_single = match Dtype::from_code(input.byte()?) {
            Some(Dtype::F32) => true,
            Some(Dtype::F64) => false,
            _ => return Err(input.malformed("a parameter is of a type that parameters do not have")),
        };
        let width = input.number()?;
        let numbers = width.checked_mul(elements as u64).filter(|&numbers| numbers <= MOST_NUMBERS && width > 0);
        let numbers = numbers.ok_or_else(|| input.malformed("a parameter has too many numbers"))? as usize;
        let dtype = Dtype::from_code(input.byte()?);
        let dtype = dtype.filter(|dtype| matches!(dtype, Dtype::U8 | Dtype::U16 | Dtype::F32 | Dtype::F64));
        let dtype =
            dtype.ok_or_else(|| input.malformed("a parameter is stored as a type that parameters do not have"))?;
        let block = input.block()?;
        let mut bytes = vec![0; numbers * dtype.width()];
        decode(block, layout(dtype, width as usize), &mut bytes)
            .map_err(|_| input.malformed("a parameter cannot be decoded"))?;
        let floats = bytes.chunks_exact(dtype.width()).map(|bytes| match *bytes {
            [byte] => f64::from(byte),
            [a, b] => f64::from(u16::from_le_bytes([a, b])),
            [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
            [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
            _ => 0.0,
        });
        let values =
            if is_single { Values::F32(floats.map(|x| x as f32).collect()) } else { Values::F64(floats.collect()) };
        Ok(Self { values, width: width as usize })
    }

    /// The parameter of the chunk's symbols.
    pub(crate) fn as_param(&self) -> Param<'_> {
        let values = match &self.values {
            Values::F32(values) => FloatSlice::F32(values),
            Values::F64(values) => FloatSlice::F64(values),
        };
        Param { values, width: self.width, per_symbol: true }
    }
}
