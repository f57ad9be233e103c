//! The strings of `CompressAI`: a table by an index for each symbol, in ryg's rans64.
//!
//! A table of n entries is over the integers `offset..offset + n - 1`, with 16 bits of precision. Its last entry is an
//! escape for all others: an integer `offset + n - 1 + d` becomes `2 d`, an integer `offset - d` becomes `2 d - 1`.
//! After the escape come the count of that number's hexadecimal digits, as a sum of digits that ends with one below 15,
//! and the digits, the least significant one first; each takes 4 bits of the state.
//!
//! The state has 64 bits and is at least `2^31`; words have 32 bits. A string starts with the state, as two words with the
//! lower half first, and then has the words, all with the least significant byte first.
//!
//! A symbol of a table costs a division to encode; to decode it costs a look-up among 256 starting points, a short search
//! and a multiplication.
//!
//! # References
//! - Bégaint, Racapé, Feltman, Pushparaja, "`CompressAI`: a `PyTorch` library and evaluation platform for end-to-end
//!   compression research", 2020, <https://arxiv.org/abs/2011.03029>
//! - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>

mod decoder;
mod encoder;
mod error;
mod tables;

pub use decoder::IndexedDecoder;
pub use encoder::IndexedEncoder;
pub use error::IndexedError;
pub use tables::{IndexedTables, TablesError};

/// The bits of a digit of an escaped number.
const DIGIT_BITS: u32 = 4;
/// A digit after which another one follows.
const LAST_DIGIT: u32 = 15;
/// The precision of tables.
const PRECISION: u32 = 16;
/// The binary logarithm of the smallest state.
const LOWER_BITS: u32 = 31;
