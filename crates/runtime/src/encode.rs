//! From an array of symbols to a coder.

use core::ops::Range;

use constriction_core::{Interval, PutInterval};

use crate::fill::{Buffers, Fill, fill_chunk};
use crate::looked_up::LookedUp;
use crate::model::From0;
use crate::put::{Put, put_all_chunks, put_chunks};
use crate::visit::{Source, Visit};
use crate::{Argument, Error, ModelSpec, Models, RunModel, Symbols, ZeroProbability};

/// Asked every few thousand symbols, with the number of those that are done, whether to go on.
pub type Watch<'a> = dyn FnMut(usize) -> bool + 'a;

/// Encodes all symbols, or none if there is an error: in order with a queue, from the last to the first with a stack.
///
/// # Errors
/// If the parameters do not fit to the model or to the symbols, a symbol is impossible, the coder cannot take it or
/// the precision, or the watch says so.
pub fn encode<C>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    arguments: &[Argument<'_>],
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let source = spec.source(symbols.len(), arguments)?;
    encode_from(coder, spec, &source, symbols, watch)
}

/// Encodes symbols with models that are checked already.
pub(crate) fn encode_from<C>(
    coder: &mut C,
    spec: &ModelSpec,
    source: &Source<'_>,
    symbols: Symbols<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let precision = encoder_precision::<C>(spec)?;
    let mut buffers = Buffers::default();
    // Models that each symbol has of its own keep a coder with several states waiting.
    if spec.options.zero_probability == ZeroProbability::Leaky
        && coder.mark().is_some()
        && let Some(models) = LookedUp::new(source)
        && (C::IS_SERIAL || source.same().is_some())
    {
        return put_all_chunks(coder, symbols.len(), source.chunk(), watch, |coder, chunk| {
            let start = chunk.start;
            let symbols = symbols.chunk(chunk.clone(), &mut buffers.converted)?;
            models.visit(chunk, &mut buffers.scratch, Put { coder, symbols, start, precision })
        });
    }
    let fill =
        |chunk, intervals: &mut Vec<Interval>| fill_chunk(spec, source, &symbols, chunk, &mut buffers, intervals);
    put_chunks(coder, precision, symbols.len(), source.chunk(), fill, watch)
}

/// Encodes symbols with models that are not in the list of families, as [`encode`] does.
///
/// # Errors
/// As [`encode`], or if the models do.
pub fn encode_with<C>(
    coder: &mut C,
    models: &impl Models,
    precision: u32,
    zero_probability: ZeroProbability,
    symbols: Symbols<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    const CHUNK: usize = 64;
    let mut converted = Vec::new();
    let fill = |chunk: Range<usize>, intervals: &mut Vec<Interval>| {
        let start = chunk.start;
        let symbols = symbols.chunk(chunk, &mut converted)?;
        Fill { symbols, start, precision, zero_probability, intervals }.visit(From0 { models, start })
    };
    check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)?;
    put_chunks(coder, precision, symbols.len(), CHUNK, fill, watch)
}

/// Encodes one symbol with a model that has all its parameters.
///
/// # Errors
/// As [`encode`].
#[inline]
pub fn encode_one<C>(coder: &mut C, spec: &ModelSpec, symbol: i32) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let (Some(ready), ZeroProbability::Leaky) = (spec.ready_for(1), spec.options.zero_probability) else {
        return encode(coder, spec, Symbols::I32(&[symbol]), &[], &mut |_| true);
    };
    let precision = encoder_precision::<C>(spec)?;
    let interval = ready.interval(symbol).ok_or_else(|| impossible(0, symbol))?;
    coder.put(interval, precision)?;
    Ok(())
}

pub(crate) fn encoder_precision<C: PutInterval>(spec: &ModelSpec) -> Result<u32, Error> {
    check_precision(spec.options.precision, C::MIN_PRECISION, C::MAX_PRECISION)
}

#[inline]
pub(crate) fn check_precision(given: u32, min: u32, max: u32) -> Result<u32, Error> {
    if (min..=max).contains(&given) { Ok(given) } else { Err(Error::Precision { given, min, max }) }
}

pub(crate) fn impossible(index: usize, symbol: i32) -> Error {
    Error::ImpossibleSymbol { index, symbol: symbol.into() }
}

pub(crate) fn ask(watch: &mut Watch<'_>, done: usize) -> Result<(), Error> {
    if watch(done) { Ok(()) } else { Err(Error::Interrupted) }
}
