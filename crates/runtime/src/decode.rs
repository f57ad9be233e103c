//! Decodes an array of symbols.

use constriction_core::{Interval, TakeInterval};
use constriction_models::array::{ModelArray, Param};
use constriction_models::dynamic::DynModel;

use crate::call_models::CallModels;
use crate::dispatch::Visit;
use crate::erased::erased;
use crate::params::number_params;
use crate::progress::report;
use crate::{Error, ModelSpec, Progress, SymbolsMut, Transaction, ZeroProbability, escape, go_on};

/// Decodes as many symbols as there are places, or none if there is an error. In this case, what is in the places is
/// not defined.
///
/// # Errors
/// If the parameters do not fit to the model or to the places, the data is corrupt, a symbol does not fit into its place,
/// the coder cannot take the precision, or the progress stops it.
#[inline]
pub fn decode<C: Transaction>(
    coder: &mut C,
    spec: &ModelSpec,
    symbols: &mut SymbolsMut<'_>,
    params: &[Param<'_>],
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let models = spec.models(symbols.len(), params, progress)?;
    let zero_probability = spec.options().zero_probability;
    coder.transact(|coder| {
        check_precision(coder, spec.options().precision)?;
        if let (Some(table), ZeroProbability::Leaky) = (models.table(), zero_probability) {
            // A look-up takes less time than calls through a vtable.
            return take_chunks(symbols, models.chunk(), progress, |index, places| {
                Take { coder: &mut *coder, zero_probability, start: 0, index, places }.visit(table)
            });
        }
        decode_models(&mut erased(coder), zero_probability, &models, symbols, progress)
    })
}

/// Decodes symbols with models whose parameters are checked already.
#[cfg_attr(not(target_family = "wasm"), inline)]
fn decode_models<C: TakeInterval<Error: Into<Error>>>(
    coder: &mut C,
    zero_probability: ZeroProbability,
    models: &CallModels<'_>,
    symbols: &mut SymbolsMut<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    take_chunks(symbols, models.chunk(), progress, |index, places| {
        let chunk = index..index + places.len();
        models.visit(chunk, Take { coder: &mut *coder, zero_probability, start: 0, index, places })
    })
}

/// Decodes symbols with models that are not in the list of families, as [`decode`] does.
///
/// # Errors
/// As [`decode`], or if the models do.
pub fn decode_with<C: Transaction>(
    coder: &mut C,
    models: &impl ModelArray<Error: Into<Error>>,
    zero_probability: ZeroProbability,
    symbols: &mut SymbolsMut<'_>,
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    const CHUNK: usize = 64;
    coder.transact(|coder| {
        check_precision(coder, models.precision())?;
        let coder = &mut erased(coder);
        take_chunks(symbols, CHUNK, progress, |start, places| {
            Take { coder: &mut *coder, zero_probability, start, index: start, places }.visit(models)
        })
    })
}

/// Decodes one symbol. The parameters that the model lacks are numbers.
///
/// # Errors
/// As [`decode`].
#[inline]
pub fn decode_one<C>(coder: &mut C, spec: &ModelSpec, numbers: &[f64]) -> Result<i32, Error>
where
    C: Transaction + TakeInterval<Error: Into<Error>>,
{
    if spec.options().zero_probability != ZeroProbability::Leaky {
        let (params, given) = number_params(numbers);
        let mut symbol = [0];
        decode(coder, spec, &mut SymbolsMut::I32(&mut symbol), &params[..given], &mut go_on)?;
        return Ok(symbol[0]);
    }
    let precision = spec.options().precision;
    check_precision(coder, precision)?;
    let quantile = coder.quantile(precision).map_err(Into::into)?;
    let found = match spec.concrete_for(1) {
        Some(model) if numbers.is_empty() => model.symbol_at(quantile),
        _ => symbol_with(spec, quantile, numbers)?,
    };
    let (symbol, interval) = found.ok_or(Error::Corrupt)?;
    coder.advance(quantile, interval, precision).map_err(Into::into)?;
    Ok(symbol)
}

/// The symbol that owns a quantile of a model that these numbers make, and its interval: a function that is compiled once
/// for all coders.
#[inline(never)]
fn symbol_with(spec: &ModelSpec, quantile: u32, numbers: &[f64]) -> Result<Option<(i32, Interval)>, Error> {
    Ok(spec.with_numbers(numbers)?.symbol_at(quantile))
}

/// Decodes a few symbols with a model that has all its parameters: what [`decode`] does without reports of progress, in
/// less time.
///
/// # Errors
/// As [`decode`].
#[inline]
pub fn decode_few<C>(coder: &mut C, spec: &ModelSpec, symbols: &mut [i32]) -> Result<(), Error>
where
    C: Transaction + TakeInterval<Error: Into<Error>>,
{
    let model = spec.concrete_for(symbols.len()).filter(|_| spec.options().zero_probability == ZeroProbability::Leaky);
    let Some(model) = model else {
        return decode(coder, spec, &mut SymbolsMut::I32(symbols), &[], &mut go_on);
    };
    let precision = spec.options().precision;
    check_precision(coder, precision)?;
    coder.transact(|coder| {
        for symbol in symbols {
            *symbol = take(coder, model, precision)?;
        }
        Ok(())
    })
}

/// Decodes chunk after chunk, each to a buffer if the symbols are of another type.
pub(crate) fn take_chunks(
    symbols: &mut SymbolsMut<'_>,
    chunk: usize,
    progress: &mut Progress<'_>,
    mut take: impl FnMut(usize, &mut [i32]) -> Result<(), Error>,
) -> Result<(), Error> {
    let total = symbols.len();
    let is_direct = matches!(symbols, SymbolsMut::I32(_));
    let mut buffer = vec![0; if is_direct { 0 } else { chunk.min(total) }];
    let mut done = 0;
    while done < total {
        report(progress, done)?;
        let end = total.min(done + chunk);
        let places = match symbols {
            SymbolsMut::I32(places) => &mut places[done..end],
            _ => &mut buffer[..end - done],
        };
        take(done, places)?;
        if !is_direct {
            symbols.fill(done, &buffer[..end - done])?;
        }
        done = end;
    }
    Ok(())
}

/// Checks that a coder takes a precision.
#[inline]
fn check_precision<C: TakeInterval>(_coder: &C, precision: u32) -> Result<(), Error> {
    Error::check_precision(precision, C::MIN_PRECISION, C::MAX_PRECISION).map(drop)
}

/// Decodes some symbols.
struct Take<'a, C> {
    coder: &'a mut C,
    zero_probability: ZeroProbability,
    /// The place of the first of their models.
    start: usize,
    /// The index of the first symbol.
    index: usize,
    places: &'a mut [i32],
}

