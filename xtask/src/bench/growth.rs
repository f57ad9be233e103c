//! How time and memory grow.

use std::error::Error;

use super::data::{self, Part};
use super::machine;
use super::process::{output, step};

/// The program that measures one point.
const PROGRAM: &str = "target/release/growth";

/// Measures all points, each in a process of its own.
///
/// # Errors
/// If one cannot be measured.
pub(super) fn measure() -> Result<Part, Box<dyn Error>> {
    step("cargo", &["build", "--release", "--package", "constriction-benches", "--bin", "growth"])?;
    let mut rows = Vec::new();
    for point in output(PROGRAM, &["list"])?.lines() {
        eprintln!("growth {point}");
        rows.extend(data::rows(&output(PROGRAM, &point.split(' ').collect::<Vec<_>>())?)?);
    }
    Ok(Part { about: machine::with_compiler()?, rows, absent: Vec::new() })
}
