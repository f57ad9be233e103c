//! Range coding: a queue, which decodes first what was encoded first.
//!
//! A message is an interval of numbers, which each symbol narrows in proportion to its probability. Encoder and decoder
//! go in the same direction, so a model may depend on all symbols before. For a symbol with the interval (l, p) at a
//! precision of P bits:
//!
//! ```text
//! scale = range >> P;  lower += scale * l;  range = scale * p
//! if range < 2^32: write the top word of lower, shift both left by 32
//! ```
//!
//! [`RangeEncoder`] and [`RangeDecoder`] have an example. The paper is Martin, "Range encoding: an algorithm for
//! removing redundancy from a digitised message", 1979.

pub use constriction_range::*;
