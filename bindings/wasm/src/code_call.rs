//! What all calls that code with symbol codes have in common.

use core::convert::Infallible;
use core::fmt::Display;

use constriction_core::{EncodeError, ImpossibleSymbol};
use constriction_symbol::{DecoderCodebook, EncoderCodebook, PutBits, SymbolCodeError, TakeBits, WriteBitStream};
use wasm_bindgen::prelude::*;

use crate::code::Kind;
use crate::error::{range_error, range_error_at};
use crate::numbers::Numbers;

#[cold]
fn no_codeword(index: usize, symbol: impl Display) -> JsValue {
    range_error_at(format_args!("the symbol {symbol} at index {index} has no code word"), Some(index))
}

#[cold]
pub(crate) fn too_large(index: usize, symbol: u64) -> JsValue {
    let message =
        format_args!("the symbol {symbol} at index {index} does not fit in the type of the output").to_string();
    range_error_at(message, Some(index))
}

/// Encodes symbols so that they are decoded in their order; all or none.
pub(crate) fn encode_all<T>(coder: &mut T, code: &Kind, symbols: &Numbers) -> Result<(), JsValue>
where
    T: PutBits<Error = Infallible>,
{
    let symbols = symbols.to_u64().map_err(|(index, symbol)| no_codeword(index, symbol))?;
    let result = match code {
        Kind::Huffman(code, _) => put_all(coder, code, &symbols),
        Kind::Canonical(code, _) => put_all(coder, code, &symbols),
        Kind::ExpGolomb(code) => put_all(coder, code, &symbols),
        Kind::EliasGamma(code) => put_all(coder, code, &symbols),
        Kind::EliasDelta(code) => put_all(coder, code, &symbols),
        Kind::Golomb(code) => put_all(coder, code, &symbols),
        Kind::Rice(code) => put_all(coder, code, &symbols),
        Kind::Unary(code) => put_all(coder, code, &symbols),
    };
    result.map_err(|error| match error {
        EncodeError::ImpossibleSymbol(at) => no_codeword(at.index, symbols.get(at.index).copied().unwrap_or(0)),
        other => range_error(other),
    })
}

fn put_all<T, C>(coder: &mut T, code: &C, symbols: &[u64]) -> Result<(), EncodeError<Infallible>>
where
    T: PutBits<Error = Infallible>,
    C: EncoderCodebook<Symbol: TryFrom<u64>>,
{
    if let Some(index) = symbols.iter().position(|&symbol| C::Symbol::try_from(symbol).is_err()) {
        return Err(ImpossibleSymbol { index }.into());
    }
    let symbols = symbols.iter().filter_map(|&symbol| C::Symbol::try_from(symbol).ok());
    coder.encode_in_order(symbols.map(|symbol| (symbol, code)))
}

/// Decodes so many symbols. After an error, the coder is somewhere between them.
pub(crate) fn decode_all<T>(coder: &mut T, code: &Kind, count: usize) -> Result<Vec<u64>, JsValue>
where
    T: TakeBits<Error = Infallible>,
{
    match code {
        Kind::Huffman(_, code) => take_all(coder, code, count),
        Kind::Canonical(_, code) => take_all(coder, code, count),
        Kind::ExpGolomb(code) => take_all(coder, code, count),
        Kind::EliasGamma(code) => take_all(coder, code, count),
        Kind::EliasDelta(code) => take_all(coder, code, count),
        Kind::Golomb(code) => take_all(coder, code, count),
        Kind::Rice(code) => take_all(coder, code, count),
        Kind::Unary(code) => take_all(coder, code, count),
    }
}

/// Decodes one symbol that JavaScript's numbers hold. After an error, the coder is somewhere.
pub(crate) fn decode_one<T>(coder: &mut T, code: &Kind) -> Result<f64, JsValue>
where
    T: TakeBits<Error = Infallible>,
{
    /// The largest integer with which all smaller ones are numbers, too.
    const MAX: u64 = (1 << 53) - 1;
    let symbol = decode_all(coder, code, 1)?.first().copied().unwrap_or(0);
    if symbol <= MAX { Ok(symbol as f64) } else { Err(too_large(0, symbol)) }
}

fn take_all<T, C>(coder: &mut T, code: &C, count: usize) -> Result<Vec<u64>, JsValue>
where
    T: TakeBits<Error = Infallible>,
    C: DecoderCodebook<Symbol: TryInto<u64>>,
{
    let mut symbols = Vec::new();
    let no_memory = || range_error(format_args!("there is not enough memory for {count} symbols"));
    symbols.try_reserve_exact(count).map_err(|_| no_memory())?;
    for index in 0..count {
        let symbol = code.decode_from(coder).and_then(|symbol| {
            // No integer type has more bits.
            symbol.try_into().map_err(|_| SymbolCodeError::InvalidCodeword)
        });
        let at = |error: SymbolCodeError<Infallible>| {
            range_error_at(format_args!("the symbol at index {index}: {error}"), Some(index))
        };
        symbols.push(symbol.map_err(at)?);
    }
    Ok(symbols)
}
