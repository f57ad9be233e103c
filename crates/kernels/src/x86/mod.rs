//! The processors of PCs and servers.

mod avx2;
mod avx512;
mod features;
pub(crate) mod interleaved_avx2;
pub(crate) mod interleaved_avx512;
mod order1_avx2;
mod order1_avx512;
mod permutations;
mod rows_avx2;
mod rows_avx512;
mod states_avx2;
mod states_avx512;
mod transpose;

pub use avx2::Avx2;
pub use avx512::Avx512;
