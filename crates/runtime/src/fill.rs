//! From symbols to their intervals.

use core::num::NonZeroU32;
use core::ops::Range;

use constriction_core::Interval;

use crate::encode::impossible;
use crate::visit::{Scratch, Source, Visit};
use crate::{Error, ModelSpec, Models, Options, RunModel, Symbols, ZeroProbability, escape};

/// What one thread needs to compute intervals.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    pub(crate) converted: Vec<i32>,
    pub(crate) scratch: Scratch,
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
