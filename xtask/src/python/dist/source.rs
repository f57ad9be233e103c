//! The source distribution.

use std::path::{Path, PathBuf};

use super::super::super::environment::Environment;
use super::super::super::process::{files_in, root, step};
use super::{PACKAGE, empty_folder, inspect, tests};

/// Packs the sources of the package and of the crates that it is built from, and inspects the result.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn build(tools: &Environment) -> Result<PathBuf, String> {
    let manifest = format!("{PACKAGE}/Cargo.toml");
    let out = empty_folder("source")?;
    step(&tools.python(), &["-I", "-m", "maturin", "sdist", "--manifest-path", &manifest, "--out", &out])?;
    let files = files_in(&out, "gz")?;
    let [file] = &files[..] else { return Err(format!("{out} has {} files instead of one", files.len())) };
    inspect::package(tools, file)?;
    Ok(file.clone())
}

/// Has pip build and install it in a new environment, as on a machine for which there is no wheel, and tests that.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn test(file: &Path, profile: &str) -> Result<String, String> {
    let python = super::super::super::interpreter::find()?;
    // Compiled once, not each time: pip unpacks the sources in a folder whose name is random.
    let target = root().join("target/python/source");
    let variables =
        [("CARGO_TARGET_DIR", &*target.to_string_lossy()), ("MATURIN_PEP517_ARGS", &*format!("--profile {profile}"))];
    tests::run_with(&Environment::SOURCE, &python, file, &variables)?;
    Ok("pip builds a wheel of it, which runs".to_owned())
}
