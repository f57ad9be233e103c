//! Encodes an array of symbols.

use core::ops::Range;

use constriction_core::{Interval, Order, PutInterval};
use constriction_models::array::{ModelArray, Param};
use constriction_models::dynamic::DynModel;

use crate::call_models::CallModels;
use crate::dispatch::Visit;
use crate::erased::IS_SMALL;
use crate::fill::{Fill, fill_chunk};
use crate::params::number_params;
use crate::progress::report;
use crate::reporting::Reporting;
use crate::{Error, ModelSpec, Options, Progress, Symbols, ZeroProbability, go_on};

/// Encodes all symbols, or none if there is an error: in order with a queue, from the last to the first with a stack.
///
/// # Errors
/// If the parameters do not fit to the model or to the symbols, a symbol is impossible, the coder cannot take it or
/// the precision, or the progress stops it.
pub fn encode<C>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: Symbols<'_>,
    params: &[Param<'_>],
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let models = spec.models(symbols.len(), params, progress)?;
    encode_models(coder, spec.options(), &models, symbols, progress).map_err(|error| spec.explain(error, params))
}

/// Whether a coder puts each interval as it is found, all in one call: a coder that has no mark, but undoes a call that
/// fails. That pays where intervals are looked up.
pub(crate) fn is_at_once<C: PutInterval>(coder: &C, options: &Options, models: &CallModels<'_>, total: usize) -> bool {
    /// What is computed for the models of all symbols takes memory.
    const MOST_CHUNKS: usize = 64;
    let has_room = !matches!(models, CallModels::Each(..)) || total / models.chunk() < MOST_CHUNKS;
    let can_be = has_room && total > 0 && options.zero_probability == ZeroProbability::Leaky && !IS_SMALL;
    can_be && models.are_looked_up() && coder.mark().is_none() && coder.can_undo()
}

/// Encodes symbols with models whose parameters are checked already.
pub(crate) fn encode_models<C>(
    coder: &mut C,
    options: &Options,
    models: &CallModels<'_>,
    symbols: Symbols<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let precision = encoder_precision::<C>(options.precision)?;
    let (total, chunk) = (symbols.len(), models.chunk());
    let mut converted = Vec::new();
    if is_at_once(coder, options, models, total) {
        coder.reserve_symbols(total);
        make_room(coder, total, precision)?;
        let symbols = symbols.chunk(0..total, &mut converted)?;
        let mut coder = Reporting { coder, progress, is_stopped: false };
        let result = models.visit(0..total, Put { coder: &mut coder, symbols, index: 0 });
        return if coder.is_stopped { Err(Error::Interrupted) } else { result };
    }
    if options.zero_probability == ZeroProbability::Leaky && coder.mark().is_some() {
        if let Some(table) = models.table() {
            return put_all_chunks(coder, total, chunk, progress, |coder, chunk| {
                let index = chunk.start;
                make_room(coder, chunk.len(), precision)?;
                Put { coder, symbols: symbols.chunk(chunk, &mut converted)?, index }.visit(table)
            });
        }
        // WebAssembly is downloaded: there, intervals go through a buffer, so that this is not compiled for each coder.
        if !IS_SMALL {
            return put_all_chunks(coder, total, chunk, progress, |coder, chunk| {
                let symbols = symbols.chunk(chunk.clone(), &mut converted)?;
                make_room(coder, chunk.len(), precision)?;
                models.visit(chunk.clone(), Put { coder, symbols, index: chunk.start })
            });
        }
    }
    let mut fill =
        |chunk, intervals: &mut Vec<Interval>| fill_chunk(options, models, &symbols, chunk, &mut converted, intervals);
    put_chunks(coder, precision, total, chunk, &mut fill, progress)
}

/// Encodes symbols with models that are not in the list of families, as [`encode`] does.
///
/// # Errors
/// As [`encode`], or if the models do.
pub fn encode_with<C>(
    coder: &mut C,
    models: &impl ModelArray<Error: Into<Error>>,
    zero_probability: ZeroProbability,
    symbols: Symbols<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    const CHUNK: usize = 64;
    let precision = encoder_precision::<C>(models.precision())?;
    let options = &Options { precision, zero_probability, ..Options::default() };
    let mut converted = Vec::new();
    let mut fill = |chunk: Range<usize>, intervals: &mut Vec<Interval>| {
        let start = chunk.start;
        Fill { symbols: symbols.chunk(chunk, &mut converted)?, start, index: start, options, intervals }.visit(models)
    };
    put_chunks(coder, precision, symbols.len(), CHUNK, &mut fill, progress)
}

/// Encodes one symbol. The parameters that the model lacks are numbers.
///
/// # Errors
/// As [`encode`].
#[inline]
pub fn encode_one<C>(coder: &mut C, spec: &ModelSpec, symbol: i32, numbers: &[f64]) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    if spec.options().zero_probability != ZeroProbability::Leaky {
        let (params, given) = number_params(numbers);
        return encode(coder, spec, Symbols::I32(&[symbol]), &params[..given], &mut go_on);
    }
    let precision = encoder_precision::<C>(spec.options().precision)?;
    let interval = match spec.concrete_for(1) {
        Some(model) if numbers.is_empty() => model.interval(symbol),
        _ => interval_with(spec, symbol, numbers)?,
    };
    let interval = interval.ok_or_else(|| spec.explain(Error::impossible(0, symbol), &[]))?;
    make_room(coder, 1, precision)?;
    coder.put(interval, precision)?;
    Ok(())
}

