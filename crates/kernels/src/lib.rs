#![no_std]
#![doc = include_str!("../README.md")]

#[cfg(feature = "std")]
extern crate std;

#[cfg(target_arch = "x86_64")]
mod approx;
#[cfg(target_arch = "x86_64")]
mod decode;
mod family;
mod interleaved;
#[cfg(target_arch = "x86_64")]
mod intervals;
#[cfg(target_arch = "x86_64")]
mod lanes;
mod leaky;
mod level;
mod order1;
mod quantiles;
mod scalar;
pub mod states;
#[cfg(target_arch = "x86_64")]
mod symbols;
mod tables;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use family::Family;
pub use interleaved::{Damaged, DecodeTable, EncodeTable, decode, decode_symbols, encode, encode_symbols};
pub use leaky::Leaky;
pub use level::Level;
pub use order1::{Order1DecodeTable, Order1EncodeTable, decode_order1, encode_order1};
pub use quantiles::Quantiles;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};
