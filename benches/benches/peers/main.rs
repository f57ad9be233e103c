//! Other entropy coders beside ours, on the same data.

mod bytes;
mod categorical;
#[cfg(feature = "htscodecs")]
mod htscodecs;
mod integers;
mod zstd;

use criterion::{criterion_group, criterion_main};

criterion_group! {
    name = benches;
    config = constriction_benches::criterion();
    targets = bytes::long, bytes::short, integers::gaussian, categorical::given
}
criterion_main!(benches);
