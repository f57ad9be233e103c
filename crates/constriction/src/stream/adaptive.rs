//! Models that learn from the symbols coded so far.

pub use constriction_adaptive::*;
