//! The loops over the symbols of a call, for a model whose type is known.

use std::convert::Infallible;
use std::ops::Range;

use constriction_core::{Interval, TakeInterval, UnwrapInfallible};

use super::contexts::Source;
use super::undo::{Rows, Undo};
use crate::progress::report;
use crate::{Error, Progress};

/// The number of symbols between two reports of progress.
const CHUNK: usize = 1024;

/// A symbol has at most this many intervals: one for each of its bits.
const MOST_DECISIONS: usize = 20;

/// Takes intervals of a vector, and the number of symbols that they lead up to.
pub(super) type Put<'a> = dyn FnMut(&mut Vec<Interval>, usize) -> Result<(), Error> + 'a;

/// The chunks of a call.
pub(super) fn chunks(total: usize) -> impl Iterator<Item = Range<usize>> {
    (0..total).step_by(CHUNK).map(move |start| start..total.min(start + CHUNK))
}

/// A symbol of a model, as the type that all calls have.
pub(super) trait Number: Copy {
    fn from_i32(symbol: i32) -> Option<Self>;
    fn into_i32(self) -> i32;
}

impl Number for bool {
    #[inline]
    fn from_i32(symbol: i32) -> Option<Self> {
        matches!(symbol, 0 | 1).then_some(symbol == 1)
    }

    #[inline]
    fn into_i32(self) -> i32 {
        self.into()
    }
}

impl Number for u8 {
    #[inline]
    fn from_i32(symbol: i32) -> Option<Self> {
        symbol.try_into().ok()
    }

    #[inline]
    fn into_i32(self) -> i32 {
        self.into()
    }
}

impl Number for u32 {
    #[inline]
    fn from_i32(symbol: i32) -> Option<Self> {
        symbol.try_into().ok()
    }

    /// The models here have at most `2^20` symbols.
    #[inline]
    fn into_i32(self) -> i32 {
        self as i32
    }
}

/// The context of the symbol after those `before`.
#[inline]
fn context(source: &Source<'_>, before: &[i32], contexts: usize) -> Result<usize, Error> {
    let context = source.context(before);
    match context.and_then(|context| usize::try_from(context).ok()) {
        Some(context) if context < contexts => Ok(context),
        _ => Err(Error::NoSuchContext { index: before.len(), contexts }),
    }
}

/// Computes the intervals of all symbols and learns from them, unless there is an error: the model is then as it was.
///
/// Every few symbols, `put` gets the intervals that it has not taken.
pub(super) fn encode<M: Rows<Symbol: Number>>(
    model: &mut M,
    contexts: usize,
    source: &Source<'_>,
    symbols: &[i32],
    put: &mut Put<'_>,
) -> Result<(), Error> {
    let mut undo = Undo::new(model, contexts, symbols.len());
    let mut intervals = Vec::new();
    let mut encode_one = |model: &mut M, index: usize, intervals: &mut Vec<Interval>| {
        let context = context(source, &symbols[..index], contexts)?;
        let impossible = || Error::impossible(index, symbols[index]);
        let symbol = M::Symbol::from_i32(symbols[index]).ok_or_else(impossible)?;
        let push = |interval| {
            intervals.push(interval);
            Ok::<_, Infallible>(())
        };
        model.intervals(context, symbol, push).ok_or_else(impossible)?.unwrap_infallible();
        undo.keep(model, context);
        model.learn(context, symbol);
        Ok::<(), Error>(())
    };
    let result = chunks(symbols.len()).try_for_each(|range| {
        let end = range.end;
        intervals.try_reserve(MOST_DECISIONS * range.len()).map_err(|_| Error::Memory)?;
        for index in range {
            encode_one(model, index, &mut intervals)?;
        }
        put(&mut intervals, end)
    });
    if result.is_err() {
        undo.restore(model);
    }
    result
}

/// Decodes symbols and learns from them, unless there is an error or a symbol above `largest`: the model is then as it was,
/// but not the coder.
pub(super) fn decode<M: Rows<Symbol: Number>, C: TakeInterval<Error: Into<Error>>>(
    model: &mut M,
    contexts: usize,
    source: &Source<'_>,
    places: &mut [i32],
    largest: i32,
    coder: &mut C,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let mut undo = Undo::new(model, contexts, places.len());
    let result = chunks(places.len()).try_for_each(|range| {
        report(progress, range.start)?;
        for index in range {
            let context = context(source, &places[..index], contexts)?;
            let symbol = model.take(context, coder).map_err(Into::into)?;
            let number = symbol.into_i32();
            if number > largest {
                return Err(Error::DoesNotFit { index, symbol: number });
            }
            undo.keep(model, context);
            model.learn(context, symbol);
            places[index] = number;
        }
        Ok(())
    });
    if result.is_err() {
        undo.restore(model);
    }
    result
}
