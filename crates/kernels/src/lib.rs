#![no_std]
#![doc = include_str!("../README.md")]

#[cfg(feature = "std")]
extern crate std;

mod approx;
mod decode;
mod family;
mod intervals;
mod lanes;
mod leaky;
mod level;
mod scalar;
mod tables;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use decode::Quantiles;
pub use family::Family;
pub use leaky::Leaky;
pub use level::Level;
#[cfg(target_arch = "x86_64")]
pub use x86::{Avx2, Avx512};
