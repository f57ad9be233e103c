//! `AdaptiveCode`: the trait of models that learn, whose symbols can have several intervals. Coders call its methods.

use constriction_core::{Corrupt, ImpossibleSymbol, Interval, Order, PutInterval, TakeInterval};

use crate::AdaptiveModel;

/// A model that learns, whose symbols are one or several decisions.
///
/// Every [`AdaptiveModel`] is one, with one decision. A byte in a bit tree has eight.
pub trait AdaptiveCode {
    /// The type of the symbols.
    type Symbol: Copy;

    /// The precision of all intervals.
    const PRECISION: u32;

    /// Hands the symbol's intervals to `put`, first decision first, without learning.
    ///
    /// `None` if the model does not have this symbol or this context; `put` is then not called. If `put` fails, the
    /// intervals that come after are not computed.
    fn intervals<E>(
        &self,
        context: usize,
        symbol: Self::Symbol,
        put: impl FnMut(Interval) -> Result<(), E>,
    ) -> Option<Result<(), E>>;

    /// Decodes the symbol's decisions, without learning.
    ///
    /// # Errors
    /// If the decoder fails, or the model does not have the quantile or the context.
    fn take<C: TakeInterval>(&self, context: usize, decoder: &mut C) -> Result<Self::Symbol, C::Error>;

    /// Learns from a symbol. One that the model does not have changes nothing.
    fn learn(&mut self, context: usize, symbol: Self::Symbol);
}

impl<M: AdaptiveModel> AdaptiveCode for M {
    type Symbol = M::Symbol;
    const PRECISION: u32 = M::PRECISION;

    #[inline]
    fn intervals<E>(
        &self,
        context: usize,
        symbol: M::Symbol,
        mut put: impl FnMut(Interval) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        Some(put(self.interval(context, symbol)?))
    }

    #[inline]
    fn take<C: TakeInterval>(&self, context: usize, decoder: &mut C) -> Result<M::Symbol, C::Error> {
        let quantile = decoder.quantile(M::PRECISION)?;
        let (symbol, interval) = self.symbol_at(context, quantile).ok_or(Corrupt)?;
        decoder.advance(quantile, interval, M::PRECISION)?;
        Ok(symbol)
    }

    #[inline]
    fn learn(&mut self, context: usize, symbol: M::Symbol) {
        self.update(context, symbol);
    }
}

/// Encoding one symbol at a time, with a queue.
pub trait EncodeAdaptive: PutInterval {
    /// Encodes a symbol, from which the model then learns.
    ///
    /// A stack cannot do this, since it encodes the last symbol first and the model learns from the first one; that is a
    /// compile-time error. `EncodeArray` has a call for all coders.
    ///
    /// # Errors
    /// If the model does not have the symbol or the context, or the sink does not take a word. Model and encoder are
    /// then as they were; a sink that cannot take words back may have kept some.
    #[inline]
    fn encode_adaptive<M: AdaptiveCode>(
        &mut self,
        model: &mut M,
        context: usize,
        symbol: M::Symbol,
    ) -> Result<(), Self::Error> {
        const { assert!(matches!(Self::ORDER, Order::Forward), "a stack takes the symbols of an array in one call") };
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let mark = self.mark();
        let result = model
            .intervals(context, symbol, |interval| self.put(interval, M::PRECISION))
            .ok_or(ImpossibleSymbol { index: 0 })?;
        match result {
            Ok(()) => model.learn(context, symbol),
            Err(error) => {
                if let Some(mark) = mark {
                    self.rewind(mark);
                }
                return Err(error);
            }
        }
        Ok(())
    }
}

impl<C: PutInterval + ?Sized> EncodeAdaptive for C {}

/// Decoding with models that learn: the same for queues and stacks.
pub trait DecodeAdaptive: TakeInterval + Sized {
    /// Decodes a symbol, from which the model then learns.
    ///
    /// # Errors
    /// If the data cannot have been written with this model, the model does not have the context, or the source fails.
    /// The model is then as it was. So is the decoder, unless the symbol consists of several decisions and it is a later
    /// one that fails: a decoder does not take decisions back.
    #[inline]
    fn decode_adaptive<M: AdaptiveCode>(&mut self, model: &mut M, context: usize) -> Result<M::Symbol, Self::Error> {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let symbol = model.take(context, self)?;
        model.learn(context, symbol);
        Ok(symbol)
    }

    /// Fills `symbols`, each in the context that follows from those before it.
    ///
    /// # Errors
    /// As [`decode_adaptive`](Self::decode_adaptive). Model and decoder then stand before the symbol that failed, and
    /// the symbols before it are in place.
    #[inline]
    fn decode_array<M: AdaptiveCode>(
        &mut self,
        model: &mut M,
        contexts: &impl crate::Contexts<M::Symbol>,
        symbols: &mut [M::Symbol],
    ) -> Result<(), Self::Error> {
        for i in 0..symbols.len() {
            let context = contexts.context(&symbols[..i]).ok_or(Corrupt)?;
            symbols[i] = self.decode_adaptive(model, context)?;
        }
        Ok(())
    }
}

impl<C: TakeInterval> DecodeAdaptive for C {}
