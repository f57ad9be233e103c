//! Wheels: one for the tests, and those for release.

use std::fs;
use std::path::PathBuf;

use super::super::environment::Environment;
use super::super::process::{files_in, output, root, step};
use super::PACKAGE;

/// The free-threaded Python that there are wheels for.
const FREE_THREADED: &str = "python3.14t";

/// Builds the wheel of the sources as they are, as for release, and installs it.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn install(environment: &Environment) -> Result<(), String> {
    environment.install_wheel(&for_tests(environment)?)
}

/// Builds the wheel of the sources as they are, as for release; returns its path.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn for_tests(environment: &Environment) -> Result<String, String> {
    let wheels = build(environment, "target/python/wheels", &environment.python())?;
    let [wheel] = &wheels[..] else { return Err(format!("{} wheels instead of one", wheels.len())) };
    Ok(wheel.strip_prefix(root()).unwrap_or(wheel).to_string_lossy().into_owned())
}

/// Builds the wheel for release, with `free_threaded` also that for Python without a global interpreter lock, and
/// prints their names and sizes.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn dist(free_threaded: bool) -> Result<(), String> {
    const FOLDER: &str = "target/dist";
    let environment = Environment::OURS;
    environment.install(&format!("{PACKAGE}/requirements-build.txt"))?;
    let mut wheels = build(&environment, FOLDER, &environment.python())?;
    if free_threaded {
        // There, PyO3 builds for the one version, as the stable ABI begins with 3.15.
        wheels.extend(build(&environment, &format!("{FOLDER}/{FREE_THREADED}"), FREE_THREADED)?);
    }
    println!();
    for wheel in wheels {
        let size = fs::metadata(&wheel).map_err(|error| format!("{}: {error}", wheel.display()))?.len();
        let name = wheel.strip_prefix(root()).unwrap_or(&wheel);
        println!("{}: {:.2} MB", name.display(), size as f64 / 1e6);
    }
    if free_threaded {
        match output(FREE_THREADED, &["--version"]) {
            Ok(version) => println!("There is a {FREE_THREADED} here ({version}), but no test has run on it."),
            Err(_) => println!("There is no {FREE_THREADED} here: its wheel was built, and nothing has run on it."),
        }
    }
    Ok(())
}

/// Builds a wheel for an interpreter; returns all that is in the folder then, which is emptied before.
fn build(environment: &Environment, folder: &str, interpreter: &str) -> Result<Vec<PathBuf>, String> {
    let path = root().join(folder);
    if path.exists() {
        fs::remove_dir_all(&path).map_err(|error| format!("{folder}: {error}"))?;
    }
    let manifest = format!("{PACKAGE}/Cargo.toml");
    let options = ["--manifest-path", &manifest, "--profile", "wheel", "--out", folder, "--interpreter", interpreter];
    step(&environment.python(), &[&["-I", "-m", "maturin", "build", "--locked"][..], &options].concat())?;
    files_in(folder, "whl")
}
