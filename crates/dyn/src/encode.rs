//! From an array of symbols to a coder.

use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::{Interval, Order, PutInterval};

use crate::ready::Ready;
use crate::visit::{Scratch, Source, Visit};
use crate::{Argument, Error, ModelSpec, Models, Options, RunModel, Symbols, ZeroProbability, escape};

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
    let needs_no_buffer = spec.options.zero_probability == ZeroProbability::Leaky && coder.mark().is_some();
    // Where intervals are looked up. For WebAssembly, which is downloaded, that is compiled for tables alone.
    match source.same().filter(|_| needs_no_buffer) {
        #[cfg(not(target_family = "wasm"))]
        Some(Ready::Uniform(model)) => return put_looked_up(coder, model, precision, symbols, watch),
        #[cfg(not(target_family = "wasm"))]
        Some(Ready::Bernoulli(model)) => return put_looked_up(coder, model, precision, symbols, watch),
        Some(Ready::Table(model)) => return put_looked_up(coder, &**model, precision, symbols, watch),
        _ => {}
    }
    let mut buffers = Buffers::default();
    let fill =
        |chunk, intervals: &mut Vec<Interval>| fill_chunk(spec, source, &symbols, chunk, &mut buffers, intervals);
    put_chunks(coder, precision, symbols.len(), source.chunk(), fill, watch)
}

/// What one thread needs to compute intervals.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    converted: Vec<i32>,
    scratch: Scratch,
}

/// Computes the intervals of a chunk of symbols.
pub(crate) fn fill_chunk(
    spec: &ModelSpec,
    source: &Source<'_>,
    symbols: &Symbols<'_>,
    chunk: Range<usize>,
    buffers: &mut Buffers,
    intervals: &mut Vec<Interval>,
) -> Result<(), Error> {
    let Options { precision, zero_probability, .. } = spec.options;
    let symbols = symbols.chunk(chunk.clone(), &mut buffers.converted)?;
    let fill = Fill { symbols, start: chunk.start, precision, zero_probability, intervals };
    source.visit(chunk, &mut buffers.scratch, fill)
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

fn impossible(index: usize, symbol: i32) -> Error {
    Error::ImpossibleSymbol { index, symbol: symbol.into() }
}

/// Why an interval is not put: it is not there, or the coder does not take it.
enum Stop<E> {
    Impossible(usize),
    Coder(E),
}

impl<E> From<E> for Stop<E> {
    fn from(error: E) -> Self {
        Self::Coder(error)
    }
}

/// Puts symbols that all have one model, straight from its table, by a coder that can take them back.
fn put_looked_up<C>(
    coder: &mut C,
    model: &impl RunModel,
    precision: u32,
    symbols: Symbols<'_>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    const CHUNK: usize = 1 << 12;
    let mut converted = Vec::new();
    put_all_chunks(coder, symbols.len(), CHUNK, watch, |coder, chunk| {
        let start = chunk.start;
        let symbols = symbols.chunk(chunk, &mut converted)?;
        let intervals =
            symbols.iter().enumerate().map(|(place, &symbol)| model.interval(symbol).ok_or(Stop::Impossible(place)));
        let result = if C::ORDER == Order::Reverse {
            coder.try_put_all(intervals.rev(), precision)
        } else {
            coder.try_put_all(intervals, precision)
        };
        result.map_err(|stop| match stop {
            Stop::Impossible(place) => impossible(start + place, symbols[place]),
            Stop::Coder(error) => error.into(),
        })
    })
}

/// Computes the intervals of a chunk, puts them, and goes on with the next.
pub(crate) fn put_chunks<C>(
    coder: &mut C,
    precision: u32,
    total: usize,
    chunk: usize,
    mut fill: impl FnMut(Range<usize>, &mut Vec<Interval>) -> Result<(), Error>,
    watch: &mut Watch<'_>,
) -> Result<(), Error>
where
    C: PutInterval,
    Error: From<C::Error>,
{
    let mut intervals = Vec::new();
    if coder.mark().is_none() {
        // A coder that cannot take anything back takes all at once: to compute the intervals is half of it.
        coder.expect(total);
        for start in (0..total).step_by(chunk) {
            ask(watch, start / 2)?;
            fill(start..total.min(start + chunk), &mut intervals)?;
        }
        let mut put = 0;
        let watched = |&interval: &Interval| {
            if put % chunk == 0 {
                ask(watch, (total + put) / 2)?;
            }
            put += 1;
            Ok::<_, Error>(interval)
        };
        return if C::ORDER == Order::Reverse {
            coder.try_put_all(intervals.iter().rev().map(watched), precision)
        } else {
            coder.try_put_all(intervals.iter().map(watched), precision)
        };
    }
    put_all_chunks(coder, total, chunk, watch, |coder, chunk| {
        intervals.clear();
        fill(chunk, &mut intervals)?;
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
    watch: &mut Watch<'_>,
    mut put: impl FnMut(&mut C, Range<usize>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mark = coder.mark();
    coder.expect(total);
    let chunks = if total == 0 { 0 } else { total.div_ceil(chunk) };
    let result = (0..chunks).try_for_each(|number| {
        ask(watch, number * chunk)?;
        let place = if C::ORDER == Order::Reverse { chunks - 1 - number } else { number };
        put(coder, place * chunk..total.min((place + 1) * chunk))
    });
    if let (Err(_), Some(mark)) = (&result, mark) {
        coder.rewind(mark);
    }
    result
}

pub(crate) fn ask(watch: &mut Watch<'_>, done: usize) -> Result<(), Error> {
    if watch(done) { Ok(()) } else { Err(Error::Interrupted) }
}

/// Models that are counted from the first symbol of the array, where those of a chunk are wanted.
pub(crate) struct From0<'a, M> {
    pub(crate) models: &'a M,
    pub(crate) start: usize,
}

impl<M: Models> Models for From0<'_, M> {
    fn model(&self, place: usize) -> Result<impl RunModel, Error> {
        self.models.model(self.start + place)
    }

    fn check(&self) -> Result<(), Error> {
        self.models.check()
    }
}

/// Computes the intervals of some symbols.
pub(crate) struct Fill<'a> {
    pub(crate) symbols: &'a [i32],
    /// The index of the first of the symbols.
    pub(crate) start: usize,
    pub(crate) precision: u32,
    pub(crate) zero_probability: ZeroProbability,
    pub(crate) intervals: &'a mut Vec<Interval>,
}

impl Visit for Fill<'_> {
    fn visit<M: Models>(mut self, models: M) -> Result<(), Error> {
        if self.zero_probability == ZeroProbability::Leaky {
            return self.leaky(models);
        }
        for (place, &symbol) in self.symbols.iter().enumerate() {
            let index = self.start + place;
            let model = models.model(place).map_err(|error| error.at(index))?;
            let result = self.one(&model, index, symbol);
            models.check()?;
            result?;
        }
        Ok(())
    }
}

