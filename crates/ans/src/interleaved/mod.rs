//! Several states that share one stream of words.
//!
//! The symbol at position i, as the decoder counts them, belongs to the state i mod N. The step from state to state is
//! that of [`AnsCoder`](crate::AnsCoder), with these differences: a state starts with L instead of nothing, a symbol
//! moves at most one word (the precision is at most a word's bits), and to run out of words is an error. As states do
//! not wait for each other, a processor works on several of them at once.
//!
//! A message is the words in the order in which they were pushed, the states of the lanes 0 to N - 1, each with its
//! least significant word first and as many words as a state can have, and one word that is N. The overhead is about
//! three quarters of that: the states contain what the words do not.
//!
//! # References
//! - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>

#[cfg(feature = "alloc")]
mod automatic;
mod coder;
mod error;
mod lane_count;
mod lanes;
mod message;
mod position;
mod rounds;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "alloc")]
mod vec;

#[cfg(feature = "alloc")]
pub use automatic::InterleavedAnsCoder;
pub use coder::Interleaved;
pub use error::InterleavedError;
pub use lane_count::LaneCount;
pub use lanes::Lanes;
#[cfg(feature = "alloc")]
pub use vec::{DefaultInterleaved, SmallInterleaved};
