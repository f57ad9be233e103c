//! Where coders put their words and get them from.

pub use constriction_bits::*;
