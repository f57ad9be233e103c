//! A chunk: some elements of an array, compressed.

use core::ops::Range;

use constriction_auto::{Choice, Dtype, Layout};
use constriction_runtime::{Param, Symbols};

use crate::elements::{with_symbols, write_symbols};
use crate::number::Input;
use crate::parameters::{self, Numbers};
use crate::words::{decode_words, encode_words};
use crate::{ArrayInfo, Coding, Error, ModelCoding, Part};

/// A chunk that is ready to be written.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) payload: Vec<u8>,
    /// The sum of the intervals, or the checksum of the elements.
    pub(crate) check: u64,
}

/// How the chunks of an array are encoded.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    Raw,
    Auto(Choice),
    Model {
        coding: ModelCoding,
        /// For each parameter that is given with calls, whether chunks have it.
        is_stored: Vec<bool>,
    },
}

impl Plan {
    /// Encodes some elements.
    pub(crate) fn encode(
        &self,
        array: &str,
        start: u64,
        layout: Layout,
        data: &[u8],
        params: &[Param<'_>],
    ) -> Result<Encoded, Error> {
        let mut payload = Vec::new();
        let check = match self {
            Self::Raw => {
                payload.extend_from_slice(data);
                crc32c::crc32c(data).into()
            }
            Self::Auto(choice) => {
                choice.encode(data, layout, &mut payload);
                crc32c::crc32c(data).into()
            }
            Self::Model { coding, is_stored } => {
                let elements = data.len() / layout.dtype.width();
                let mut params = params.to_vec();
                if coding.stores_parameters() {
                    let mut stored = is_stored.iter();
                    params.retain(|_| *stored.next().unwrap_or(&true));
                    parameters::write(&params, elements, &mut payload)?;
                }
                let model = coding.model_of(array)?;
                let dtype = layout.dtype;
                if dtype == Dtype::Bool
                    && let Some(index) = data.iter().position(|&byte| byte > 1)
                {
                    // A model may have such a symbol, but no truth value could be read again.
                    let error = constriction_runtime::Error::ImpossibleSymbol { index, symbol: data[index].into() };
                    return Err(Error::Model { array: array.to_owned(), start, error });
                }
                let run = |symbols: Symbols<'_>| encode_words(coding.coder(), model, symbols, &params, &mut payload);
                let result = with_symbols(data, dtype, run);
                let result = result.ok_or_else(|| Error::Dtype { array: array.to_owned(), dtype })?;
                result.map_err(|error| Error::Model { array: array.to_owned(), start, error })?
            }
        };
        Ok(Encoded { payload, check })
    }
}

/// Decodes a chunk whose checksum is right.
pub(crate) fn decode(
    info: &ArrayInfo,
    chunk: usize,
    payload: &[u8],
    params: &[Param<'_>],
    out: &mut [u8],
) -> Result<(), Error> {
    let part = || Part::Chunk { array: info.name().to_owned(), chunk };
    let malformed = |reason| Error::malformed(part(), reason);
    let check = match info.coding() {
        Coding::Raw => {
            if payload.len() != out.len() {
                return Err(malformed("it has another length than its elements"));
            }
            out.copy_from_slice(payload);
            crc32c::crc32c(out).into()
        }
        Coding::Auto => {
            let decoded = constriction_auto::decode(payload, info.layout(), out);
            decoded.map_err(|_| malformed("its elements cannot be decoded"))?;
            crc32c::crc32c(out).into()
        }
        Coding::Model(coding) => decode_model(info, coding, chunk, payload, params, out)?,
    };
    if check == info.check(chunk) {
        return Ok(());
    }
    Err(match info.coding() {
        Coding::Model(_) => mismatch(info, chunk),
        Coding::Raw | Coding::Auto => malformed("its elements have another checksum"),
    })
}

/// The error of a chunk whose models were others.
fn mismatch(info: &ArrayInfo, chunk: usize) -> Error {
    Error::ModelMismatch { array: info.name().to_owned(), chunk, symbols: info.chunk_range(chunk) }
}

/// Decodes a chunk with a model, and returns the sum of the intervals.
fn decode_model(
    info: &ArrayInfo,
    coding: &ModelCoding,
    chunk: usize,
    payload: &[u8],
    params: &[Param<'_>],
    out: &mut [u8],
) -> Result<u64, Error> {
    let dtype = info.dtype();
    let Range { start, end } = info.chunk_range(chunk);
    let elements = (end - start) as usize;
    let model = coding.model_of(info.name())?;
    let mut input = Input::new(payload, Part::Chunk { array: info.name().to_owned(), chunk });
    let mut numbers = Vec::new();
    if coding.stores_parameters() {
        for _ in model.free_parameters() {
            numbers.push(Numbers::read(&mut input, elements)?);
        }
    }
    let params: Vec<Param<'_>> = match coding.stores_parameters() {
        true => numbers.iter().map(Numbers::as_param).collect(),
        false => params.to_vec(),
    };
    let words = input.rest();
    let wrong = |error| match error {
        // The bytes are those that were written, so that the models are not.
        constriction_runtime::Error::Corrupt | constriction_runtime::Error::OutOfCompressedData => {
            mismatch(info, chunk)
        }
        error => Error::Model { array: info.name().to_owned(), start, error },
    };
    if dtype == Dtype::I32
        && cfg!(target_endian = "little")
        && let Ok(symbols) = bytemuck::try_cast_slice_mut(out)
    {
        return decode_words(coding.coder(), model, words, symbols, &params).map_err(wrong);
    }
    let mut symbols = vec![0; elements];
    let digest = decode_words(coding.coder(), model, words, &mut symbols, &params).map_err(wrong)?;
    if write_symbols(&symbols, dtype, out) { Ok(digest) } else { Err(mismatch(info, chunk)) }
}
