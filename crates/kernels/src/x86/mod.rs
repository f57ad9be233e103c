//! The processors of PCs and servers.

mod avx2;
mod avx512;
mod entry;

pub use avx2::Avx2;
pub use avx512::Avx512;
