//! What the package's calls cost.

use std::fs;

use super::super::process::{output, root};
use super::PACKAGE;
use super::package::ASSEMBLED;

/// Where `xtask bench` looks for it.
const RESULTS: &str = "target/bench/javascript.json";

/// Measures the package that was built last, if there is one; `true` if so.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn bench() -> Result<bool, String> {
    if !root().join(ASSEMBLED).join("wasm/glue.js").exists() {
        return Ok(false);
    }
    let rows = output("node", &[&format!("{PACKAGE}/bench/bench.mjs"), &format!("{}/{ASSEMBLED}", root().display())])?;
    let failed = |error| format!("{RESULTS}: {error}");
    let path = root().join(RESULTS);
    fs::create_dir_all(path.with_file_name("")).map_err(failed)?;
    fs::write(path, rows + "\n").map_err(failed)?;
    Ok(true)
}
