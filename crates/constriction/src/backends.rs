//! Where coders put their words and get them from.

#[doc(hidden)]
pub use crate::compat::backends::*;
pub use constriction_bits::*;
