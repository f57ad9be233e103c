//! Streams of other coders, read and written with the generic ANS coder, or with models that learn.
//!
//! Only a `Format`, a model and the order of the bytes are new in each of them.

mod compressai;
mod cram;
mod interleaved;
mod lzma;
mod lzma_coder;
mod ryg;

/// The bytes of a hexadecimal string.
fn unhex(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a hexadecimal digit") as u8;
    text.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
