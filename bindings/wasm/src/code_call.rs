//! The common part of all calls that code with symbol codes.

use core::convert::Infallible;

use constriction_core::{Order, UnwrapInfallible};
use constriction_symbol::{Bits, DecoderCodebook, EncoderCodebook, PutBits, SymbolCodeError, TakeBits};
use wasm_bindgen::prelude::*;

use crate::code_kind::Kind;
use crate::error::{no_codeword, no_memory, range_error_at, too_large};
use crate::memory::room;
use crate::numbers::Numbers;

/// Encodes symbols so that they are decoded in their order; all or none.
pub(crate) fn encode_all<T>(coder: &mut T, code: &Kind, symbols: &Numbers) -> Result<(), JsValue>
where
    T: PutBits<Error = Infallible>,
{
    /// How many bits there is always room for.
    const AHEAD: u32 = 1 << 12;
    let symbols = symbols.to_u64()?;
    let mark = coder.mark();
    let mut left = 0;
    let result = put(code, &symbols, T::ORDER, &mut |bits| {
        if left < bits.len() {
            if !coder.make_room(AHEAD as usize) {
                return Err(Unput::Memory);
            }
            left = AHEAD;
        }
        left -= bits.len();
        coder.put_bits(bits).unwrap_infallible();
        Ok(())
    });
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result.map_err(|error| match error {
        Unput::Memory => no_memory(),
        Unput::Symbol(index) => no_codeword(index, symbols.get(index).copied().unwrap_or(0)),
    })
}

/// Why code words were not put.
enum Unput {
    /// The symbol at this index has no code word.
    Symbol(usize),
    Memory,
}

/// Takes the bits of code words.
type Sink<'a> = &'a mut dyn FnMut(Bits) -> Result<(), Unput>;

/// Puts code words. Compiled once for all coders: it is downloaded.
fn put(code: &Kind, symbols: &[u64], order: Order, sink: Sink<'_>) -> Result<(), Unput> {
    for place in 0..symbols.len() {
        let index = if order == Order::Reverse { symbols.len() - 1 - place } else { place };
        let symbol = symbols[index];
        match code {
            Kind::Huffman(code, _) => put_one(code, symbol, index, order, sink),
            Kind::Canonical(code, _) => put_one(code, symbol, index, order, sink),
            Kind::ExpGolomb(code) => put_one(code, symbol, index, order, sink),
            Kind::EliasGamma(code) => put_one(code, symbol, index, order, sink),
            Kind::EliasDelta(code) => put_one(code, symbol, index, order, sink),
            Kind::Golomb(code) => put_one(code, symbol, index, order, sink),
            Kind::Rice(code) => put_one(code, symbol, index, order, sink),
            Kind::Unary(code) => put_one(code, symbol, index, order, sink),
        }?;
    }
    Ok(())
}

fn put_one<C>(code: &C, symbol: u64, index: usize, order: Order, sink: Sink<'_>) -> Result<(), Unput>
where
    C: EncoderCodebook<Symbol: TryFrom<u64>>,
{
    let symbol = C::Symbol::try_from(symbol).map_err(|_| Unput::Symbol(index))?;
    let mut word = code.codeword(&symbol).ok_or(Unput::Symbol(index))?;
    if order == Order::Reverse { word.rev().try_for_each(sink) } else { word.try_for_each(sink) }
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
    room(count.saturating_mul(size_of::<u64>()))?;
    let coder = &mut AnySource(coder);
    let mut symbols = Vec::with_capacity(count);
    for index in 0..count {
        let at = |error: SymbolCodeError<Infallible>| {
            range_error_at(format_args!("the symbol at index {index}: {error}"), Some(index))
        };
        symbols.push(take(coder, code).map_err(at)?);
    }
    Ok(symbols)
}

/// Decodes a symbol.
fn take(coder: &mut AnySource<'_>, code: &Kind) -> Result<u64, SymbolCodeError<Infallible>> {
    match code {
        Kind::Huffman(_, code) => code.decode_from(coder).map(|symbol| symbol as u64),
        Kind::Canonical(_, code) => code.decode_from(coder).map(|symbol| symbol as u64),
        Kind::ExpGolomb(code) => code.decode_from(coder),
        Kind::EliasGamma(code) => code.decode_from(coder),
        Kind::EliasDelta(code) => code.decode_from(coder),
        Kind::Golomb(code) => code.decode_from(coder),
        Kind::Rice(code) => code.decode_from(coder),
        Kind::Unary(code) => code.decode_from(coder),
    }
}

/// Decodes one symbol that JavaScript's numbers hold. After an error, the coder is somewhere.
pub(crate) fn decode_one(coder: &mut dyn TakeBits<Error = Infallible>, code: &Kind) -> Result<f64, JsValue> {
    /// The largest integer with which all smaller ones are numbers, too.
    const MAX: u64 = (1 << 53) - 1;
    let symbol = decode_all(coder, code, 1)?.first().copied().unwrap_or(0);
    if symbol <= MAX { Ok(symbol as f64) } else { Err(too_large(0, symbol)) }
}
