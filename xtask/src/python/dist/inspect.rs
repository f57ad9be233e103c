//! What others' tools say about a wheel.

use std::path::Path;

use serde_json::Value;

use super::super::super::environment::Environment;
use super::super::super::process::{output, root, step};
use super::platform::{Linker, Platform};

/// An empty folder: the libraries of this machine are not those that a wheel finds.
const NO_LIBRARIES: &str = "target/dist/no-libraries";

/// Whether a wheel is for the stable interface of Python.
pub(super) fn is_abi3(wheel: &Path) -> bool {
    wheel.to_string_lossy().contains("-abi3-")
}

/// Inspects a wheel.
///
/// # Errors
/// If a tool complains: the command, or what it says.
pub(super) fn wheel(tools: &Environment, platform: &Platform, wheel: &Path) -> Result<(), String> {
    let path = wheel.to_string_lossy();
    package(tools, wheel)?;
    step(&tools.program("check-wheel-contents"), &[&path])?;
    if is_abi3(wheel) {
        step(&tools.program("abi3audit"), &["--strict", "--summary", &path])?;
    }
    if let Linker::Zig(Some(tag)) = platform.linker {
        libraries(tools, wheel, tag)?;
    }
    Ok(())
}

/// Inspects what a registry shows of a wheel or of a source distribution.
///
/// # Errors
/// If the tool complains: the command.
pub(super) fn package(tools: &Environment, file: &Path) -> Result<(), String> {
    step(&tools.program("twine"), &["check", "--strict", &file.to_string_lossy()])
}

/// Looks at the libraries that a wheel for Linux needs.
fn libraries(tools: &Environment, wheel: &Path, tag: &str) -> Result<(), String> {
    std::fs::create_dir_all(root().join(NO_LIBRARIES)).map_err(|error| format!("{NO_LIBRARIES}: {error}"))?;
    let args = ["show", "--json", "--ldpaths", NO_LIBRARIES, &wheel.to_string_lossy()];
    let json = output(&tools.program("auditwheel"), &args)?;
    let json: Value = serde_json::from_str(&json).map_err(|error| format!("auditwheel: {error}"))?;
    // musl's name of itself is the only library of musllinux; it is there whatever the name is.
    let is_allowed = |name: &str| tag.starts_with("musllinux") && name == "libc.so";
    let others = json["external_libs"].as_object().into_iter().flatten().map(|(name, _)| name);
    let others: Vec<_> = others.filter(|name| !is_allowed(name)).collect();
    // auditwheel has other names for old tags: manylinux_2_17.
    let symbols = json["sym_tag"].as_str().unwrap_or_default();
    let expected = if tag == "manylinux2014" { "manylinux_2_17" } else { tag };
    if others.is_empty() && symbols.starts_with(expected) {
        println!("{}: {symbols}", wheel.display());
        return Ok(());
    }
    Err(format!("{}: symbols of {symbols:?}, libraries {others:?}", wheel.display()))
}
