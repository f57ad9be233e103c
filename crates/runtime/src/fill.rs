//! Computes the intervals of symbols.

use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::Interval;
use constriction_models::array::{ModelArray, NoInterval};
use constriction_models::dynamic::DynModel;

use crate::call_models::CallModels;
use crate::dispatch::Visit;
use crate::{Error, Options, Symbols, ZeroProbability, escape};

/// Computes the intervals of a chunk of symbols.
pub(crate) fn fill_chunk(
    options: &Options,
    models: &CallModels<'_>,
    symbols: &Symbols<'_>,
    chunk: Range<usize>,
    converted: &mut Vec<i32>,
    intervals: &mut Vec<Interval>,
) -> Result<(), Error> {
    let symbols = symbols.chunk(chunk.clone(), converted)?;
    models.visit(chunk.clone(), Fill { symbols, start: 0, index: chunk.start, options, intervals })
}

/// Computes the intervals of some symbols.
pub(crate) struct Fill<'a> {
    pub(crate) symbols: &'a [i32],
    /// The place of the first of their models.
    pub(crate) start: usize,
    /// The index of the first symbol.
    pub(crate) index: usize,
    pub(crate) options: &'a Options,
    pub(crate) intervals: &'a mut Vec<Interval>,
}

impl Visit for Fill<'_> {
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };
        let Self { symbols, start, index, options, intervals } = self;
        if options.zero_probability == ZeroProbability::Leaky {
            let before = intervals.len();
            intervals.resize(before + symbols.len(), NOTHING);
            let filled = models.intervals(start, symbols, &mut intervals[before..]);
            return filled.map_err(|NoInterval { place, error }| match error {
                Some(error) => error.into().at(place - start + index),
                None => Error::impossible(place - start + index, symbols[place - start]),
            });
        }
        let in_support = escape::decision(false, options.precision);
        for (place, &symbol) in symbols.iter().enumerate() {
            // What is usual, without a call through a vtable.
            if options.zero_probability == ZeroProbability::Escape
                && let Some(interval) =
                    models.interval(start + place, symbol).map_err(|error| error.into().at(index + place))?
            {
                intervals.extend(in_support.into_iter().chain([interval]));
                continue;
            }
            let model = models.model(start + place).map_err(|error| error.into().at(index + place))?;
            let result = one(&model, options, index + place, symbol, intervals);
            models.check().map_err(Into::into)?;
            result?;
        }
        Ok(())
    }
}

/// Computes the intervals of a symbol where zero probabilities are not leaky.
fn one(
    model: &dyn DynModel,
    options: &Options,
    index: usize,
    symbol: i32,
    intervals: &mut Vec<Interval>,
) -> Result<(), Error> {
    let interval = model.interval(symbol);
    if options.zero_probability == ZeroProbability::Strict {
        let interval = interval.filter(|_| !model.has_zero_mass(symbol));
        intervals.push(interval.ok_or_else(|| Error::impossible(index, symbol))?);
        return Ok(());
    }
    intervals.extend(escape::decision(interval.is_none(), options.precision));
    match interval {
        Some(interval) => intervals.push(interval),
        None => intervals.extend(escape::intervals(symbol, model.support(), options.precision)),
    }
    Ok(())
}