impl<C: TakeInterval<Error: Into<Error>>> Visit for Take<'_, C> {
    #[inline]
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        let Self { coder, zero_probability, start, index, places } = self;
        if zero_probability == ZeroProbability::Leaky {
            let taken = models.take(coder, start, places);
            return taken.map_err(|error| Error::from_array(error, index - start, &[]));
        }
        for (place, symbol) in places.iter_mut().enumerate() {
            let model = models.model(start + place).map_err(|error| error.into().at(index + place))?;
            let result = take_one(coder, &model, zero_probability, models.precision());
            models.check().map_err(Into::into)?;
            *symbol = result?;
        }
        Ok(())
    }
}

/// Decodes a symbol, for every policy of zero probabilities.
pub(crate) fn take_one<C: TakeInterval<Error: Into<Error>>>(
    coder: &mut C,
    model: &dyn DynModel,
    zero_probability: ZeroProbability,
    precision: u32,
) -> Result<i32, Error> {
    if zero_probability != ZeroProbability::Escape {
        let symbol = take(coder, &model, precision)?;
        let is_wrong = zero_probability == ZeroProbability::Strict && model.has_zero_mass(symbol);
        return if is_wrong { Err(Error::Corrupt) } else { Ok(symbol) };
    }
    if escape::take_decision(coder, precision)? {
        escape::take(coder, model, precision)
    } else {
        take(coder, &model, precision)
    }
}

/// Decodes one symbol.
#[inline]
fn take<C: TakeInterval<Error: Into<Error>>>(
    coder: &mut C,
    model: &impl DynModel,
    precision: u32,
) -> Result<i32, Error> {
    let quantile = coder.quantile(precision).map_err(Into::into)?;
    let (symbol, interval) = model.symbol_at(quantile).ok_or(Error::Corrupt)?;
    coder.advance(quantile, interval, precision).map_err(Into::into)?;
    Ok(symbol)
}
