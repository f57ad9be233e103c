//! A compressor of text by context mixing, made of pieces of this crate.
//!
//! ```sh
//! cargo run --release -p constriction-adaptive --example text -- FILE…
//! ```
//!
//! It compresses each file, restores it, and says how long both took and how many bytes there were.

mod predictor;
mod slots;

use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use constriction_adaptive::{BitDecoder, BitEncoder};

use predictor::Predictor;

/// Slots for each context of a file of this length: about one for each byte.
fn table_bits(len: usize) -> u32 {
    len.max(1).ilog2().clamp(10, 22)
}

fn compress(data: &[u8]) -> Vec<u32> {
    let mut predictor = Predictor::new(table_bits(data.len()));
    let mut encoder = BitEncoder::new();
    for byte in data {
        for place in (0..8).rev() {
            let bit = byte >> place & 1 == 1;
            encoder.put_bit(bit, predictor.zero());
            predictor.update(bit);
        }
    }
    encoder.into_words()
}

fn restore(words: &[u32], len: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut predictor = Predictor::new(table_bits(len));
    let mut decoder = BitDecoder::new(words);
    let mut data = Vec::with_capacity(len.min(1 << 16));
    for _ in 0..len {
        let mut byte = 0;
        for _ in 0..8 {
            let bit = decoder.take_bit(predictor.zero())?;
            predictor.update(bit);
            byte = byte << 1 | u8::from(bit);
        }
        data.push(byte);
    }
    Ok(data)
}

fn main() -> ExitCode {
    for path in std::env::args().skip(1) {
        if let Err(error) = show(&path) {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn show(path: &str) -> Result<(), Box<dyn Error>> {
    let data = std::fs::read(path)?;
    let start = Instant::now();
    let words = compress(&data);
    let compressing = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let restored = restore(&words, data.len())?;
    let restoring = start.elapsed().as_secs_f64();
    if restored != data {
        return Err("what was restored is not what was compressed".into());
    }
    let megabytes = data.len() as f64 / 1e6;
    println!(
        "{path}: {} bytes to {}, {:.2} MB/s, and back, {:.2} MB/s",
        data.len(),
        4 * words.len(),
        megabytes / compressing,
        megabytes / restoring
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_is_restored() {
        for data in [&b""[..], b"a", b"abracadabra abracadabra abracadabra", &[0; 1000]] {
            assert_eq!(restore(&compress(data), data.len()).unwrap(), data);
        }
    }
}
