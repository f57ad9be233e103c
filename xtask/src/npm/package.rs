//! The package: JavaScript of the repository, WebAssembly that is built, and licences; and the tarball of it.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::process::{copy_folder, output, root, step};
use super::{FOLDER, PACKAGE, tools, wasm};

/// Where the package is put together.
pub(super) const ASSEMBLED: &str = "target/npm/package";

/// Builds the package of the sources as they are, and packs it; returns the tarball.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn tarball() -> Result<PathBuf, String> {
    pack(FOLDER)
}

/// Builds the tarball for release, and prints its name and size.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn dist() -> Result<(), String> {
    const DIST: &str = "target/dist";
    fs::create_dir_all(root().join(DIST)).map_err(|error| format!("{DIST}: {error}"))?;
    let tarball = pack(DIST)?;
    let size = fs::metadata(&tarball).map_err(|error| format!("{}: {error}", tarball.display()))?.len();
    println!("\n{}: {:.2} MB", tarball.strip_prefix(root()).unwrap_or(&tarball).display(), size as f64 / 1e6);
    Ok(())
}

/// Builds the package of the sources as they are; returns its folder.
///
/// # Errors
/// If a step fails: the command.
pub(crate) fn assembled() -> Result<PathBuf, String> {
    assemble()?;
    Ok(root().join(ASSEMBLED))
}

fn pack(folder: &str) -> Result<PathBuf, String> {
    assemble()?;
    let args = ["pack", &format!("./{ASSEMBLED}"), "--pack-destination", folder, "--loglevel=error"];
    let name = output("npm", &args)?;
    let name = name.lines().last().unwrap_or_default();
    Ok(root().join(folder).join(name))
}

fn assemble() -> Result<(), String> {
    let failed = |error| format!("{ASSEMBLED}: {error}");
    let (source, folder) = (root().join(PACKAGE), root().join(ASSEMBLED));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    copy_folder(&source.join("npm"), &folder).map_err(failed)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root().join(name), folder.join(name)).map_err(failed)?;
    }
    check_version(&folder)?;
    fs::create_dir_all(folder.join("wasm")).map_err(failed)?;
    wasm::build(&format!("{ASSEMBLED}/wasm"))?;
    // Writes them as text, and says how large they are.
    step("node", &[&format!("{PACKAGE}/tools/inline.mjs"), &format!("{ASSEMBLED}/wasm")])?;
    // The same package for `require`.
    step("node", &[&format!("{PACKAGE}/tools/commonjs.mjs"), &tools::module("esbuild"), ASSEMBLED])
}

/// The package has the version of the workspace.
fn check_version(folder: &Path) -> Result<(), String> {
    let text = fs::read_to_string(folder.join("package.json")).map_err(|error| format!("package.json: {error}"))?;
    let package: serde_json::Value = serde_json::from_str(&text).map_err(|error| format!("package.json: {error}"))?;
    let ours = env!("CARGO_PKG_VERSION");
    if package["version"] == ours { Ok(()) } else { Err(format!("the version in package.json is not {ours}")) }
}
