//! Costs, probabilities and entropies, exactly as coders use them.

use core::ops::RangeInclusive;

use constriction_core::Interval;
use constriction_models::array::{ModelArray, Param, Shared};
use constriction_models::dynamic::DynModel;

use crate::dispatch::Visit;
use crate::fill::Fill;
use crate::progress::report;
use crate::{Error, ModelSpec, Options, Progress, Symbols, ZeroProbability, go_on};

/// A statistic of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistic {
    /// Its probability. Zero if it is impossible.
    Probability,
    /// Where its interval starts: the sum of the probabilities of all smaller symbols of the support, among them those
    /// that are not coded where zero probabilities are strict.
    Cumulative,
    /// The cost of encoding it, in bits: `-log2` of its probability.
    Cost,
}

impl ModelSpec {
    /// The smallest and the largest symbol of the model that these parameters of one symbol make.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn support_with(&self, params: &[Param<'_>]) -> Result<RangeInclusive<i32>, Error> {
        self.one(params, |model| model.support())
    }

    /// The interval of a symbol in units of `2^-precision`, or `None` if it is impossible. Where zero probabilities are
    /// escaped, that is where it lies once it is decided that there is no escape.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn interval_with(&self, symbol: i32, params: &[Param<'_>]) -> Result<Option<Interval>, Error> {
        let is_strict = self.options().zero_probability == ZeroProbability::Strict;
        self.one(params, |model| model.interval(symbol).filter(|_| !(is_strict && model.has_zero_mass(symbol))))
    }

    /// The symbol that owns a quantile in units of `2^-precision`, and its interval; `None` if no symbol does.
    ///
    /// # Errors
    /// If the parameters do not fit to the model.
    pub fn symbol_with(&self, quantile: u32, params: &[Param<'_>]) -> Result<Option<(i32, Interval)>, Error> {
        let is_quantile = u64::from(quantile) < 1 << self.options().precision;
        self.one(params, |model| if is_quantile { model.symbol_at(quantile) } else { None })
    }

    /// Asks the model of one symbol.
    fn one<T>(&self, params: &[Param<'_>], ask: impl FnOnce(&dyn DynModel) -> T) -> Result<T, Error> {
        let models = self.models(1, params, &mut go_on)?;
        let (mut ask, mut answer) = (Some(ask), None);
        let mut once = |_, model: &dyn DynModel| {
            answer = ask.take().map(|ask| ask(model));
            Ok(())
        };
        models.visit(0..1, Ask { start: 0, index: 0, count: 1, ask: &mut once })?;
        // The visit has asked, or failed.
        answer.ok_or(Error::Corrupt)
    }

    /// Computes a number for each symbol.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the symbols, there are not as many numbers, a symbol is no
    /// `i32`, or the progress stops it.
    pub fn statistic(
        &self,
        statistic: Statistic,
        symbols: Symbols<'_>,
        params: &[Param<'_>],
        numbers: &mut [f64],
        progress: &mut Progress<'_>,
    ) -> Result<(), Error> {
        check_length(symbols.len(), numbers.len())?;
        let models = self.models(symbols.len(), params, progress)?;
        let chunk = models.chunk();
        let mut converted = Vec::new();
        for (number, numbers) in numbers.chunks_mut(chunk).enumerate() {
            let index = number * chunk;
            let range = index..index + numbers.len();
            report(progress, index)?;
            let symbols = symbols.chunk(range.clone(), &mut converted)?;
            let mut ask = |place: usize, model: &dyn DynModel| {
                numbers[place] = self::number(model, symbols[place], index + place, self.options(), statistic)?;
                Ok(())
            };
            models.visit(range, Ask { start: 0, index, count: symbols.len(), ask: &mut ask })?;
        }
        Ok(())
    }

    /// The entropy of each model in bits: the sum of `-p * log2(p)` over the probabilities `p` that
    /// [`Statistic::Probability`] has for the symbols of the support. Costs as much as the support is large.
    ///
    /// # Errors
    /// If the parameters do not fit to the model or to the places for the numbers, or the progress stops it.
    pub fn entropy(&self, params: &[Param<'_>], numbers: &mut [f64], progress: &mut Progress<'_>) -> Result<(), Error> {
        let models = self.models(numbers.len(), params, progress)?;
        // One at a time: a support can be large.
        entropies(self.options(), numbers, progress, |index, ask| {
            models.visit(index..index + 1, Ask { start: 0, index, count: 1, ask })
        })
    }
}

fn check_length(expected: usize, given: usize) -> Result<(), Error> {
    if expected == given { Ok(()) } else { Err(Error::Length { name: "numbers", expected, given }) }
}

/// Computes a number for each symbol, with models that are not in the list of families.
///
/// # Errors
/// If the models do, or the progress stops it.
pub fn statistic_with(
    models: &impl ModelArray<Error: Into<Error>>,
    zero_probability: ZeroProbability,
    statistic: Statistic,
    symbols: &[i32],
    numbers: &mut [f64],
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let precision = Error::check_precision(models.precision(), 1, 32)?;
    let options = &Options { precision, zero_probability, ..Options::default() };
    check_length(symbols.len(), numbers.len())?;
    for (index, (symbol, number)) in symbols.iter().zip(numbers).enumerate() {
        report(progress, index)?;
        let mut ask = |_, model: &dyn DynModel| {
            *number = self::number(model, *symbol, index, options, statistic)?;
            Ok(())
        };
        Ask { start: index, index, count: 1, ask: &mut ask }.visit(models)?;
    }
    Ok(())
}

/// The entropy of each model in bits, with models that are not in the list of families.
///
/// # Errors
/// If the models do, or the progress stops it.
pub fn entropy_with(
    models: &impl ModelArray<Error: Into<Error>>,
    zero_probability: ZeroProbability,
    numbers: &mut [f64],
    progress: &mut Progress<'_>,
) -> Result<(), Error> {
    let precision = Error::check_precision(models.precision(), 1, 32)?;
    let options = &Options { precision, zero_probability, ..Options::default() };
    entropies(options, numbers, progress, |index, ask| Ask { start: index, index, count: 1, ask }.visit(models))
}

/// A function of models, one after the other: it gets the place, counted from 0, and the model.
type Question<'a> = &'a mut dyn FnMut(usize, &dyn DynModel) -> Result<(), Error>;

/// Fills places with the entropies of models, each of which `visit` asks.
fn entropies(
    options: &Options,
    numbers: &mut [f64],
    progress: &mut Progress<'_>,
    visit: impl Fn(usize, Question<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    for (index, number) in numbers.iter_mut().enumerate() {
        report(progress, index)?;
        visit(index, &mut |_, model| {
            *number = entropy(model, options, index, progress)?;
            Ok(())
        })?;
    }
    Ok(())
}

/// Asks each of some models, where the time does not matter much: through a vtable, so that this is compiled once.
struct Ask<'a> {
    /// The place of the first model.
    start: usize,
    /// The index of its symbol.
    index: usize,
    count: usize,
    ask: Question<'a>,
}

impl Visit for Ask<'_> {
    fn visit<A: ModelArray<Error: Into<Error>>>(self, models: A) -> Result<(), Error> {
        for place in 0..self.count {
            let model = models.model(self.start + place).map_err(|error| error.into().at(self.index + place))?;
            let result = (self.ask)(place, &model);
            models.check().map_err(Into::into)?;
            result?;
        }
        Ok(())
    }
}

/// The statistic of a symbol under a model.
fn number(
    model: &dyn DynModel,
    symbol: i32,
    index: usize,
    options: &Options,
    statistic: Statistic,
) -> Result<f64, Error> {
    let precision = options.precision;
    if statistic == Statistic::Cumulative {
        let cumulative = model.cumulative(symbol) as f64 / (1u64 << precision) as f64;
        return Ok(cumulative * options.probability_of_support());
    }
    let intervals = &mut Vec::new();
    let fill = Fill { symbols: &[symbol], start: 0, index, options, intervals: &mut *intervals };
    match fill.visit(Shared::new(model, precision)) {
        Ok(()) => {}
        Err(Error::ImpossibleSymbol { .. }) => intervals.clear(),
        Err(error) => return Err(error),
    }
    let probability = |interval: &Interval| f64::from(interval.prob.get()) / (1u64 << precision) as f64;
    Ok(match statistic {
        Statistic::Cost if intervals.is_empty() => f64::INFINITY,
        _ if intervals.is_empty() => 0.0,
        Statistic::Cost => intervals.iter().map(|interval| -libm::log2(probability(interval))).sum(),
        Statistic::Probability | Statistic::Cumulative => intervals.iter().map(probability).product(),
    })
}

/// The entropy of a model in bits, unless the progress stops it.
fn entropy(model: &dyn DynModel, options: &Options, index: usize, progress: &mut Progress<'_>) -> Result<f64, Error> {
    /// How many symbols of a large support between two reports.
    const CHUNK: usize = 1 << 12;
    let (one, of_support) = ((1u64 << options.precision) as f64, options.probability_of_support());
    let is_strict = options.zero_probability == ZeroProbability::Strict;
    let mut entropy = 0.0;
    for (place, symbol) in model.support().enumerate() {
        if place % CHUNK == CHUNK - 1 {
            report(progress, index)?;
        }
        if let Some(interval) = model.interval(symbol).filter(|_| !(is_strict && model.has_zero_mass(symbol))) {
            let probability = f64::from(interval.prob.get()) / one * of_support;
            entropy -= probability * libm::log2(probability);
        }
    }
    Ok(entropy)
}
