//! Coders that keep their words in vectors.

use alloc::vec::Vec;

use constriction_core::{DefaultFormat, SmallFormat};

use crate::ChainCoder;

/// A chain coder with 32-bit words and a 64-bit state, on vectors, for models of 24 bits.
pub type DefaultChainCoder = ChainCoder<DefaultFormat, Vec<u32>, Vec<u32>, 24>;

/// A chain coder with 16-bit words and a 32-bit state, on vectors, for models of 12 bits.
pub type SmallChainCoder = ChainCoder<SmallFormat, Vec<u16>, Vec<u16>, 12>;
