//! The same from Python and from JavaScript: what Rust made of a file goes to a folder, with the symbols and the
//! parameters of their models, and each makes the same bytes of them.

use std::fs;
use std::path::Path;

use super::super::{npm, process, python};
use super::coder::{Ans, Coder, Range};
use super::container::{compress, header_len};
use super::{Samples, read};

/// Where others find what Rust made.
const FOLDER: &str = "target/demo";

/// Runs both quick starts on a file of samples.
///
/// # Errors
/// If the file cannot be read, or Python or Node cannot be run, or has other bytes.
pub(super) fn run(path: &Path) -> Result<(), String> {
    let bytes = read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let samples = Samples::from_bytes(&bytes).ok_or_else(|| format!("{}: not samples", path.display()))?;
    let (means, scales) = samples.parameters();

    let folder = process::root().join(FOLDER);
    let write = |name: &str, bytes: Vec<u8>| {
        fs::write(folder.join(name), bytes).map_err(|error| format!("{FOLDER}/{name}: {error}"))
    };
    fs::create_dir_all(&folder).map_err(|error| format!("{FOLDER}: {error}"))?;
    write("samples.i16", bytes)?;
    write("means.f64", little_endian(&means))?;
    write("scales.f64", little_endian(&scales))?;
    write("ans.u32", words::<Ans>(&samples)?)?;
    write("range.u32", words::<Range>(&samples)?)?;

    println!("\nThe same from Python, with the means and scales that Rust has predicted for the samples:");
    python::quick_start(FOLDER)?;
    println!("\nAnd from JavaScript, in WebAssembly:");
    npm::quick_start(FOLDER)
}

fn little_endian(numbers: &[f64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// The coder's words in little-endian bytes.
fn words<C: Coder>(samples: &Samples) -> Result<Vec<u8>, String> {
    let mut compressed = compress::<C, _>(samples).map_err(|error| error.to_string())?;
    compressed.drain(..header_len(samples));
    Ok(compressed)
}
