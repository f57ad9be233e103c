//! Arrays of symbols, coded by models that learn.

use std::borrow::Cow;

use constriction_adaptive::cost;
use constriction_core::{Order, PutInterval, TakeInterval};

use super::contexts::ContextRule;
use super::model::Adaptive;
use crate::encode::{encoder_precision, make_room};
use crate::erased::erased;
use crate::progress::report;
use crate::{Error, Progress, Symbols, SymbolsMut, Transaction};

fn as_i32<'a>(symbols: Symbols<'a>) -> Result<Cow<'a, [i32]>, Error> {
    match symbols {
        Symbols::I32(symbols) => Ok(Cow::Borrowed(symbols)),
        other => other.to_i32().map(Cow::Owned),
    }
}

/// Encodes all symbols, from which the model learns, or none if there is an error; model and coder are then as they were.
///
/// A queue takes the intervals from the first symbol to the last. A stack takes them from the last to the first, when the
/// model has gone over all symbols; so both decode the first symbol first.
///
/// # Errors
/// If the model does not have a symbol or a context, the contexts are not as many as the symbols, the coder does not take
/// the precision, or the progress stops the call.
pub fn encode_adaptive<C>(
    coder: &mut C,
    model: &mut Adaptive,
    symbols: Symbols<'_>,
    contexts: &[ContextRule<'_>],
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let precision = encoder_precision::<C>(model.precision())?;
    let sources = model.sources(contexts, symbols.len())?;
    let symbols = as_i32(symbols)?;
    let (mark, total) = (coder.mark(), symbols.len());
    report(progress, 0)?;
    let result = model.encode(&sources, &symbols, &mut |intervals, done| {
        if done < total {
            report(progress, done)?;
        }
        if C::ORDER == Order::Forward && mark.is_some() || done == total {
            make_room(coder, intervals.len(), precision)?;
        }
        match C::ORDER {
            Order::Forward if mark.is_some() => coder.put_all(intervals.drain(..), precision)?,
            Order::Forward if done == total => coder.try_put_all(intervals.drain(..).map(Ok::<_, Error>), precision)?,
            Order::Reverse if done == total => {
                coder.reserve_symbols(intervals.len());
                coder.try_put_all(intervals.drain(..).rev().map(Ok::<_, Error>), precision)?;
            }
            Order::Forward | Order::Reverse => {}
        }
        Ok(())
    });
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}

/// Decodes as many symbols as there are places, from which the model learns, or none if there is an error. Model and coder
/// are then as they were; what is in the places is not defined.
///
/// # Errors
/// If the data is corrupt, the model does not have a context, a symbol does not fit into its place, the contexts are not as
/// many as the places, the coder does not take the precision, or the progress stops the call.
pub fn decode_adaptive<C: Transaction>(
    coder: &mut C,
    model: &mut Adaptive,
    symbols: &mut SymbolsMut<'_>,
    contexts: &[ContextRule<'_>],
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let sources = model.sources(contexts, symbols.len())?;
    let largest = symbols.largest();
    coder.transact(|coder| {
        check_precision(coder, model.precision())?;
        if let SymbolsMut::I32(places) = symbols {
            return model.decode(&sources, places, largest, &mut erased(coder), progress);
        }
        let mut buffer = vec![0; symbols.len()];
        model.decode(&sources, &mut buffer, largest, &mut erased(coder), progress)?;
        symbols.fill(0, &buffer)
    })
}

fn check_precision<C: TakeInterval>(_coder: &C, precision: u32) -> Result<(), Error> {
    Error::check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION).map(drop)
}

/// Writes what each symbol would cost in bits, if the model coded them and learned. The model stays as it is.
///
/// # Errors
/// If the model does not have a symbol or a context, the contexts or the numbers are not as many as the symbols, or the
/// progress stops the call.
pub fn adaptive_cost(
    model: &Adaptive,
    symbols: Symbols<'_>,
    contexts: &[ContextRule<'_>],
    numbers: &mut [f64],
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    if numbers.len() != symbols.len() {
        return Err(Error::Length { name: "numbers", expected: symbols.len(), given: numbers.len() });
    }
    let sources = model.sources(contexts, symbols.len())?;
    let symbols = as_i32(symbols)?;
    let precision = model.precision();
    let mut numbers = numbers.iter_mut();
    model.clone().encode(&sources, &symbols, &mut |intervals, done| {
        report(progress, done)?;
        for (decisions, number) in intervals.chunks_exact(model.setup.decisions()).zip(&mut numbers) {
            let units: u64 = decisions.iter().map(|&interval| u64::from(cost(interval, precision))).sum();
            *number = units as f64 / 65536.0;
        }
        intervals.clear();
        Ok(())
    })
}
