//! Chain coding: bits-back coding with symbols that do not influence each other.
//!
//! Each symbol takes P bits off the compressed data, for any model. The part that it does not need goes to a second
//! stack, the remainders. So a change of one model changes that symbol and the remainders, and no other symbol. The
//! paper is Bamler, "Understanding entropy coding with asymmetric numeral systems (ANS): a statistician's perspective",
//! 2022, section 4.3, <https://arxiv.org/abs/2201.01741>.

pub use constriction_chain::*;
