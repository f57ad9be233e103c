//! The brightness of a lossy WebP image: a key frame of VP8, whose bits come from `BoolDecoder`.
//!
//! ```sh
//! cargo run --release -p constriction-adaptive --example vp8 -- FILE.webp FILE.pgm
//! ```
//!
//! It has all of a key frame: the header, the modes of the macroblocks, the coefficients, predictions, transforms and the filter.
//! The tests decode an image of `data` to the samples that another decoder has, and encode all its bits again.
//!
//! # References
//! - Bankoski, Koleszar, Quillio, Salonen, Wilkins, Xu, "VP8 data format and decoding guide", RFC 6386, 2011,
//!   <https://doi.org/10.17487/RFC6386>

mod filter;
mod frame;
mod header;
mod macroblock;
mod plane;
mod predict;
mod source;
mod tables;
#[cfg(test)]
mod tests;
mod transform;

use std::error::Error;
use std::process::ExitCode;

/// The frame in a WebP file: the chunk `VP8 ` of the file's chunks, each of which has a name and a size.
fn frame_of_webp(file: &[u8]) -> Option<&[u8]> {
    let mut rest = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    loop {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (size, after) = after.split_first_chunk::<4>()?;
        let size = u32::from_le_bytes(*size) as usize;
        let chunk = after.get(..size)?;
        if name == b"VP8 " {
            return Some(chunk);
        }
        // Chunks have an even number of bytes.
        rest = after.get(size.checked_next_multiple_of(2)?..)?;
    }
}

fn run(from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let file = std::fs::read(from)?;
    let data = frame_of_webp(&file).ok_or("not a WebP file with a lossy image")?;
    let (parts, frame) = frame::decode_bytes(data).ok_or("not a whole key frame of VP8")?;
    let mut pgm = format!("P5\n{} {}\n255\n", parts.width, parts.height).into_bytes();
    pgm.extend(frame.planes[0].crop(parts.width, parts.height));
    std::fs::write(to, pgm)?;
    println!("{from}: {} by {} samples from {} bytes", parts.width, parts.height, data.len());
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let result = match &arguments[..] {
        [from, to] => run(from, to),
        _ => Err("usage: vp8 FILE.webp FILE.pgm".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
