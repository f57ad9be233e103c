//! The coder types that bindings use.

use std::sync::Arc;

use constriction_bits::Cursor;
use constriction_core::DefaultFormat;

/// The precision of models that chain coders take.
pub const CHAIN_PRECISION: u32 = 24;

/// An ANS coder on 32-bit words.
pub type AnsCoder = constriction_ans::DefaultAnsCoder;

/// A chain coder on 32-bit words.
pub type ChainCoder = constriction_chain::DefaultChainCoder;

/// A range encoder to 32-bit words.
pub type RangeEncoder = constriction_range::DefaultRangeEncoder;

/// A range decoder of 32-bit words, which copies share.
pub type RangeDecoder = constriction_range::RangeDecoder<DefaultFormat, Cursor<u32, Arc<[u32]>>>;
