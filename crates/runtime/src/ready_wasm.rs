//! What [`Ready`] does as a model, with one search for all the distributions that are rare: WebAssembly is downloaded,
//! and each search would be a copy. The bits are the same.

use core::ops::RangeInclusive;

use constriction_core::Interval;
use constriction_models::Distribution;
use constriction_models::dynamic::Quantized;

use crate::RunModel;
use crate::ready::Ready;

/// A distribution that is called by a table of functions.
struct AnyDistribution<'a>(&'a dyn Distribution);

impl Distribution for AnyDistribution<'_> {
    fn cdf(&self, x: f64) -> f64 {
        self.0.cdf(x)
    }

    fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }
}

type Any<'a> = Quantized<AnyDistribution<'a>, i32>;

fn any<D: Distribution>(model: &Quantized<D, i32>) -> Any<'_> {
    model.support().quantize(AnyDistribution(model.inner()))
}

impl Ready {
    /// The model as one of a continuous distribution, if it is that.
    fn as_any(&self) -> Option<Any<'_>> {
        Some(match self {
            Self::Uniform(_) | Self::Bernoulli(_) | Self::Table(_) => return None,
            Self::Binomial(model) => any(model),
            Self::Gaussian(model) => any(model),
            Self::Laplace(model) => any(model),
            Self::Cauchy(model) => any(model),
            Self::Logistic(model) => any(model),
            Self::GaussianMixture(model) => any(model),
            Self::LaplaceMixture(model) => any(model),
            Self::LogisticMixture(model) => any(model),
        })
    }
}

impl RunModel for Ready {
    fn interval(&self, symbol: i32) -> Option<Interval> {
        match self {
            Self::Uniform(model) => RunModel::interval(model, symbol),
            Self::Bernoulli(model) => model.interval(symbol),
            Self::Table(model) => model.interval(symbol),
            Self::Gaussian(model) => model.interval(symbol),
            _ => self.as_any()?.interval(symbol),
        }
    }

    fn symbol_at(&self, quantile: u32) -> Option<(i32, Interval)> {
        match self {
            Self::Uniform(model) => RunModel::symbol_at(model, quantile),
            Self::Bernoulli(model) => model.symbol_at(quantile),
            Self::Table(model) => model.symbol_at(quantile),
            Self::Gaussian(model) => model.symbol_at(quantile),
            _ => self.as_any()?.symbol_at(quantile),
        }
    }

    fn support(&self) -> RangeInclusive<i32> {
        match self {
            Self::Uniform(model) => model.support(),
            Self::Bernoulli(model) => model.support(),
            Self::Table(model) => model.support(),
            _ => self.as_any().map_or(0..=0, |model| RunModel::support(&model)),
        }
    }

    fn has_zero_mass(&self, symbol: i32) -> bool {
        match self {
            Self::Bernoulli(model) => model.has_zero_mass(symbol),
            Self::Table(model) => model.has_zero_mass(symbol),
            _ => self.as_any().is_some_and(|model| model.has_zero_mass(symbol)),
        }
    }
}
