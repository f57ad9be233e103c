//! From a description to models: the one place where the family is matched.

use core::ops::Range;

use constriction_models::Float;
use constriction_models::dynamic::{PerfectRow, Rows};

use crate::adapters::{Made, OneRow, Row};
use crate::numbered::visit_numbered;
use crate::ready::Ready;
#[cfg(not(target_family = "wasm"))]
use crate::ready::with_model;
use crate::resolved::Resolved;
use crate::{Error, Family, Floats, ModelSpec, Models, Quantization, RunModel, Same, logits};

/// What is done with models, whatever their type.
pub(crate) trait Visit {
    /// Visits the models of some symbols.
    fn visit<M: Models>(self, models: M) -> Result<(), Error>;
}

/// Asks each of some models, where the time does not matter much: by a table of functions, so that this is compiled
/// once.
pub(crate) struct Ask<'a> {
    /// The index of the first symbol.
    pub(crate) start: usize,
    pub(crate) count: usize,
    pub(crate) ask: &'a mut dyn FnMut(usize, &dyn RunModel) -> Result<(), Error>,
}

impl Visit for Ask<'_> {
    fn visit<M: Models>(self, models: M) -> Result<(), Error> {
        for place in 0..self.count {
            let model = models.model(place).map_err(|error| error.at(self.start + place))?;
            let result = (self.ask)(place, &model);
            models.check()?;
            result?;
        }
        Ok(())
    }
}

/// Buffers that are used again and again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    #[cfg_attr(target_family = "wasm", expect(dead_code, reason = "kernels need it"))]
    pub(crate) numbers: [Vec<f64>; 3],
}

/// The models of all symbols of a call.
#[derive(Debug)]
pub(crate) enum Source<'a> {
    /// All symbols have the same one.
    Same(&'a Ready),
    /// The same, made for this call.
    Made(Box<Ready>),
    /// Each has its own.
    Each(&'a ModelSpec, Resolved<'a>),
}

impl<'a> Source<'a> {
    /// The models that a description and the parameters of a call make, for so many symbols.
    pub(crate) fn new(spec: &'a ModelSpec, resolved: Resolved<'a>, symbols: usize) -> Result<Self, Error> {
        Ok(match (spec.ready_for(symbols), resolved.symbols) {
            (Some(ready), _) => Self::Same(ready),
            (None, None) => Self::Made(Box::new(Ready::new(spec, &resolved)?)),
            (None, Some(_)) => Self::Each(spec, resolved),
        })
    }

    /// The model that all symbols have.
    pub(crate) fn same(&self) -> Option<&Ready> {
        match self {
            Self::Same(ready) => Some(ready),
            Self::Made(ready) => Some(ready),
            Self::Each(..) => None,
        }
    }

    /// How many symbols to visit at a time: enough to amortise the visit, few enough to be interrupted.
    pub(crate) fn chunk(&self) -> usize {
        /// Up to so many probabilities, as they stay in a cache.
        const NUMBERS: usize = 1 << 13;
        /// So many rows are summed side by side.
        const ROWS: usize = Rows::<f64>::LANES;
        const SYMBOLS: usize = 1 << 12;
        match self {
            Self::Same(_) | Self::Made(_) => SYMBOLS,
            Self::Each(spec, resolved) => {
                let is_perfect =
                    spec.family == Family::Categorical && spec.options.quantization == Quantization::Perfect;
                let least = if is_perfect { 1 } else { ROWS };
                (NUMBERS / resolved.get(0).width.max(1)).clamp(least, SYMBOLS)
            }
        }
    }

    /// Visits the models of some symbols.
    pub(crate) fn visit(&self, symbols: Range<usize>, scratch: &mut Scratch, visit: impl Visit) -> Result<(), Error> {
        match self {
            Self::Same(ready) => visit_ready(ready, visit),
            Self::Made(ready) => visit_ready(ready, visit),
            Self::Each(spec, parameters) => visit_each(spec, parameters, symbols, scratch, visit),
        }
    }
}

fn visit_ready(ready: &Ready, visit: impl Visit) -> Result<(), Error> {
    // Where code is downloaded, the family is matched for each symbol.
    #[cfg(target_family = "wasm")]
    return visit.visit(Same(ready));
    #[cfg(not(target_family = "wasm"))]
    with_model!(ready, model => visit.visit(Same(model)))
}

fn visit_each(
    spec: &ModelSpec,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    scratch: &mut Scratch,
    visit: impl Visit,
) -> Result<(), Error> {
    match spec.family {
        Family::Categorical => {
            let width = parameters.get(0).width;
            match parameters.get(0).of(symbols.clone()) {
                Floats::F32(probs) => visit_rows(spec, symbols.start, probs, width, visit),
                Floats::F64(probs) => visit_rows(spec, symbols.start, probs, width, visit),
            }
        }
        Family::CategoricalLogits => {
            let argument = parameters.get(0);
            let mut weights = Vec::with_capacity(symbols.len() * argument.width);
            for symbol in symbols.clone() {
                logits::weights(argument.of(symbol..symbol + 1), &mut weights).map_err(|error| error.at(symbol))?;
            }
            visit_lazy_rows(symbols.start, &weights, argument.width, spec.options.precision, visit)
        }
        _ => visit_numbered(spec, parameters, symbols, scratch, visit),
    }
}

fn visit_rows<F: Float>(
    spec: &ModelSpec,
    start: usize,
    probs: &[F],
    width: usize,
    visit: impl Visit,
) -> Result<(), Error> {
    if spec.options.quantization != Quantization::Perfect {
        return visit_lazy_rows(start, probs, width, spec.options.precision, visit);
    }
    visit.visit(Made(|place: usize| {
        let probs = &probs[place * width..(place + 1) * width];
        Ok(OneRow { table: PerfectRow::new(probs, spec.options.precision)?, probs })
    }))
}

fn visit_lazy_rows<F: Float>(
    start: usize,
    probs: &[F],
    width: usize,
    precision: u32,
    visit: impl Visit,
) -> Result<(), Error> {
    let rows = Rows::new(probs, width, precision)
        .map_err(|error| Error::Probabilities { index: Some(start + error.row), error: error.error })?;
    visit.visit(Made(|index: usize| Ok(Row { rows: &rows, index, probs: &probs[index * width..(index + 1) * width] })))
}
