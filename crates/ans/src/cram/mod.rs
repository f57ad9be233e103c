//! The codec "rANS Nx16" of CRAM 3.1.
//!
//! Data begins with a byte of flags and, unless [`Nx16::without_length`] was called, its length. There are 4 or 32
//! states of 32 bits, at least 2^15, with 16-bit words, and tables of 10 to 12 bits; the last transforms are bits of
//! several bytes packed in one, runs taken out, and bytes dealt to several streams. The instructions that the processor
//! has are used with 32 states.
//!
//! # References
//! - "CRAM codecs", section 3, <https://samtools.github.io/hts-specs/CRAMcodecs.pdf>
//! - Bonfield, "CRAM 3.1: advances in the CRAM file format", 2022, <https://doi.org/10.1093/bioinformatics/btac010>

mod decoder;
mod encoder;
mod error;
mod flags;
mod options;
mod packing;
mod payload;
mod reader;
mod runs;
mod table;

pub use error::Nx16Error;
pub use options::{Nx16, decode_nx16, encode_nx16};
