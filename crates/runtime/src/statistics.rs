//! What a model says of symbols, exactly as coders use it.

use core::ops::RangeInclusive;

use constriction_core::Interval;

use crate::encode::{ask, check_precision};
use crate::fill::Fill;
use crate::model::From0;
use crate::visit::{Ask, Scratch, Visit};
use crate::{Argument, Error, Family, ModelSpec, Models, Options, RunModel, Symbols, Value, Watch};

/// What to know of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Its probability. Zero if it is impossible.
    Probability,
    /// The sum of the probabilities of all smaller symbols of the support.
    Cumulative,
    /// What it costs to encode it, in bits: `-log2` of its probability.
    Cost,
}

impl ModelSpec {
    /// The smallest and the largest symbol, if they do not depend on parameters that come with calls.
    pub fn support(&self) -> Option<RangeInclusive<i32>> {
        match (&self.support, &self.ready, self.family, &self.values[0]) {
            (Some(support), ..) => Some(support.min()..=support.max()),
            (None, Some(ready), ..) => Some(ready.support()),
            (None, None, Family::Bernoulli, _) => Some(0..=1),
            // The number of trials was checked.
            (None, None, Family::Binomial, Some(Value::Number([n]))) => Some(0..=*n as i32),
            (None, None, ..) => None,
        }
    }

    /// Computes a number for each symbol.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the symbols, there are not as many numbers, a symbol is no
    /// `i32`, or the watch says so.
    pub fn statistic(
        &self,
        statistic: Statistic,
        symbols: Symbols<'_>,
        arguments: &[Argument<'_>],
        numbers: &mut [f64],
        watch: &mut Watch<'_>,
    ) -> Result<(), Error> {
        check_length(symbols.len(), numbers.len())?;
        let source = self.source(symbols.len(), arguments)?;
        let chunk = source.chunk();
        let (mut scratch, mut converted) = (Scratch::default(), Vec::new());
        for (chunk_index, numbers) in numbers.chunks_mut(chunk).enumerate() {
            let start = chunk_index * chunk;
            let range = start..start + numbers.len();
            ask(watch, start)?;
            let symbols = symbols.chunk(range.clone(), &mut converted)?;
            let mut ask = |place: usize, model: &dyn RunModel| {
                numbers[place] = number(model, symbols[place], start + place, &self.options, statistic)?;
                Ok(())
            };
            source.visit(range, &mut scratch, Ask { start, count: symbols.len(), ask: &mut ask })?;
        }
        Ok(())
    }

    /// The entropy of each model, in bits, as where zero probabilities are leaky. Costs as much as the support is
    /// large.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the places for the numbers, or the watch says so.
    pub fn entropy(&self, arguments: &[Argument<'_>], numbers: &mut [f64], watch: &mut Watch<'_>) -> Result<(), Error> {
        let source = self.source(numbers.len(), arguments)?;
        let mut scratch = Scratch::default();
        // One at a time: a support can be large.
        for (start, number) in numbers.iter_mut().enumerate() {
            ask(watch, start)?;
            let mut ask = |_, model: &dyn RunModel| {
                *number = entropy(model, self.options.precision, &mut || watch(start))?;
                Ok(())
            };
            source.visit(start..start + 1, &mut scratch, Ask { start, count: 1, ask: &mut ask })?;
        }
        Ok(())
    }
}

fn check_length(expected: usize, given: usize) -> Result<(), Error> {
    if expected == given { Ok(()) } else { Err(Error::Length { name: "numbers", expected, given }) }
}

/// Computes a number for each symbol, with models that are not in the list of families.
///
/// # Errors
/// If the models do, or the watch says so.
pub fn statistic_with(
    models: &impl Models,
    options: &Options,
    statistic: Statistic,
    symbols: &[i32],
    numbers: &mut [f64],
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    check_precision(options.precision, 1, 32)?;
    check_length(symbols.len(), numbers.len())?;
    for (start, (symbol, number)) in symbols.iter().zip(numbers).enumerate() {
        ask(watch, start)?;
        let mut ask = |_, model: &dyn RunModel| {
            *number = self::number(model, *symbol, start, options, statistic)?;
            Ok(())
        };
        Ask { start, count: 1, ask: &mut ask }.visit(From0 { models, start })?;
    }
    Ok(())
}

/// The entropy of each model in bits, with models that are not in the list of families.
///
/// # Errors
/// If the models do, or the watch says so.
pub fn entropy_with(
    models: &impl Models,
    precision: u32,
    numbers: &mut [f64],
    watch: &mut Watch<'_>,
) -> Result<(), Error> {
    check_precision(precision, 1, 32)?;
    for (start, number) in numbers.iter_mut().enumerate() {
        ask(watch, start)?;
        let mut ask = |_, model: &dyn RunModel| {
            *number = entropy(model, precision, &mut || watch(start))?;
            Ok(())
        };
        Ask { start, count: 1, ask: &mut ask }.visit(From0 { models, start })?;
    }
    Ok(())
}

/// Where a symbol begins, or else where the last possible one before it ends.
fn cumulative(model: &dyn RunModel, symbol: i32, precision: u32) -> f64 {
    let end_before = || {
        let (min, max) = model.support().into_inner();
        let mut before = (min..=max.min(symbol)).rev();
        before.find_map(|symbol| model.interval(symbol)).map_or(0, Interval::right)
    };
    let left = model.interval(symbol).map_or_else(end_before, |interval| interval.left.into());
    left as f64 / (1u64 << precision) as f64
}

/// What a model says of a symbol.
fn number(
    model: &dyn RunModel,
    symbol: i32,
    index: usize,
    options: &Options,
    statistic: Statistic,
) -> Result<f64, Error> {
    let &Options { precision, zero_probability, .. } = options;
    if statistic == Statistic::Cumulative {
        return Ok(cumulative(model, symbol, precision));
    }
    let intervals = &mut Vec::new();
    let fill = Fill { symbols: &[symbol], start: index, precision, zero_probability, intervals: &mut *intervals };
    match fill.visit(crate::Same(model)) {
        Ok(()) => {}
        Err(Error::ImpossibleSymbol { .. }) => intervals.clear(),
        Err(error) => return Err(error),
    }
    let probability = |interval: &Interval| f64::from(interval.prob.get()) / (1u64 << precision) as f64;
    Ok(match statistic {
        Statistic::Cost if intervals.is_empty() => f64::INFINITY,
        _ if intervals.is_empty() => 0.0,
        Statistic::Cost => intervals.iter().map(|interval| -probability(interval).log2()).sum(),
        _ => intervals.iter().map(probability).product(),
    })
}

/// The entropy of a model in bits, unless the watch says no.
fn entropy(model: &dyn RunModel, precision: u32, watch: &mut dyn FnMut() -> bool) -> Result<f64, Error> {
    /// How many symbols of a large support between two looks at the watch.
    const CHUNK: usize = 1 << 12;
    let one = (1u64 << precision) as f64;
    let mut entropy = 0.0;
    for (place, symbol) in model.support().enumerate() {
        if place % CHUNK == CHUNK - 1 && !watch() {
            return Err(Error::Interrupted);
        }
        if let Some(interval) = model.interval(symbol) {
            let probability = f64::from(interval.prob.get()) / one;
            entropy -= probability * probability.log2();
        }
    }
    Ok(entropy)
}
