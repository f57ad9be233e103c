//! The command `constriction`, for `python -m constriction`.

use std::ffi::OsString;
use std::process::ExitCode;

use pyo3::prelude::*;

/// Runs the command with these arguments, the first of which is its name, and returns its exit code.
#[pyfunction]
#[pyo3(name = "_run_command")]
pub(crate) fn run_command(py: Python<'_>, args: Vec<OsString>) -> u8 {
    let code = py.detach(|| constriction_cli::run(args));
    [ExitCode::SUCCESS, ExitCode::FAILURE].iter().position(|&known| known == code).map_or(2, |known| known as u8)
}