/// Encodes one symbol with parameters that are vectors: what [`encode`] does, in less time.
///
/// # Errors
/// As [`encode`].
#[inline]
pub fn encode_one_with<C>(coder: &mut C, spec: &ModelSpec, symbol: i32, params: &[Param<'_>]) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    if spec.options().zero_probability != ZeroProbability::Leaky {
        return encode(coder, spec, Symbols::I32(&[symbol]), params, &mut go_on);
    }
    encoder_precision::<C>(spec.options().precision)?;
    let models = spec.models(1, params, &mut go_on)?;
    models.visit(0..1, PutOne { coder, symbol }).map_err(|error| spec.explain(error, params))
}

/// Puts one symbol.
struct PutOne<'a, C> {
    coder: &'a mut C,
    symbol: i32,
}

impl<C> Visit for PutOne<'_, C>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    #[inline]
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        let Self { coder, symbol } = self;
        let interval = models.interval(0, symbol).map_err(|error| error.into().at(0))?;
        let interval = interval.ok_or(Error::impossible(0, symbol))?;
        make_room(coder, 1, models.precision())?;
        coder.put(interval, models.precision())?;
        Ok(())
    }
}

/// The interval of one symbol of a model that these numbers make: a function that is compiled once for all coders.
#[inline(never)]
fn interval_with(spec: &ModelSpec, symbol: i32, numbers: &[f64]) -> Result<Option<Interval>, Error> {
    Ok(spec.with_numbers(numbers)?.interval(symbol))
}

/// Makes room for the words of this many symbols.
#[inline]
pub(crate) fn make_room<C: PutInterval>(coder: &mut C, symbols: usize, precision: u32) -> Result<(), Error> {
    if coder.make_room(symbols, precision) { Ok(()) } else { Err(Error::Memory) }
}

/// The precision, if a coder takes it.
#[inline]
pub(crate) fn encoder_precision<C: PutInterval>(precision: u32) -> Result<u32, Error> {
    Error::check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION)
}

/// Puts some symbols, by a coder that can take them back.
struct Put<'a, C> {
    coder: &'a mut C,
    symbols: &'a [i32],
    /// The index of the first symbol.
    index: usize,
}

impl<C> Visit for Put<'_, C>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    #[inline]
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        let Self { coder, symbols, index } = self;
        let put = models.put(coder, 0, symbols, C::ORDER);
        put.map_err(|error| first_error(&models, symbols, index, Error::from_array(error, index, symbols)))
    }
}

/// The error of the first symbol that has one, also where a stack came to another one before.
#[cold]
fn first_error<A: ModelArray<Error: Into<Error>>>(models: &A, symbols: &[i32], index: usize, error: Error) -> Error {
    let first = symbols.iter().enumerate().find_map(|(place, &symbol)| match models.interval(place, symbol) {
        Ok(Some(_)) => None,
        Ok(None) => Some(Error::impossible(index + place, symbol)),
        Err(error) => Some(error.into().at(index + place)),
    });
    first.unwrap_or(error)
}

/// Computes the intervals of a chunk, and appends them.
pub(crate) type FillChunk<'a> = &'a mut dyn FnMut(Range<usize>, &mut Vec<Interval>) -> Result<(), Error>;

/// Computes the intervals of a chunk, puts them, and goes on with the next.
pub(crate) fn put_chunks<C>(
    coder: &mut C,
    precision: u32,
    total: usize,
    chunk: usize,
    fill: FillChunk<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let mut intervals = Vec::new();
    if coder.mark().is_none() {
        // A coder that cannot take anything back takes all at once: to compute the intervals is half of it.
        coder.reserve_symbols(total);
        intervals.try_reserve(total).map_err(|_| Error::Memory)?;
        for start in (0..total).step_by(chunk) {
            report(progress, start / 2)?;
            // Those of symbols that are escaped are more than one each.
            intervals.try_reserve(crate::escape::MOST_INTERVALS * chunk.min(total)).map_err(|_| Error::Memory)?;
            fill(start..total.min(start + chunk), &mut intervals)?;
        }
        make_room(coder, intervals.len(), precision)?;
        let mut put = 0;
        let reported = |&interval: &Interval| {
            if put % chunk == 0 {
                report(progress, (total + put) / 2)?;
            }
            put += 1;
            Ok::<_, Error>(interval)
        };
        return if C::ORDER == Order::Reverse {
            coder.try_put_all(intervals.iter().rev().map(reported), precision)
        } else {
            coder.try_put_all(intervals.iter().map(reported), precision)
        };
    }
    put_all_chunks(coder, total, chunk, progress, |coder, chunk| {
        intervals.clear();
        fill(chunk, &mut intervals)?;
        make_room(coder, intervals.len(), precision)?;
        if C::ORDER == Order::Reverse {
            coder.put_all(intervals.iter().rev().copied(), precision)?;
        } else {
            coder.put_all(intervals.iter().copied(), precision)?;
        }
        Ok(())
    })
}

/// Puts chunk after chunk, in the coder's order; takes all of them back after an error.
fn put_all_chunks<C: PutInterval>(
    coder: &mut C,
    total: usize,
    chunk: usize,
    progress: &mut Progress<'_>,
    mut put: impl FnMut(&mut C, Range<usize>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mark = coder.mark();
    coder.reserve_symbols(total);
    let chunks = if total == 0 { 0 } else { total.div_ceil(chunk) };
    let result = (0..chunks).try_for_each(|number| {
        report(progress, number * chunk)?;
        let place = if C::ORDER == Order::Reverse { chunks - 1 - number } else { number };
        put(coder, place * chunk..total.min((place + 1) * chunk))
    });
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}
