//! A coder that decodes last what was encoded first: asymmetric numeral systems.

pub use constriction_ans::*;
