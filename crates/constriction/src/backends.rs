//! Where coders put their words and get them from.

pub use crate::compat::backends::*;
pub use constriction_bits::*;
