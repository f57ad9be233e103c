//! Coders, called through a vtable: WebAssembly is downloaded, and what a call does besides coding is compiled once.

use constriction_core::{Interval, PutInterval, TakeInterval};
use constriction_runtime::{
    Adaptive, ContextRule, Error, FunctionModels, ModelSpec, Param, Symbols, SymbolsMut, Transaction, ZeroProbability,
    advance_intervals, decode, decode_adaptive, decode_one, decode_with, encode, encode_adaptive, encode_intervals,
    encode_one, encode_with, go_on, next_quantile,
};

use crate::custom::Called;

/// An encoder. After an error, it is as it was.
pub(crate) trait Encoder {
    fn put(&mut self, spec: &ModelSpec, symbols: Symbols<'_>, params: &[Param<'_>]) -> Result<(), Error>;

    fn put_one(&mut self, spec: &ModelSpec, symbol: i32, numbers: &[f64]) -> Result<(), Error>;

    fn put_with(
        &mut self,
        models: &FunctionModels<'_, Called>,
        zero_probability: ZeroProbability,
        symbols: Symbols<'_>,
    ) -> Result<(), Error>;

    fn put_intervals(&mut self, intervals: &[Interval], precision: u32) -> Result<(), Error>;
}

impl<C: PutInterval> Encoder for C
where
    Error: From<C::Error>,
{
    fn put(&mut self, spec: &ModelSpec, symbols: Symbols<'_>, params: &[Param<'_>]) -> Result<(), Error> {
        encode(self, spec, symbols, params, &mut go_on)
    }

    fn put_one(&mut self, spec: &ModelSpec, symbol: i32, numbers: &[f64]) -> Result<(), Error> {
        encode_one(self, spec, symbol, numbers)
    }

    fn put_with(
        &mut self,
        models: &FunctionModels<'_, Called>,
        zero_probability: ZeroProbability,
        symbols: Symbols<'_>,
    ) -> Result<(), Error> {
        encode_with(self, models, zero_probability, symbols, &mut go_on)
    }

    fn put_intervals(&mut self, intervals: &[Interval], precision: u32) -> Result<(), Error> {
        encode_intervals(self, intervals, precision)
    }
}

/// A decoder. After an error, it is as it was.
pub(crate) trait Decoder {
    fn take(&mut self, spec: &ModelSpec, places: &mut SymbolsMut<'_>, params: &[Param<'_>]) -> Result<(), Error>;

    fn take_one(&mut self, spec: &ModelSpec, numbers: &[f64]) -> Result<i32, Error>;

    fn take_with(
        &mut self,
        models: &FunctionModels<'_, Called>,
        zero_probability: ZeroProbability,
        places: &mut SymbolsMut<'_>,
    ) -> Result<(), Error>;

    fn next(&mut self, precision: u32) -> Result<u32, Error>;

    fn take_intervals(&mut self, intervals: &[Interval], precision: u32) -> Result<(), Error>;
}

impl<C> Decoder for C
where
    C: Transaction + TakeInterval<Error: Into<Error>>,
{
    fn take(&mut self, spec: &ModelSpec, places: &mut SymbolsMut<'_>, params: &[Param<'_>]) -> Result<(), Error> {
        decode(self, spec, places, params, &mut go_on)
    }

    fn take_one(&mut self, spec: &ModelSpec, numbers: &[f64]) -> Result<i32, Error> {
        decode_one(self, spec, numbers)
    }

    fn take_with(
        &mut self,
        models: &FunctionModels<'_, Called>,
        zero_probability: ZeroProbability,
        places: &mut SymbolsMut<'_>,
    ) -> Result<(), Error> {
        decode_with(self, models, zero_probability, places, &mut go_on)
    }

    fn next(&mut self, precision: u32) -> Result<u32, Error> {
        next_quantile(self, precision)
    }

    fn take_intervals(&mut self, intervals: &[Interval], precision: u32) -> Result<(), Error> {
        advance_intervals(self, intervals, precision)
    }
}

/// An encoder for models that learn: all but chain coders.
pub(crate) trait LearningEncoder {
    fn put_learning(
        &mut self,
        model: &mut Adaptive,
        symbols: Symbols<'_>,
        contexts: &[ContextRule<'_>],
    ) -> Result<(), Error>;
}

impl<C: PutInterval> LearningEncoder for C
where
    Error: From<C::Error>,
{
    fn put_learning(
        &mut self,
        model: &mut Adaptive,
        symbols: Symbols<'_>,
        contexts: &[ContextRule<'_>],
    ) -> Result<(), Error> {
        encode_adaptive(self, model, symbols, contexts, &mut go_on)
    }
}

/// A decoder for models that learn.
pub(crate) trait LearningDecoder {
    fn take_learning(
        &mut self,
        model: &mut Adaptive,
        places: &mut SymbolsMut<'_>,
        contexts: &[ContextRule<'_>],
    ) -> Result<(), Error>;
}

impl<C: Transaction> LearningDecoder for C {
    fn take_learning(
        &mut self,
        model: &mut Adaptive,
        places: &mut SymbolsMut<'_>,
        contexts: &[ContextRule<'_>],
    ) -> Result<(), Error> {
        decode_adaptive(self, model, places, contexts, &mut go_on)
    }
}
