//! Bytes whose distribution depends on the byte before, by several rANS states that share one stream of words.
//!
//! The steps are those of `interleaved`, with L = 2^15 or 2^16. Each of the N states has a part of the message of its
//! own, so that none waits for the symbol of another: with n symbols and m = n / N, rounded down, the state j has the
//! positions j * m to (j + 1) * m - 1, and the last state also those that are left over. A round is one symbol of each
//! state; the rest comes after all rounds. The context of a symbol is the symbol before it, and 0 at the start of a
//! part.
//!
//! # References
//! - Bonfield, "CRAM 3.1: advances in the CRAM file format", 2022, <https://doi.org/10.1093/bioinformatics/btac010>

mod decode;
mod decode_table;
mod encode;
mod encode_table;

pub use decode::decode_order1;
pub use decode_table::Order1DecodeTable;
pub use encode::encode_order1;
pub use encode_table::Order1EncodeTable;

/// Whether there are states of a kind that streams have, with at least this many bits before the highest.
pub(crate) fn are_lower_bits(lower_bits: u32) -> bool {
    lower_bits == 15 || lower_bits == 16
}

/// Whether these are probabilities in units of `2^-bits`; one of them may be all.
fn are_probabilities(freqs: &[u16; 256], bits: u32) -> bool {
    freqs.iter().map(|&freq| u32::from(freq)).sum::<u32>() == 1 << bits
}
