//! What a model says of symbols, exactly as coders use it.

use core::ops::RangeInclusive;
use core::slice;

use constriction_core::Interval;

use crate::encode::{Fill, From0, ask, check_precision};
use crate::visit::{Scratch, Visit};
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
    /// If the parameters do not fit to the model or to the symbols, there are not as many numbers, a symbol is no `i32`,
    /// or the watch says so.
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
            let visit = Number { options: &self.options, statistic, start, symbols, numbers };
            source.visit(range, &mut scratch, visit)?;
        }
        Ok(())
    }

    /// The entropy of each model, in bits, as where zero probabilities are leaky. Costs as much as the support is large.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the places for the numbers, or the watch says so.
    pub fn entropy(&self, arguments: &[Argument<'_>], numbers: &mut [f64], watch: &mut Watch<'_>) -> Result<(), Error> {
        let source = self.source(numbers.len(), arguments)?;
        let mut scratch = Scratch::default();
        // One at a time: a support can be large.
        for (index, number) in numbers.iter_mut().enumerate() {
            ask(watch, index)?;
            let visit = Entropy { start: index, precision: self.options.precision, number, watch };
            source.visit(index..index + 1, &mut scratch, visit)?;
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
        let (symbols, numbers) = (slice::from_ref(symbol), slice::from_mut(number));
        Number { options, statistic, start, symbols, numbers }.visit(From0 { models, start })?;
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
        Entropy { start, precision, number, watch }.visit(From0 { models, start })?;
    }
    Ok(())
}

struct Number<'a> {
    options: &'a Options,
    statistic: Statistic,
    start: usize,
    symbols: &'a [i32],
    numbers: &'a mut [f64],
}

impl Visit for Number<'_> {
    fn visit<M: Models>(self, models: M) -> Result<(), Error> {
        let options = self.options;
        let one = (1u64 << options.precision) as f64;
        let probability = |interval: &Interval| f64::from(interval.prob.get()) / one;
        let mut intervals = Vec::new();
        for ((place, symbol), number) in self.symbols.iter().enumerate().zip(self.numbers) {
            let index = self.start + place;
            let model = models.model(place).map_err(|error| error.at(index))?;
            if self.statistic == Statistic::Cumulative {
                let left = model.interval(*symbol).map_or_else(
                    || {
                        // Where the last possible one before it ends.
                        let (min, max) = model.support().into_inner();
                        let mut before = (min..=max.min(*symbol)).rev();
                        before.find_map(|symbol| model.interval(symbol)).map_or(0, Interval::right)
                    },
                    |interval| interval.left.into(),
                );
                *number = left as f64 / one;
                models.check()?;
                continue;
            }
            intervals.clear();
            let fill = Fill {
                symbols: slice::from_ref(symbol),
                start: index,
                precision: options.precision,
                zero_probability: options.zero_probability,
                intervals: &mut intervals,
            };
            match fill.visit(crate::Same(&model)) {
                Ok(()) => {}
                Err(Error::ImpossibleSymbol { .. }) => intervals.clear(),
                Err(error) => return Err(error),
            }
            models.check()?;
            *number = match self.statistic {
                _ if intervals.is_empty() && self.statistic == Statistic::Cost => f64::INFINITY,
                _ if intervals.is_empty() => 0.0,
                Statistic::Cost => intervals.iter().map(|interval| -probability(interval).log2()).sum(),
                _ => intervals.iter().map(probability).product(),
            };
        }
        Ok(())
    }
}

struct Entropy<'a, 'w> {
    start: usize,
    precision: u32,
    number: &'a mut f64,
    watch: &'a mut Watch<'w>,
}

impl Visit for Entropy<'_, '_> {
    fn visit<M: Models>(self, models: M) -> Result<(), Error> {
        let model = models.model(0).map_err(|error| error.at(self.start))?;
        let one = (1u64 << self.precision) as f64;
        /// How many symbols of a large support between two looks at the watch.
        const CHUNK: usize = 1 << 12;
        *self.number = 0.0;
        for (place, symbol) in model.support().enumerate() {
            if place % CHUNK == CHUNK - 1 && !(self.watch)(self.start) {
                return Err(Error::Interrupted);
            }
            if let Some(interval) = model.interval(symbol) {
                let probability = f64::from(interval.prob.get()) / one;
                *self.number -= probability * probability.log2();
            }
        }
        models.check()
    }
}
