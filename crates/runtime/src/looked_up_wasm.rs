//! Models whose intervals are looked up: one table for all symbols. What else is cheap goes through a buffer, as
//! WebAssembly is downloaded. The bits are the same.

use core::ops::Range;

use crate::adapters::Shifted;
use crate::ready::Ready;
use crate::visit::{Scratch, Source, Visit};
use crate::{Error, Same};

/// The models of all symbols of a call.
pub(crate) struct LookedUp<'a>(&'a Shifted);

impl<'a> LookedUp<'a> {
    /// The models, if they are of this kind.
    pub(crate) fn new(source: &'a Source<'_>) -> Option<Self> {
        if let Some(Ready::Table(table)) = source.same() { Some(Self(table)) } else { None }
    }

    /// Visits the models of some symbols.
    pub(crate) fn visit(&self, _symbols: Range<usize>, _scratch: &mut Scratch, visit: impl Visit) -> Result<(), Error> {
        visit.visit(Same(self.0))
    }
}
