//! What is measured, and the table of it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use comfy_table::{CellAlignment, Table};

use super::coder::Coder;
use super::container::{self, Codec};
use super::{Error, MAX_LEN};

/// How long to repeat a measurement.
const PATIENCE: Duration = Duration::from_millis(200);

/// One method on one message.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Empty where it is the one of the row above.
    pub(super) file: String,
    /// What the symbols are.
    pub(super) what: &'static str,
    pub(super) method: String,
    pub(super) input_bytes: usize,
    pub(super) symbols: usize,
    pub(super) compressed_bytes: usize,
    /// Known for our coders.
    pub(super) parts: Option<Parts>,
    /// `None` for a file that was there before.
    pub(super) trip: Option<Trip>,
}

/// What compressed data is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    /// All but the coder's words.
    pub(super) header_bytes: usize,
    /// The bits that an ideal coder would need in place of the words.
    pub(super) ideal_bits: f64,
}

/// Encoding and decoding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trip {
    pub(super) encoding: Duration,
    pub(super) decoding: Duration,
    /// Whether the decoder has made the same bytes again from the compressed bytes alone.
    pub(super) exact: bool,
}

/// Compresses and decompresses a message, and compares.
pub(super) fn measure<C: Coder, M: Codec>(
    file: &str,
    what: &'static str,
    input_bytes: usize,
    message: &M,
) -> Result<Row, Error> {
    let (compressed, encoding) = best_time(|| container::compress::<C, M>(message));
    let compressed = compressed?;
    let (decompressed, decoding) = best_time(|| container::decompress::<C, M>(&compressed, MAX_LEN));
    let exact = decompressed.is_ok_and(|decompressed| decompressed == *message);
    Ok(Row {
        file: file.into(),
        what,
        method: format!("{}, {}", M::NAME, C::NAME),
        input_bytes,
        symbols: message.len(),
        compressed_bytes: compressed.len(),
        parts: Some(Parts {
            header_bytes: container::header_len(message),
            ideal_bits: container::ideal_bits(message)?,
        }),
        trip: Some(Trip { encoding, decoding, exact }),
    })
}

/// The result of `run`, and the shortest time that it took.
pub(super) fn best_time<T>(run: impl Fn() -> T) -> (T, Duration) {
    let start = Instant::now();
    let mut best = Duration::MAX;
    loop {
        let before = Instant::now();
        let result = black_box(run());
        best = best.min(before.elapsed());
        if start.elapsed() > PATIENCE {
            return (result, best);
        }
    }
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let per_symbol = |bits: f64| (self.symbols > 0).then(|| format!("{:.4}", bits / self.symbols as f64));
        let speed = |time: Duration| self.input_bytes as f64 / time.as_secs_f64() / 1e6;
        let nanoseconds = |time: Duration| time.as_secs_f64() * 1e9 / self.symbols as f64;
        let or_dash = |cell: Option<String>| cell.unwrap_or_else(|| "-".into());
        let (parts, trip) = (self.parts, self.trip);
        // A message that takes no time gives no speed.
        let timed = trip.filter(|_| self.input_bytes >= 1024);
        vec![
            shorten(&self.file),
            self.what.into(),
            self.method.clone(),
            self.input_bytes.to_string(),
            self.compressed_bytes.to_string(),
            or_dash(parts.map(|parts| parts.header_bytes.to_string())),
            or_dash(per_symbol(8.0 * self.compressed_bytes as f64)),
            or_dash(parts.and_then(|parts| per_symbol(parts.ideal_bits))),
            or_dash(parts.and_then(|parts| parts.overhead(self.compressed_bytes))),
            or_dash(timed.map(|trip| pair(speed(trip.encoding), speed(trip.decoding)))),
            or_dash(timed.map(|trip| pair(nanoseconds(trip.encoding), nanoseconds(trip.decoding)))),
            or_dash(trip.map(|trip| if trip.exact { "ok" } else { "MISMATCH" }.into())),
        ]
    }
}

/// Two measured numbers, with two digits or more.
fn pair(encoding: f64, decoding: f64) -> String {
    let digits = |x: f64| if x < 9.95 { format!("{x:.1}") } else { format!("{x:.0}") };
    format!("{}/{}", digits(encoding), digits(decoding))
}

impl Parts {
    /// How many more bits than an ideal coder's the words have, in percent.
    fn overhead(self, compressed_bytes: usize) -> Option<String> {
        let bits = 8.0 * (compressed_bytes - self.header_bytes) as f64;
        // Below a word, a percentage says nothing.
        let percent = 100.0 * (bits - self.ideal_bits) / self.ideal_bits;
        let digits = if percent < 9.9 { 3 } else { 1 };
        (self.ideal_bits >= 32.0).then(|| format!("{percent:+.digits$}%"))
    }
}

/// The rows as a table.
///
/// It has up to 120 columns unless files are larger than 10 MB.
pub(super) fn table(rows: &[Row]) -> String {
    const HEADINGS: [&str; 12] = [
        "file",
        "coded",
        "model, coder",
        "input\nbytes",
        "output\nbytes",
        "header\nbytes",
        "bits per\nsymbol",
        "entropy\nin bits",
        "over-\nhead",
        "MB/s\nenc/dec",
        "ns/symbol\nenc/dec",
        "round\ntrip",
    ];
    // Lines above, below and under the headings, in the notation of `comfy_table::presets`.
    const RULES: &str = "  -- ==      --    ";
    let mut table = Table::new();
    table.load_preset(RULES);
    table.set_header(HEADINGS);
    table.add_rows(rows.iter().map(Row::cells));
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if (3..HEADINGS.len() - 1).contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// A name that leaves room for the rest of the table.
fn shorten(name: &str) -> String {
    const LONGEST: usize = 13;
    // A name can have anything in it, such as line ends.
    let name: String = name.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    match name.char_indices().nth(LONGEST) {
        None => name,
        Some(_) => name.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}
