//! Models that each symbol has of its own, in families whose parameters are numbers, or that are mixtures: all but
//! Gaussians as one type, which matches the family for each symbol. WebAssembly is downloaded, and a third of it would
//! be copies. The bits are the same.

use core::ops::Range;

use constriction_models::Gaussian;

use crate::adapters::Made;
use crate::ready::{Ready, support};
use crate::resolved::Resolved;
use crate::visit::{Scratch, Visit};
use crate::{Error, Family, ModelSpec};

/// Visits the models of some symbols.
pub(crate) fn visit_numbered(
    spec: &ModelSpec,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    _scratch: &mut Scratch,
    visit: impl Visit,
) -> Result<(), Error> {
    let (start, family) = (symbols.start, spec.family);
    let (first, second) = (parameters.get(0), parameters.get(1));
    let numbers = |place: usize| (first.number(start + place), second.number(start + place));
    if family == Family::QuantizedGaussian {
        // What is used most.
        let support = support(spec)?;
        return visit.visit(Made(|place: usize| {
            let (mean, std) = numbers(place);
            Ok(support.quantize(Gaussian::new(mean, std)?))
        }));
    }
    visit.visit(Made(|place: usize| {
        if family.is_located() {
            let (location, scale) = numbers(place);
            return Ready::located(family, support(spec)?, location, scale);
        }
        Ready::new(spec, &parameters.only(start + place))
    }))
}
