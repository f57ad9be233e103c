//! `cargo xtask dist --wheels`: the wheels of all platforms and the source distribution, inspected, and run where that is
//! possible.

mod arm;
mod inspect;
mod platform;
mod source;
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use platform::{Linker, PLATFORMS, Platform, Runner};

use super::super::environment::Environment;
use super::super::process::{files_in, root, step, step_with};
use super::super::setup::MINGW;
use super::PACKAGE;

/// Where all of it is put.
const FOLDER: &str = "target/dist/wheels";
/// The oldest Python, whose stable interface all later ones have, and one without a global interpreter lock, which has an
/// interface of its own. Neither has to be there.
const INTERPRETERS: [&str; 2] = ["python3.10", "python3.14t"];

/// What there is to say of a file.
#[derive(Debug)]
struct Report {
    file: PathBuf,
    outcome: String,
}

/// Builds all wheels and the source distribution, or only those of platforms with the filter in their name (`source` is
/// that of the source distribution); with `is_quick` in a way that compiles fast and makes slow wheels, to see whether all
/// of them can be built.
///
/// # Errors
/// If a step fails: the command. What cannot run here is no error; the table at the end says so.
pub(crate) fn wheels(filter: &str, is_quick: bool) -> Result<(), String> {
    let tools = Environment::DIST;
    tools.install(&format!("{PACKAGE}/requirements-build.txt"))?;
    tools.install(&format!("{PACKAGE}/requirements-dist.txt"))?;
    let profile = if is_quick { "dev" } else { "wheel" };
    let mut reports = Vec::new();
    for platform in PLATFORMS.iter().filter(|platform| platform.target.contains(filter)) {
        for wheel in build(&tools, platform, profile)? {
            inspect::wheel(&tools, platform, &wheel)?;
            let outcome = run(platform, &wheel)?;
            reports.push(Report { file: wheel, outcome });
        }
    }
    if "source".contains(filter) {
        let file = source::build(&tools)?;
        let outcome = source::test(&file, profile)?;
        reports.push(Report { file, outcome });
    }

    println!();
    for Report { file, outcome } in reports {
        let size = fs::metadata(&file).map_err(|error| format!("{}: {error}", file.display()))?.len();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{name}: {:.2} MB; {outcome}", size as f64 / 1e6);
    }
    Ok(())
}

/// Tests those wheels in `target/dist/wheels` that are for this machine, wherever they were built.
///
/// # Errors
/// If there is no such wheel, or a step fails: the command.
pub(crate) fn try_wheels() -> Result<(), String> {
    let platform =
        PLATFORMS.iter().find(|platform| platform.is_here()).ok_or("there are no wheels for this machine")?;
    for wheel in files_in(&format!("{FOLDER}/{}", platform.target), "whl")? {
        println!("\n{}: {}", wheel.display(), run(platform, &wheel)?);
    }
    Ok(())
}

/// Makes a folder without files; returns its path in the workspace.
fn empty_folder(name: &str) -> Result<String, String> {
    let folder = format!("{FOLDER}/{name}");
    let path = root().join(&folder);
    if path.exists() {
        fs::remove_dir_all(&path).map_err(|error| format!("{folder}: {error}"))?;
    }
    fs::create_dir_all(&path).map_err(|error| format!("{folder}: {error}"))?;
    Ok(folder)
}

/// Builds the wheels of a platform.
fn build(tools: &Environment, platform: &Platform, profile: &str) -> Result<Vec<PathBuf>, String> {
    step("rustup", &["target", "add", platform.target])?;
    if let Linker::Mingw = platform.linker {
        MINGW.ensure()?;
    }
    let manifest = format!("{PACKAGE}/Cargo.toml");
    let out = empty_folder(platform.target)?;
    let mut args = vec!["-I", "-m", "maturin", "build", "--locked", "--manifest-path", &manifest];
    args.extend(["--profile", profile, "--out", &out]);
    args.extend(platform.options());
    args.extend(INTERPRETERS.iter().flat_map(|name| ["--interpreter", name]));
    // maturin asks the first Python of the path for zig.
    step_with(&tools.python(), &args, &[("PATH", &tools.path_variable()?)])?;
    let wheels = files_in(&out, "whl")?;
    if wheels.len() != INTERPRETERS.len() {
        return Err(format!("{out} has {} wheels instead of {}", wheels.len(), INTERPRETERS.len()));
    }
    Ok(wheels)
}

/// Runs tests with a wheel where that is possible; returns what was done.
fn run(platform: &Platform, wheel: &Path) -> Result<String, String> {
    let is_free_threaded = !inspect::is_abi3(wheel);
    match platform.runner {
        _ if platform.is_here() => tests::run_here(wheel, is_free_threaded),
        Runner::Arm if !is_free_threaded => arm::run(wheel),
        Runner::Arm => Ok("not run: Debian has no Python without a global interpreter lock".to_owned()),
        Runner::Nothing(reason) => Ok(format!("not run: {reason}")),
    }
}
