//! Models that each symbol has of its own, in families whose parameters are numbers, or that are mixtures: all as one
//! type, which matches the family for each symbol. WebAssembly is downloaded, and a third of it would be copies. The bits
//! are the same.

use core::ops::Range;

use crate::adapters::Made;
use crate::ready::Ready;
use crate::resolved::Resolved;
use crate::visit::{Scratch, Visit};
use crate::{Error, ModelSpec};

/// Visits the models of some symbols.
pub(crate) fn visit_numbered(
    spec: &ModelSpec,
    parameters: &Resolved<'_>,
    symbols: Range<usize>,
    _scratch: &mut Scratch,
    visit: impl Visit,
) -> Result<(), Error> {
    let start = symbols.start;
    visit.visit(Made(|place: usize| Ready::new(spec, &parameters.only(start + place))))
}
