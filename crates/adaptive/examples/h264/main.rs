//! CABAC in an H.264 stream: the decisions of all macroblocks, decoded, and encoded again to the same bytes.
//!
//! ```sh
//! cargo run --release -p constriction-adaptive --example h264 -- FILE.264
//! ```
//!
//! A file is a byte stream of the Main profile, of which slices of type I are read. `CabacDecoder` decodes their elements, up to
//! the coefficients; what they are predicted from is left out. Each slice is then encoded again, and must be the same.
//!
//! # References
//! - ITU-T, "Advanced video coding for generic audiovisual services", Recommendation H.264

mod bins;
mod contexts;
mod headers;
mod residual;
mod slice;
mod stream;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::process::ExitCode;

use headers::{Picture, Sequence};
use slice::{Prediction, Slice};

/// The slices of type I of pictures that need no other one.
fn slices(file: &[u8]) -> Result<Vec<Slice>, Box<dyn Error>> {
    let (mut sequence, mut picture) = (None, None);
    let mut slices = vec![];
    for unit in stream::units(file) {
        let Some(&first) = unit.first() else { continue };
        let payload = stream::payload(unit);
        match first & 31 {
            7 => sequence = Some(Sequence::read(&payload).ok_or("not a sequence that this example can read")?),
            8 => picture = Some(Picture::read(&payload).ok_or("not a picture that this example can read")?),
            5 => {
                let (Some(sequence), Some(picture)) = (&sequence, &picture) else {
                    return Err("a slice without parameters".into());
                };
                let slice =
                    Slice::decode(&payload, sequence, picture).ok_or("a slice that this example cannot read")?;
                slices.push(slice);
            }
            _ => {}
        }
    }
    Ok(slices)
}

/// Whether the decisions of a slice become its payload again.
///
/// In the byte in which an arithmetic code ends, bits may follow that decoders do not read. The standard's procedure makes
/// them 0; the encoder x264 does not.
fn is_restored(slice: &Slice) -> bool {
    let payload = &slice.payload;
    let (bytes, ends) = bins::encode(&payload[..slice.header.size], slice.header.quantizer, &slice.bins);
    let agree = |place: usize, ours: u8, theirs: u8| {
        let last_one = ours & ours.wrapping_neg();
        ours == theirs || (ends.contains(&place) && ours ^ theirs < last_one)
    };
    bytes.len() == payload.len() && bytes.iter().zip(payload).enumerate().all(|(place, (&a, &b))| agree(place, a, b))
}

fn run(path: &str) -> Result<(), Box<dyn Error>> {
    for slice in slices(&std::fs::read(path)?)? {
        let count = |prediction| slice.macroblocks.iter().filter(|other| other.prediction == prediction).count();
        println!(
            "{} macroblocks: {} in blocks, {} whole, {} of samples; {} decisions in {} bytes",
            slice.macroblocks.len(),
            count(Prediction::Blocks),
            count(Prediction::Whole),
            count(Prediction::Samples),
            slice.bins.len(),
            slice.payload.len()
        );
        if !is_restored(&slice) {
            return Err("what is encoded again is not the same".into());
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let result = match &arguments[..] {
        [path] => run(path),
        _ => Err("usage: h264 FILE.264".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
