//! Codes with a whole number of bits per symbol.

pub use constriction_symbol::*;

/// Exponential Golomb codes.
pub mod exp_golomb {
    pub use constriction_symbol::ExpGolomb;
}
