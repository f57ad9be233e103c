//! The common part of all calls that code with symbol codes.

use core::convert::Infallible;

use constriction_core::{Order, UnwrapInfallible};
use constriction_symbol::{Bits, DecoderCodebook, EncoderCodebook, PutBits, SymbolCodeError, TakeBits};
use wasm_bindgen::prelude::*;

use crate::code_kind::Kind;
use crate::error::{no_codeword, range_error, range_error_at, too_large};
use crate::numbers::Numbers;

/// Encodes symbols so that they are decoded in their order; all or none.
pub(crate) fn encode_all<T>(coder: &mut T, code: &Kind, symbols: &Numbers) -> Result<(), JsValue>
where
    T: PutBits<Error = Infallible>,
{
    let symbols = symbols.to_u64().map_err(|(index, symbol)| no_codeword(index, symbol))?;
    let mark = coder.mark();
    let result = put(code, &symbols, T::ORDER, &mut |bits| coder.put_bits(bits).unwrap_infallible());
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result.map_err(|index| no_codeword(index, symbols.get(index).copied().unwrap_or(0)))
}

/// Puts code words, or returns the index of a symbol without one. Compiled once for all coders: it is downloaded.
fn put(code: &Kind, symbols: &[u64], order: Order, sink: &mut dyn FnMut(Bits)) -> Result<(), usize> {
    match code {
        Kind::Huffman(code, _) => put_all(code, symbols, order, sink),
        Kind::Canonical(code, _) => put_all(code, symbols, order, sink),
        Kind::ExpGolomb(code) => put_all(code, symbols, order, sink),
        Kind::EliasGamma(code) => put_all(code, symbols, order, sink),
        Kind::EliasDelta(code) => put_all(code, symbols, order, sink),
        Kind::Golomb(code) => put_all(code, symbols, order, sink),
        Kind::Rice(code) => put_all(code, symbols, order, sink),
        Kind::Unary(code) => put_all(code, symbols, order, sink),
    }
}

fn put_all<C>(code: &C, symbols: &[u64], order: Order, sink: &mut dyn FnMut(Bits)) -> Result<(), usize>
where
    C: EncoderCodebook<Symbol: TryFrom<u64>>,
{
    for place in 0..symbols.len() {
        let index = if order == Order::Reverse { symbols.len() - 1 - place } else { place };
        let symbol = C::Symbol::try_from(symbols[index]).map_err(|_| index)?;
        let word = code.codeword(&symbol).ok_or(index)?;
        if order == Order::Reverse { word.rev().for_each(&mut *sink) } else { word.for_each(&mut *sink) }
    }
    Ok(())
}

/// A source of bits that is called through a vtable, so that decoding is compiled once for all coders.
struct AnySource<'a>(&'a mut dyn TakeBits<Error = Infallible>);

impl TakeBits for AnySource<'_> {
    type Error = Infallible;

    fn peek_bits(&mut self, count: u32) -> Result<Bits, Infallible> {
        self.0.peek_bits(count)
    }

    fn skip_bits(&mut self, count: u32) {
        self.0.skip_bits(count);
    }
}

/// Decodes this number of symbols. After an error, the coder is somewhere between them.
pub(crate) fn decode_all(
    coder: &mut dyn TakeBits<Error = Infallible>,
    code: &Kind,
    count: usize,
) -> Result<Vec<u64>, JsValue> {
    let coder = &mut AnySource(coder);
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
pub(crate) fn decode_one(coder: &mut dyn TakeBits<Error = Infallible>, code: &Kind) -> Result<f64, JsValue> {
    /// The largest integer with which all smaller ones are numbers, too.
    const MAX: u64 = (1 << 53) - 1;
    let symbol = decode_all(coder, code, 1)?.first().copied().unwrap_or(0);
    if symbol <= MAX { Ok(symbol as f64) } else { Err(too_large(0, symbol)) }
}

fn take_all<C>(coder: &mut AnySource<'_>, code: &C, count: usize) -> Result<Vec<u64>, JsValue>
where
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
