//! Encodes and decodes arrays of symbols with an adaptive model, for queues and stacks.

use alloc::vec::Vec;
use core::convert::Infallible;

use constriction_core::{ImpossibleSymbol, Interval, Order, PutInterval, UnwrapInfallible};

use crate::{AdaptiveCode, Contexts};

/// Encoding an array with a model that learns, with a queue or a stack.
///
/// The model goes over the symbols from the first to the last. A queue puts the intervals in this order, a stack from the
/// last to the first; so both decode the first symbol first. This takes memory for an interval for each decision.
///
/// A chain coder can do the same as a stack. But then its symbols are no longer independent of each other, which is what it
/// is for: a quantile that changes changes the model of all symbols that follow.
pub trait EncodeArray: PutInterval {
    /// Encodes all symbols, each in the context that follows from those before it.
    ///
    /// # Errors
    /// If the model does not have a symbol or a context, with the symbol's index, or the sink does not take a word.
    /// Model and encoder are then as they were (the model is cloned for that); a sink that cannot take words back may
    /// have kept some.
    fn encode_array<M: AdaptiveCode + Clone>(
        &mut self,
        model: &mut M,
        contexts: &impl Contexts<M::Symbol>,
        symbols: &[M::Symbol],
    ) -> Result<(), Self::Error> {
        const {
            assert!(
                Self::MIN_PRECISION <= M::PRECISION && M::PRECISION <= Self::MAX_PRECISION,
                "the coder does not take models of this precision: see its MIN_PRECISION and MAX_PRECISION"
            );
        };
        let mut learned = model.clone();
        let mut intervals: Vec<Interval> = Vec::with_capacity(symbols.len());
        for (index, &symbol) in symbols.iter().enumerate() {
            let context = contexts.context(&symbols[..index]).ok_or(ImpossibleSymbol { index })?;
            let record = |interval| {
                intervals.push(interval);
                Ok::<_, Infallible>(())
            };
            learned.intervals(context, symbol, record).ok_or(ImpossibleSymbol { index })?.unwrap_infallible();
            learned.learn(context, symbol);
        }
        let intervals = intervals.into_iter().map(Ok);
        match Self::ORDER {
            Order::Forward => self.try_put_all::<Self::Error>(intervals, M::PRECISION)?,
            Order::Reverse => self.try_put_all::<Self::Error>(intervals.rev(), M::PRECISION)?,
        }
        *model = learned;
        Ok(())
    }
}

impl<C: PutInterval + ?Sized> EncodeArray for C {}
