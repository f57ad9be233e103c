#![no_std]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

pub mod cdf16;
pub mod digest;
mod family;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
mod features;
mod level;
mod mixtures;
#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod neon;
mod quantiles;
mod quantized_family;
pub mod rans64;
pub mod rans64_tables;
mod rans_bytes;
mod rans_bytes_o1;
mod round_down;
mod rounds;
pub mod rows;
mod scalar;
mod tables;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
mod vector;
pub mod weights;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use family::KernelFamily;
pub use level::Level;
pub use mixtures::Mixtures;
#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
pub use neon::Neon;
pub use quantiles::Quantiles;
pub use quantized_family::QuantizedFamily;
pub use rans_bytes::{Corrupt, DecodeTable, EncodeTable, decode, decode_symbols, encode, encode_symbols};
pub use rans_bytes_o1::{Order1DecodeTable, Order1EncodeTable, decode_order1, encode_order1};
pub use round_down::RoundDown;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};
