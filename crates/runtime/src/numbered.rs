//! Models that each symbol has of its own, in families whose parameters are numbers, or that are mixtures.

use core::ops::Range;

use constriction_kernels::Family as Kernel;
use constriction_models::{Cauchy, Distribution, Gaussian, Laplace, Logistic, Mixture, ParameterError};

use crate::adapters::Made;
use crate::located::Located;
use crate::looked_up::EachLookedUp;
use crate::mixtures::Mixed;
use crate::ready::{binomial, components, in_weights, support};
use crate::resolved::Resolved;
use crate::visit::{Scratch, Visit};
use crate::{Error, Family, ModelSpec};

/// Visits the models of some symbols.
pub(crate) fn visit_numbered(
    spec: &ModelSpec,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    scratch: &mut Scratch,
    visit: impl Visit,
) -> Result<(), Error> {
    let precision = spec.options.precision;
    match spec.family {
        Family::QuantizedGaussian => {
            visit_located(spec, Some(Kernel::Gaussian), parameters, symbols, scratch, Gaussian::new, visit)
        }
        Family::QuantizedLaplace => {
            visit_located(spec, Some(Kernel::Laplace), parameters, symbols, scratch, Laplace::new, visit)
        }
        Family::QuantizedCauchy => {
            visit_located(spec, Some(Kernel::Cauchy), parameters, symbols, scratch, Cauchy::new, visit)
        }
        Family::QuantizedLogistic => visit_located(spec, None, parameters, symbols, scratch, Logistic::new, visit),
        Family::GaussianMixture => {
            visit_mixtures(spec, Some(Kernel::Gaussian), parameters, symbols, scratch, Gaussian::new, visit)
        }
        Family::LaplaceMixture => {
            visit_mixtures(spec, Some(Kernel::Laplace), parameters, symbols, scratch, Laplace::new, visit)
        }
        Family::LogisticMixture => visit_mixtures(spec, None, parameters, symbols, scratch, Logistic::new, visit),
        Family::Binomial => {
            let [first, second, _] = &mut scratch.numbers;
            let ps = parameters.get(1).numbers(symbols.clone(), second);
            let ns = parameters.get(0).numbers(symbols, first);
            visit.visit(Made(|place: usize| binomial(ns[place], ps[place], precision)))
        }
        Family::Uniform => EachLookedUp::Uniform(spec, parameters.get(0)).visit(symbols, scratch, visit),
        Family::Bernoulli => EachLookedUp::Bernoulli(spec, parameters.get(0)).visit(symbols, scratch, visit),
        // The tables: whatever has vectors of probabilities is not here.
        _ => EachLookedUp::Table(spec, parameters.get(0)).visit(symbols, scratch, visit),
    }
}

/// Distributions with a location and a scale.
fn visit_located<D: Distribution>(
    spec: &ModelSpec,
    kernel: Option<Kernel>,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    scratch: &mut Scratch,
    new: impl Fn(f64, f64) -> Result<D, ParameterError>,
    visit: impl Visit,
) -> Result<(), Error> {
    let support = support(spec)?;
    let [locations, scales, _] = &mut scratch.numbers;
    let locations = parameters.get(0).numbers(symbols.clone(), locations);
    let scales = parameters.get(1).numbers(symbols, scales);
    visit.visit(Located::new(support, kernel, locations, scales, new))
}

fn visit_mixtures<D: Distribution>(
    spec: &ModelSpec,
    kernel: Option<Kernel>,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    scratch: &mut Scratch,
    new: impl Fn(f64, f64) -> Result<D, ParameterError>,
    visit: impl Visit,
) -> Result<(), Error> {
    let support = support(spec)?;
    let width = parameters.get(0).width;
    let components = || components(parameters, symbols.clone(), &new);
    if kernel.is_some() {
        let [first, second, third] = &mut scratch.numbers;
        let numbers = [(0, first), (1, second), (2, third)]
            .map(|(place, buffer)| parameters.get(place).numbers(symbols.clone(), buffer));
        if let Some(mixed) = Mixed::new(support, kernel, width, numbers, &components) {
            mixed.check()?;
            return visit.visit(mixed);
        }
    }
    let components = &components()?[..];
    visit.visit(Made(|place: usize| {
        Ok(support.quantize(Mixture::new(&components[place * width..(place + 1) * width]).map_err(in_weights)?))
    }))
}
