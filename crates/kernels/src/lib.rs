#![no_std]
#![doc = include_str!("../README.md")]

#[cfg(feature = "std")]
extern crate std;

mod family;
mod interleaved;
mod leaky;
mod level;
mod mixtures;
#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
mod neon;
mod order1;
mod quantiles;
pub mod rows;
mod scalar;
pub mod states;
mod tables;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_feature = "neon")))]
mod vector;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use family::Family;
pub use interleaved::{Damaged, DecodeTable, EncodeTable, decode, decode_symbols, encode, encode_symbols};
pub use leaky::Leaky;
pub use level::Level;
pub use mixtures::Mixtures;
#[cfg(all(target_arch = "aarch64", target_feature = "neon"))]
pub use neon::Neon;
pub use order1::{Order1DecodeTable, Order1EncodeTable, decode_order1, encode_order1};
pub use quantiles::Quantiles;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};
