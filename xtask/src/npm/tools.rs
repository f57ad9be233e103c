//! What npm installs: the versions of `package-lock.json`, unless that was done before.

use std::fs;

use super::super::process::{root, step};
use super::{FOLDER, PACKAGE, node};

/// Where the tools are, from the root of the workspace.
pub(crate) const TOOLS: &str = "target/npm/tools";

/// Installs the tools.
///
/// # Errors
/// If a step fails: the command.
pub(super) fn install() -> Result<(), String> {
    node::ensure()?;
    let failed = |error| format!("{TOOLS}: {error}");
    let source = root().join(PACKAGE).join("tests");
    let folder = root().join(TOOLS);
    let wanted = fs::read(source.join("package-lock.json")).map_err(failed)?;
    let stamp = folder.join("installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), folder.join(name)).map_err(failed)?;
    }
    step("npm", &["ci", "--prefix", TOOLS, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?;
    fs::write(&stamp, wanted).map_err(failed)
}

/// A tool, from the root of the workspace.
pub(super) fn tool(name: &str) -> String {
    format!("{FOLDER}/tools/node_modules/.bin/{name}")
}

/// The folder of a package that npm installed.
pub(super) fn module(name: &str) -> String {
    root().join(TOOLS).join("node_modules").join(name).display().to_string()
}
