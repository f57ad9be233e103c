//! A bar on a terminal.

use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error, if that is a terminal and `--quiet` is not given.
pub(crate) fn bar(file: &Path, bytes: u64, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec}") {
        bar.set_style(style);
    }
    bar.set_message(file.display().to_string());
    bar
}

/// A line on standard error about a file that is done, if that is a terminal and `--quiet` is not given.
pub(crate) fn done(quiet: bool, line: &str) {
    if !quiet && io::stderr().is_terminal() {
        eprintln!("{line}");
    }
}
