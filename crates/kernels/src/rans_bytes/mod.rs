//! Bytes of one distribution, by several rANS states that share one stream of words.
//!
//! N states of 32 bits, a power of two up to 64, with L = 2^16 and 16-bit words; probabilities have P bits, 10 to 14.
//! The symbol at position i belongs to the lane i mod N. Encoding goes from the last symbol to the first, decoding
//! forward, each symbol as in any rANS coder:
//!
//! ```text
//! encode:  if x >> (32 - P) >= f { push the low word of x; x >>= 16 }    x = (x / f) * 2^P + c + x mod f
//! decode:  q = x mod 2^P in [c, c + f)    x = f * (x >> P) + q - c       if x < L { x = x << 16 | pop a word }
//! ```
//!
//! A payload is the words in the order in which they are pushed, and then the states of the lanes 0 to N - 1, all
//! little-endian. All states start at L, so that a decoder must end with them at L and without words.
//!
//! # References
//! - Duda, "Asymmetric numeral systems", 2013, <https://arxiv.org/abs/1311.2540>
//! - Giesen, "Interleaved entropy coders", 2014, <https://arxiv.org/abs/1402.3392>

mod decode;
mod decode_table;
mod encode;
mod encode_table;

pub use decode::{Corrupt, decode, decode_symbols};
pub use decode_table::DecodeTable;
#[cfg(target_arch = "x86_64")]
pub(crate) use decode_table::NARROW;
pub use encode::{encode, encode_symbols};
pub use encode_table::EncodeTable;
pub(crate) use encode_table::{Entry, Reciprocals};

/// The most states that a stream can have.
const MAX_LANES: usize = 64;

/// The smallest state, with which all states start.
pub(crate) const LOWER_BOUND: u32 = 1 << 16;

pub(crate) fn is_lane_count(lanes: usize) -> bool {
    lanes.is_power_of_two() && lanes <= MAX_LANES
}

/// Whether these are the probabilities of at least two symbols.
fn are_probabilities(freqs: &[u16; 256], bits: u32) -> bool {
    if !(10..=14).contains(&bits) {
        return false;
    }
    let total = 1 << bits;
    freqs.iter().map(|&freq| u32::from(freq)).sum::<u32>() == total && freqs.iter().all(|&freq| u32::from(freq) < total)
}
