//! Models whose intervals are looked up, or nearly so.

use core::ops::Range;

use constriction_models::dynamic::Uniform;

use crate::adapters::{Coin, Made, Shifted};
use crate::ready::{Ready, coin, table, uniform};
use crate::visit::{Scratch, Source, Visit};
use crate::{Argument, Error, Family, ModelSpec, Same};

/// The models of all symbols of a call.
pub(crate) enum LookedUp<'a> {
    Table(&'a Shifted),
    Uniform(&'a Uniform),
    Bernoulli(&'a Coin),
    Each(EachLookedUp<'a>),
}

impl<'a> LookedUp<'a> {
    /// The models, if they are of this kind.
    pub(crate) fn new(source: &'a Source<'_>) -> Option<Self> {
        Some(match (source.same(), source) {
            (Some(Ready::Table(model)), _) => Self::Table(model),
            (Some(Ready::Uniform(model)), _) => Self::Uniform(model),
            (Some(Ready::Bernoulli(model)), _) => Self::Bernoulli(model),
            (None, Source::Each(spec, parameters)) => Self::Each(EachLookedUp::new(spec, parameters.get(0))?),
            _ => return None,
        })
    }

    /// Visits the models of some symbols.
    pub(crate) fn visit(&self, symbols: Range<usize>, scratch: &mut Scratch, visit: impl Visit) -> Result<(), Error> {
        match self {
            Self::Table(model) => visit.visit(Same(*model)),
            Self::Uniform(model) => visit.visit(Same(*model)),
            Self::Bernoulli(model) => visit.visit(Same(*model)),
            Self::Each(models) => models.visit(symbols, scratch, visit),
        }
    }
}

/// Models of which each symbol has its own, in families with a single number.
pub(crate) enum EachLookedUp<'a> {
    Uniform(&'a ModelSpec, Argument<'a>),
    Bernoulli(&'a ModelSpec, Argument<'a>),
    Table(&'a ModelSpec, Argument<'a>),
}

impl<'a> EachLookedUp<'a> {
    /// The models, if they are of this kind, with the first parameter of their family.
    pub(crate) fn new(spec: &'a ModelSpec, first: Argument<'a>) -> Option<Self> {
        match spec.family {
            Family::Uniform => Some(Self::Uniform(spec, first)),
            Family::Bernoulli => Some(Self::Bernoulli(spec, first)),
            Family::CdfTable => Some(Self::Table(spec, first)),
            _ => None,
        }
    }

    /// Visits the models of some symbols.
    pub(crate) fn visit(&self, symbols: Range<usize>, scratch: &mut Scratch, visit: impl Visit) -> Result<(), Error> {
        let [buffer, ..] = &mut scratch.numbers;
        let start = symbols.start;
        match self {
            Self::Uniform(spec, sizes) => {
                let sizes = sizes.numbers(symbols, buffer);
                visit.visit(Made(|place: usize| uniform(sizes[place], spec.options.precision)))
            }
            Self::Bernoulli(spec, ps) => {
                let ps = ps.numbers(symbols, buffer);
                visit.visit(Made(|place: usize| coin(ps[place], &spec.options)))
            }
            Self::Table(spec, numbers) => {
                let numbers = numbers.numbers(symbols, buffer);
                visit.visit(Made(|place: usize| table(spec.shifted_tables(), numbers[place], start + place)))
            }
        }
    }
}
