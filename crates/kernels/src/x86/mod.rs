//! The kernels for x86-64.

mod avx2;
mod avx512;
mod lanes;
mod lanes_avx2;
mod lanes_avx512;
mod operators;
mod permutations;
pub(crate) mod rans64;
pub(crate) mod rans64_tables;
pub(crate) mod rans_bytes;
pub(crate) mod rans_bytes_o1;
pub(crate) mod rows;
mod transpose;
mod weights;

pub use avx2::Avx2;
pub use avx512::Avx512;
pub(crate) use lanes::StateLanes;
