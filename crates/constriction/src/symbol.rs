//! Codes with a whole number of bits per symbol.
//!
//! ```
//! use constriction::symbol::{exp_golomb::ExpGolomb, DefaultQueueEncoder, ReadBitStream, WriteBitStream};
//!
//! let codebook = ExpGolomb::<u32>::new();
//! let mut encoder = DefaultQueueEncoder::new();
//! encoder.encode_iid_symbols(&[3, 7, 0, 1], &codebook).unwrap();
//! assert_eq!(encoder.num_bits(), 16);
//!
//! let mut decoder = encoder.into_decoder();
//! let bits: String = decoder.clone().map(|bit| if bit.unwrap() { '1' } else { '0' }).collect();
//! assert_eq!(bits, "00100000100010100000000000000000");   // padded with zeros to a whole word
//! let decoded = decoder.decode_iid_symbols(4, &codebook).collect::<Result<Vec<_>, _>>().unwrap();
//! assert_eq!(decoded, [3, 7, 0, 1]);
//! ```

pub use constriction_symbol::*;

/// Exponential Golomb codes.
pub mod exp_golomb {
    pub use constriction_symbol::ExpGolomb;
}
