//! `constriction bench`.

use std::io::{self, Cursor, Read, Write};
use std::path::Path;
use std::time::Instant;

use constriction_container::Reader;
use indicatif::ProgressBar;

use crate::args::Bench;
use crate::compress::{compress, threads};
use crate::decompress::write_elements;
use crate::error::Error;
use crate::files::open;

pub(crate) fn run(file: &Path, args: &Bench) -> Result<(), Error> {
    let mut bytes = Vec::new();
    open(file)?.read_to_end(&mut bytes)?;
    let threads = threads(args.threads);
    let bar = ProgressBar::hidden();
    let mut out = io::stdout().lock();
    writeln!(out, "{}: {} bytes", file.display(), bytes.len())?;
    let mut row = |name: &str, len: usize, of: u64, speeds: Option<[f64; 2]>| {
        let share = 100.0 * len as f64 / (of as f64).max(1.0);
        let speeds = speeds.map_or(String::new(), |[to, from]| format!("{to:>9.1} MB/s {from:>9.1} MB/s"));
        writeln!(out, "  {name:<28} {len:>12} {share:>7.2} %{speeds}")
    };

    let start = Instant::now();
    let source = Box::new(Cursor::new(bytes.clone()));
    let (compressed, _) = compress(file, source, &args.numbers, Vec::new(), threads, &bar)?;
    let to = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let mut reader = Reader::new(Cursor::new(&compressed))?.with_threads(threads)?;
    let arrays = reader.arrays().to_vec();
    let mut decoded = Vec::with_capacity(bytes.len());
    for info in &arrays {
        write_elements(&mut reader, info, &mut decoded, &bar)?;
    }
    let from = start.elapsed().as_secs_f64();
    let mega = decoded.len() as f64 / 1e6;
    row("elements", decoded.len(), decoded.len() as u64, None)?;
    let of = decoded.len() as u64;
    row("constriction", compressed.len(), of, Some([mega / to, mega / from]))?;
    row("entropy of single bytes", entropy(&decoded), of, None)?;
    #[cfg(feature = "zstd")]
    for level in [3, 19] {
        let start = Instant::now();
        let compressed = zstd::bulk::compress(&decoded, level)?;
        let to = start.elapsed().as_secs_f64();
        let start = Instant::now();
        zstd::bulk::decompress(&compressed, decoded.len())?;
        let from = start.elapsed().as_secs_f64();
        row(&format!("zstd -{level}"), compressed.len(), of, Some([mega / to, mega / from]))?;
    }
    Ok(())
}

/// The bytes that are needed if each byte is coded by how often it occurs.
fn entropy(bytes: &[u8]) -> usize {
    let mut counts = [0u64; 256];
    bytes.iter().for_each(|&byte| counts[usize::from(byte)] += 1);
    let total = bytes.len() as f64;
    let bits: f64 = counts.iter().filter(|&&n| n > 0).map(|&n| n as f64 * (total / n as f64).log2()).sum();
    (bits / 8.0).ceil() as usize
}
