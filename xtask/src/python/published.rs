//! The published package's own tests, run on our wheel. They come with its crate, which cargo fetches because the
//! tests compare with it; nothing of them is in this repository.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::environment::Environment;
use super::super::process::{announce, command, copy_folder, output, root};

/// The version that the wheel stands in for.
const VERSION: &str = "0.5.0";
/// How many tests it has.
const TESTS: usize = 136;
/// Where they are copied to.
const COPY: &str = "target/python/published-tests";

/// Runs the tests, unchanged.
///
/// # Errors
/// If one fails, or fewer are found than there are.
pub(super) fn test(ours: &Environment) -> Result<(), String> {
    let copy = root().join(COPY);
    if copy.exists() {
        fs::remove_dir_all(&copy).map_err(|error| format!("{COPY}: {error}"))?;
    }
    copy_folder(&source()?, &copy).map_err(|error| format!("{COPY}: {error}"))?;

    let args =
        ["-I", "-m", "pytest", "-q", "--import-mode=importlib", "-p", "no:cacheprovider", "--rootdir", COPY, COPY];
    let line = announce(&ours.python(), &args, &[]);
    let output = command(&ours.python(), &args).output().map_err(|error| format!("{line} ({error})"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Err(format!("{line} ({})", output.status));
    }
    match passed(&text) {
        Some(count) if count >= TESTS => Ok(()),
        count => Err(format!("{line} ({} tests passed instead of {TESTS})", count.unwrap_or(0))),
    }
}

/// The number before the last "passed".
fn passed(text: &str) -> Option<usize> {
    let (before, _) = text.rsplit_once(" passed")?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The folder of the tests, where cargo has put the crate.
fn source() -> Result<PathBuf, String> {
    let metadata = output("cargo", &["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let package = packages.iter().find(|package| package["name"] == "constriction" && package["version"] == VERSION);
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let folder = manifest.and_then(|manifest| Path::new(manifest).parent());
    Ok(folder.ok_or_else(|| format!("cargo does not know constriction {VERSION}"))?.join("tests/python"))
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn the_number_of_passed_tests_is_found() {
        assert_eq!(passed("....\n136 passed in 2.50s\n"), Some(136));
        assert_eq!(passed("== 1 failed, 9 passed, 3 warnings in 2.50s =="), Some(9));
        assert_eq!(passed("no tests ran in 0.01s"), None);
    }
}
