//! A coder for bits-back coding whose symbols do not influence each other: chain coding.

pub use constriction_chain::*;
