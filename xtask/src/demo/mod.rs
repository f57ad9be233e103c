//! `cargo xtask demo`: what the library is for, on real files.
//!
//! Every file is compressed with both coders, and decompressed again from the compressed bytes alone. Bytes are coded
//! by how often they occur (`bytes`); the pixels of grey images and 16-bit samples also by models that follow the data
//! (`image`, `samples`). Then the command chooses models itself (`command`). At last, Python and JavaScript make the same bytes of the same symbols
//! (`quick_start`).

mod adaptive;
mod bytes;
mod coder;
mod command;
mod container;
mod error;
mod image;
mod png;
mod quick_start;
mod report;
mod samples;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::process;
use bytes::Bytes;
use coder::{Ans, Range};
use container::Codec;
use error::Error;
use image::Image;
use png::Content;
use report::{Row, Trip};
use samples::Samples;

/// The longest message, in symbols or bytes.
const MAX_LEN: usize = 1 << 30;

/// Compresses the files and prints what came out of it. Without any, it does so with those of the folder `data`, and
/// then compresses one of them from Python and from JavaScript.
pub(crate) fn run(files: &[PathBuf]) -> ExitCode {
    let data = process::root().join("data");
    let default = ["camera.png", "alice29.txt", "jacksboro.s16"].map(|name| data.join(name));
    let all = if files.is_empty() { &default[..] } else { files };
    match Demo::default().run(all, &mut io::stdout().lock()) {
        Ok(ExitCode::SUCCESS) if files.is_empty() => {
            match command::run(&default).and_then(|()| quick_start::run(&default[2])) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("error: {error}");
                    ExitCode::FAILURE
                }
            }
        }
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: cannot print: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What there is to print.
#[derive(Debug, Default)]
struct Demo {
    rows: Vec<Row>,
    /// What the user should know about single files.
    notes: Vec<String>,
    failed: bool,
}

impl Demo {
    fn run(mut self, files: &[PathBuf], out: &mut impl Write) -> io::Result<ExitCode> {
        writeln!(
            out,
            "Real files, losslessly compressed by the two entropy coders of this library and decompressed again."
        )?;
        writeln!(out)?;
        out.flush()?;
        for path in files {
            progress(&format!("measuring {} ...", path.display()));
            let first_row = self.rows.len();
            let outcome = read(path).and_then(|bytes| self.file(path, &bytes));
            progress("");
            self.rows.iter_mut().skip(first_row + 1).for_each(|row| row.file.clear());
            if let Err(error) = outcome {
                eprintln!("error: {}: {error}", path.display());
                self.failed = true;
            }
        }
        self.print(out)?;
        Ok(if self.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    /// All that can be done with one file.
    fn file(&mut self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        self.both_coders(&name, "bytes", bytes.len(), &Bytes(bytes.to_vec()))?;

        let has_extension = |extension| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(extension));
        match png::read(bytes) {
            Content::Grey(image) => self.image(&name, bytes.len(), &image)?,
            Content::Other(reason) => self.notes.push(format!("{name}: {reason}, coded as bytes only.")),
            Content::NoPng if has_extension("png") => {
                self.notes.push(format!("{name}: not a valid PNG file (no signature), coded as bytes only."));
            }
            Content::NoPng => {}
        }
        if has_extension("s16") {
            match Samples::from_bytes(bytes) {
                Some(samples) => drop(self.both_coders(&name, "samples", bytes.len(), &samples)?),
                None => self.notes.push(format!("{name}: an odd number of bytes, coded as bytes only.")),
            }
        }
        Ok(())
    }

    /// The pixels of an image, next to PNG.
    fn image(&mut self, name: &str, file_bytes: usize, image: &Image) -> Result<(), Error> {
        let pixels = image.pixels.len();
        self.both_coders(name, "pixels", pixels, &Bytes(image.pixels.clone()))?;
        let ours = self.both_coders(name, "pixels", pixels, image)?;

        let given = Row {
            file: name.into(),
            what: "pixels",
            method: "PNG as given".into(),
            input_bytes: pixels,
            symbols: pixels,
            compressed_bytes: file_bytes,
            parts: None,
            trip: None,
        };
        let (encoded, encoding) = report::best_time(|| png::encode(image));
        let encoded = encoded?;
        let (decoded, decoding) = report::best_time(|| png::read(&encoded));
        let exact = matches!(decoded, Content::Grey(decoded) if decoded == *image);
        let best = Row {
            method: "PNG at its best".into(),
            compressed_bytes: encoded.len(),
            trip: Some(Trip { encoding, decoding, exact }),
            ..given.clone()
        };
        self.notes.push(format!(
            "{name}: the pixels take {ours} bytes, {} than the PNG file as given and {} than PNG at its best.",
            difference(ours, file_bytes),
            difference(ours, encoded.len()),
        ));
        self.rows.extend([given, best]);
        Ok(())
    }

    /// Returns the smaller number of compressed bytes.
    fn both_coders<M: Codec>(
        &mut self,
        name: &str,
        what: &'static str,
        len: usize,
        message: &M,
    ) -> Result<usize, Error> {
        let ans = report::measure::<Ans, M>(name, what, len, message)?;
        let range = report::measure::<Range, M>(name, what, len, message)?;
        let bytes = ans.compressed_bytes.min(range.compressed_bytes);
        self.rows.extend([ans, range]);
        Ok(bytes)
    }

    fn print(&mut self, out: &mut impl Write) -> io::Result<()> {
        let trips: Vec<_> = self.rows.iter().filter_map(|row| row.trip).collect();
        let inexact = trips.iter().filter(|trip| !trip.exact).count();
        if !self.rows.is_empty() {
            writeln!(out, "{}\n", report::table(&self.rows))?;
            writeln!(out, "{LEGEND}")?;
        }
        for note in &self.notes {
            writeln!(out, "{note}")?;
        }
        if trips.is_empty() {
            writeln!(out, "Nothing was compressed.")
        } else if inexact == 0 {
            writeln!(out, "All {} round trips are exact.", trips.len())
        } else {
            self.failed = true;
            writeln!(out, "{inexact} of {} round trips FAILED.", trips.len())
        }
    }
}

/// What the columns say.
const LEGEND: &str = "\
model     order 0: how often each byte occurs; Laplace: for each symbol another distribution, from the symbols before it
output    all that the decoder needs: the header (method, lengths, counts) and the coder's words
entropy   per symbol, -log2 of the probability that the model gave it: what an ideal coder would need
overhead  of the coder's words over that
speed     of all that it takes, from input to output with the making of models; the best run in 0.2 s, on one thread
";

/// How much smaller or larger the first one is.
fn difference(bytes: usize, than: usize) -> String {
    let percent = 100.0 * (1.0 - bytes as f64 / than as f64);
    format!("{:.1} % {}", percent.abs(), if percent >= 0.0 { "less" } else { "more" })
}

/// The contents of a file.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    // One more than there may be, also where a file has no end.
    File::open(path)?.take(MAX_LEN as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_LEN { Err(Error::TooLong) } else { Ok(bytes) }
}

/// Shows what is being done, to somebody who waits for the table.
fn progress(text: &str) {
    let mut err = io::stderr();
    if err.is_terminal() {
        // Return to the start of the line and clear it.
        let _ = write!(err, "\r\x1b[K{text}").and_then(|()| err.flush());
    }
}