impl Fill<'_> {
    #[inline]
    fn leaky<M: Models>(&mut self, models: M) -> Result<(), Error> {
        const NOTHING: Interval = Interval { left: 0, prob: NonZeroU32::MIN };
        let start = self.intervals.len();
        self.intervals.resize(start + self.symbols.len(), NOTHING);
        if models.intervals(self.symbols, &mut self.intervals[start..]) {
            return Ok(());
        }
        for ((place, &symbol), interval) in self.symbols.iter().enumerate().zip(&mut self.intervals[start..]) {
            let model = models.model(place).map_err(|error| error.at(self.start + place))?;
            let found = model.interval(symbol);
            models.check()?;
            *interval = found.ok_or_else(|| impossible(self.start + place, symbol))?;
        }
        Ok(())
    }

    /// Computes the intervals of a symbol where zero probabilities are not leaky.
    fn one(&mut self, model: &dyn RunModel, index: usize, symbol: i32) -> Result<(), Error> {
        let interval = model.interval(symbol);
        if self.zero_probability == ZeroProbability::Strict {
            let interval = interval.filter(|_| !model.has_zero_mass(symbol));
            self.intervals.push(interval.ok_or_else(|| impossible(index, symbol))?);
            return Ok(());
        }
        self.intervals.extend(escape::decision(interval.is_none(), self.precision));
        match interval {
            Some(interval) => self.intervals.push(interval),
            None => {
                let escaped = escape::intervals(symbol, model.support(), self.precision);
                self.intervals.extend(escaped.ok_or_else(|| impossible(index, symbol))?);
            }
        }
        Ok(())
    }
}
