//! A coder that decodes first what was encoded first: range coding.

pub use constriction_range::*;
