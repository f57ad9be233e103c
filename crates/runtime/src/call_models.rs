//! The models of a call.

use core::ops::Range;

use constriction_models::array::Shared;
use constriction_models::dynamic::{DynModel, Rows};

use crate::concrete::{ConcreteModel, TableModel, cost_of_trials, with_model};
use crate::dispatch::{Form, Visit};
use crate::params::Params;
use crate::{Error, Family, Quantization};

/// The models of all symbols of a call.
#[derive(Debug)]
pub(crate) enum CallModels<'a> {
    /// All symbols have the same one.
    Same(&'a ConcreteModel, u32),
    /// The same, made for this call.
    Made(Box<ConcreteModel>, u32),
    /// Each has its own.
    Each(&'a Form, Params<'a>),
}

impl CallModels<'_> {
    /// The model that all symbols have.
    #[cfg(feature = "rayon")]
    pub(crate) fn same(&self) -> Option<&ConcreteModel> {
        match self {
            Self::Same(model, _) => Some(model),
            Self::Made(model, _) => Some(model),
            Self::Each(..) => None,
        }
    }

    /// The table that all symbols have, as an array.
    #[inline]
    pub(crate) fn table(&self) -> Option<Shared<&TableModel>> {
        match self {
            Self::Same(ConcreteModel::Table(table), precision) => Some(Shared::new(table, *precision)),
            Self::Made(model, precision) => match &**model {
                ConcreteModel::Table(table) => Some(Shared::new(table, *precision)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an interval takes less time than to code it.
    pub(crate) fn are_looked_up(&self) -> bool {
        /// Rows of up to this many probabilities are small.
        const SMALL: usize = 16;
        match self {
            Self::Same(model, _) => model.is_looked_up(),
            Self::Made(model, _) => model.is_looked_up(),
            Self::Each(form, params) => match form.family {
                Family::Uniform | Family::Bernoulli | Family::CdfTable => true,
                Family::Categorical => match form.options.quantization {
                    Quantization::Fast | Quantization::Lazy => params.get(0).width <= SMALL,
                    Quantization::Perfect | Quantization::Integer => false,
                },
                Family::Binomial
                | Family::QuantizedGaussian
                | Family::QuantizedLaplace
                | Family::QuantizedCauchy
                | Family::QuantizedLogistic
                | Family::GaussianMixture
                | Family::LaplaceMixture
                | Family::LogisticMixture
                | Family::CategoricalLogits
                | Family::TopK => false,
            },
        }
    }

    /// How many symbols to visit at a time: enough to amortise the visit, few enough to be interrupted, however long a
    /// symbol takes.
    #[inline]
    pub(crate) fn chunk(&self) -> usize {
        /// Up to this many probabilities, as they stay in a cache.
        const NUMBERS: usize = 1 << 13;
        /// This many rows are summed side by side.
        const ROWS: usize = Rows::<f64>::LANES;
        const SYMBOLS: usize = 1 << 12;
        match self {
            Self::Same(model, _) => (SYMBOLS / model.cost()).max(1),
            Self::Made(model, _) => (SYMBOLS / model.cost()).max(1),
            Self::Each(form, params) => {
                let least = match form.family {
                    Family::Binomial => {
                        let trials = params.get(0);
                        let numbers = (0..trials.symbols().unwrap_or(1)).map(|index| trials.number(index));
                        return (SYMBOLS / cost_of_trials(numbers.fold(0.0, f64::max))).max(1);
                    }
                    Family::Categorical => match form.options.quantization {
                        Quantization::Fast | Quantization::Lazy => ROWS,
                        Quantization::Perfect | Quantization::Integer => 1,
                    },
                    Family::Uniform
                    | Family::Bernoulli
                    | Family::QuantizedGaussian
                    | Family::QuantizedLaplace
                    | Family::QuantizedCauchy
                    | Family::QuantizedLogistic
                    | Family::GaussianMixture
                    | Family::LaplaceMixture
                    | Family::LogisticMixture
                    | Family::CategoricalLogits
                    | Family::TopK
                    | Family::CdfTable => 1,
                };
                (NUMBERS / params.get(0).width.max(1)).clamp(least, SYMBOLS)
            }
        }
    }

    /// Visits the models of some symbols, counted from the first of these.
    #[inline]
    pub(crate) fn visit(&self, symbols: Range<usize>, visit: impl Visit) -> Result<(), Error> {
        let (model, precision) = match self {
            Self::Each(form, params) => return form.visit_each(params, symbols, visit),
            Self::Same(model, precision) => (*model, *precision),
            Self::Made(model, precision) => (&**model, *precision),
        };
        with_model!(model, model => visit.visit(Shared::new(model, precision)))
    }
}
